/**
 * @file Lists of artworks: in which order, which of them, and of those only what the viewer may be shown. Every list is
 * read by key, so that what is published meanwhile moves nothing.
 */
import { readArtworks } from './artworks.ts';
import { maximumPageSize, type Place, printCursor, readCursor } from './cursor.ts';
import { query, type Store } from './store.ts';
import type { ArtworkPage } from './types.ts';
import { mayBeSeen, recipeMayBeSeen, type Viewer, viewerValue } from './visibility.ts';

/**
 * Newest first; what is remixed now first; in an order that a seed decides, where every picture has the same chance; or
 * what the words fit best first, which without words is the newest.
 */
export const artworkOrders = ['NEWEST', 'TRENDING', 'RANDOM', 'RELEVANCE'] as const;
type ArtworkOrder = (typeof artworkOrders)[number];

/** By the sides of the picture. */
export const pictureShapes = ['SQUARE', 'PORTRAIT', 'LANDSCAPE'] as const;
type PictureShape = (typeof pictureShapes)[number];

/** How long ago something was published at most, and that as PostgreSQL says it. */
const intervals = { DAY: '1 day', WEEK: '7 days', MONTH: '1 month', YEAR: '1 year' } as const;
export type Period = keyof typeof intervals;
export const periods = Object.keys(intervals) as readonly Period[];

/** What is left out, or null, does not narrow the list. */
export interface ArtworkFilter {
	readonly publishedById?: string | null;
	/** Words that are in title, tags or prompts: as search engines read them, with "phrases", `or`, and `-` for not. */
	readonly words?: string | null;
	/** As packages/render's `readTag` gives it. */
	readonly tag?: string | null;
	readonly packId?: string | null;
	readonly shape?: PictureShape | null;
	/** Pixels of the longer side at least. */
	readonly minimumSidePx?: number | null;
	/** Those whose recipe names one of these packs by its hash: what can be rendered again where these packs are. */
	readonly packHashes?: readonly string[] | null;
	readonly period?: Period | null;
	/** Of those whom the viewer follows only. */
	readonly following?: boolean | null;
}

/** Which page of which list. */
export interface ArtworkListRequest {
	/** 1 to 100. */
	readonly first: number;
	readonly after?: string | null;
	/** NEWEST when left out. */
	readonly order?: ArtworkOrder;
	/** A 32-bit integer for the order RANDOM; 0 when left out. */
	readonly seed?: number;
	readonly filter?: ArtworkFilter;
}

const shapes: Readonly<Record<PictureShape, string>> = {
	SQUARE: '"imageWidth" = "imageHeight"',
	PORTRAIT: '"imageWidth" < "imageHeight"',
	LANDSCAPE: '"imageWidth" > "imageHeight"',
};

/** Takes a value and gives the placeholder that stands for it. */
type Bind = (value: unknown) => string;

/**
 * A page of the artworks that are listed for the viewer, on the list of one person also of those the viewer has muted.
 * What is published meanwhile moves nothing. Throws a RangeError on `first`, {@link CursorError} on `after`.
 */
export async function listArtworks(store: Store, request: ArtworkListRequest, viewer: Viewer): Promise<ArtworkPage> {
	const { first, order = 'NEWEST', seed = 0, filter = {} } = request;
	if (!Number.isInteger(first) || first < 1 || first > maximumPageSize)
		throw new RangeError(`A page has 1 to ${maximumPageSize} artworks, not ${first}`);
	const list = order === 'RANDOM' ? `${order}:${seed}` : order;
	const after = request.after == null ? null : readCursor(list, request.after);
	const { values, bind } = parameters();
	const key = keyOf(order, seed, filter.words ?? null, bind);
	const conditions = conditionsOf(filter, viewer, bind);
	if (after) conditions.push(`(${key}, id) < (${bind(after.key)}::bigint, ${bind(after.id)})`);
	const places = await query<Place>(
		store,
		`SELECT id, ${key} AS key FROM "Artwork" WHERE ${conditions.join(' AND ')}
		 ORDER BY ${key} DESC, id DESC LIMIT ${bind(first + 1)}`,
		values,
	);
	const shown = places.slice(0, first);
	const artworks = await readArtworks(
		store,
		shown.map((place) => place.id),
		viewer,
	);
	const edges = shown.flatMap((place, index) => {
		const artwork = artworks[index];
		return artwork ? [{ cursor: printCursor(list, place), artwork }] : [];
	});
	return { edges, hasNextPage: places.length > first };
}

