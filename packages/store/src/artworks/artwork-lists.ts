/**
 * @file Lists of artworks: in which order, which of them, and of those only what the viewer may be shown. Every list is
 * read by key, so that what is published meanwhile moves nothing.
 */

import type { Viewer } from '../access/visibility.ts';
import { maximumPageSize, type Place, printCursor, readCursor } from '../database/cursor.ts';
import { query, type Store } from '../database/store.ts';
import { arrivals } from './arrivals.ts';
import type { ArtworkPage } from './artwork.ts';
import { type ArtworkFilter, type Bind, conditionsOf, parameters, plain } from './artwork-filter.ts';
import { readArtworks } from './artworks.ts';
import { blockOf, blocksOf, shuffledKey, windowsOf } from './random-order.ts';

/**
 * Newest first; what is remixed now first; in an order that a seed decides, where every picture has the same chance; or,
 * of the newest thousand that have the words, what they fit best first, which without words is the newest.
 */
export const artworkOrders = ['NEWEST', 'TRENDING', 'RANDOM', 'RELEVANCE'] as const;
type ArtworkOrder = (typeof artworkOrders)[number];

/** Pictures with the words that somebody searches for, of which the best come first: more than anybody reads. */
const rankedAtMost = 1_000;

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

/**
 * A page of the artworks that are listed for the viewer, on the list of one person also of those the viewer has muted.
 * What is published meanwhile moves nothing. Throws a RangeError on `first`, {@link CursorError} on `after`.
 */
export async function listArtworks(store: Store, request: ArtworkListRequest, viewer: Viewer): Promise<ArtworkPage> {
	const { first, order = 'NEWEST', seed = 0 } = request;
	if (!Number.isInteger(first) || first < 1 || first > maximumPageSize)
		throw new RangeError(`A page has 1 to ${maximumPageSize} artworks, not ${first}`);
	const list = order === 'RANDOM' ? `${order}:${seed}` : order;
	const after = request.after == null ? null : readCursor(list, request.after);
	const places = await readPlaces(store, request, after, viewer);
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
	const newer = filter.following
		? arrivals(filter, viewer, { side: 'before', place, limit: maximumPageSize }, bind)
		: newerThan(place, filter, viewer, bind);
	const [row] = await query<{ count: number }>(store, `SELECT count(*)::int AS count FROM (${newer}) AS newer`, values);
	return row?.count ?? 0;
}

function newerThan(place: Place, filter: ArtworkFilter, viewer: Viewer, bind: Bind): string {
	const conditions = conditionsOf(filter, viewer, bind);
	conditions.push(`("sortKey", id) > (${bind(place.key)}::bigint, ${bind(place.id)})`);
	return `SELECT FROM "Artwork" WHERE ${conditions.join(' AND ')} LIMIT ${maximumPageSize}`;
}

/** The places of a page and of one more, which tells that there is another page. */
function readPlaces(
	store: Store,
	{ first, order = 'NEWEST', seed = 0, filter = {} }: ArtworkListRequest,
	after: Place | null,
	viewer: Viewer,
): Promise<readonly Place[]> {
	if (order === 'RANDOM') return readShuffled(store, { first, seed, filter }, after, viewer);
	if (order === 'RELEVANCE' && filter.words != null)
		return readBest(store, { first, filter, words: filter.words }, after, viewer);
	const { values, bind } = parameters();
	if (order === 'NEWEST' && filter.following)
		return query<Place>(
			store,
			arrivals(filter, viewer, { side: 'behind', place: after, limit: first + 1 }, bind),
			values,
		);
	const key = order === 'TRENDING' ? '"trendKey"' : '"sortKey"';
	const conditions = conditionsOf(filter, viewer, bind);
	return query<Place>(store, pageOf('"Artwork"', key, conditions, after, first, bind), values);
}

/** Reads ever more of a random order until a page is full, so that a page is not the price of the whole gallery. */
async function readShuffled(
	store: Store,
	{ first, seed, filter }: { readonly first: number; readonly seed: number; readonly filter: ArtworkFilter },
	after: Place | null,
	viewer: Viewer,
): Promise<readonly Place[]> {
	const read = (blocks: number | null): Promise<readonly Place[]> => {
		const { values, bind } = parameters();
		const conditions = conditionsOf(filter, viewer, bind);
		if (blocks !== null)
			conditions.push(`${blockOf('id')} = ANY(${blocksOf(bind(seed), after && bind(after.key), blocks)})`);
		return query<Place>(
			store,
			pageOf('"Artwork"', shuffledKey('id', bind(seed)), conditions, after, first, bind),
			values,
		);
	};
	for (const blocks of await windowsOf(store, first + 1)) {
		const places = await read(blocks);
		if (places.length > first) return places;
	}
	return read(null);
}

/** Ranks the newest of those that have the words: a word may be in every tenth picture, and nobody reads so many. */
function readBest(
	store: Store,
	{ first, filter, words }: { readonly first: number; readonly filter: ArtworkFilter; readonly words: string },
	after: Place | null,
	viewer: Viewer,
): Promise<readonly Place[]> {
	const { values, bind } = parameters();
	const sought = `galatea_query(${bind(plain(words))})`;
	const conditions = [`words @@ ${sought}`, ...conditionsOf({ ...filter, words: null }, viewer, bind)];
	// Among equals the larger id is first, which is the newer one.
	const newest = `(
		SELECT id, words FROM "ArtworkText" JOIN "Artwork" ON id = "artworkId" WHERE ${conditions.join(' AND ')}
		ORDER BY "ArtworkText"."sortKey" DESC, "artworkId" DESC LIMIT ${rankedAtMost}
	) AS newest`;
	return query<Place>(
		store,
		pageOf(newest, `(1e9 * ts_rank_cd(words, ${sought}))::bigint`, [], after, first, bind),
		values,
	);
}

/** A page of `from` by a key and the id, the largest first, with one more. */
function pageOf(
	from: string,
	key: string,
	conditions: readonly string[],
	after: Place | null,
	first: number,
	bind: Bind,
): string {
	const behind = after ? [`(${key}, id) < (${bind(after.key)}::bigint, ${bind(after.id)})`] : [];
	const all = [...conditions, ...behind];
	return `SELECT id, ${key} AS key FROM ${from} ${all.length > 0 ? `WHERE ${all.join(' AND ')}` : ''}
		ORDER BY ${key} DESC, id DESC LIMIT ${bind(first + 1)}`;
}
