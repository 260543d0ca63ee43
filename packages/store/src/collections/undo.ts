/** @file Taking a change of a collection back: as a change of its own, so that history is only added to. */
import { ChangedSinceError, RenderError } from '@galatea/render';
import type { Viewer } from '../access/visibility.ts';
import { type Store, transaction } from '../database/store.ts';
import { restingSeqs, simpleChangesOf } from './change-algebra.ts';
import type { Collection } from './collection.ts';
import { lockCollection, mayInCollection } from './collection-permission.ts';
import { areEditorsDetails } from './details.ts';
import { revisionOf, revisionsAfter } from './history.ts';
import { type CollectionChange, type CollectionRevision, markUndone, writeRevision } from './revisions.ts';
import { stepBack, takeSteps } from './steps.ts';

/** How many changes lie between now and the earliest one that can be taken back or restored. */
export const maximumReach = 10_000;

/**
 * Takes back a change of items or of details: one's own, or as owner or editor anybody's. What was taken back can be
 * taken back too, which does it again. Throws `NOT_SIGNED_IN`, `NOT_FOUND`, `NOT_ALLOWED`, `COLLECTION_FULL`,
 * `COLLECTING_REFUSED` where an artist does not want a work back in, `SLUG_TAKEN`, and a {@link ChangedSinceError} with
 * the later changes that rest on it. Returns the number of the new revision.
 */
export async function undoRevision(
	store: Store,
	{ collectionId, seq }: { readonly collectionId: string; readonly seq: number },
	viewer: Viewer,
): Promise<number> {
	return transaction(store, async (sql) => {
		const collection = await lockCollection(sql, collectionId, viewer);
		const revision = await revisionOf(sql, collectionId, seq);
		if (!revision) throw new RenderError('NOT_FOUND', `This collection has no change ${seq}`);
		const simple = simpleChangesOf(revision.change);
		if (simple === null)
			throw new RenderError('NOT_ALLOWED', `A change of the kind ${revision.change.type} is made anew, not taken back`);
		if (!mayTakeBack(revision, collection, viewer))
			throw new RenderError(
				'NOT_ALLOWED',
				'People take back changes of their own that they may still make; owner and editors those of all',
			);
		if (revision.undoneBySeq !== null)
			throw new ChangedSinceError(`Change ${seq} has been taken back already`, [revision.undoneBySeq]);
		const later = await revisionsAfter(sql, collectionId, seq, maximumReach + 1);
		if (later.length > maximumReach)
			throw new RenderError('NOT_ALLOWED', `More than ${maximumReach} changes have been made since change ${seq}`);
		const resting = restingSeqs(revision, later);
		if (resting.length > 0)
			throw new ChangedSinceError(
				`Change ${seq} cannot be taken back: later changes rest on it (${resting.join(', ')}). Take those back first`,
				resting,
			);
		const { changes, leftOut } = await takeSteps(sql, collection, simple.map(stepBack), viewer);
		const [first] = changes;
		if (leftOut > 0 && revision.change.type !== 'stateRestored')
			throw new RenderError(
				'COLLECTING_REFUSED',
				'The artwork is deleted, or its artist does not want it in this collection',
			);
		const change: CollectionChange | undefined =
			revision.change.type === 'stateRestored' ? { type: 'stateRestored', toSeq: seq - 1, changes } : first;
		if (!change) throw new ChangedSinceError(`Change ${seq} has nothing left to take back`);
		const made = await writeRevision(sql, { collectionId, actorId: viewer.userId ?? '', change, undoesSeq: seq });
		await markUndone(sql, { collectionId, undoneSeq: seq, bySeq: made });
		return made;
	});
}

/**
 * Whether the viewer, whose role the collection has, may take a change back: owner and editors whatever editors may change;
 * others what they did themselves, as long as they could do the opposite anyway.
 */
export function mayTakeBack(
	{ actorId, change }: Pick<CollectionRevision, 'actorId' | 'change'>,
	{ role, addPolicy }: Pick<Collection, 'addPolicy' | 'role'>,
	viewer: Viewer,
): boolean {
	if (change.type === 'details')
		return mayInCollection(areEditorsDetails(Object.keys(change.after)) ? 'ARRANGE' : 'MANAGE', role, addPolicy);
	if (simpleChangesOf(change) === null) return false;
	if (mayInCollection('ARRANGE', role, addPolicy)) return true;
	if (actorId !== viewer.userId) return false;
	if (change.type === 'itemRemoved') return mayInCollection('ADD', role, addPolicy);
	return change.type === 'itemAdded' || change.type === 'noteChanged';
}
