/**
 * @file What is new, for readers of feeds: `GET /feeds/gallery`, `/feeds/people/<handle>`, `/feeds/tags/<tag>` and
 * `/feeds/collections/<id>`, each as `.atom` and `.json`. They are answered as to nobody, whoever asks: a reader of feeds
 * hands on what it reads. What is not for everyone stands in none, since readers show no warning.
 */
import { createHash } from 'node:crypto';
import { isIdentifier, licenceText, readTag } from '@galatea/render';
import { nobody } from '@galatea/store/access';
import { findUserByHandle, getUsers, type User } from '@galatea/store/accounts';
import { type Artwork, type ArtworkFilter, listArtworks } from '@galatea/store/artworks';
import { getCollections } from '@galatea/store/collections';
import type { Store } from '@galatea/store/database';
import { type Feed, type FeedEntry, printAtom, printJsonFeed } from '@galatea/syndication';
import type { Request, RequestHandler } from 'express';
import type { Allowances } from '../allowances.ts';
import { AllowanceSpent } from './encode-for.ts';
import { type GalleryPlace, galleryName as gallery, originOf } from './gallery-origin.ts';
import { openItems } from './open-items.ts';
import { answeredAsKnown } from './send-content.ts';
import { artworkUrl, collectionUrl, fileShown, personShown, wordsFor } from './shown.ts';
import { type FileServices, personOf } from './viewer.ts';

/** Entries of a feed: what is older is on its page. */
const feedEntries = 50;
/** Points that a feed takes from an allowance: it is some statements, and as many artworks as a page has. */
const pointsOfFeed = 2;
/** Seconds for which a feed may be kept: what becomes private must be gone soon. */
const keptSeconds = 300;

const formats = {
	atom: { mimeType: 'application/atom+xml; charset=utf-8', print: printAtom },
	json: { mimeType: 'application/feed+json; charset=utf-8', print: printJsonFeed },
} as const;

interface FeedServices extends FileServices, GalleryPlace {
	readonly allowances: Allowances;
}

/** A feed before it is told where it is. */
type Content = Omit<Feed, 'atomUrl' | 'jsonUrl' | 'updatedAt'> & {
	/** When it last became different; null for the time of its newest entry. */
	readonly changedAt: Date | null;
};

/** Serves `GET /feeds/*path`. What is none, or not for everybody, is 404. */
export function serveFeeds(services: FeedServices): RequestHandler<{ path: string[] }> {
	const { store, allowances } = services;
	return async (request, response) => {
		const [, path = '', format] = /^(.+)\.(atom|json)$/.exec(request.params.path.join('/')) ?? [];
		const { mimeType, print } = formats[format === 'json' ? 'json' : 'atom'];
		const allowance = await allowances.spend(personOf(request, services), pointsOfFeed);
		if (allowance && !allowance.isGranted) throw new AllowanceSpent(allowance.resetSeconds);
		const { origin, known } = originOf(request, services);
		const content = await readContent(store, path, origin);
		if (!content) {
			response.set('Cache-Control', 'no-store').status(404).json({ error: 'There is no such feed.' });
			return;
		}
		const body = print(feedAt(content, addressOf(request, origin)));
		const digest = createHash('sha256').update(body).digest('base64url');
		response.set({
			'Content-Type': mimeType,
			// Where nobody has said what the gallery's address is, that of this visitor stands in it.
			'Cache-Control': `${known ? 'public' : 'private'}, max-age=${keptSeconds}`,
			ETag: `"${digest}"`,
			'Access-Control-Allow-Origin': '*',
			'X-Content-Type-Options': 'nosniff',
		});
		if (!answeredAsKnown(request, response)) response.send(body);
	};
}

/** Of a feed without its format, percent-encoded as it was asked for. */
function addressOf(request: Request<{ path: string[] }>, origin: string): string {
	return origin + request.path.replace(/\.(atom|json)$/, '');
}

