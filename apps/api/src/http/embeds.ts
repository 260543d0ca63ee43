/**
 * @file A collection in frames of other sites: `GET /embeds/collections/<id>`, the only page that others may frame. It is
 * answered as to nobody, so that no frame shows what its visitor alone may see, and runs nothing.
 */
import { createHash } from 'node:crypto';
import { isIdentifier } from '@galatea/render';
import { nobody } from '@galatea/store/access';
import { getUsers } from '@galatea/store/accounts';
import { curatorsOf, getCollections, summariseCollections } from '@galatea/store/collections';
import type { Store } from '@galatea/store/database';
import { type PageLanguage, printEmbedPage } from '@galatea/syndication';
import type { RequestHandler } from 'express';
import type { Allowances } from '../allowances.ts';
import { AllowanceSpent } from './encode-for.ts';
import { type GalleryPlace, galleryName, originOf } from './gallery-origin.ts';
import { openItems } from './open-items.ts';
import { languageOf } from './page-language.ts';
import { answeredAsKnown } from './send-content.ts';
import { artworkUrl, collectionUrl, fileShown, personShown, wordsFor } from './shown.ts';
import { type FileServices, personOf } from './viewer.ts';

/** Pictures in a frame; the rest is on the page of the collection. */
const embeddedItems = 24;
/** Points that it takes from an allowance, as a feed does. */
const pointsOfEmbed = 2;
/** What becomes private must be gone soon. */
const keptSeconds = 300;

/** Pictures of the gallery and the style in the page; everybody may frame it. */
const policy = [
	"default-src 'none'",
	"img-src 'self'",
	"style-src 'unsafe-inline'",
	"base-uri 'none'",
	"form-action 'none'",
	'frame-ancestors *',
].join('; ');

interface EmbedServices extends FileServices, GalleryPlace {
	readonly allowances: Allowances;
}

/** Serves `GET /embeds/collections/:id`. What not everybody may see, or is not for everyone, is 404. */
export function serveEmbeds(services: EmbedServices): RequestHandler<{ id: string }> {
	const { store, allowances } = services;
	return async (request, response) => {
		const allowance = await allowances.spend(personOf(request, services), pointsOfEmbed);
		if (allowance && !allowance.isGranted) throw new AllowanceSpent(allowance.resetSeconds);
		const { origin, known } = originOf(request, services);
		const page = await embedPage(store, request.params.id, { origin, language: languageOf(request) });
		response.set({ 'Content-Security-Policy': policy, 'X-Content-Type-Options': 'nosniff' });
		if (page === null) {
			response.set('Cache-Control', 'no-store').status(404).type('text').send('There is no such collection.');
			return;
		}
		response.set({
			'Cache-Control': `${known ? 'public' : 'private'}, max-age=${keptSeconds}`,
			ETag: `"${createHash('sha256').update(page).digest('base64url')}"`,
			'Referrer-Policy': 'strict-origin-when-cross-origin',
		});
		response.vary('Accept-Language');
		if (!answeredAsKnown(request, response)) response.type('html').send(page);
	};
}

async function embedPage(
	store: Store,
	id: string,
	{ origin, language }: { readonly origin: string; readonly language: PageLanguage },
): Promise<string | null> {
	const [collection] = isIdentifier('collection', id) ? await getCollections(store, [id], nobody) : [];
	if (collection?.contentLevel !== 'EVERYONE') return null;
	const [items, [curators = []], [summary]] = await Promise.all([
		openItems(store, collection, embeddedItems),
		curatorsOf(store, [id]),
		summariseCollections(store, [id], nobody),
	]);
	const editorIds = curators.flatMap(({ role, userId }) => (role === 'EDITOR' ? [userId] : []));
	const [owner = null, ...others] = await getUsers(store, [
		collection.ownerId,
		...editorIds,
		...items.map(({ artwork }) => artwork.publishedById),
	]);
	const editors = others.slice(0, editorIds.length);
	const artists = others.slice(editorIds.length);
	return printEmbedPage(
		{
			title: collection.title,
			statement: collection.statement,
			url: collectionUrl(collection, owner?.handle ?? null, origin),
			curators: [owner, ...editors].map((curator) => personShown(curator, origin)),
			itemCount: summary?.itemCount ?? 0,
		},
		items.map(({ artwork }, index) => ({
			title: artwork.title,
			url: artworkUrl(artwork.id, origin),
			artist: personShown(artists[index] ?? null, origin),
			alternativeText: wordsFor(artwork),
			// By its path: the frame is of this host, whatever its address is elsewhere.
			picture: fileShown(artwork.thumbnail, ''),
		})),
		{ language, gallery: galleryName },
	);
}
