import { afterAll, beforeAll, expect, test } from 'vitest';
import { query } from '../database/store.ts';
import { type TestMember, type TestMembers, testMembers } from '../testing/test-members.ts';
import { type TestStore, testStore } from '../testing/test-store.ts';
import { collectionOrders, maximumSections } from './collection.ts';
import { summariseCollections } from './collection-lists.ts';
import { getCollections } from './collection-rows.ts';
import { createCollection, updateCollection } from './collections.ts';
import { setCurator } from './curators.ts';
import { listItems } from './item-lists.ts';
import { addItem, moveItem, removeItem } from './items.ts';
import { moveItems } from './many-items.ts';
import { maximumPositionLength } from './positions.ts';
import { restoreState } from './restore-state.ts';
import { listSections } from './section-rows.ts';
import { addSection, moveSection, moveToSection, removeSection, renameSection } from './sections.ts';
import { undoRevision } from './undo.ts';

let setting: TestStore;
let members: TestMembers;
let curator: TestMember;
let works: readonly string[];

beforeAll(async () => {
	setting = await testStore();
	members = testMembers(setting.store);
	curator = await members.member();
	const artist = await members.member();
	const made = [];
	for (let count = 0; count < 4; count++) made.push(await members.artworkOf(artist));
	works = made;
});
afterAll(() => setting[Symbol.asyncDispose]());

/** A collection of the curator's with four works and two sections: changes 1 to 7. */
async function shelf() {
	const { store } = setting;
	const { id } = await createCollection(store, { title: 'Shelf' }, curator);
	const items = [];
	for (const artworkId of works) items.push((await addItem(store, { collectionId: id, artworkId }, curator)).item.id);
	const day = (await addSection(store, { collectionId: id, title: 'Day' }, curator)).section.id;
	const night = (await addSection(store, { collectionId: id, title: 'Night' }, curator)).section.id;
	const [a = '', b = '', c = '', d = ''] = items;
	return { collectionId: id, day, night, a, b, c, d };
}

async function read(id: string) {
	const [collection] = await getCollections(setting.store, [id], curator);
	if (!collection) throw new Error('The collection is gone');
	return collection;
}

/** The items of each section by its title, under '' those of none; sections in their order. */
async function stateOf(id: string) {
	const { edges } = await listItems(setting.store, await read(id), { first: 100 }, curator);
	const [sections = []] = await listSections(setting.store, [id]);
	const of = (sectionId: string | null) => edges.flatMap(({ item }) => (item.sectionId === sectionId ? [item.id] : []));
	return [['', of(null)], ...sections.map((section) => [section.title, of(section.id)])];
}

test('items are listed by section whatever the order, page by page, and those in none come first', async () => {
	const { store } = setting;
	const { collectionId, day, night, a, b, c, d } = await shelf();
	await moveToSection(store, { collectionId, itemIds: [c, a], sectionId: night }, curator);
	await moveToSection(store, { collectionId, itemIds: [d], sectionId: day }, curator);
	expect(await stateOf(collectionId)).toEqual([
		['', [b]],
		['Day', [d]],
		['Night', [c, a]],
	]);
	const [summary] = await summariseCollections(store, [collectionId], curator);
	const artworkOf = new Map([a, b, c, d].map((item, index) => [item, works[index]]));
	expect(summary?.coverArtworkIds).toEqual([b, d, c, a].map((item) => artworkOf.get(item)));
	for (const order of collectionOrders) {
		await updateCollection(store, { id: collectionId, order }, curator);
		const collection = await read(collectionId);
		const { edges } = await listItems(store, collection, { first: 100 }, curator);
		expect(edges.map(({ item }) => item.sectionId)).toEqual([null, day, night, night]);
		const paged = [];
		for (let after: string | null = null, more = true; more; ) {
			const page = await listItems(store, collection, { first: 1, after }, curator);
			for (const { cursor, item } of page.edges) [after] = [cursor, paged.push(item.id)];
			more = page.hasNextPage;
		}
		expect(paged).toEqual(edges.map(({ item }) => item.id));
	}
});

