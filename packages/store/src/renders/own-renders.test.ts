/** @file The list of a person's own renders: all of them, theirs alone, in order, by stage. */
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nobody } from '../access/visibility.ts';
import { createGuest } from '../accounts/users.ts';
import { publishRender } from '../artworks/artworks.ts';
import { setRenderVisibility } from '../artworks/update-artwork.ts';
import { CursorError } from '../database/cursor.ts';
import { query, type Store } from '../database/store.ts';
import { moderate } from '../moderation/moderation.ts';
import { type TestMembers, testMembers } from '../testing/test-members.ts';
import { claimed, finished, queuedRender, type TestStore, testStore } from '../testing/test-store.ts';
import { listOwnRenders, type RenderStage } from './own-renders.ts';
import { requestCancel } from './renders.ts';

let setting: TestStore;
let store: Store;
let member: TestMembers['member'];

beforeAll(async () => {
	setting = await testStore();
	store = setting.store;
	({ member } = testMembers(store));
});
afterAll(() => setting[Symbol.asyncDispose]());

async function ids(
	viewer: Parameters<typeof listOwnRenders>[2],
	stage: RenderStage | null = null,
): Promise<readonly string[]> {
	const { edges } = await listOwnRenders(store, { first: 100, after: null, stage }, viewer);
	return edges.map(({ render }) => render.id);
}

test('has what somebody asked for, whatever became of it, the newest first, and nothing of others', async () => {
	const [ana, ben] = [await member(), await member()];
	const { user } = await createGuest(store);
	const guest = { userId: user.id, role: 'GUEST' } as const;
	const make = async () => (await queuedRender(store, {}, { userId: ana.userId })).id;
	const [published, unpublished, stopped, running, waiting] = [
		await make(),
		await make(),
		await make(),
		await make(),
		await make(),
	];
	const theirs = (await queuedRender(store, {}, { userId: user.id })).id;
	await finished(store, published);
	await publishRender(store, { renderId: published, title: 'Apple', userId: ana.userId });
	await finished(store, unpublished);
	await requestCancel(store, stopped);
	await claimed(store, running);
	expect(await ids(ana)).toEqual([waiting, running, stopped, unpublished, published]);
	expect(await ids(ana, 'IN_PROGRESS')).toEqual([waiting, running]);
	expect(await ids(ana, 'UNPUBLISHED')).toEqual([unpublished]);
	expect(await ids(ana, 'PUBLISHED')).toEqual([published]);
	expect(await ids(ana, 'ENDED')).toEqual([stopped]);
	expect(await ids(guest)).toEqual([theirs]);
	expect([await ids(ben), await ids(nobody)]).toEqual([[], []]);
});

test('has what is private, and what moderators have hidden', async () => {
	const ana = await member();
	const [hidden, own] = [
		(await queuedRender(store, {}, { userId: ana.userId })).id,
		(await queuedRender(store, {}, { userId: ana.userId })).id,
	];
	await setRenderVisibility(store, { renderId: own, userId: ana.userId, visibility: 'PRIVATE' });
	await moderate(store, { subjectId: hidden, kind: 'HIDE', reason: 'No' }, (await member('MODERATOR')).userId);
	expect(await ids(ana)).toEqual([own, hidden]);
});

test('comes page by page without a gap, also where many were made at once, and refuses what is no cursor of it', async () => {
	const ana = await member();
	const made: string[] = [];
	for (let index = 0; index < 5; index++) made.push((await queuedRender(store, {}, { userId: ana.userId })).id);
	await query(store, 'UPDATE "Render" SET "createdAt" = date_trunc(\'hour\', now()) WHERE "requestedById" = $1', [
		ana.userId,
	]);
	const seen: string[] = [];
	for (let after: string | null = null; ; ) {
		const page = await listOwnRenders(store, { first: 2, after, stage: 'IN_PROGRESS' }, ana);
		seen.push(...page.edges.map(({ render }) => render.id));
		after = page.edges.at(-1)?.cursor ?? null;
		if (!page.hasNextPage) break;
	}
	expect(seen).toEqual(made.sort().reverse());
	const list = (first: number, after: string | null) => listOwnRenders(store, { first, after, stage: null }, ana);
	await expect(list(2, 'x')).rejects.toThrow(CursorError);
	await expect(list(101, null)).rejects.toThrow(RangeError);
});
