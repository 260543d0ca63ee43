/** @file Taking a change of a collection back: as a change of its own, so that history is only added to. */
import { RenderError } from '@galatea/render';
import { readCollectPermission } from '../access/collect-permission.ts';
import type { Viewer } from '../access/visibility.ts';
import { type Queryable, type Store, transaction } from '../database/store.ts';
import type { Collection } from './collection.ts';
import { lockCollection, mayInCollection } from './collection-permission.ts';
import { itemIn } from './collection-rows.ts';
import { takeOut } from './items.ts';
import { type CollectionChange, type CollectionRevision, type RemovedItem, writeRevision } from './revisions.ts';

/**
 * Takes back an adding, a removal, a move or a note: one's own, or as owner or editor anybody's. Throws `NOT_SIGNED_IN`,
 * `NOT_FOUND`, `NOT_ALLOWED`, and `CHANGED_SINCE` where a later change rests on it, which the message names. Returns the
 * number of the new revision.
 */
export async function undoRevision(
	store: Store,
	{ collectionId, seq }: { readonly collectionId: string; readonly seq: number },
	viewer: Viewer,
): Promise<number> {
	return transaction(store, async (sql) => {
		const collection = await lockCollection(sql, collectionId, viewer);
		const revision = await mustFind(sql, collectionId, seq);
		const actorId = viewer.userId ?? '';
		if (revision.actorId !== actorId && !mayInCollection('ARRANGE', collection.role, collection.addPolicy))
			throw new RenderError('NOT_ALLOWED', 'One takes back changes of one’s own; owner and editors those of all');
		const undone = await sql.query('SELECT FROM "CollectionRevision" WHERE "collectionId" = $1 AND "undoesSeq" = $2', [
			collectionId,
			seq,
		]);
		if (undone.length > 0) throw new RenderError('CHANGED_SINCE', `Change ${seq} has been taken back already`);
		const change = await takeBack(sql, collection, revision, viewer);
		return writeRevision(sql, { collectionId, actorId, change, undoesSeq: seq });
	});
}

async function mustFind(sql: Queryable, collectionId: string, seq: number): Promise<CollectionRevision> {
	const [revision] = await sql.query<CollectionRevision>(
		`SELECT "collectionId", seq, "actorId", body AS change, "undoesSeq", at FROM "CollectionRevision"
		 WHERE "collectionId" = $1 AND seq = $2`,
		[collectionId, seq],
	);
	if (!revision) throw new RenderError('NOT_FOUND', `This collection has no change ${seq}`);
	return revision;
}

/** Does the opposite, and says what that was. */
async function takeBack(
	sql: Queryable,
	{ id }: Collection,
	{ seq, change }: CollectionRevision,
	viewer: Viewer,
): Promise<CollectionChange> {
	switch (change.type) {
		case 'itemAdded': {
			const item = await itemIn(sql, id, change.itemId);
			if (!item) throw changedSince(seq, 'the item has been removed');
			await takeOut(sql, item);
			const { collectionId: _, ...kept } = item;
			return { type: 'itemRemoved', item: { ...kept, addedAt: item.addedAt.toISOString() } };
		}
		case 'itemRemoved':
			return putBack(sql, id, seq, change.item, viewer);
		case 'itemMoved': {
			const item = await itemIn(sql, id, change.itemId);
			if (item?.position !== change.after) throw changedSince(seq, 'the item has been moved or removed');
			await sql.query('UPDATE "CollectionItem" SET position = $2 WHERE id = $1', [change.itemId, change.before]);
			return { type: 'itemMoved', itemId: change.itemId, before: change.after, after: change.before };
		}
		case 'noteChanged': {
			const item = await itemIn(sql, id, change.itemId);
			if (item?.note !== change.after) throw changedSince(seq, 'the note has been changed');
			await sql.query('UPDATE "CollectionItem" SET note = $2 WHERE id = $1', [change.itemId, change.before]);
			return { type: 'noteChanged', itemId: change.itemId, before: change.after, after: change.before };
		}
		default:
			throw new RenderError('NOT_ALLOWED', `A change of the kind ${change.type} is not taken back but made anew`);
	}
}

async function putBack(
	sql: Queryable,
	collectionId: string,
	seq: number,
	item: RemovedItem,
	viewer: Viewer,
): Promise<CollectionChange> {
	if (item.artworkId === null) throw changedSince(seq, 'its artwork is deleted');
	const [artwork] = await sql.query<{ collected: boolean; withdrawn: boolean }>(
		`SELECT EXISTS (SELECT FROM "CollectionItem" WHERE "collectionId" = $2 AND "artworkId" = $1) AS collected,
			EXISTS (SELECT FROM "CollectionWithdrawal" WHERE "collectionId" = $2 AND "artworkId" = $1) AS withdrawn
		 FROM "Artwork" WHERE id = $1 FOR SHARE`,
		[item.artworkId, collectionId],
	);
	if (!artwork) throw changedSince(seq, 'its artwork is deleted');
	if (artwork.collected) throw changedSince(seq, 'its artwork has been added again');
	const permission = await readCollectPermission(sql, item.artworkId, viewer);
	if (artwork.withdrawn || permission !== 'ALLOWED')
		throw new RenderError('COLLECTING_REFUSED', 'Its artist does not want this artwork in this collection');
	await sql.query(
		`INSERT INTO "CollectionItem" (id, "collectionId", "artworkId", note, "addedById", "addedAt", position)
		 VALUES ($1, $2, $3, $4, $5, $6, $7)`,
		[item.id, collectionId, item.artworkId, item.note, item.addedById, item.addedAt, item.position],
	);
	return { type: 'itemAdded', itemId: item.id, artworkId: item.artworkId };
}

function changedSince(seq: number, what: string): RenderError {
	return new RenderError('CHANGED_SINCE', `Change ${seq} cannot be taken back: ${what} since`);
}
