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
import pLimit from 'p-limit';
import { openCaching } from './files.ts';
import { sendContent } from './send-content.ts';

/** The gallery's name, as its pages have it. */
const gallery = 'Galatea';
/** Cards that are made at the same time: each takes a core for half a second. */
const makings = 1;
/** Cards that wait for their turn: sites wait some seconds, and who asks for every card there is keeps nobody longer. */
const maximumWaiting = 8;
/** In which who is sent away comes back: by then the line is shorter. */
const comeBackSeconds = 5;
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

/**
 * Serves `GET /cards/:name`. What is no artwork that everybody may see, or is not for everyone, is 404; what would have to be made
 * while enough others wait is 503.
 */
export function serveCards(store: Store): RequestHandler<{ name: string }> {
	const turns = pLimit(makings);
	const underWay = new Map<string, Promise<string | null>>();
	/** Null where the line is full. */
	const make = (artwork: Artwork, handle: string | null, digest: string): Promise<string | null> | null => {
		const known = underWay.get(artwork.id + digest);
		if (known !== undefined) return known;
		if (turns.pendingCount >= maximumWaiting) return null;
		const making = turns(async () => {
			const found = await findSharingCard(store, artwork.id, digest);
			if (found !== null) return found;
			const png = await readBlob(store, artwork.image.key);
			if (!png) return null;
			const { bytes } = await encodeSharingCard(png, { title: artwork.title, handle, gallery });
			return saveSharingCard(store, artwork.id, digest, bytes);
		}).finally(() => underWay.delete(artwork.id + digest));
		underWay.set(artwork.id + digest, making);
		return making;
	};
	return async (request, response) => {
		const [, id = '', digest] = /^([^-]+)-([0-9a-f]{32})\.jpg$/.exec(request.params.name) ?? [];
		const [artwork] = isIdentifier('artwork', id) ? await getArtworks(store, [id], nobody) : [];
		const missing = (): void => {
			response.set('Cache-Control', 'no-store').status(404).json({ error: 'There is no such file.' });
		};
		if (!artwork || digest === undefined || artwork.contentLevel !== 'EVERYONE') return missing();
		const [person] = await getUsers(store, [artwork.publishedById]);
		const handle = person?.handle ?? null;
		if (digest !== digestOf(artwork, handle)) {
			response.set('Cache-Control', movedCaching).redirect(302, cardAddress(artwork, handle));
			return;
		}
		const kept = await findSharingCard(store, id, digest);
		const making = kept === null ? make(artwork, handle, digest) : Promise.resolve(kept);
		if (making === null) {
			response.set({ 'Cache-Control': 'no-store', 'Retry-After': String(comeBackSeconds) });
			response.status(503).json({ error: 'Many cards are being made; ask again in a moment.' });
			return;
		}
		const key = await making;
		const file = key === null ? null : await findPicture(store, key);
		if (!file) return missing();
		await sendContent(request, response, file, { 'Cache-Control': openCaching, ETag: `"${digest}"` });
	};
}