test('an item goes right after another into its section, or first into one', async () => {
	const { store } = setting;
	const { collectionId, day, night, a, b, c, d } = await shelf();
	await moveItem(store, { collectionId, itemId: c, afterItemId: null, sectionId: night }, curator);
	await moveItem(store, { collectionId, itemId: a, afterItemId: c }, curator);
	await moveItems(store, { collectionId, itemIds: [d, b], afterItemId: null, sectionId: night }, curator);
	expect(await stateOf(collectionId)).toEqual([
		['', []],
		['Day', []],
		['Night', [d, b, c, a]],
	]);
	await moveItem(store, { collectionId, itemId: b, afterItemId: null }, curator);
	await moveSection(store, { collectionId, sectionId: night, afterSectionId: null }, curator);
	expect(await stateOf(collectionId)).toEqual([
		['', [b]],
		['Night', [d, c, a]],
		['Day', []],
	]);
	const place = { collectionId, itemId: a, afterItemId: c, sectionId: day };
	await expect(moveItem(store, place, curator)).rejects.toMatchObject({
		code: 'INVALID_INPUT',
		issues: [{ path: 'sectionId' }],
	});
});

test('a section that is removed leaves its items, and comes back with them; what rests on what is named', async () => {
	const { store } = setting;
	const { collectionId, day, night, a, b, c, d } = await shelf();
	const undo = (seq: number) => undoRevision(store, { collectionId, seq }, curator);
	await moveToSection(store, { collectionId, itemIds: [a, c], sectionId: day }, curator);
	await renameSection(store, { collectionId, sectionId: day, title: 'Noon' }, curator);
	const whole = await stateOf(collectionId);
	const removal = await removeSection(store, { collectionId, sectionId: day }, curator);
	expect(await stateOf(collectionId)).toEqual([
		['', [a, c, b, d]],
		['Night', []],
	]);
	// Into a section that has gone nothing goes back.
	await expect(undo(8)).rejects.toMatchObject({ restingSeqs: [removal] });
	const back = await undo(removal);
	expect(await stateOf(collectionId)).toEqual(whole);
	await undo(back);
	await moveItem(store, { collectionId, itemId: c, afterItemId: null }, curator);
	await expect(undo(removal)).rejects.toMatchObject({ code: 'CHANGED_SINCE' });

	const moved = (await moveToSection(store, { collectionId, itemIds: [b], sectionId: night }, curator))[0]?.seq ?? 0;
	const out = (await moveToSection(store, { collectionId, itemIds: [b], sectionId: null }, curator))[0]?.seq ?? 0;
	const gone = await removeSection(store, { collectionId, sectionId: night }, curator);
	await expect(undo(out)).rejects.toMatchObject({ code: 'CHANGED_SINCE', restingSeqs: [gone] });
	await expect(undo(7)).rejects.toMatchObject({ code: 'CHANGED_SINCE', restingSeqs: [gone, moved] });
	// What a removed item stood in has to be there for it to come back.
	await undo(gone);
	await moveToSection(store, { collectionId, itemIds: [b], sectionId: night }, curator);
	const itemGone = await removeItem(store, { collectionId, itemId: b }, curator);
	const sectionGone = await removeSection(store, { collectionId, sectionId: night }, curator);
	await expect(undo(itemGone)).rejects.toMatchObject({ restingSeqs: [sectionGone] });
});

