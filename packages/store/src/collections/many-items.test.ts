import { afterAll, beforeAll, expect, test } from 'vitest';
import { query } from '../database/store.ts';
import { type TestMember, type TestMembers, testMembers } from '../testing/test-members.ts';
import { type TestStore, testStore } from '../testing/test-store.ts';
import { createCollection } from './collections.ts';
import { setCurator } from './curators.ts';
import { listItems } from './item-lists.ts';
import { addItem } from './items.ts';
import { addItems, moveItems, removeItems } from './many-items.ts';

let setting: TestStore;
let members: TestMembers;
let owner: TestMember;
let artist: TestMember;

beforeAll(async () => {
	setting = await testStore();
	members = testMembers(setting.store);
	owner = await members.member();
	artist = await members.member();
});
afterAll(() => setting[Symbol.asyncDispose]());

const shelf = async (title: string) => createCollection(setting.store, { title, addPolicy: 'CONTRIBUTORS' }, owner);
const itemsOf = async (id: string) =>
	(await listItems(setting.store, { id, order: 'MANUAL', hasSections: false }, { first: 100 }, owner)).edges.map(
		({ item }) => item,
	);

test('artworks are added together in their order, and it is said which were there and which were refused', async () => {
	const { store } = setting;
	const { id } = await shelf('Together');
	const [one = '', two = '', three = ''] = [
		await members.artworkOf(artist),
		await members.artworkOf(artist),
		await members.artworkOf(artist),
	];
	const shy = await members.member();
	const closed = await members.artworkOf(shy);
	await query(store, `UPDATE "User" SET "collectPolicy" = 'NOBODY' WHERE id = $1`, [shy.userId]);
	await addItem(store, { collectionId: id, artworkId: two }, owner);
	const given = { collectionId: id, artworkIds: [three, two, closed, one, one, 'art_none'], note: 'Seen' };
	expect(await addItems(store, given, owner)).toEqual({ added: 2, kept: 1, refused: 2 });
	const items = await itemsOf(id);
	expect(items.map(({ artworkId, note }) => [artworkId, note])).toEqual([
		[two, ''],
		[three, 'Seen'],
		[one, 'Seen'],
	]);
	const many = Array.from({ length: 101 }, (_, index) => `art_${index}`);
	for (const artworkIds of [[], many])
		await expect(addItems(store, { collectionId: id, artworkIds }, owner)).rejects.toMatchObject({
			code: 'INVALID_INPUT',
			issues: [{ path: 'artworkIds' }],
		});
});

test('items are moved together behind any other, and taken out together: all of them, or none', async () => {
	const { store } = setting;
	const { id } = await shelf('Arranged');
	const artworkIds: string[] = [];
	for (let index = 0; index < 5; index++) artworkIds.push(await members.artworkOf(artist));
	await addItems(store, { collectionId: id, artworkIds }, owner);
	const [a = '', b = '', c = '', d = '', e = ''] = (await itemsOf(id)).map((item) => item.id);
	const order = async () => (await itemsOf(id)).map((item) => item.id);
	const move = (itemIds: readonly string[], afterItemId: string | null) =>
		moveItems(store, { collectionId: id, itemIds, afterItemId }, owner);
	await move([b, d], null);
	expect(await order()).toEqual([b, d, a, c, e]);
	await move([d, a], e);
	expect(await order()).toEqual([b, c, e, d, a]);
	await move([c, e], b);
	expect(await order()).toEqual([b, c, e, d, a]);
	await expect(move([c, e], e)).rejects.toMatchObject({ code: 'INVALID_INPUT', issues: [{ path: 'afterItemId' }] });
	await expect(move([c, 'itm_none'], null)).rejects.toMatchObject({ code: 'NOT_FOUND' });
	expect(await order()).toEqual([b, c, e, d, a]);

	const helper = await members.member();
	await setCurator(store, { collectionId: id, userId: helper.userId, role: 'CONTRIBUTOR' }, owner);
	const { item } = await addItem(store, { collectionId: id, artworkId: await members.artworkOf(artist) }, helper);
	const remove = (itemIds: readonly string[], viewer: TestMember) =>
		removeItems(store, { collectionId: id, itemIds }, viewer);
	await expect(remove([item.id, a], helper)).rejects.toMatchObject({ code: 'NOT_ALLOWED' });
	await expect(remove([a, 'itm_none'], owner)).rejects.toMatchObject({ code: 'NOT_FOUND' });
	expect(await order()).toEqual([b, c, e, d, a, item.id]);
	await remove([item.id], helper);
	await remove([a, c, b], owner);
	expect(await order()).toEqual([e, d]);
	const kinds = await query<{ kind: string }>(
		store,
		`SELECT body->>'type' AS kind FROM "CollectionRevision" WHERE "collectionId" = $1 AND body->>'type' = 'itemRemoved'`,
		[id],
	);
	expect(kinds.length).toBe(4);
});
