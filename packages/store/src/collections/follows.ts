/** @file Following a collection. */
import { RenderError } from '@galatea/render';
import { visibleCollectionIds } from '../access/collection-visibility.ts';
import type { Viewer } from '../access/visibility.ts';
import { query, type Store } from '../database/store.ts';

/** The viewer follows a collection, or no longer. Throws `NOT_SIGNED_IN` for guests and `NOT_FOUND`. */
export async function followCollection(
	store: Store,
	{ collectionId, follows }: { readonly collectionId: string; readonly follows: boolean },
	viewer: Viewer,
): Promise<void> {
	if (viewer.userId === null || viewer.role === 'GUEST')
		throw new RenderError('NOT_SIGNED_IN', 'Sign up or in to follow a collection');
	if (!(await visibleCollectionIds(store, [collectionId], viewer)).has(collectionId))
		throw new RenderError('NOT_FOUND', `There is no collection ${collectionId}`);
	await query(
		store,
		follows
			? 'INSERT INTO "CollectionFollow" ("collectionId", "userId") VALUES ($1, $2) ON CONFLICT DO NOTHING'
			: 'DELETE FROM "CollectionFollow" WHERE "collectionId" = $1 AND "userId" = $2',
		[collectionId, viewer.userId],
	);
}
