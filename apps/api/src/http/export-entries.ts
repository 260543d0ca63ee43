/** @file The files of an exported collection: its originals one after the other, then what describes them. */
import { createHash } from 'node:crypto';
import { Readable } from 'node:stream';
import { licenceText } from '@galatea/render';
import { fileAccess, type Viewer } from '@galatea/store/access';
import { getUsers, type User } from '@galatea/store/accounts';
import { type Artwork, getArtworks } from '@galatea/store/artworks';
import { type Collection, type CollectionItem, curatorsOf, listItems, listSections } from '@galatea/store/collections';
import { maximumPageSize, type Store } from '@galatea/store/database';
import type { StoredFile } from '@galatea/store/files';
import {
	type ExportedArtwork,
	type ExportedFile,
	type ExportedGap,
	type ExportedSection,
	exportDocuments,
	type PageLanguage,
} from '@galatea/syndication';
import { isVeiledFor } from '../schema/veil.ts';
import { numberedName } from './file-name.ts';
import { fileWith } from './files.ts';
import { galleryName } from './gallery-origin.ts';
import { ItemSpool } from './item-spool.ts';
import { artworkUrl, collectionUrl, personShown, wordsFor } from './shown.ts';
import type { ZipEntry } from './zip-stream.ts';

interface ExportOptions {
	/** In whose eyes it is read; the caller has asked whether they may see the collection. */
	readonly viewer: Viewer;
	readonly origin: string;
	readonly language: PageLanguage;
	/** Items that are in memory at a time. As many as a page may have when left out; fewer in tests only. */
	readonly pageSize?: number;
}

/**
 * The files of a collection as it is shown to the viewer, each opened when it is asked for. What is left out is what no list shows
 * them, and what a warning hides from them. Throws `STORAGE_UNAVAILABLE` and `DATABASE_UNAVAILABLE`.
 */
export async function* exportEntries(
	store: Store,
	collection: Collection,
	{ viewer, origin, language, pageSize = maximumPageSize }: ExportOptions,
): AsyncGenerator<ZipEntry, void> {
	const exportedAt = new Date();
	const curators = await curatorsShown(store, collection, origin);
	const sections = await sectionsShown(store, collection.id);
	const spool = await ItemSpool.open();
	try {
		for await (const place of shownPlaces(store, collection, viewer, pageSize)) {
			const { item, artwork } = place;
			const section = sections.get(item.sectionId) ?? null;
			if (!artwork) {
				await spool.add({ ...gapOf(item), section });
				continue;
			}
			// Some time has passed since the page of the list was read.
			const access = await fileAccess(store, artwork.image.key, viewer);
			if (access === 'NONE') continue;
			const stored = await fileWith(store, artwork.image.key, access);
			const file = stored && (await fileOf(artwork, stored, spool.count + 1, access === 'WHOLE'));
			if (file) {
				const { path, byteCount } = file;
				const content = await stored.read(0, byteCount - 1);
				yield { path, content, byteCount, compresses: false, modifiedAt: artwork.publishedAt };
			}
			await spool.add({ ...exportedItem(place, artwork, file, origin), section });
		}
		const documents = exportDocuments(
			{
				title: collection.title,
				statement: collection.statement,
				url: collectionUrl(collection, curators.handle, origin),
				curators: curators.people,
				itemCount: spool.count,
				exportedAt: exportedAt.toISOString(),
			},
			{ language, gallery: galleryName },
		);
		for (const { name, print } of documents)
			yield {
				path: name,
				content: Readable.from(print(spool.items())),
				compresses: true,
				modifiedAt: exportedAt,
			};
	} finally {
		await spool.close();
	}
}

/** A place with what is shown there; `artwork` is null for one that was deleted. */
interface Place {
	readonly item: CollectionItem;
	readonly artwork: Artwork | null;
	readonly artist: User | null;
}

/** The places that are shown to the viewer, in the order of the collection. */
async function* shownPlaces(
	store: Store,
	collection: Collection,
	viewer: Viewer,
	pageSize: number,
): AsyncGenerator<Place, void> {
	// In the order by love something can come twice.
	const seen = new Set<string>();
	let after: string | null = null;
	do {
		const page = await listItems(store, collection, { first: pageSize, after }, viewer);
		const items = page.edges.flatMap(({ item }) => (seen.has(item.id) ? [] : [item]));
		for (const { id } of items) seen.add(id);
		const artworks = await getArtworks(
			store,
			items.map(({ artworkId }) => artworkId ?? ''),
			viewer,
		);
		const artists = await getUsers(
			store,
			artworks.map((artwork) => artwork?.publishedById ?? ''),
		);
		for (const [index, item] of items.entries()) {
			const artwork = artworks[index] ?? null;
			if (item.artworkId === null) yield { item, artwork: null, artist: null };
			else if (artwork && !isVeiledFor(artwork.contentLevel, artwork.publishedById, viewer))
				yield { item, artwork, artist: artists[index] ?? null };
		}
		after = page.hasNextPage ? (page.edges.at(-1)?.cursor ?? null) : null;
	} while (after !== null);
}

/** The sections by their ids. */
async function sectionsShown(store: Store, collectionId: string): Promise<ReadonlyMap<string | null, ExportedSection>> {
	const [sections = []] = await listSections(store, [collectionId]);
	return new Map(sections.map(({ id, title }, index) => [id, { number: index + 1, title }]));
}

/** The owner, then the editors; `handle` is the owner's. */
async function curatorsShown(store: Store, { id, ownerId }: Collection, origin: string) {
	const [curators = []] = await curatorsOf(store, [id]);
	const editorIds = curators.flatMap(({ role, userId }) => (role === 'EDITOR' ? [userId] : []));
	const [owner = null, ...editors] = await getUsers(store, [ownerId, ...editorIds]);
	return { handle: owner?.handle ?? null, people: [owner, ...editors].map((person) => personShown(person, origin)) };
}

async function fileOf(
	{ title, image }: Artwork,
	stored: StoredFile,
	number: number,
	isWhole: boolean,
): Promise<ExportedFile> {
	const { key, mimeType, width, height } = image;
	const [digest = '', extension = ''] = key.split('.');
	return {
		path: `pictures/${numberedName(number, title, extension)}`,
		mimeType,
		width,
		height,
		byteCount: stored.byteCount,
		// A file is named by its content.
		sha256: isWhole ? digest : await digestOf(stored),
	};
}

async function digestOf(file: StoredFile): Promise<string> {
	const hash = createHash('sha256');
	for await (const chunk of await file.read(0, file.byteCount - 1)) hash.update(chunk as Uint8Array);
	return hash.digest('hex');
}

function exportedItem(
	{ item, artist }: Place,
	artwork: Artwork,
	file: ExportedFile | null,
	origin: string,
): Omit<ExportedArtwork, 'section'> {
	const { id, title, licence, publishedAt } = artwork;
	return {
		kind: 'ARTWORK',
		title,
		url: artworkUrl(id, origin),
		artist: personShown(artist, origin),
		alternativeText: wordsFor(artwork),
		licence: licence && licenceText(licence),
		note: item.note,
		addedAt: item.addedAt.toISOString(),
		publishedAt: publishedAt.toISOString(),
		file,
	};
}

function gapOf({ note, addedAt, goneTitle, goneArtist }: CollectionItem): Omit<ExportedGap, 'section'> {
	// Of what not everybody could see, the page does not tell either.
	const isTold = goneTitle !== null && goneTitle !== '';
	return {
		kind: 'DELETED',
		title: isTold ? goneTitle : null,
		artist: isTold ? goneArtist : null,
		note,
		addedAt: addedAt.toISOString(),
	};
}
