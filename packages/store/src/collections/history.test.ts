import { afterAll, beforeAll, expect, test } from 'vitest';
import type { nobody } from '../access/visibility.ts';
import { updateArtwork } from '../artworks/update-artwork.ts';
import { query } from '../database/store.ts';
import { type TestMember, type TestMembers, testMembers } from '../testing/test-members.ts';
import { type TestStore, testStore } from '../testing/test-store.ts';
import type { Collection } from './collection.ts';
import { getCollections } from './collection-rows.ts';
import { createCollection, updateCollection } from './collections.ts';
import { setCurator } from './curators.ts';
import { listRevisions } from './history.ts';
import { listItems } from './item-lists.ts';
import { addItem, annotateItem, moveItem, removeItem, withdrawArtwork } from './items.ts';
import { maximumPositionLength } from './positions.ts';
import { restoreState } from './restore-state.ts';
import { undoRevision } from './undo.ts';

let setting: TestStore;
let members: TestMembers;
let curator: TestMember;
let artist: TestMember;
let stranger: TestMember;
let works: readonly string[];

beforeAll(async () => {
	setting = await testStore();
	members = testMembers(setting.store);
	curator = await members.member();
	artist = await members.member();
	stranger = await members.member();
	works = [await members.artworkOf(artist), await members.artworkOf(artist), await members.artworkOf(artist)];
});
afterAll(() => setting[Symbol.asyncDispose]());

/** A collection of the curator's with all works, in their order: changes 1 to 4. */
async function shelf(): Promise<{ readonly collection: Collection; readonly items: readonly string[] }> {
	const collection = await createCollection(setting.store, { title: 'Shelf' }, curator);
	const items = [];
	for (const artworkId of works)
		items.push((await addItem(setting.store, { collectionId: collection.id, artworkId }, curator)).item.id);
	return { collection, items };
}

/** What a curator sees of it. */
async function stateOf({ id }: Collection) {
	const [collection] = await getCollections(setting.store, [id], curator);
	if (!collection) throw new Error('The collection is gone');
	const { edges } = await listItems(setting.store, collection, { first: 100 }, curator);
	const { title, statement, order, coverItemId } = collection;
	return { title, statement, order, coverItemId, items: edges.map(({ item }) => item) };
}

const orderOf = async (collection: Collection) => (await stateOf(collection)).items.map(({ id }) => id);

