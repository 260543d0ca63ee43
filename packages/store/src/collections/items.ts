/**
 * @file What is in a collection: artworks put in, moved, annotated and taken out. Every change holds the row of the
 * collection and is one revision.
 */
import { maximumNoteLength, newIdentifier, RenderError } from '@galatea/render';
import { readCollectPermission } from '../access/collect-permission.ts';
import { refuseIssues } from '../access/refuse-issues.ts';
import type { Viewer } from '../access/visibility.ts';
import { cleanText, textIssues } from '../access/written-text.ts';
import { type Queryable, type Store, transaction } from '../database/store.ts';
import { notify, notifyCollectionFollowers } from '../notifications/notify.ts';
import { type Collection, type CollectionItem, maximumCollectionItems } from './collection.ts';
import { lockCollection, lockForAct, mayInCollection } from './collection-permission.ts';
import { itemColumns, itemIn } from './collection-rows.ts';
import { positionAfter, positionAtEnd } from './positions.ts';
import { writeRevision } from './revisions.ts';
import { sectionIn } from './section-rows.ts';
import { takeItems } from './steps.ts';

/** An item, and whether it was put in just now: an artwork stands in a collection once. */
export interface AddedItem {
	readonly item: CollectionItem;
	readonly added: boolean;
	/** The number of the change; null where it stood there already. */
	readonly seq: number | null;
}

/** An item as it is now, and the number of the change; null where nothing had to be changed. */
export interface ChangedItem {
	readonly item: CollectionItem;
	readonly seq: number | null;
}

/**
 * Puts an artwork at the end of what stands in no section of a collection. What is in it already stays where and as it is. Throws `INVALID_INPUT`,
 * `NOT_SIGNED_IN`, `NOT_FOUND`, `NOT_ALLOWED`, `COLLECTION_FULL`, and `COLLECTING_REFUSED` where the artist does not want it.
 */
export async function addItem(
	store: Store,
	input: { readonly collectionId: string; readonly artworkId: string; readonly note?: string | null },
	viewer: Viewer,
): Promise<AddedItem> {
	const note = checkedNote(input.note ?? '');
	return transaction(store, async (sql) => {
		const collection = await lockForAct(sql, input.collectionId, viewer, 'ADD');
		return addLocked(sql, collection, { artworkId: input.artworkId, note }, viewer);
	});
}

/** {@link addItem} where the caller holds the collection and may add to it. */
export async function addLocked(
	sql: Queryable,
	collection: Collection,
	{ artworkId, note }: { readonly artworkId: string; readonly note: string },
	viewer: Viewer,
): Promise<AddedItem> {
	const [earlier] = await sql.query<CollectionItem>(
		`SELECT ${itemColumns} FROM "CollectionItem" AS item WHERE "collectionId" = $1 AND "artworkId" = $2`,
		[collection.id, artworkId],
	);
	if (earlier) return { item: earlier, added: false, seq: null };
	const artistId = await refuseUnlessCollectable(sql, { collectionId: collection.id, artworkId }, viewer);
	const actorId = viewer.userId ?? '';
	const item = await insertAtEnd(sql, { collectionId: collection.id, artworkId, note, addedById: actorId });
	const change = { type: 'itemAdded', itemId: item.id, artworkId } as const;
	const seq = await writeRevision(sql, { collectionId: collection.id, actorId, change });
	await tellArtist(sql, collection, { artworkId, artistId, actorId });
	await notifyCollectionFollowers(sql, { collectionId: collection.id, artworkId, artistId, actorId });
	return { item, added: true, seq };
}

/** Writes the row of an item behind all others. Throws `COLLECTION_FULL`. */
export async function insertAtEnd(
	sql: Queryable,
	{
		collectionId,
		artworkId,
		note,
		addedById,
	}: Pick<CollectionItem, 'addedById' | 'collectionId' | 'note'> & {
		readonly artworkId: string;
	},
): Promise<CollectionItem> {
	await refuseFull(sql, collectionId);
	const position = await positionAtEnd(sql, 'CollectionItem', collectionId);
	const [item] = await sql.query<CollectionItem>(
		`INSERT INTO "CollectionItem" AS item (id, "collectionId", "artworkId", note, "addedById", position)
		 VALUES ($1, $2, $3, $4, $5, $6) RETURNING ${itemColumns}`,
		[newIdentifier('collectionItem'), collectionId, artworkId, note, addedById, position],
	);
	if (!item) throw new Error('The new item did not come back');
	return item;
}

