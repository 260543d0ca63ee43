import { afterAll, beforeAll, expect, test } from 'vitest';
import { query, type Store } from '../database/store.ts';
import { testMembers } from '../testing/test-members.ts';
import { queuedRender, type TestStore, testStore } from '../testing/test-store.ts';
import { listMembers } from './member-list.ts';
import { createGuest } from './users.ts';

let setting: TestStore;
let store: Store;
beforeAll(async () => {
	setting = await testStore();
	store = setting.store;
});
afterAll(() => setting[Symbol.asyncDispose]());

const all = { first: 10, after: null, words: '', role: null, suspended: false } as const;

test('members are found by name, address, role and suspension, page by page; guests and those who left are none', async () => {
	const members = testMembers(store);
	const [ana, bea, mod] = [await members.member(), await members.member(), await members.member('MODERATOR')];
	const gone = await members.member();
	await createGuest(store);
	const name = (id: string, handle: string, displayName: string) =>
		query(store, 'UPDATE "User" SET handle = $2, "displayName" = $3 WHERE id = $1', [id, handle, displayName]);
	await name(ana.userId, 'ana_1', 'Ana Ruiz');
	await name(bea.userId, 'bea', '100% Bea');
	await query(store, `UPDATE "User" SET email = 'ana@example.net' WHERE id = $1`, [ana.userId]);
	await query(store, `UPDATE "User" SET "suspendedUntil" = now() + interval '1 day' WHERE id = $1`, [bea.userId]);
	await query(store, 'UPDATE "User" SET "leftAt" = now() WHERE id = $1', [gone.userId]);
	const ids = async (request: Partial<Parameters<typeof listMembers>[1]>) =>
		(await listMembers(store, { ...all, ...request })).edges.map(({ member }) => member.userId);
	expect(await ids({})).toEqual([mod.userId, bea.userId, ana.userId]);
	expect(await ids({ words: '@ANA_' })).toEqual([ana.userId]);
	expect(await ids({ words: 'ruiz' })).toEqual([ana.userId]);
	expect(await ids({ words: '100%' })).toEqual([bea.userId]);
	expect(await ids({ words: '%' })).toEqual([bea.userId]);
	expect(await ids({ words: 'ana@example.net' })).toEqual([ana.userId]);
	expect(await ids({ words: '@example.net' })).toEqual([]);
	expect(await ids({ role: 'MODERATOR' })).toEqual([mod.userId]);
	expect(await ids({ suspended: true })).toEqual([bea.userId]);
	const first = await listMembers(store, { ...all, first: 2 });
	expect(first.hasNextPage).toBe(true);
	expect(await ids({ after: first.edges[1]?.cursor ?? null })).toEqual([ana.userId]);
});

test('of a member it is told how much they published and rendered of late, and when they were last here', async () => {
	const members = testMembers(store);
	const artist = await (async () => {
		await query(store, 'UPDATE "User" SET handle = handle || $1 WHERE handle LIKE $2', ['_old', 'person%']);
		await query(store, `UPDATE "User" SET email = 'old-' || email WHERE email LIKE 'person%'`);
		return members.member();
	})();
	await members.artworkOf(artist);
	const { id } = await queuedRender(store, {}, { userId: artist.userId });
	await query(store, `UPDATE "Render" SET "createdAt" = now() - interval '31 days' WHERE id = $1`, [id]);
	const [edge] = (await listMembers(store, { ...all, first: 1 })).edges;
	expect(edge?.member).toEqual({
		userId: artist.userId,
		lastSeenAt: expect.any(Date),
		artworkCount: 1,
		recentRenderCount: 1,
	});
	await query(store, 'DELETE FROM "Session" WHERE "userId" = $1', [artist.userId]);
	expect((await listMembers(store, { ...all, first: 1 })).edges[0]?.member.lastSeenAt).toBeNull();
});
