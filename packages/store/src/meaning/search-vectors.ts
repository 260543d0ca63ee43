/** @file Pages of what is like something, best first, where the database searches (picture-vectors.ts). */

import type { Viewer } from '../access/visibility.ts';
import { type ArtworkFilter, type Bind, conditionsOf, parameters } from '../artworks/artwork-filter.ts';
import { query, type Store, transaction } from '../database/store.ts';
import type { ListedPicture } from './artworks-of-pictures.ts';
import type { EmbeddingSpace } from './embedding-spaces.ts';
import { asSoughtText, indexed, printVector, vectorTable } from './picture-vectors.ts';

/** Scores are whole numbers in cursors: millionths. */
export const scoreScale = 1_000_000;
/** Pictures that the index keeps in view while it walks; more finds more of the best, and takes longer. */
const inView = 100;
/** Pictures that are looked at in the index before those that the filter keeps are compared one by one instead. */
const scannedAtMost = 20_000;

/** What to look for, and how well it must fit. */
export interface SoughtVector {
	/** That of a text, or the profile of a picture. */
	readonly of: 'text' | 'picture';
	readonly vector: Float32Array;
	/** Standard deviations for a text, a correlation for a picture. */
	readonly cut: number;
	/** The picture itself, which is left out. */
	readonly except: string | null;
}

/** A listed artwork that was found, and how well it fits, in millionths: digits. */
export interface FoundArtwork extends ListedPicture {
	readonly key: string;
}

/**
 * At most `count` artworks that the filter keeps and that are listed for the viewer, best first, behind a place in that
 * order. The index may miss a few of many; where it finds too few, what the filter keeps is compared whole.
 */
export async function searchVectors(
	store: Store,
	space: EmbeddingSpace,
	sought: SoughtVector,
	page: {
		readonly count: number;
		readonly after: { readonly key: string; readonly id: string } | null;
		readonly filter: ArtworkFilter;
	},
	viewer: Viewer,
): Promise<readonly FoundArtwork[]> {
	const cut = Math.round(sought.cut * scoreScale);
	const walked = await transaction(store, async (sql) => {
		await sql.query(
			`SELECT set_config('hnsw.iterative_scan', 'strict_order', true), set_config('hnsw.ef_search', '${inView}', true),
			 set_config('hnsw.max_scan_tuples', '${scannedAtMost}', true)`,
		);
		const { text, values } = statement(space, sought, page, viewer, 'walked');
		return sql.query<FoundArtwork & { readonly id: string }>(text, values);
	});
	const found = walked.filter(({ key }) => Number(key) >= cut);
	// A full walk is one that ended because there was enough, or because the rest fits too little.
	if (walked.length === page.count || found.length < walked.length) return inOrder(found);
	const { text, values } = statement(space, sought, page, viewer, 'compared');
	return query<FoundArtwork & { readonly id: string }>(store, text, values);
}

function statement(
	space: EmbeddingSpace,
	{ of, vector, cut, except }: SoughtVector,
	{ count, after, filter }: Parameters<typeof searchVectors>[3],
	viewer: Viewer,
	how: 'walked' | 'compared',
): { readonly text: string; readonly values: readonly unknown[] } {
	const { values, bind } = parameters();
	const column = of === 'text' ? 'meaning' : 'profile';
	const given = bind(printVector(of === 'text' ? asSoughtText(vector) : vector));
	const key = `round(${scoreScale} * -(${column} <#> ${given}::vector))::bigint`;
	const conditions = [
		// As it stands in the index, which the database would not recognise with a parameter.
		`"vectorSpaceId" = ${space.id}`,
		...conditionsOf(filter, viewer, bind),
		...(except === null ? [] : [`"vectorKey" <> ${bind(except)}`]),
		...(after === null ? [] : [`(${key}, id) < (${bind(after.key)}::bigint, ${bind(after.id)})`]),
		...(how === 'walked' ? [] : [`${key} >= ${bind(Math.round(cut * scoreScale))}`]),
	];
	const order = how === 'walked' ? walkedOrder(space, column, given) : `${key} DESC, id DESC`;
	return { text: select(key, conditions, order, bind(count)), values };
}

/** In the order of the index, which holds only for what stands in it. */
function walkedOrder(space: EmbeddingSpace, column: 'meaning' | 'profile', given: ReturnType<Bind>): string {
	const length = column === 'meaning' ? space.dimension + 1 : space.profileLength;
	return `${indexed(space, column)} <#> ${given}::vector::halfvec(${length})`;
}

function select(key: string, conditions: readonly string[], order: string, count: string): string {
	return `SELECT id, "imageKey", ${key} AS key FROM ${vectorTable} JOIN "Artwork" ON "imageKey" = "vectorKey"
		WHERE ${conditions.join(' AND ')} ORDER BY ${order} LIMIT ${count}`;
}

/** The index compares in half precision, cursors in whole. */
function inOrder(found: readonly FoundArtwork[]): readonly FoundArtwork[] {
	return found.toSorted((one, other) => Number(other.key) - Number(one.key) || (one.id < other.id ? 1 : -1));
}