/** The artist, once it is certain that the artwork may be collected. */
export async function refuseUnlessCollectable(
	sql: Queryable,
	{ collectionId, artworkId }: { readonly collectionId: string; readonly artworkId: string },
	viewer: Viewer,
): Promise<string> {
	// The row is held, so that the artwork is not deleted while it is put in.
	const [artwork] = await sql.query<{ artistId: string; withdrawn: boolean }>(
		`SELECT "publishedById" AS "artistId", EXISTS (
			SELECT FROM "CollectionWithdrawal" WHERE "collectionId" = $2 AND "artworkId" = $1) AS withdrawn
		 FROM "Artwork" WHERE id = $1 FOR SHARE`,
		[artworkId, collectionId],
	);
	if (!artwork) throw new RenderError('NOT_FOUND', `There is no artwork ${artworkId}`);
	const permission = await readCollectPermission(sql, artworkId, viewer);
	if (permission !== 'ALLOWED' || (artwork.withdrawn && artwork.artistId !== viewer.userId))
		throw new RenderError('COLLECTING_REFUSED', 'Its artist does not want this artwork in this collection');
	return artwork.artistId;
}

async function refuseFull(sql: Queryable, collectionId: string): Promise<void> {
	const [kept] = await sql.query<{ count: number }>(
		'SELECT count(*)::int AS count FROM "CollectionItem" WHERE "collectionId" = $1',
		[collectionId],
	);
	if (kept && kept.count >= maximumCollectionItems)
		throw new RenderError('COLLECTION_FULL', `A collection holds at most ${maximumCollectionItems} artworks`);
}

/** Nobody is told of a collection that they could not open. */
export async function tellArtist(
	sql: Queryable,
	{ id, visibility }: Collection,
	{ artworkId, artistId, actorId }: { readonly artworkId: string; readonly artistId: string; readonly actorId: string },
): Promise<void> {
	if (visibility !== 'PUBLIC' && visibility !== 'MEMBERS') return;
	await notify(sql, { recipientId: artistId, kind: 'COLLECTED', subjectId: artworkId, aboutId: id, actorId });
}

/**
 * Takes an item out: owner and editors any, others what they put in. Throws `NOT_SIGNED_IN`, `NOT_FOUND` and
 * `NOT_ALLOWED`. Returns the number of the change.
 */
export async function removeItem(
	store: Store,
	{ collectionId, itemId }: { readonly collectionId: string; readonly itemId: string },
	viewer: Viewer,
): Promise<number> {
	return transaction(store, async (sql) => {
		const { collection } = await lockItem(sql, collectionId, itemId, viewer);
		return takeOut(sql, collection, itemId, viewer.userId ?? '');
	});
}

async function takeOut(sql: Queryable, collection: Collection, itemId: string, actorId: string): Promise<number> {
	const [change] = await takeItems(sql, collection, [itemId]);
	if (!change) throw new Error('An item was taken out and left no change');
	return writeRevision(sql, { collectionId: collection.id, actorId, change });
}

/** Where an item is put. */
export interface ItemPlace {
	/** What it comes to stand right after, in the same section; null for the beginning. */
	readonly afterItemId: string | null;
	/** The section at whose beginning it comes to stand; left out or null, it is the first of all and in no section. */
	readonly sectionId?: string | null;
}

/**
 * Puts an item right after another, or first in a section or of all. One row is written. Throws `INVALID_INPUT` for a section that
 * is not that of `afterItemId`, `NOT_SIGNED_IN`, `NOT_FOUND` (also for a place that is gone) and `NOT_ALLOWED`.
 */
export async function moveItem(
	store: Store,
	input: { readonly collectionId: string; readonly itemId: string } & ItemPlace,
	viewer: Viewer,
): Promise<ChangedItem> {
	return transaction(store, async (sql) => {
		await lockForAct(sql, input.collectionId, viewer, 'ARRANGE');
		return moveLocked(sql, input, viewer);
	});
}

/** {@link moveItem} where the caller holds the collection and may arrange it. */
export async function moveLocked(
	sql: Queryable,
	input: { readonly collectionId: string; readonly itemId: string } & ItemPlace,
	viewer: Viewer,
): Promise<ChangedItem> {
	const { collectionId, itemId, afterItemId } = input;
	let sectionId = input.sectionId ?? null;
	if (afterItemId === null) {
		if (sectionId !== null && !(await sectionIn(sql, collectionId, sectionId)))
			throw new RenderError('NOT_FOUND', `There is no section ${sectionId} in this collection`);
	} else {
		const after = await itemIn(sql, collectionId, afterItemId);
		if (!after)
			throw new RenderError('NOT_FOUND', `There is no item ${afterItemId} in this collection to put it after`);
		if (sectionId !== null && sectionId !== after.sectionId)
			refuseIssues([{ path: 'sectionId', message: 'must be the section of the item it comes after, or left out' }]);
		sectionId = after.sectionId;
	}
	return placeLocked(sql, { collectionId, itemId, afterItemId, sectionId }, viewer);
}

/**
 * Puts an item into a section (null: none), its key right after that of `afterItemId`, which is in the collection. After itself it
 * keeps its key. The caller holds the collection, has asked for the section, and may arrange it. Throws `NOT_FOUND`.
 */
