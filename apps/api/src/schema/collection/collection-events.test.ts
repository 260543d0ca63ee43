/** @file What is done to a collection, as those hear it who keep it together. */
import {
	addItem,
	annotateItem,
	createCollection,
	deleteCollection,
	moveItem,
	removeItem,
	setCurator,
	updateCollection,
} from '@galatea/store/collections';
import { disposableDatabase } from '@galatea/testing';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataOf, type Member, startTestApi, type TestApi } from '../../testing.ts';
import { publishWithFiles } from '../../testing-hung.ts';

let database: Awaited<ReturnType<typeof disposableDatabase>>;
let api: TestApi;
/** Another process of the same gallery. */
let other: TestApi;
let owner: Member;
let editor: Member;
beforeAll(async () => {
	database = await disposableDatabase();
	api = await startTestApi({ databaseUrl: database.url });
	other = await startTestApi({ databaseUrl: database.url });
	[owner, editor] = [await api.member(), await api.member()];
});
afterAll(async () => {
	await other[Symbol.asyncDispose]();
	await api[Symbol.asyncDispose]();
	await database[Symbol.asyncDispose]();
});

const viewerOf = ({ userId }: Member) => ({ userId, role: 'MEMBER' }) as const;

async function shared(): Promise<string> {
	const { id } = await createCollection(api.store, { title: 'Shelf' }, viewerOf(owner));
	await setCurator(api.store, { collectionId: id, userId: editor.userId, role: 'EDITOR' }, viewerOf(owner));
	return id;
}

async function publish(visibility: 'PRIVATE' | 'PUBLIC' = 'PUBLIC'): Promise<string> {
	return (await publishWithFiles(api, owner, { remixOfArtworkId: null, visibility })).artworkId;
}

const document = /* GraphQL */ `
	subscription ($id: ID!, $afterSeq: Int) {
		collectionEvents(id: $id, afterSeq: $afterSeq) {
			__typename
			seq
			collection { itemCount }
			... on CollectionChanged { change { kind actor { handle } artwork { id } note } }
		}
	}
`;

function watch(at: TestApi, id: string, who?: Member | string, afterSeq?: number) {
	const events = at.subscribe(document, { id, afterSeq: afterSeq ?? null }, who);
	return {
		events,
		next: async () => dataOf((await events.next()).value ?? {})['collectionEvents'],
		leave: () => events.return(),
	};
}

test('two who keep a collection hear what each does, in order, without gaps, and through another process', async () => {
	const id = await shared();
	const [owners, editors] = [watch(api, id, owner), watch(other, id, editor)];
	for (const { next } of [owners, editors])
		expect(await next()).toMatchObject({ __typename: 'CollectionSnapshot', seq: 2 });
	const artworkId = await publish();
	const { item } = await addItem(api.store, { collectionId: id, artworkId }, viewerOf(owner));
	const second = await addItem(other.store, { collectionId: id, artworkId: await publish() }, viewerOf(editor));
	const place = { collectionId: id, itemId: second.item.id, afterItemId: null };
	await moveItem(other.store, place, viewerOf(editor));
	await annotateItem(api.store, { collectionId: id, itemId: item.id, note: 'Mine' }, viewerOf(owner));
	await removeItem(api.store, { collectionId: id, itemId: second.item.id }, viewerOf(owner));
	const told = [
		['ITEM_ADDED', owner],
		['ITEM_ADDED', editor],
		['ITEM_MOVED', editor],
		['NOTE_CHANGED', owner],
		['ITEM_REMOVED', owner],
	] as const;
	for (const { next, leave } of [owners, editors]) {
		for (const [index, [kind, { handle }]] of told.entries())
			expect(await next()).toMatchObject({ seq: 3 + index, change: { kind, actor: { handle } } });
		await leave();
	}
	await expect.poll(() => api.services.collectionBells.size + other.services.collectionBells.size).toBe(0);
});

test('who comes back is told the state, and then each change after the last one that they saw', async () => {
	const id = await shared();
	const artworkId = await publish();
	await addItem(api.store, { collectionId: id, artworkId }, viewerOf(owner));
	await updateCollection(api.store, { id, title: 'Shelves' }, viewerOf(editor));
	const { next, leave } = watch(other, id, editor, 2);
	expect(await next()).toMatchObject({ __typename: 'CollectionSnapshot', seq: 4, collection: { itemCount: 1 } });
	expect(await next()).toMatchObject({ seq: 3, change: { kind: 'ITEM_ADDED', artwork: { id: artworkId } } });
	expect(await next()).toMatchObject({ seq: 4, change: { kind: 'DETAILS' } });
	await leave();
});

test('who has missed very many changes is told the state instead of them', async () => {
	const id = await shared();
	const { item } = await addItem(api.store, { collectionId: id, artworkId: await publish() }, viewerOf(owner));
	for (let note = 0; note <= 100; note++)
		await annotateItem(api.store, { collectionId: id, itemId: item.id, note: `Note ${note}` }, viewerOf(owner));
	const { next, leave } = watch(api, id, editor, 1);
	expect(await next()).toMatchObject({ __typename: 'CollectionSnapshot', seq: 104 });
	await annotateItem(api.store, { collectionId: id, itemId: item.id, note: 'The last' }, viewerOf(owner));
	expect(await next()).toMatchObject({ seq: 105, change: { note: 'The last' } });
	await leave();
});

test('an artwork that no list would show to somebody is not named to them', async () => {
	const id = await shared();
	const [owners, editors] = [watch(api, id, owner), watch(api, id, editor)];
	for (const { next } of [owners, editors]) await next();
	const artworkId = await publish('PRIVATE');
	await addItem(api.store, { collectionId: id, artworkId }, viewerOf(owner));
	expect(await owners.next()).toMatchObject({ change: { artwork: { id: artworkId } }, collection: { itemCount: 1 } });
	expect(await editors.next()).toMatchObject({ change: { artwork: null }, collection: { itemCount: 0 } });
	for (const { leave } of [owners, editors]) await leave();
});

test('it ends for who loses their role, and for everybody when the collection is deleted', async () => {
	const id = await shared();
	const [owners, editors] = [watch(api, id, owner), watch(other, id, editor)];
	for (const { next } of [owners, editors]) await next();
	await setCurator(api.store, { collectionId: id, userId: editor.userId, role: null }, viewerOf(owner));
	expect(await editors.events.next()).toMatchObject({ done: true });
	expect(await owners.next()).toMatchObject({ change: { kind: 'CURATOR_CHANGED' } });
	await deleteCollection(api.store, id, viewerOf(owner));
	expect(await owners.events.next()).toMatchObject({ done: true });
	await expect.poll(() => api.services.collectionBells.size + other.services.collectionBells.size).toBe(0);
});

test('who only sees a collection, or names none, hears nothing; a number below 0 is refused', async () => {
	const id = await shared();
	const stranger = await api.member();
	const { userId } = stranger;
	for (const role of [null, 'VIEWER'] as const) {
		await setCurator(api.store, { collectionId: id, userId, role }, viewerOf(owner));
		for (const who of [undefined, stranger])
			expect((await watch(api, id, who).events.next()).value).toMatchObject({
				errors: [{ extensions: { code: 'NOT_FOUND' } }],
			});
	}
	expect((await watch(api, 'col_none', owner).events.next()).value).toMatchObject({
		errors: [{ extensions: { code: 'NOT_FOUND' } }],
	});
	expect((await watch(api, id, owner, -1).events.next()).value).toMatchObject({
		errors: [
			{ message: expect.stringContaining('afterSeq must be 0 or more'), extensions: { code: 'BAD_USER_INPUT' } },
		],
	});
});
