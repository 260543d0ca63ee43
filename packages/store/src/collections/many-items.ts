/**
 * @file Many artworks put in, moved and taken out together: all of it happens, or none. Each is a change of its own in the
 * history, and can be taken back by itself.
 */
import { RenderError } from '@galatea/render';
import { refuseIssues } from '../access/refuse-issues.ts';
import type { Viewer } from '../access/visibility.ts';
import { type Store, transaction } from '../database/store.ts';
import { maximumItemsAtOnce } from './collection.ts';
import { lockCollection, lockForAct, mayInCollection } from './collection-permission.ts';
import { addLocked, checkedNote, type ItemPlace, moveLocked } from './items.ts';
import { writeRevision } from './revisions.ts';
import { takeItems } from './steps.ts';

/** What became of artworks that were to be put in. */
export interface AddedItems {
	readonly added: number;
	/** Those that stood there already, and stay as they are. */
	readonly kept: number;
	/** Those that are gone, or whose artists do not want them there. */
	readonly refused: number;
}

/**
 * Puts artworks at the end of a collection, in their order and each with the note. Throws `INVALID_INPUT` (also for none
 * or too many), `NOT_SIGNED_IN`, `NOT_FOUND`, `NOT_ALLOWED` and `COLLECTION_FULL`.
 */
export async function addItems(
	store: Store,
	input: { readonly collectionId: string; readonly artworkIds: readonly string[]; readonly note?: string | null },
	viewer: Viewer,
): Promise<AddedItems> {
	const artworkIds = checkedIds(input.artworkIds, 'artworkIds');
	const note = checkedNote(input.note ?? '');
	return transaction(store, async (sql) => {
		const collection = await lockForAct(sql, input.collectionId, viewer, 'ADD');
		let [added, kept, refused] = [0, 0, 0];
		for (const artworkId of artworkIds)
			try {
				if ((await addLocked(sql, collection, { artworkId, note }, viewer)).added) added += 1;
				else kept += 1;
			} catch (error) {
				// Found out before anything was written for it.
				if (!(error instanceof RenderError && (error.code === 'COLLECTING_REFUSED' || error.code === 'NOT_FOUND')))
					throw error;
				refused += 1;
			}
		return { added, kept, refused };
	});
}

/**
 * Puts items right after another, or first in a section or of all, in the order in which they are given. Throws
 * `INVALID_INPUT` (also where they are to stand after one of themselves), `NOT_SIGNED_IN`, `NOT_FOUND` and `NOT_ALLOWED`.
 */
export async function moveItems(
	store: Store,
	input: { readonly collectionId: string; readonly itemIds: readonly string[] } & ItemPlace,
	viewer: Viewer,
): Promise<void> {
	const { collectionId, afterItemId } = input;
	const itemIds = checkedIds(input.itemIds, 'itemIds');
	if (afterItemId !== null && itemIds.includes(afterItemId))
		refuseIssues([{ path: 'afterItemId', message: 'must not be one of the items that are moved' }]);
	await transaction(store, async (sql) => {
		await lockForAct(sql, collectionId, viewer, 'ARRANGE');
		let place: ItemPlace = { afterItemId, sectionId: input.sectionId ?? null };
		for (const itemId of itemIds) {
			await moveLocked(sql, { collectionId, itemId, ...place }, viewer);
			place = { afterItemId: itemId };
		}
	});
}

/**
 * Takes items out: owner and editors any, others what they put in. Throws `INVALID_INPUT`, `NOT_SIGNED_IN`, `NOT_FOUND`
 * where one of them is not there, and `NOT_ALLOWED` where one of them is somebody else's.
 */
export async function removeItems(
	store: Store,
	input: { readonly collectionId: string; readonly itemIds: readonly string[] },
	viewer: Viewer,
): Promise<void> {
	const { collectionId } = input;
	const itemIds = checkedIds(input.itemIds, 'itemIds');
	await transaction(store, async (sql) => {
		const collection = await lockCollection(sql, collectionId, viewer);
		const found = await sql.query<{ addedById: string }>(
			'SELECT "addedById" FROM "CollectionItem" WHERE "collectionId" = $1 AND id = ANY($2)',
			[collectionId, itemIds],
		);
		if (found.length < itemIds.length)
			throw new RenderError('NOT_FOUND', 'One of these items is not in this collection');
		const allOwn = found.every(({ addedById }) => addedById === viewer.userId);
		if (!allOwn && !mayInCollection('ARRANGE', collection.role, collection.addPolicy))
			throw new RenderError('NOT_ALLOWED', 'Its owner, its editors and who put an item in can take it out');
		for (const change of await takeItems(sql, collection, itemIds))
			await writeRevision(sql, { collectionId, actorId: viewer.userId ?? '', change });
	});
}

/** Each once. Throws `INVALID_INPUT` on `path` for none or too many. */
export function checkedIds(ids: readonly string[], path: string): readonly string[] {
	if (ids.length < 1 || ids.length > maximumItemsAtOnce)
		refuseIssues([{ path, message: `must be 1 to ${maximumItemsAtOnce}, not ${ids.length}` }]);
	return [...new Set(ids)];
}
