/**
 * @file Positions of items and of sections: fractional keys, text that is compared byte by byte, with room between any two. Moving
 * one writes one row.
 */
import { generateKeyBetween } from 'fractional-indexing';
import type { Queryable } from '../database/store.ts';
import { renewPositions } from './renew-positions.ts';

/** Characters of a key, above which all keys of a collection are renewed. */
export const maximumPositionLength = 64;

/** What stands in an order of its own, all of a collection together: items also across sections. */
export type Positioned = 'CollectionItem' | 'CollectionSection';

interface Neighbour {
	readonly id: string;
	readonly position: string;
}

/**
 * A key for the place after `afterId` (null: the beginning), not counting `movedId` itself. Null when that is not in the
 * collection. The caller holds the row of the collection, so that nobody else takes the place meanwhile.
 */
export async function positionAfter(
	sql: Queryable,
	table: Positioned,
	collectionId: string,
	{ afterId, movedId }: { readonly afterId: string | null; readonly movedId: string | null },
): Promise<string | null> {
	const before = afterId === null ? null : await neighbourOf(sql, table, collectionId, afterId);
	if (before === undefined) return null;
	const [next] = await sql.query<Neighbour>(
		`SELECT id, position FROM "${table}" WHERE "collectionId" = $1 AND id IS DISTINCT FROM $2
			${before ? 'AND (position, id) > ($3, $4)' : ''} ORDER BY position, id LIMIT 1`,
		[collectionId, movedId, ...(before ? [before.position, before.id] : [])],
	);
	const crowded = before && next && before.position >= next.position;
	const key = crowded ? null : generateKeyBetween(before?.position ?? null, next?.position ?? null);
	if (key !== null && key.length <= maximumPositionLength) return key;
	await renewPositions(sql, collectionId);
	return positionAfter(sql, table, collectionId, { afterId, movedId });
}

/** A key behind all others. */
export async function positionAtEnd(sql: Queryable, table: Positioned, collectionId: string): Promise<string> {
	const [last] = await sql.query<Neighbour>(
		`SELECT id, position FROM "${table}" WHERE "collectionId" = $1 ORDER BY position DESC, id DESC LIMIT 1`,
		[collectionId],
	);
	const key = generateKeyBetween(last?.position ?? null, null);
	if (key.length <= maximumPositionLength) return key;
	await renewPositions(sql, collectionId);
	return positionAtEnd(sql, table, collectionId);
}

async function neighbourOf(
	sql: Queryable,
	table: Positioned,
	collectionId: string,
	id: string,
): Promise<Neighbour | undefined> {
	const [found] = await sql.query<Neighbour>(
		`SELECT id, position FROM "${table}" WHERE "collectionId" = $1 AND id = $2`,
		[collectionId, id],
	);
	return found;
}
