/** @file The card of an artwork: its picture with title, person and gallery. */
import { encodeSharingCard, sharingCardVersion } from '@galatea/pictures';
import { nobody } from '@galatea/store/access';
import { getUsers } from '@galatea/store/accounts';
import { type Artwork, findSharingCard, getArtworks, saveSharingCard } from '@galatea/store/artworks';
import type { Store } from '@galatea/store/database';
import { readBlob } from '@galatea/store/files';
import { type Card, cardName } from './card.ts';
import { galleryName } from './gallery-origin.ts';

/** What the card of an artwork is called; `handle` is that of its person. */
export function artworkCardName({ id, title, image }: Pick<Artwork, 'id' | 'title' | 'image'>, handle: string | null) {
	return cardName(id, [sharingCardVersion, image.key, title, handle, galleryName]);
}

/** Null for what is not everybody's to see, or not for everyone. */
export async function findArtworkCard(store: Store, id: string): Promise<Card | null> {
	const [artwork] = await getArtworks(store, [id], nobody);
	if (artwork?.contentLevel !== 'EVERYONE') return null;
	const { title, image, publishedById } = artwork;
	const [owner] = await getUsers(store, [publishedById]);
	const handle = owner?.handle ?? null;
	const name = artworkCardName(artwork, handle);
	return {
		...name,
		find: () => findSharingCard(store, id, name.digest),
		async make() {
			const png = await readBlob(store, image.key);
			if (!png) return null;
			const { bytes } = await encodeSharingCard(png, { title, handle, gallery: galleryName });
			return saveSharingCard(store, id, name.digest, bytes);
		},
	};
}
