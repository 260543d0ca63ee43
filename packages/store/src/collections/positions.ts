/**
 * @file Positions of items: fractional keys, text that is compared byte by byte, with room between any two. Moving an
 * item writes one row.
 */
import { generateKeyBetween } from 'fractional-indexing';
import type { Queryable } from '../database/store.ts';
import { renewPositions } from './renew-positions.ts';

/** Characters of a key, above which all keys of a collection are renewed. */
export const maximumPositionLength = 64;

interface Neighbour {
	readonly id: string;
	readonly position: string;
}

/**
 * A key for the place after `afterItemId` (null: the beginning), not counting `movedId` itself. Null when that item is
 * not in the collection. The caller holds the row of the collection, so that nobody else takes the place meanwhile.
 */
export async function positionAfter(
	sql: Queryable,
	collectionId: string,
	afterItemId: string | null,
	movedId: string | null,
): Promise<string | null> {
	const before = afterItemId === null ? null : await itemOf(sql, collectionId, afterItemId);
	if (before === undefined) return null;
	const [next] = await sql.query<Neighbour>(
		`SELECT id, position FROM "CollectionItem" WHERE "collectionId" = $1 AND id IS DISTINCT FROM $2
			${before ? 'AND (position, id) > ($3, $4)' : ''} ORDER BY position, id LIMIT 1`,
		[collectionId, movedId, ...(before ? [before.position, before.id] : [])],
	);
	const crowded = before && next && before.position >= next.position;
	const key = crowded ? null : generateKeyBetween(before?.position ?? null, next?.position ?? null);
	if (key !== null && key.length <= maximumPositionLength) return key;
	await renewPositions(sql, collectionId);
	return positionAfter(sql, collectionId, afterItemId, movedId);
}

/** A key behind all others. */
export async function positionAtEnd(sql: Queryable, collectionId: string): Promise<string> {
	const [last] = await sql.query<Neighbour>(
		'SELECT id, position FROM "CollectionItem" WHERE "collectionId" = $1 ORDER BY position DESC, id DESC LIMIT 1',
		[collectionId],
	);
	const key = generateKeyBetween(last?.position ?? null, null);
	if (key.length <= maximumPositionLength) return key;
	await renewPositions(sql, collectionId);
	return positionAtEnd(sql, collectionId);
}

async function itemOf(sql: Queryable, collectionId: string, itemId: string): Promise<Neighbour | undefined> {
	const [item] = await sql.query<Neighbour>(
		'SELECT id, position FROM "CollectionItem" WHERE "collectionId" = $1 AND id = $2',
		[collectionId, itemId],
	);
	return item;
}