test('an earlier state comes back with its sections, and what it came from too', async () => {
	const { store } = setting;
	const { collectionId, day, night, a, b, c } = await shelf();
	await moveToSection(store, { collectionId, itemIds: [a], sectionId: day }, curator);
	const former = await stateOf(collectionId);
	await removeItem(store, { collectionId, itemId: a }, curator);
	await removeSection(store, { collectionId, sectionId: day }, curator);
	await renameSection(store, { collectionId, sectionId: night, title: 'Dusk' }, curator);
	const { section } = await addSection(store, { collectionId, title: 'Dawn' }, curator);
	await moveSection(store, { collectionId, sectionId: section.id, afterSectionId: null }, curator);
	await moveToSection(store, { collectionId, itemIds: [b, c], sectionId: section.id }, curator);
	const later = await stateOf(collectionId);
	const { seq, leftOut } = await restoreState(store, { collectionId, seq: 8 }, curator);
	expect([await stateOf(collectionId), leftOut]).toEqual([former, 0]);
	await undoRevision(store, { collectionId, seq: seq ?? 0 }, curator);
	expect(await stateOf(collectionId)).toEqual(later);
});

test('keys of sections that have grown long are renewed, and the history still leads back', async () => {
	const { store } = setting;
	const { collectionId, day, night } = await shelf();
	const key = `a0${'V'.repeat(maximumPositionLength - 2)}`;
	const setKey = 'UPDATE "CollectionSection" SET position = $2 WHERE id = $1';
	await query(store, setKey, [day, key]);
	await query(store, setKey, [night, `${key}V`]);
	const { section, seq } = await addSection(store, { collectionId, title: 'Noon' }, curator);
	const place = { collectionId, sectionId: section.id, afterSectionId: day };
	const moved = await moveSection(store, place, curator);
	const titles = async () => (await stateOf(collectionId)).map(([title]) => title);
	expect(await titles()).toEqual(['', 'Day', 'Noon', 'Night']);
	const [sections = []] = await listSections(store, [collectionId]);
	for (const { position } of sections) expect(position.length).toBeLessThan(10);
	await undoRevision(store, { collectionId, seq: moved.seq ?? 0 }, curator);
	expect(await titles()).toEqual(['', 'Day', 'Night', 'Noon']);
	await undoRevision(store, { collectionId, seq: seq ?? 0 }, curator);
	expect(await titles()).toEqual(['', 'Day', 'Night']);
});

test('sections are for owner and editors, have one line as their title, and are not more than a collection has', async () => {
	const { store } = setting;
	const { collectionId, day, a } = await shelf();
	const other = await shelf();
	const contributor = await members.member();
	await setCurator(store, { collectionId, userId: contributor.userId, role: 'CONTRIBUTOR' }, curator);
	const into = { collectionId, itemIds: [a], sectionId: day };
	for (const attempt of [
		() => addSection(store, { collectionId, title: 'Mine' }, contributor),
		() => removeSection(store, { collectionId, sectionId: day }, contributor),
		() => moveToSection(store, into, contributor),
	])
		await expect(attempt()).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
	for (const title of ['', 'a\nb', 'x'.repeat(201)])
		await expect(renameSection(store, { collectionId, sectionId: day, title }, curator)).rejects.toMatchObject({
			code: 'INVALID_INPUT',
		});
	for (const attempt of [
		() => moveToSection(store, { ...into, sectionId: other.day }, curator),
		() => moveToSection(store, { ...into, itemIds: [other.a] }, curator),
		() => moveItem(store, { collectionId, itemId: a, afterItemId: null, sectionId: other.day }, curator),
		() => moveSection(store, { collectionId, sectionId: day, afterSectionId: other.day }, curator),
	])
		await expect(attempt()).rejects.toMatchObject({ code: 'NOT_FOUND' });
	await query(
		store,
		`INSERT INTO "CollectionSection" (id, "collectionId", title, position)
		 SELECT 'sec_' || number, $1, 'Full', 'b' || number FROM generate_series(3, $2) AS number`,
		[collectionId, maximumSections],
	);
	await expect(addSection(store, { collectionId, title: 'Too many' }, curator)).rejects.toMatchObject({
		code: 'COLLECTION_FULL',
	});
});
