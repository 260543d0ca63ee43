/**
 * @file What other sites show of an artwork: `GET /cards/<artwork id>-<digest>.jpg`. The digest is of all that is on the card, so an
 * address stands for one content; who has an old one is led to the present. A card is made when it is first asked for, and kept.
 */
import { createHash } from 'node:crypto';
import { encodeSharingCard, sharingCardVersion } from '@galatea/pictures';
import { isIdentifier } from '@galatea/render';
import { nobody } from '@galatea/store/access';
import { getUsers } from '@galatea/store/accounts';
import { type Artwork, findSharingCard, getArtworks, saveSharingCard } from '@galatea/store/artworks';
import type { Store } from '@galatea/store/database';
import { findPicture, readBlob } from '@galatea/store/files';
import type { RequestHandler } from 'express';
import { type EncodingServices, encodeFor } from './encode-for.ts';
import { openCaching } from './files.ts';
import { sendContent } from './send-content.ts';
import { type FileServices, personOf } from './viewer.ts';

/** The gallery's name, as its pages have it. */
const gallery = 'Galatea';
/** How long an old address may lead to the present one without being asked again: that may get old, too. */
const movedCaching = 'public, max-age=300';

/** Path of an artwork's card; `handle` is that of its person. */
export function cardAddress(artwork: Pick<Artwork, 'id' | 'title' | 'image'>, handle: string | null): string {
	return `/cards/${artwork.id}-${digestOf(artwork, handle)}.jpg`;
}

function digestOf({ title, image }: Pick<Artwork, 'title' | 'image'>, handle: string | null): string {
	const shown = JSON.stringify([sharingCardVersion, image.key, title, handle, gallery]);
	return createHash('sha256').update(shown).digest('hex').slice(0, 32);
}

interface CardServices extends FileServices, EncodingServices {}

/**
 * Serves `GET /cards/:name`. What is no artwork that everybody may see, or is not for everyone, is 404; what would have to be made
 * while enough others wait is 503.
 */
export function serveCards(services: CardServices): RequestHandler<{ name: string }> {
	const { store } = services;
	const underWay = new Map<string, Promise<string | null>>();
	/** The key of a card, which is made unless that was done meanwhile; null when the picture has gone. */
	const make = (artwork: Artwork, handle: string | null, digest: string): Promise<string | null> => {
		const name = artwork.id + digest;
		const making = underWay.get(name) ?? makeCard(store, artwork, handle, digest);
		underWay.set(name, making);
		return making.finally(() => underWay.delete(name));
	};
	return async (request, response) => {
		const [, id = '', digest] = /^([^-]+)-([0-9a-f]{32})\.jpg$/.exec(request.params.name) ?? [];
		const [artwork] = isIdentifier('artwork', id) ? await getArtworks(store, [id], nobody) : [];
		const missing = (): void => {
			response.set('Cache-Control', 'no-store').status(404).json({ error: 'There is no such file.' });
		};
		if (!artwork || digest === undefined || artwork.contentLevel !== 'EVERYONE') return missing();
		const [owner] = await getUsers(store, [artwork.publishedById]);
		const handle = owner?.handle ?? null;
		if (digest !== digestOf(artwork, handle)) {
			response.set('Cache-Control', movedCaching).redirect(302, cardAddress(artwork, handle));
			return;
		}
		const key =
			(await findSharingCard(store, id, digest)) ??
			(await encodeFor(request, response, services, personOf(request, services), () => make(artwork, handle, digest)));
		const file = key === null ? null : await findPicture(store, key);
		if (!file) return missing();
		await sendContent(request, response, file, { 'Cache-Control': openCaching, ETag: `"${digest}"` });
	};
}

async function makeCard(store: Store, artwork: Artwork, handle: string | null, digest: string): Promise<string | null> {
	const found = await findSharingCard(store, artwork.id, digest);
	if (found !== null) return found;
	const png = await readBlob(store, artwork.image.key);
	if (!png) return null;
	const { bytes } = await encodeSharingCard(png, { title: artwork.title, handle, gallery });
	return saveSharingCard(store, artwork.id, digest, bytes);
}
