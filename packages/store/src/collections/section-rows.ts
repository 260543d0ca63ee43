/** @file The sections of collections, as they are read. */
import { inOrder } from '../database/in-order.ts';
import { type Queryable, query, type Store } from '../database/store.ts';
import type { CollectionSection } from './collection.ts';
import { sectionColumns } from './collection-rows.ts';

/** The sections of each of `collectionIds`, in their order. One statement. */
export async function listSections(
	store: Store,
	collectionIds: readonly string[],
): Promise<readonly (readonly CollectionSection[])[]> {
	const rows = await query<CollectionSection>(
		store,
		`SELECT ${sectionColumns} FROM "CollectionSection" AS section
		 WHERE "collectionId" = ANY($1) ORDER BY section.position, section.id`,
		[collectionIds],
	);
	return collectionIds.map((id) => rows.filter(({ collectionId }) => collectionId === id));
}

/** In the order of `ids`; null for what is not there. Asks nobody who may see it: an item that is seen shows its section. */
export async function getSections(
	store: Store,
	ids: readonly string[],
): Promise<readonly (CollectionSection | null)[]> {
	const rows = await query<CollectionSection>(
		store,
		`SELECT ${sectionColumns} FROM "CollectionSection" AS section WHERE id = ANY($1)`,
		[ids],
	);
	return inOrder(ids, rows);
}

/** The sections of a collection, in their order. */
export async function sectionsOf(sql: Queryable, collectionId: string): Promise<readonly CollectionSection[]> {
	return sql.query<CollectionSection>(
		`SELECT ${sectionColumns} FROM "CollectionSection" AS section
		 WHERE "collectionId" = $1 ORDER BY section.position, section.id`,
		[collectionId],
	);
}

/** A section of a collection; undefined for what it does not have. */
export async function sectionIn(
	sql: Queryable,
	collectionId: string,
	sectionId: string,
): Promise<CollectionSection | undefined> {
	const [section] = await sql.query<CollectionSection>(
		`SELECT ${sectionColumns} FROM "CollectionSection" AS section WHERE "collectionId" = $1 AND id = $2`,
		[collectionId, sectionId],
	);
	return section;
}
