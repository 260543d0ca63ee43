/**
 * @file Which pages of a gallery crawlers are told of: those that are always there, and the newest artworks that are listed for everybody, with
 * the people who published them. It is read as nobody reads, so that nothing is told that not everybody may see.
 */
import type { SitemapPageQuery } from '../../graphql/generated/graphql.ts';
import { guidePages } from '../guide/guide-pages.ts';

/** A page, below the gallery's origin. */
export interface Place {
	readonly path: string;
	/** ISO 8601; null where nothing says it. */
	readonly changedAt: string | null;
}

/** Lists of 100 artworks that are read for one sitemap. What is older is found by links. */
export const maximumLists = 10;

/** The pages that every gallery has and that are worth finding. */
const ownPages: readonly string[] = [
	'/',
	'/live',
	'/create',
	'/about',
	'/how-it-works',
	...guidePages.map((page) => `/guide/${page}`),
];

/** Reads the places. `readList` reads the listed artworks after a cursor, newest first, as nobody. */
export async function readPlaces(
	readList: (after: string | null) => Promise<SitemapPageQuery['artworks']>,
): Promise<readonly Place[]> {
	const artworks: Place[] = [];
	const people = new Map<string, Place>();
	let after: string | null = null;
	for (let count = 0; count < maximumLists; count++) {
		const { edges, pageInfo }: SitemapPageQuery['artworks'] = await readList(after);
		for (const { node } of edges) {
			// What is veiled is not for a crawler to lift.
			if (node.contentLevel !== 'EVERYONE') continue;
			const { handle } = node.publishedBy;
			artworks.push({ path: `/artworks/${node.id}`, changedAt: node.publishedAt });
			// Artworks come newest first, so the first of somebody is their newest.
			if (handle !== null && !people.has(handle))
				people.set(handle, { path: `/@${handle}`, changedAt: node.publishedAt });
		}
		if (!pageInfo.hasNextPage) break;
		after = pageInfo.endCursor;
	}
	return [...ownPages.map((path) => ({ path, changedAt: null })), ...people.values(), ...artworks];
}
