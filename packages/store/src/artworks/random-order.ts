/**
 * @file The order that a seed decides. Sorting a whole gallery by a hash of every id would read every row for each page, so
 * artworks lie in blocks by a hash of their ids, which an index knows; a seed shuffles the blocks, and the artworks in each.
 * A page reads as many blocks as it needs, and every artwork still has the same chance to be anywhere.
 */
import { query, type Store } from '../database/store.ts';

/** A power of two; prisma/migrations has an index on the block of every artwork. */
const blockCount = 4_096;
/** Bits of a key that come from the artwork; those above come from its block. */
const artworkBits = 40;
/** Artworks that are read for each that is wanted: at first, and when too few of those may be shown or fit a filter. */
const readForEach = [4, 100];

/** The block of an artwork, 0 to 4095. The index is on this very expression. */
export function blockOf(id: string): string {
	return `(hashtextextended(${id}, 0) & ${blockCount - 1})`;
}

const blockKey = (block: string, seed: string): string =>
	`((hashint8extended(${block}, ${seed}::bigint) >> ${artworkBits}) << ${artworkBits})`;

/** What an artwork is sorted by, the largest first; a bigint. */
export function shuffledKey(id: string, seed: string): string {
	const ownBits = `(hashtextextended(${id}, ${seed}::bigint) & ${2 ** artworkBits - 1})`;
	return `(${blockKey(blockOf(id), seed)} | ${ownBits})`;
}

/** The next `count` blocks in the order of the seed, from the block of the key `after` on: an array. */
export function blocksOf(seed: string, after: string | null, count: number): string {
	const key = blockKey('block', seed);
	const rest = after === null ? '' : `WHERE ${key} <= ${after}::bigint`;
	// With ties: blocks of the same key are mixed, so that one cannot come without the other.
	return `ARRAY(SELECT block FROM generate_series(0::bigint, ${blockCount - 1}) AS block ${rest}
		ORDER BY ${key} DESC FETCH FIRST ${count} ROWS WITH TIES)`;
}

/** How many blocks to read for `wanted` artworks, and how many if those were too few; none where all are soon read. */
export async function windowsOf(store: Store, wanted: number): Promise<readonly number[]> {
	// As the database last counted; -1 where it never has, which it does before a gallery is large.
	const [row] = await query<{ artworks: number }>(
		store,
		`SELECT reltuples::float8 AS artworks FROM pg_class WHERE oid = '"Artwork"'::regclass`,
	);
	const inBlock = Math.max(row?.artworks ?? 0, 1) / blockCount;
	return readForEach.map((each) => Math.ceil((each * wanted) / inBlock)).filter((blocks) => blocks < blockCount);
}
