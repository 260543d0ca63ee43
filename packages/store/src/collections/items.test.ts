import { afterAll, beforeAll, expect, test } from 'vitest';
import { nobody, type Viewer } from '../access/visibility.ts';
import { bind } from '../accounts/bonds.ts';
import { deleteArtwork } from '../artworks/delete-works.ts';
import { updateArtwork } from '../artworks/update-artwork.ts';
import { query } from '../database/store.ts';
import { type TestMember, type TestMembers, testMembers } from '../testing/test-members.ts';
import { type TestStore, testStore } from '../testing/test-store.ts';
import type { Collection } from './collection.ts';
import { summariseCollections } from './collection-lists.ts';
import { createCollection } from './collections.ts';
import { setCurator } from './curators.ts';
import { listRevisions } from './history.ts';
import { type ItemPage, listItems } from './item-lists.ts';
import { addItem, annotateItem, moveItem, removeItem, withdrawArtwork } from './items.ts';
import { maximumPositionLength } from './positions.ts';
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
	works = [
		await members.artworkOf(artist),
		await members.artworkOf(artist),
		await members.artworkOf(artist),
		await members.artworkOf(artist),
	];
});
afterAll(() => setting[Symbol.asyncDispose]());

/** A collection of the curator's with all works, in their order. */
async function shelf(): Promise<{ readonly collection: Collection; readonly items: readonly string[] }> {
	const collection = await createCollection(setting.store, { title: 'Shelf' }, curator);
	const items = [];
	for (const artworkId of works)
		items.push((await addItem(setting.store, { collectionId: collection.id, artworkId }, curator)).item.id);
	return { collection, items };
}

async function orderOf(collection: Collection, viewer: Viewer = curator): Promise<readonly string[]> {
	const { edges } = await listItems(setting.store, collection, { first: 100 }, viewer);
	return edges.map(({ item }) => item.id);
}

test('an artwork stands in a collection once, and in as many collections as wanted', async () => {
	const { store } = setting;
	const { collection, items } = await shelf();
	const [artworkId = ''] = works;
	const again = await addItem(store, { collectionId: collection.id, artworkId, note: 'Another note' }, curator);
	expect(again).toMatchObject({ added: false, item: { id: items[0], note: '' } });
	const other = await createCollection(store, { title: 'Other' }, curator);
	expect(await addItem(store, { collectionId: other.id, artworkId }, curator)).toMatchObject({ added: true });
	expect(await orderOf(collection)).toEqual(items);
});

test('moving an item writes one row, and every place can be reached', async () => {
	const { store } = setting;
	const { collection, items } = await shelf();
	const [a = '', b = '', c = '', d = ''] = items;
	const positions = async () =>
		new Map(
			(
				await query<{ id: string; position: string }>(
					store,
					'SELECT id, position FROM "CollectionItem" WHERE "collectionId" = $1',
					[collection.id],
				)
			).map(({ id, position }) => [id, position]),
		);
	const before = await positions();
	await moveItem(store, { collectionId: collection.id, itemId: d, afterItemId: null }, curator);
	const after = await positions();
	expect([...after].filter(([id, position]) => before.get(id) !== position).map(([id]) => id)).toEqual([d]);
	expect(await orderOf(collection)).toEqual([d, a, b, c]);
	await moveItem(store, { collectionId: collection.id, itemId: a, afterItemId: b }, curator);
	expect(await orderOf(collection)).toEqual([d, b, a, c]);
	await moveItem(store, { collectionId: collection.id, itemId: d, afterItemId: c }, curator);
	expect(await orderOf(collection)).toEqual([b, a, c, d]);
});

test('keys that have grown long are renewed, and the order stays', async () => {
	const { store } = setting;
	const { collection, items } = await shelf();
	const [a = '', b = '', c = '', d = ''] = items;
	// Between these two there is no room for a short key.
	const keys = [
		`a0${'V'.repeat(maximumPositionLength - 2)}`,
		`a0${'V'.repeat(maximumPositionLength - 2)}V`,
		'a1',
		'a2',
	];
	for (const [index, id] of items.entries())
		await query(store, 'UPDATE "CollectionItem" SET position = $2 WHERE id = $1', [id, keys[index]]);
	expect(await orderOf(collection)).toEqual(items);
	await moveItem(store, { collectionId: collection.id, itemId: d, afterItemId: a }, curator);
	expect(await orderOf(collection)).toEqual([a, d, b, c]);
	const rows = await query<{ length: number }>(
		store,
		'SELECT length(position) AS length FROM "CollectionItem" WHERE "collectionId" = $1',
		[collection.id],
	);
	expect(Math.max(...rows.map(({ length }) => length))).toBeLessThan(8);
});

