/** @file What somebody may do in a collection. Each question holds its row, so that the answer is still true when it is used. */
import { RenderError } from '@galatea/render';
import { collectionMayBeSeen } from '../access/collection-visibility.ts';
import { type Viewer, viewerValue } from '../access/visibility.ts';
import type { Queryable } from '../database/store.ts';
import type { Collection, CollectionAddPolicy, CollectionRole } from './collection.ts';
import { collectionColumns } from './collection-rows.ts';

/**
 * `SUBMIT` asks for artworks to be put in; `ADD` puts them in; `ARRANGE` moves, removes and annotates all of them, and decides
 * on submissions; `MANAGE` decides who else may.
 */
export type CollectionAct = 'ADD' | 'ARRANGE' | 'MANAGE' | 'SUBMIT';

/** Whether somebody of that role (null: a member without one) may do it. */
export function mayInCollection(
	act: CollectionAct,
	role: CollectionRole | null,
	addPolicy: CollectionAddPolicy,
): boolean {
	if (role === 'OWNER') return true;
	if (act === 'MANAGE') return false;
	if (role === 'EDITOR') return true;
	if (act === 'ARRANGE') return false;
	const adds = addPolicy === 'MEMBERS' || (addPolicy !== 'EDITORS' && role === 'CONTRIBUTOR');
	return adds || (act === 'SUBMIT' && addPolicy === 'REVIEW');
}

/**
 * A collection that the viewer sees, its row locked. Throws `NOT_SIGNED_IN` for guests and `NOT_FOUND` for what is not
 * there.
 */
export async function lockCollection(sql: Queryable, collectionId: string, viewer: Viewer): Promise<Collection> {
	if (viewer.userId === null || viewer.role === 'GUEST')
		throw new RenderError('NOT_SIGNED_IN', 'Sign up or in to curate: guests may look');
	const [collection] = await sql.query<Collection>(
		`SELECT ${collectionColumns('$2')} FROM "Collection" AS collection
		 WHERE id = $1 AND ${collectionMayBeSeen(viewer, 'address', '$2')} FOR UPDATE OF collection`,
		[collectionId, viewerValue(viewer)],
	);
	if (!collection) throw new RenderError('NOT_FOUND', `There is no collection ${collectionId}`);
	return collection;
}

/** {@link lockCollection}; throws `NOT_ALLOWED` too, unless the viewer may do it. */
export async function lockForAct(
	sql: Queryable,
	collectionId: string,
	viewer: Viewer,
	act: CollectionAct,
): Promise<Collection> {
	const collection = await lockCollection(sql, collectionId, viewer);
	if (!mayInCollection(act, collection.role, collection.addPolicy))
		throw new RenderError('NOT_ALLOWED', `Your role in this collection does not allow that`);
	return collection;
}
