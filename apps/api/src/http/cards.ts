/**
 * @file What other sites show of an artwork or a collection: `GET /cards/<id>-<digest>.jpg`. The digest is of all that is on the
 * card, so an address stands for one content; who has an old one is led to the present. A card is made when it is first asked
 * for, and kept.
 */
import { isIdentifier } from '@galatea/render';
import type { Store } from '@galatea/store/database';
import { findPicture } from '@galatea/store/files';
import type { RequestHandler } from 'express';
import { findArtworkCard } from './artwork-card.ts';
import type { Card } from './card.ts';
import { findCollectionSharingCard } from './collection-card.ts';
import { type EncodingServices, encodeFor } from './encode-for.ts';
import { openCaching } from './files.ts';
import { sendContent } from './send-content.ts';
import { type FileServices, personOf } from './viewer.ts';

/** How long an old address may lead to the present one without being asked again: that may get old, too. */
const movedCaching = 'public, max-age=300';

interface CardServices extends FileServices, EncodingServices {}

/**
 * Serves `GET /cards/:name`. What is nothing that everybody may see, or is not for everyone, is 404; what would have to be made
 * while enough others wait is 503.
 */
export function serveCards(services: CardServices): RequestHandler<{ name: string }> {
	const { store } = services;
	const underWay = new Map<string, Promise<string | null>>();
	/** The key of a card, which is made unless that was done meanwhile; null when the picture has gone. */
	const make = ({ address, ...card }: Card): Promise<string | null> => {
		const making = underWay.get(address) ?? card.find().then((key) => key ?? card.make());
		underWay.set(address, making);
		return making.finally(() => underWay.delete(address));
	};
	return async (request, response) => {
		const [, id = '', digest] = /^([^-]+)-([0-9a-f]{32})\.jpg$/.exec(request.params.name) ?? [];
		const card = digest === undefined ? null : await findCard(store, id);
		const missing = (): void => {
			response.set('Cache-Control', 'no-store').status(404).json({ error: 'There is no such file.' });
		};
		if (!card) return missing();
		if (digest !== card.digest) {
			response.set('Cache-Control', movedCaching).redirect(302, card.address);
			return;
		}
		const key =
			(await card.find()) ??
			(await encodeFor(request, response, services, personOf(request, services), () => make(card)));
		const file = key === null ? null : await findPicture(store, key);
		if (!file) return missing();
		await sendContent(request, response, file, { 'Cache-Control': openCaching, ETag: `"${digest}"` });
	};
}

async function findCard(store: Store, id: string): Promise<Card | null> {
	if (isIdentifier('artwork', id)) return findArtworkCard(store, id);
	return isIdentifier('collection', id) ? findCollectionSharingCard(store, id) : null;
}