test('two who add, move, annotate and remove at once lose nothing, and history has no gap', async () => {
	const { store } = setting;
	const { collection, items } = await shelf();
	const [a = '', b = '', c = '', d = ''] = items;
	const editor = await members.member();
	await setCurator(store, { collectionId: collection.id, userId: editor.userId, role: 'EDITOR' }, curator);
	const added = await members.artworkOf(editor);
	const id = { collectionId: collection.id };
	await Promise.all([
		moveItem(store, { ...id, itemId: a, afterItemId: d }, curator),
		moveItem(store, { ...id, itemId: b, afterItemId: d }, editor),
		removeItem(store, { ...id, itemId: c }, curator),
		addItem(store, { ...id, artworkId: added, note: 'Mine' }, editor),
		annotateItem(store, { ...id, itemId: d, note: 'The best' }, curator),
	]);
	const { edges } = await listItems(store, collection, { first: 100 }, curator);
	expect(new Set(edges.map(({ item }) => item.id)).size).toBe(4);
	expect(edges.find(({ item }) => item.artworkId === added)?.item.note).toBe('Mine');
	expect(edges.find(({ item }) => item.id === d)?.item.note).toBe('The best');
	expect(edges.map(({ item }) => item.id).indexOf(d)).toBe(0);
	const revisions = await listRevisions(store, collection.id, { first: 100, beforeSeq: null }, curator);
	expect(revisions.map(({ seq }) => seq)).toEqual(revisions.map((_, index) => revisions.length - index));
});

test('what an artwork’s visibility forbids is shown through no collection, and in no count or cover', async () => {
	const { store } = setting;
	const { collection, items } = await shelf();
	for (const [index, visibility] of (['UNLISTED', 'PRIVATE', 'FOLLOWERS'] as const).entries())
		await updateArtwork(store, { id: works[index] ?? '', userId: artist.userId, visibility });
	try {
		for (const viewer of [curator, stranger, nobody]) {
			expect(await orderOf(collection, viewer)).toEqual([items[3]]);
			const [summary] = await summariseCollections(store, [collection.id], viewer);
			expect(summary).toMatchObject({ itemCount: 1, coverArtworkIds: [works[3]] });
		}
		expect(await orderOf(collection, artist)).toEqual(items);
		await bind(store, 'follow', stranger.userId, artist.userId);
		expect(await orderOf(collection, stranger)).toEqual([items[2], items[3]]);
	} finally {
		for (const id of works) await updateArtwork(store, { id, userId: artist.userId, visibility: 'PUBLIC' });
	}
});