/**
 * How many artworks would stand before a cursor of the newest: those that were published since, at most 100. Throws
 * {@link CursorError}.
 */
export async function countNewer(store: Store, before: string, filter: ArtworkFilter, viewer: Viewer): Promise<number> {
	const place = readCursor('NEWEST', before);
	const { values, bind } = parameters();
	const conditions = conditionsOf(filter, viewer, bind);
	conditions.push(`("sortKey", id) > (${bind(place.key)}::bigint, ${bind(place.id)})`);
	const [row] = await query<{ count: number }>(
		store,
		`SELECT count(*)::int AS count FROM (
			SELECT FROM "Artwork" WHERE ${conditions.join(' AND ')} LIMIT ${maximumPageSize}
		) AS newer`,
		values,
	);
	return row?.count ?? 0;
}

function parameters(): { readonly values: unknown[]; readonly bind: Bind } {
	const values: unknown[] = [];
	return { values, bind: (value) => `$${values.push(value)}` };
}

/** The expression that an order sorts by, the largest first. */
function keyOf(order: ArtworkOrder, seed: number, words: string | null, bind: Bind): string {
	switch (order) {
		case 'NEWEST':
			return '"sortKey"';
		case 'TRENDING':
			return '"trendKey"';
		case 'RANDOM':
			return `hashtextextended(id, ${bind(seed)}::bigint)`;
		case 'RELEVANCE':
			// Among equals the larger id is first, which is the newer one.
			return words === null
				? '"sortKey"'
				: `(SELECT (1e9 * ts_rank_cd(words, galatea_query(${bind(plain(words))})))::bigint
					FROM "ArtworkText" WHERE "artworkId" = "Artwork".id)`;
	}
}

/** What a listed artwork must be, as conditions on the columns of "Artwork". */
function conditionsOf(filter: ArtworkFilter, viewer: Viewer, bind: Bind): string[] {
	const purpose = filter.publishedById == null ? 'list' : 'profile';
	const columns = { owner: '"publishedById"', visibility: 'visibility' };
	const person = bind(viewerValue(viewer));
	// What cannot be read in a recipe is not found by it either.
	const recipe = (condition: string) =>
		`(${recipeMayBeSeen('"publishedById"', person)} AND EXISTS (SELECT FROM "Recipe" WHERE hash = "recipeHash" AND ${condition}))`;
	const conditions = [mayBeSeen(viewer, purpose, columns, person)];
	if (filter.publishedById != null) conditions.push(`"publishedById" = ${bind(filter.publishedById)}`);
	if (filter.words != null)
		conditions.push(`EXISTS (
			SELECT FROM "ArtworkText" WHERE "artworkId" = "Artwork".id AND words @@ galatea_query(${bind(plain(filter.words))}))`);
	if (filter.tag != null)
		conditions.push(`EXISTS (SELECT FROM "ArtworkTag" WHERE "artworkId" = "Artwork".id AND tag = ${bind(filter.tag)})`);
	if (filter.packId != null) conditions.push(recipe(`"packId" = ${bind(filter.packId)}`));
	if (filter.packHashes != null) conditions.push(recipe(`"packHash" = ANY(${bind(filter.packHashes)})`));
	if (filter.shape != null) conditions.push(shapes[filter.shape]);
	if (filter.minimumSidePx != null)
		conditions.push(`greatest("imageWidth", "imageHeight") >= ${bind(filter.minimumSidePx)}`);
	if (filter.period != null) conditions.push(`"publishedAt" >= now() - ${bind(intervals[filter.period])}::interval`);
	if (filter.following)
		conditions.push(`"publishedById" IN (SELECT "followedId" FROM "Follow" WHERE "followerId" = ${person})`);
	return conditions;
}

/** What the database takes as text: it has no NUL, and no half of a surrogate pair. */
function plain(text: string): string {
	return text.replaceAll(/[\0\p{Surrogate}]/gu, ' ');
}
