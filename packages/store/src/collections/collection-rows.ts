/** @file How rows become collections, with the viewer's role in the same statement. */

import { collectionMayBeSeen } from '../access/collection-visibility.ts';
import { type Viewer, viewerValue } from '../access/visibility.ts';
import { inOrder } from '../database/in-order.ts';
import { type Queryable, query, type Store } from '../database/store.ts';
import type { Collection, CollectionItem } from './collection.ts';

/** The columns of a {@link Collection}, of the table under the name `collection`; `viewerParameter` is whose role is read. */
export function collectionColumns(viewerParameter: string): string {
	return `collection.id, collection."ownerId", collection.slug, collection.title, collection.statement, collection.visibility,
		collection.hidden, collection."contentLevel", collection."itemOrder" AS "order", collection."addPolicy",
		collection."commentPolicy",
		collection."coverItemId", EXISTS (
			SELECT FROM "CollectionSection" AS section WHERE section."collectionId" = collection.id) AS "hasSections",
		collection.seq, collection."createdAt", collection."tendedAt", collection."deletedAt",
		CASE WHEN collection."ownerId" = ${viewerParameter} THEN 'OWNER' ELSE (
			SELECT role::text FROM "CollectionCurator" AS curator
			WHERE curator."collectionId" = collection.id AND curator."userId" = ${viewerParameter}
		) END AS role`;
}

/** The columns of a {@link CollectionItem}, of the table under the name `item`. */
export const itemColumns = `item.id, item."collectionId", item."artworkId", item.note, item."addedById", item."addedAt",
	item.position, item."sectionId", item."goneTitle", item."goneArtist"`;

/** The columns of a {@link CollectionSection}, of the table under the name `section`. */
export const sectionColumns = 'section.id, section."collectionId", section.title, section.position';

/**
 * The place of the section under the name `section`, all null for an item in none, as text that is compared byte by byte: its key,
 * then its id. No character of a key comes before the space.
 */
export const sectionPlace = `(coalesce(section.position || ' ' || section.id, '') COLLATE "C")`;

/** In the order of `ids`; null for what is not there or what the viewer may not see at its address. */
export async function getCollections(
	store: Store,
	ids: readonly string[],
	viewer: Viewer,
): Promise<readonly (Collection | null)[]> {
	const rows = await query<Collection>(
		store,
		`SELECT ${collectionColumns('$2')} FROM "Collection" AS collection
		 WHERE id = ANY($1) AND ${collectionMayBeSeen(viewer, 'address', '$2')}`,
		[ids, viewerValue(viewer)],
	);
	return inOrder(ids, rows);
}

/**
 * A collection at its address, also at one that it had before: `slug` of what is found is the present one. Null for what
 * is not there or what the viewer may not see.
 */
export async function findCollection(
	store: Store,
	address: { readonly ownerId: string; readonly slug: string },
	viewer: Viewer,
): Promise<Collection | null> {
	const [row] = await query<Collection>(
		store,
		`SELECT ${collectionColumns('$3')} FROM "Collection" AS collection
		 WHERE collection.id = coalesce(
			(SELECT id FROM "Collection" WHERE "ownerId" = $1 AND slug = $2),
			(SELECT "collectionId" FROM "FormerCollectionSlug" WHERE "ownerId" = $1 AND slug = $2))
		 AND ${collectionMayBeSeen(viewer, 'address', '$3')}`,
		[address.ownerId, address.slug.replaceAll('\0', ''), viewerValue(viewer)],
	);
	return row ?? null;
}

/** An item of a collection; undefined for what is not in it. */
export async function itemIn(
	sql: Queryable,
	collectionId: string,
	itemId: string,
): Promise<CollectionItem | undefined> {
	const [item] = await sql.query<CollectionItem>(
		`SELECT ${itemColumns} FROM "CollectionItem" AS item WHERE "collectionId" = $1 AND id = $2`,
		[collectionId, itemId],
	);
	return item;
}
