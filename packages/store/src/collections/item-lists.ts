/** @file The items of a collection, in its order: of those only what the viewer may be shown. */
import { isIdentifier } from '@galatea/render';
import { itemMayBeSeen } from '../access/collection-visibility.ts';
import { type Viewer, viewerValue } from '../access/visibility.ts';
import { CursorError, maximumPageSize } from '../database/cursor.ts';
import { query, type Store } from '../database/store.ts';
import type { CollectionItem, CollectionOrder } from './collection.ts';
import { itemColumns } from './collection-rows.ts';

/** A page of items. A cursor is opaque, and good whatever is added, moved or removed meanwhile. */
export interface ItemPage {
	readonly edges: readonly { readonly cursor: string; readonly item: CollectionItem }[];
	readonly hasNextPage: boolean;
}

/**
 * A page of a collection that the viewer may see (the caller has asked). Throws a RangeError on `first`, and
 * {@link CursorError} on `after`.
 */
export async function listItems(
	store: Store,
	collection: { readonly id: string; readonly order: CollectionOrder },
	request: { readonly first: number; readonly after?: string | null },
	viewer: Viewer,
): Promise<ItemPage> {
	const { first } = request;
	if (!Number.isInteger(first) || first < 1 || first > maximumPageSize)
		throw new RangeError(`A page has 1 to ${maximumPageSize} items, not ${first}`);
	const after = readItemCursor(collection.order, request.after ?? null);
	const byTime = collection.order === 'NEWEST';
	const key = byTime ? 'item."addedAt"' : 'item.position';
	const behind = byTime ? `(${key}, item.id) < ($4::timestamptz, $5)` : `(${key}, item.id) > ($4 COLLATE "C", $5)`;
	const rows = await query<CollectionItem>(
		store,
		`SELECT ${itemColumns} FROM "CollectionItem" AS item LEFT JOIN "Artwork" AS artwork ON artwork.id = item."artworkId"
		 WHERE item."collectionId" = $1 AND ${itemMayBeSeen(viewer, '$2')} ${after ? `AND ${behind}` : ''}
		 ORDER BY ${byTime ? `${key} DESC, item.id DESC` : `${key}, item.id`} LIMIT $3`,
		[collection.id, viewerValue(viewer), first + 1, ...(after ? [after.key, after.id] : [])],
	);
	const edges = rows.slice(0, first).map((item) => ({ cursor: printItemCursor(collection.order, item), item }));
	return { edges, hasNextPage: rows.length > first };
}

/** The items in which an artwork stands in each of `collectionIds`; null where it does not. */
export async function itemsWith(
	store: Store,
	artworkId: string,
	collectionIds: readonly string[],
): Promise<readonly (CollectionItem | null)[]> {
	const rows = await query<CollectionItem>(
		store,
		`SELECT ${itemColumns} FROM "CollectionItem" AS item WHERE "artworkId" = $1 AND "collectionId" = ANY($2)`,
		[artworkId, collectionIds],
	);
	const byCollection = new Map(rows.map((item) => [item.collectionId, item]));
	return collectionIds.map((id) => byCollection.get(id) ?? null);
}

function printItemCursor(order: CollectionOrder, { id, position, addedAt }: CollectionItem): string {
	const key = order === 'NEWEST' ? addedAt.toISOString() : position;
	return Buffer.from(`${order}:${id}:${key}`).toString('base64url');
}

function readItemCursor(
	order: CollectionOrder,
	cursor: string | null,
): { readonly key: string; readonly id: string } | null {
	if (cursor === null) return null;
	const text = Buffer.from(cursor, 'base64url').toString();
	const [, found, id = '', key = ''] = /^([A-Z]+):(itm_\w{26}):([\w:.-]{1,80})$/.exec(text) ?? [];
	const right = order === 'NEWEST' ? !Number.isNaN(Date.parse(key)) : /^\w+$/.test(key);
	if (found !== order || !isIdentifier('collectionItem', id) || !right)
		throw new CursorError('This is not a cursor of this list: leave it out to begin anew');
	return { key, id };
}
