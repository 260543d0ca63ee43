/** @file What comes of following a collection: news of it, grouped, and its items on the wall of what one follows. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bind } from '../accounts/bonds.ts';
import { countNewer, listArtworks } from '../artworks/artwork-lists.ts';
import { query } from '../database/store.ts';
import { listNotifications, markRead, setSilenced } from '../notifications/notifications.ts';
import { type TestMember, type TestMembers, testMembers } from '../testing/test-members.ts';
import { type TestStore, testStore } from '../testing/test-store.ts';
import { createCollection, updateCollection } from './collections.ts';
import { followCollection } from './follows.ts';
import { addItem, removeItem } from './items.ts';

let setting: TestStore;
let members: TestMembers;
let keeper: TestMember;
let fan: TestMember;
let artist: TestMember;

beforeAll(async () => {
	setting = await testStore();
	members = testMembers(setting.store);
	keeper = await members.member();
	fan = await members.member();
	artist = await members.member();
});
afterAll(() => setting[Symbol.asyncDispose]());

/** Some public works, and an empty collection that the fan follows. */
async function followedCollection(works: number) {
	const { store } = setting;
	const { id: collectionId } = await createCollection(store, { title: 'Followed' }, keeper);
	await followCollection(store, { collectionId, follows: true }, fan);
	const artworkIds: string[] = [];
	for (let index = 0; index < works; index++) artworkIds.push(await members.artworkOf(artist));
	/** As if that long had passed before it was put in. */
	const add = async (artworkId = '', seconds = 0) => {
		const { item } = await addItem(store, { collectionId, artworkId }, keeper);
		await query(
			store,
			'UPDATE "CollectionItem" SET "addedAt" = "addedAt" + make_interval(secs => $2::int) WHERE id = $1',
			[item.id, seconds],
		);
		return item.id;
	};
	return { collectionId, artworkIds, add };
}

test('who follows a collection is told once of all that is new in it, until they have read it, and of nothing that was taken out', async () => {
	const { store } = setting;
	const { collectionId, artworkIds, add } = await followedCollection(4);
	const [one, two, three, four] = artworkIds;
	const newsOf = async (who: TestMember) =>
		(await listNotifications(store, { first: 20, after: null }, who)).edges
			.map(({ group }) => group)
			.filter(({ kind, subjectId }) => kind === 'NEW_IN_COLLECTION' && subjectId === collectionId);
	const itemId = await add(one);
	await add(two);
	const [news, ...others] = await newsOf(fan);
	expect(news).toMatchObject({ count: 2, unread: true, aboutId: two, actorIds: [keeper.userId] });
	expect(others).toEqual([]);
	expect(await newsOf(keeper)).toEqual([]);
	expect(await newsOf(artist)).toEqual([]);
	await removeItem(store, { collectionId, itemId }, keeper);
	expect(await newsOf(fan)).toMatchObject([{ count: 1 }]);
	await markRead(store, fan.userId, news?.id ?? '');
	await add(three);
	expect(await newsOf(fan)).toMatchObject([{ count: 1, unread: true, aboutId: three }]);
	await setSilenced(store, fan.userId, ['NEW_IN_COLLECTION']);
	await add(four);
	expect(await newsOf(fan)).toMatchObject([{ count: 1 }]);
	await setSilenced(store, fan.userId, []);
	await followCollection(store, { collectionId, follows: false }, fan);
});

test('the wall of what one follows has each new item of a collection once, where it came last, as long as it may be seen', async () => {
	const { store } = setting;
	const liked = await members.member();
	await bind(store, 'follow', fan.userId, liked.userId);
	const { collectionId, artworkIds, add } = await followedCollection(2);
	const [one = '', two = ''] = artworkIds;
	const published = await members.artworkOf(liked);
	await add(one, 300);
	await add(two, 200);
	// In two collections, and by somebody who is followed: it stands where it came last.
	const again = await followedCollection(0);
	await again.add(published, 400);
	await add(published, 100);
	const secret = await members.artworkOf(keeper);
	await add(secret, 500);
	await query(store, `UPDATE "Artwork" SET visibility = 'UNLISTED' WHERE id = $1`, [secret]);
	const filter = { following: true } as const;
	const wall = async () => {
		const ids: string[] = [];
		let first: string | undefined;
		for (let after: string | null = null, more = true; more; ) {
			const { edges, hasNextPage } = await listArtworks(store, { first: 1, after, filter }, fan);
			ids.push(...edges.map(({ artwork }) => artwork.id));
			first ??= edges[0]?.cursor;
			after = edges.at(-1)?.cursor ?? null;
			more = hasNextPage;
		}
		return { ids, first: first ?? '' };
	};
	const seen = await wall();
	expect(seen.ids).toEqual([published, one, two]);
	const newest = await members.artworkOf(artist);
	await add(newest, 600);
	expect(await countNewer(store, seen.first, filter, fan)).toBe(1);
	expect((await wall()).ids).toEqual([newest, published, one, two]);
	const best = await listArtworks(store, { first: 10, order: 'TRENDING', filter }, fan);
	expect(best.edges.map(({ artwork }) => artwork.id).sort()).toEqual([newest, published, one, two].sort());
	await updateCollection(store, { id: collectionId, visibility: 'PRIVATE' }, keeper);
	expect((await wall()).ids).toEqual([published]);
});