test('an artist decides who collects, and takes a work out for good', async () => {
	const { store } = setting;
	const { collection, items } = await shelf();
	const [artworkId = ''] = works;
	const id = { collectionId: collection.id, artworkId };
	await expect(withdrawArtwork(store, id, stranger)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
	await withdrawArtwork(store, id, artist);
	expect(await orderOf(collection)).toEqual(items.slice(1));
	await expect(addItem(store, id, curator)).rejects.toMatchObject({ code: 'COLLECTING_REFUSED' });
	const [removal] = await listRevisions(store, collection.id, { first: 1, beforeSeq: null }, curator);
	await expect(
		undoRevision(store, { collectionId: collection.id, seq: removal?.seq ?? 0 }, curator),
	).rejects.toMatchObject({ code: 'COLLECTING_REFUSED' });
	const other = await createCollection(store, { title: 'Closed to' }, curator);
	for (const [policy, code] of [
		['NOBODY', 'COLLECTING_REFUSED'],
		['FOLLOWERS', 'COLLECTING_REFUSED'],
	] as const) {
		await query(store, 'UPDATE "User" SET "collectPolicy" = $2::"CollectPolicy" WHERE id = $1', [
			artist.userId,
			policy,
		]);
		await expect(addItem(store, { collectionId: other.id, artworkId }, curator)).rejects.toMatchObject({ code });
	}
	await bind(store, 'follow', curator.userId, artist.userId);
	expect(await addItem(store, { collectionId: other.id, artworkId }, curator)).toMatchObject({ added: true });
	await query(store, `UPDATE "User" SET "collectPolicy" = 'EVERYONE' WHERE id = $1`, [artist.userId]);
});

test('a deleted artwork leaves its place, note and credit', async () => {
	const { store } = setting;
	const collection = await createCollection(store, { title: 'Kept' }, curator);
	const artworkId = await members.artworkOf(artist);
	const note = 'Seen in 2026';
	const { item } = await addItem(store, { collectionId: collection.id, artworkId, note }, curator);
	await deleteArtwork(store, { id: artworkId, userId: artist.userId });
	const { edges } = await listItems(store, collection, { first: 10 }, nobody);
	expect(edges.map((edge) => edge.item)).toEqual([
		expect.objectContaining({ id: item.id, artworkId: null, note, goneTitle: 'Apple', goneArtist: 'person_2' }),
	]);
});

test('pages go on where they ended, whatever is moved meanwhile; a wrong cursor is refused', async () => {
	const { store } = setting;
	const { collection, items } = await shelf();
	const first = await listItems(store, collection, { first: 2 }, nobody);
	expect(first.hasNextPage).toBe(true);
	const cursor = first.edges[1]?.cursor ?? '';
	await moveItem(store, { collectionId: collection.id, itemId: items[3] ?? '', afterItemId: null }, curator);
	const second = await listItems(store, collection, { first: 2, after: cursor }, nobody);
	expect(second.edges.map(({ item }) => item.id)).toEqual([items[2]]);
	const newest = { ...collection, order: 'NEWEST' } as const;
	expect((await listItems(store, newest, { first: 1 }, nobody)).edges[0]?.item.id).toBe(items[3]);
	for (const after of [cursor, 'bm9uc2Vuc2U', ''])
		await expect(listItems(store, newest, { first: 1, after }, nobody)).rejects.toThrow('not a cursor');
});

test('the order of a collection can be by love or by chance; each goes on where a page ended', async () => {
	const { store } = setting;
	const { collection, items } = await shelf();
	const [a = '', b = '', c = '', d = ''] = items;
	const love = (work: number, who: TestMember) =>
		query(store, `INSERT INTO "Reaction" ("subjectId", "userId", kind) VALUES ($1, $2, 'LOVE')`, [
			works[work],
			who.userId,
		]);
	for (const who of [curator, stranger]) await love(2, who);
	await love(3, stranger);
	/** Page by page, two at a time. */
	async function read(order: Collection['order'], seed: number | null = null): Promise<readonly string[]> {
		const found = [];
		let after: string | null = null;
		do {
			const page: ItemPage = await listItems(
				store,
				{ ...collection, order },
				{ first: 2, after, seed: after ? null : seed },
				nobody,
			);
			found.push(...page.edges.map(({ item }) => item.id));
			after = page.hasNextPage ? (page.edges.at(-1)?.cursor ?? null) : null;
		} while (after !== null);
		return found;
	}
	expect(await read('MOST_LIKED')).toEqual([c, d, b, a]);
	const shuffled = new Set<string>();
	for (let seed = 0; seed < 12; seed++) {
		const order = await read('RANDOM', seed);
		expect(order.toSorted()).toEqual(items.toSorted());
		expect(await read('RANDOM', seed)).toEqual(order);
		shuffled.add(order.join());
	}
	expect(shuffled.size).toBeGreaterThan(3);
	const [edge] = (await listItems(store, { ...collection, order: 'RANDOM' }, { first: 1 }, nobody)).edges;
	for (const order of ['MANUAL', 'MOST_LIKED'] as const)
		await expect(
			listItems(store, { ...collection, order }, { first: 1, after: edge?.cursor ?? '' }, nobody),
		).rejects.toThrow('not a cursor');
});