test('a change is taken back once, and can be done again; the later changes that rest on it are named', async () => {
	const { store } = setting;
	const { collection, items } = await shelf();
	const [a = '', b = ''] = items;
	const { id: collectionId } = collection;
	const undo = (seq: number, viewer = curator) => undoRevision(store, { collectionId, seq }, viewer);
	await annotateItem(store, { collectionId, itemId: a, note: 'Kept' }, curator);
	await updateCollection(store, { id: collectionId, coverItemId: a }, curator);
	const whole = await stateOf(collection);
	const removal = await removeItem(store, { collectionId, itemId: a }, curator);
	expect(removal).toBe(7);
	await expect(undo(2)).rejects.toMatchObject({ code: 'CHANGED_SINCE', restingSeqs: [7, 5] });
	await expect(undo(6)).rejects.toMatchObject({ restingSeqs: [7] });
	const back = await undo(removal);
	expect(await stateOf(collection)).toEqual(whole);
	await expect(undo(removal)).rejects.toMatchObject({ code: 'CHANGED_SINCE', restingSeqs: [back] });
	// The removal and its undoing change nothing together: now only the note rests on the adding.
	await expect(undo(2)).rejects.toMatchObject({ restingSeqs: [5] });
	const again = await undo(back);
	expect(await orderOf(collection)).toEqual([b, items[2]]);
	await undo(again);
	expect(await stateOf(collection)).toEqual(whole);
	await moveItem(store, { collectionId, itemId: b, afterItemId: null }, curator);
	await undo(5);
	expect((await stateOf(collection)).items.map(({ note }) => note)).toEqual(['', '', '']);
	await undo(6);
	expect((await stateOf(collection)).coverItemId).toBeNull();
	await expect(undo(1)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
	await expect(undo(99)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

test('people take back what they did themselves and may still do; editors what anybody did', async () => {
	const { store } = setting;
	const { collection, items } = await shelf();
	const { id: collectionId } = collection;
	const helper = await members.member();
	const artworkId = await members.artworkOf(artist);
	await setCurator(store, { collectionId, userId: helper.userId, role: 'EDITOR' }, curator);
	const { seq: moved } = await moveItem(store, { collectionId, itemId: items[2] ?? '', afterItemId: null }, helper);
	const { seq: added } = await addItem(store, { collectionId, artworkId }, helper);
	await setCurator(store, { collectionId, userId: helper.userId, role: 'CONTRIBUTOR' }, curator);
	const undo = (seq: number | null, viewer: TestMember) => undoRevision(store, { collectionId, seq: seq ?? 0 }, viewer);
	await expect(undo(moved, helper)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
	await expect(undo(2, helper)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
	await expect(undo(added, stranger)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
	const removed = await undo(added, helper);
	await setCurator(store, { collectionId, userId: helper.userId, role: null }, curator);
	await expect(undo(removed, helper)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
	await undo(moved, curator);
	expect(await orderOf(collection)).toEqual(items);
});

test('an earlier state comes back whole, as one change that can be taken back', async () => {
	const { store } = setting;
	const { collection, items } = await shelf();
	const [a = '', b = '', c = ''] = items;
	const { id: collectionId } = collection;
	await annotateItem(store, { collectionId, itemId: b, note: 'First words' }, curator);
	await updateCollection(store, { id: collectionId, statement: 'Early', coverItemId: b }, curator);
	const early = await stateOf(collection);
	const { seq: earlySeq } = collectionNow(await getCollections(store, [collectionId], curator));
	await moveItem(store, { collectionId, itemId: c, afterItemId: null }, curator);
	await removeItem(store, { collectionId, itemId: b }, curator);
	const again = await addItem(store, { collectionId, artworkId: works[1] ?? '', note: 'Other words' }, curator);
	await updateCollection(store, { id: collectionId, title: 'Late', order: 'NEWEST', visibility: 'UNLISTED' }, curator);
	await removeItem(store, { collectionId, itemId: a }, curator);
	const late = await stateOf(collection);
	await expect(restoreState(store, { collectionId, seq: earlySeq }, stranger)).rejects.toMatchObject({
		code: 'NOT_ALLOWED',
	});
	const { seq, leftOut } = await restoreState(store, { collectionId, seq: earlySeq }, curator);
	expect(leftOut).toBe(0);
	expect(await stateOf(collection)).toEqual(early);
	// Who may see it is not part of what comes back.
	expect(collectionNow(await getCollections(store, [collectionId], curator)).visibility).toBe('UNLISTED');
	expect(await restoreState(store, { collectionId, seq: earlySeq }, curator)).toEqual({ seq: null, leftOut: 0 });
	await undoRevision(store, { collectionId, seq: seq ?? 0 }, curator);
	expect(await stateOf(collection)).toEqual(late);
	expect(late.items.map(({ id }) => id)).toContain(again.item.id);
});

test('what an artist has withdrawn or what is deleted does not come back with an earlier state', async () => {
	const { store } = setting;
	const { collection, items } = await shelf();
	const { id: collectionId } = collection;
	await withdrawArtwork(store, { collectionId, artworkId: works[0] ?? '' }, artist);
	const { seq } = collectionNow(await getCollections(store, [collectionId], curator));
	await expect(undoRevision(store, { collectionId, seq }, curator)).rejects.toMatchObject({
		code: 'COLLECTING_REFUSED',
	});
	await removeItem(store, { collectionId, itemId: items[1] ?? '' }, curator);
	expect(await restoreState(store, { collectionId, seq: 4 }, curator)).toMatchObject({ leftOut: 1 });
	expect(await orderOf(collection)).toEqual(items.slice(1));
});

test('renewing keys that have grown long keeps what history remembers: what is taken back goes where it was', async () => {
	const { store } = setting;
	const { collection, items } = await shelf();
	const [a = '', b = '', c = ''] = items;
	const { id: collectionId } = collection;
	const removal = await removeItem(store, { collectionId, itemId: b }, curator);
	const key = `a0${'V'.repeat(maximumPositionLength - 2)}`;
	await query(store, 'UPDATE "CollectionItem" SET position = $2 WHERE id = $1', [a, key]);
	await query(store, 'UPDATE "CollectionItem" SET position = $2 WHERE id = $1', [c, `${key}V`]);
	await query(
		store,
		`UPDATE "CollectionRevision" SET body = jsonb_set(body, '{item,position}', to_jsonb($3::text))
		 WHERE "collectionId" = $1 AND seq = $2`,
		[collectionId, removal, `${key}G`],
	);
	const { item } = await addItem(store, { collectionId, artworkId: await members.artworkOf(artist) }, curator);
	await moveItem(store, { collectionId, itemId: item.id, afterItemId: a }, curator);
	const [{ longest } = { longest: 0 }] = await query<{ longest: number }>(
		store,
		'SELECT max(length(position)) AS longest FROM "CollectionItem" WHERE "collectionId" = $1',
		[collectionId],
	);
	expect(longest).toBeLessThan(8);
	await undoRevision(store, { collectionId, seq: removal }, curator);
	const order = await orderOf(collection);
	expect([order[0], order.slice(1, 3).sort(), order[3]]).toEqual([a, [b, item.id].sort(), c]);
});

test('the page of changes says what was done to which work, as far as a list would show that', async () => {
	const { store } = setting;
	const { collection, items } = await shelf();
	const { id: collectionId } = collection;
	await removeItem(store, { collectionId, itemId: items[0] ?? '' }, curator);
	await annotateItem(store, { collectionId, itemId: items[1] ?? '', note: 'Words' }, curator);
	await restoreState(store, { collectionId, seq: 4 }, curator);
	const page = { first: 100, beforeSeq: null };
	const shown = (viewer: TestMember | typeof nobody) => listRevisions(store, collectionId, page, viewer);
	expect((await shown(curator)).map(({ artworkId }) => artworkId)).toEqual([
		null,
		works[1],
		works[0],
		works[2],
		works[1],
		works[0],
		null,
	]);
	const [restoring] = await shown(curator);
	expect(restoring).toMatchObject({ restoredChanges: 2, change: { type: 'stateRestored', toSeq: 4 } });
	await updateArtwork(store, { id: works[0] ?? '', userId: artist.userId, visibility: 'UNLISTED' });
	try {
		expect((await shown(curator)).map(({ artworkId }) => artworkId)).not.toContain(works[0]);
	} finally {
		await updateArtwork(store, { id: works[0] ?? '', userId: artist.userId, visibility: 'PUBLIC' });
	}
});

function collectionNow([collection]: readonly (Collection | null)[]): Collection {
	if (!collection) throw new Error('The collection is gone');
	return collection;
}
