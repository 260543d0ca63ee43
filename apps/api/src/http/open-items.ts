/** @file What of a collection leaves the gallery: the items that everybody sees and that are for everyone. */
import { nobody } from '@galatea/store/access';
import { type Artwork, getArtworks } from '@galatea/store/artworks';
import { type CollectionItem, type ItemOrder, listItems } from '@galatea/store/collections';
import type { Store } from '@galatea/store/database';

export interface OpenItem {
	readonly item: CollectionItem;
	readonly artwork: Artwork;
}

/** Of the first `count` items (1 to 100) in an order, those with a picture that may leave. */
export async function openItems(store: Store, collection: ItemOrder, count: number): Promise<readonly OpenItem[]> {
	const { edges } = await listItems(store, collection, { first: count }, nobody);
	const artworks = await getArtworks(
		store,
		edges.flatMap(({ item }) => item.artworkId ?? []),
		nobody,
	);
	const byId = new Map(artworks.flatMap((artwork) => (artwork ? [[artwork.id, artwork]] : [])));
	return edges.flatMap(({ item }) => {
		const artwork = byId.get(item.artworkId ?? '');
		return artwork?.contentLevel === 'EVERYONE' ? [{ item, artwork }] : [];
	});
}
