/** @file The card of a collection: its covers as a mosaic, with title, owner and gallery. */
import { encodeMosaicCard, mosaicCardVersion } from '@galatea/pictures';
import { nobody } from '@galatea/store/access';
import { getUsers } from '@galatea/store/accounts';
import { type Artwork, getArtworks } from '@galatea/store/artworks';
import {
	type Collection,
	findCollectionCard,
	getCollections,
	saveCollectionCard,
	summariseCollections,
} from '@galatea/store/collections';
import type { Store } from '@galatea/store/database';
import { readBlob } from '@galatea/store/files';
import { type Card, cardName } from './card.ts';
import { galleryName } from './gallery-origin.ts';

/** What the card of a collection is called; `covers` are those that everybody may see, `handle` is that of its owner. */
export function collectionCardName(
	{ id, title }: Pick<Collection, 'id' | 'title'>,
	covers: readonly Artwork[],
	handle: string | null,
) {
	const keys = covers.map(({ image }) => image.key);
	return cardName(id, [mosaicCardVersion, keys, title, handle, galleryName]);
}

/** For each collection the pictures that stand for it in the eyes of everybody, and are for everyone: at most four. */
export async function openCoversOf(store: Store, ids: readonly string[]): Promise<readonly (readonly Artwork[])[]> {
	const summaries = await summariseCollections(store, ids, nobody);
	const artworks = await getArtworks(
		store,
		summaries.flatMap(({ coverArtworkIds }) => coverArtworkIds),
		nobody,
	);
	const byId = new Map(artworks.flatMap((artwork) => (artwork ? [[artwork.id, artwork]] : [])));
	return summaries.map(({ coverArtworkIds }) =>
		coverArtworkIds.flatMap((id) => {
			const cover = byId.get(id);
			return cover?.contentLevel === 'EVERYONE' ? [cover] : [];
		}),
	);
}

/** Null for what is not everybody's to see, or not for everyone, and where no picture can stand for it. */
export async function findCollectionSharingCard(store: Store, id: string): Promise<Card | null> {
	const [collection] = await getCollections(store, [id], nobody);
	if (collection?.contentLevel !== 'EVERYONE') return null;
	const [covers = []] = await openCoversOf(store, [id]);
	if (covers.length === 0) return null;
	const [owner] = await getUsers(store, [collection.ownerId]);
	const handle = owner?.handle ?? null;
	const name = collectionCardName(collection, covers, handle);
	return {
		...name,
		find: () => findCollectionCard(store, id, name.digest),
		async make() {
			const pictures = [];
			for (const { image } of covers) {
				const png = await readBlob(store, image.key);
				if (!png) return null;
				pictures.push(png);
			}
			const { bytes } = await encodeMosaicCard(pictures, { title: collection.title, handle, gallery: galleryName });
			return saveCollectionCard(store, id, name.digest, bytes);
		},
	};
}