function feedAt({ changedAt, ...content }: Content, address: string): Feed {
	const [newest] = content.entries;
	return {
		...content,
		atomUrl: `${address}.atom`,
		jsonUrl: `${address}.json`,
		updatedAt: newest?.publishedAt ?? changedAt ?? new Date(0),
	};
}

async function readContent(store: Store, path: string, origin: string): Promise<Content | null> {
	const [, kind, name = ''] = /^(people|tags|collections)\/([^/]+)$/.exec(path) ?? [];
	if (kind === 'people') return personFeed(store, name, origin);
	if (kind === 'tags') return tagFeed(store, name, origin);
	if (kind === 'collections') return collectionFeed(store, name, origin);
	if (path !== 'gallery') return null;
	const entries = await listed(store, {}, origin);
	return {
		title: gallery,
		description: '',
		url: `${origin}/`,
		authors: [personShown(null, origin)],
		changedAt: null,
		entries,
	};
}

async function personFeed(store: Store, handle: string, origin: string): Promise<Content | null> {
	const user = await findUserByHandle(store, handle);
	if (!user) return null;
	const author = personShown(user, origin);
	return {
		title: `${author.name} · ${gallery}`,
		description: user.bio,
		url: author.url ?? `${origin}/`,
		authors: [author],
		changedAt: null,
		entries: await listed(store, { publishedById: user.id }, origin),
	};
}

async function tagFeed(store: Store, written: string, origin: string): Promise<Content | null> {
	const tag = readTag(written);
	if (tag === null) return null;
	return {
		title: `#${tag} · ${gallery}`,
		description: '',
		url: `${origin}/tags/${encodeURIComponent(tag)}`,
		authors: [personShown(null, origin)],
		changedAt: null,
		entries: await listed(store, { tag }, origin),
	};
}

async function collectionFeed(store: Store, id: string, origin: string): Promise<Content | null> {
	const [collection] = isIdentifier('collection', id) ? await getCollections(store, [id], nobody) : [];
	if (collection?.contentLevel !== 'EVERYONE') return null;
	// What is new comes first, in whatever order the collection is shown.
	const collected = await openItems(store, { id, order: 'NEWEST', hasSections: false }, feedEntries);
	const [owner, ...artists] = await getUsers(store, [
		collection.ownerId,
		...collected.map(({ artwork }) => artwork.publishedById),
	]);
	if (!owner) return null;
	return {
		title: `${collection.title} · ${gallery}`,
		description: collection.statement,
		url: collectionUrl(collection, owner.handle, origin),
		authors: [personShown(owner, origin)],
		changedAt: collection.tendedAt,
		entries: collected.map(({ item, artwork }, index) => ({
			...entryOf(artwork, artists[index] ?? null, origin),
			id: `${origin}/feeds/collections/${id}#${item.id}`,
			publishedAt: item.addedAt,
			note: item.note,
		})),
	};
}

/** The newest artworks that are listed for everybody. */
async function listed(store: Store, filter: ArtworkFilter, origin: string): Promise<readonly FeedEntry[]> {
	const narrowed = { ...filter, contentLevel: 'EVERYONE' } as const;
	const { edges } = await listArtworks(store, { first: feedEntries, filter: narrowed }, nobody);
	const artworks = edges.map(({ artwork }) => artwork);
	const artists = await getUsers(
		store,
		artworks.map(({ publishedById }) => publishedById),
	);
	return artworks.map((artwork, index) => entryOf(artwork, artists[index] ?? null, origin));
}

function entryOf(artwork: Artwork, artist: User | null, origin: string): FeedEntry {
	const { id, title, image, thumbnail, licence, publishedAt } = artwork;
	const url = artworkUrl(id, origin);
	return {
		id: url,
		title,
		url,
		publishedAt,
		author: personShown(artist, origin),
		alternativeText: wordsFor(artwork),
		note: '',
		licence: licence && licenceText(licence),
		picture: fileShown(image, origin),
		preview: fileShown(thumbnail, origin),
	};
}