export async function placeLocked(
	sql: Queryable,
	{
		collectionId,
		itemId,
		afterItemId,
		sectionId,
	}: {
		readonly collectionId: string;
		readonly itemId: string;
		readonly afterItemId: string | null;
		readonly sectionId: string | null;
	},
	viewer: Viewer,
): Promise<ChangedItem> {
	const former = await itemIn(sql, collectionId, itemId);
	if (!former) throw new RenderError('NOT_FOUND', `There is no item ${itemId} in this collection`);
	const stays = afterItemId === itemId;
	if (stays && former.sectionId === sectionId) return { item: former, seq: null };
	const place = { afterId: afterItemId, movedId: itemId };
	const found = stays ? former.position : await positionAfter(sql, 'CollectionItem', collectionId, place);
	// The keys may have been renewed for the new one to have room.
	const { position: before } = (await itemIn(sql, collectionId, itemId)) ?? former;
	const position = found ?? before;
	await sql.query('UPDATE "CollectionItem" SET position = $2, "sectionId" = $3 WHERE id = $1', [
		itemId,
		position,
		sectionId,
	]);
	const sections = former.sectionId !== sectionId && { sections: { before: former.sectionId, after: sectionId } };
	const { artworkId } = former;
	const change = { type: 'itemMoved', itemId, artworkId, before, after: position, ...sections } as const;
	const seq = await writeRevision(sql, { collectionId, actorId: viewer.userId ?? '', change });
	return { item: { ...former, position, sectionId }, seq };
}

/** Changes what is said of an item: owner and editors of any, others of what they put in. */
export async function annotateItem(
	store: Store,
	input: { readonly collectionId: string; readonly itemId: string; readonly note: string },
	viewer: Viewer,
): Promise<ChangedItem> {
	const { collectionId, itemId } = input;
	const note = checkedNote(input.note);
	return transaction(store, async (sql) => {
		const { item } = await lockItem(sql, collectionId, itemId, viewer);
		if (item.note === note) return { item, seq: null };
		await sql.query('UPDATE "CollectionItem" SET note = $2 WHERE id = $1', [itemId, note]);
		const { artworkId } = item;
		const change = { type: 'noteChanged', itemId, artworkId, before: item.note, after: note } as const;
		const seq = await writeRevision(sql, { collectionId, actorId: viewer.userId ?? '', change });
		return { item: { ...item, note }, seq };
	});
}

/**
 * Takes an artist's own work out of a collection for good: only the artist can put it back. Throws `NOT_SIGNED_IN`,
 * `NOT_FOUND`, and `NOT_ALLOWED` for somebody else's work.
 */
export async function withdrawArtwork(
	store: Store,
	{ collectionId, artworkId }: { readonly collectionId: string; readonly artworkId: string },
	viewer: Viewer,
): Promise<void> {
	await transaction(store, async (sql) => {
		const collection = await lockCollection(sql, collectionId, viewer);
		const [artwork] = await sql.query<{ artistId: string }>(
			'SELECT "publishedById" AS "artistId" FROM "Artwork" WHERE id = $1 FOR SHARE',
			[artworkId],
		);
		if (!artwork) throw new RenderError('NOT_FOUND', `There is no artwork ${artworkId}`);
		if (artwork.artistId !== viewer.userId)
			throw new RenderError('NOT_ALLOWED', 'Only its artist can withdraw an artwork');
		await sql.query(
			`INSERT INTO "CollectionWithdrawal" ("collectionId", "artworkId") VALUES ($1, $2) ON CONFLICT DO NOTHING`,
			[collectionId, artworkId],
		);
		const [item] = await sql.query<{ id: string }>(
			'SELECT id FROM "CollectionItem" WHERE "collectionId" = $1 AND "artworkId" = $2',
			[collectionId, artworkId],
		);
		if (item) await takeOut(sql, collection, item.id, viewer.userId);
	});
}

/** An item that the viewer may change, the row of its collection locked. */
async function lockItem(
	sql: Queryable,
	collectionId: string,
	itemId: string,
	viewer: Viewer,
): Promise<{ readonly collection: Collection; readonly item: CollectionItem }> {
	const collection = await lockCollection(sql, collectionId, viewer);
	const item = await itemIn(sql, collectionId, itemId);
	if (!item) throw new RenderError('NOT_FOUND', `There is no item ${itemId} in this collection`);
	if (item.addedById !== viewer.userId && !mayInCollection('ARRANGE', collection.role, collection.addPolicy))
		throw new RenderError('NOT_ALLOWED', 'Its owner, its editors and who put an item in can change it');
	return { collection, item };
}

/** Clean words of at most 1,000 characters. Throws `INVALID_INPUT` on `path`. */
export function checkedNote(written: string, path = 'note'): string {
	const note = cleanText(written);
	refuseIssues(note === '' ? [] : textIssues(note, path, maximumNoteLength));
	return note;
}
