import type { Recipe } from '@galatea/render';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { nobody, type Viewer } from '../access/visibility.ts';
import { createGuest } from '../accounts/users.ts';
import { CursorError } from '../database/cursor.ts';
import { query, type Store } from '../database/store.ts';
import { liveRenders } from '../renders/live-renders.ts';
import { claimed, finished, queuedRender, type TestStore, testStore } from '../testing/test-store.ts';
import type { ArtworkFilter } from './artwork-filter.ts';
import { type ArtworkListRequest, countNewer, listArtworks } from './artwork-lists.ts';
import { publishRender } from './artworks.ts';
import { tagsOf } from './tags.ts';
import { setRenderVisibility, updateArtwork } from './update-artwork.ts';

let setting: TestStore;
let store: Store;
let userId: string;
beforeAll(async () => {
	setting = await testStore();
	store = setting.store;
	userId = (await createGuest(store)).user.id;
});
afterAll(() => setting[Symbol.asyncDispose]());

interface Hanging {
	readonly title?: string;
	readonly tags?: readonly string[];
	readonly recipe?: Partial<Recipe>;
	readonly by?: string;
	readonly remixOf?: string;
}

async function hang({ title = 'A picture', tags = [], recipe = {}, by = userId, remixOf }: Hanging = {}) {
	const render = await queuedRender(store, recipe, { userId: by, ...(remixOf && { remixOfArtworkId: remixOf }) });
	await finished(store, render.id);
	return (await publishRender(store, { renderId: render.id, title, tags, userId: by })).id;
}

/** All pages of a list, `first` at a time, read with its cursors. */
async function wholeList(request: Partial<ArtworkListRequest>, viewer: Viewer = nobody): Promise<readonly string[]> {
	const seen: string[] = [];
	let after: string | null = null;
	do {
		const page = await listArtworks(store, { first: 2, ...request, after }, viewer);
		seen.push(...page.edges.map((edge) => edge.artwork.id));
		after = page.hasNextPage ? (page.edges.at(-1)?.cursor ?? null) : null;
	} while (after);
	return seen;
}

async function found(filter: ArtworkFilter, viewer: Viewer = nobody): Promise<ReadonlySet<string>> {
	return new Set(await wholeList({ filter }, viewer));
}

test('tags come from the person and from the title, and an edit replaces them', async () => {
	const id = await hang({ title: 'A #Red apple', tags: ['#vqgan'] });
	expect(await tagsOf(store, ['art_none', id])).toEqual([[], ['red', 'vqgan']]);
	expect(await found({ tag: 'red' })).toEqual(new Set([id]));
	await updateArtwork(store, { id, userId, tags: ['clip'] });
	expect(await tagsOf(store, [id])).toEqual([['clip', 'red']]);
	await updateArtwork(store, { id, userId, title: 'Now #green' });
	expect((await tagsOf(store, [id]))[0]).toEqual(expect.arrayContaining(['clip', 'green']));
	await expect(updateArtwork(store, { id, userId, title: 'Lost', tags: ['no tag'] })).rejects.toMatchObject({
		code: 'INVALID_INPUT',
	});
	// Nothing of the refused edit has happened.
	expect((await listArtworks(store, { first: 1, filter: { tag: 'green' } }, nobody)).edges[0]?.artwork.title).toBe(
		'Now #green',
	);
	await expect(updateArtwork(store, { id, userId: 'usr_other', tags: [] })).rejects.toMatchObject({
		code: 'NOT_ALLOWED',
	});
	expect(await found({ tag: 'red; DROP TABLE' })).toEqual(new Set());
});

test('each filter keeps what it names, and together they keep what all of them name', async () => {
	const pack = { id: 'other', sha256: 'c'.repeat(64) };
	const other = await hang({ recipe: { pack }, tags: ['filtered'] });
	const tall = await hang({ tags: ['filtered'] });
	const old = await hang({ tags: ['filtered'] });
	await query(store, `UPDATE "Artwork" SET "imageHeight" = 512 WHERE id = $1`, [tall]);
	await query(store, `UPDATE "Artwork" SET "publishedAt" = now() - interval '8 days' WHERE id = $1`, [old]);
	await query(store, `UPDATE "Artwork" SET "ownContentLevel" = 'SENSITIVE' WHERE id = $1`, [old]);
	const among = (filter: ArtworkFilter) => found({ tag: 'filtered', ...filter });
	expect(await among({})).toEqual(new Set([other, tall, old]));
	expect(await among({ packId: 'other' })).toEqual(new Set([other]));
	expect(await among({ packHashes: ['a'.repeat(64)] })).toEqual(new Set([tall, old]));
	expect(await among({ packHashes: [] })).toEqual(new Set());
	expect(await among({ shape: 'PORTRAIT' })).toEqual(new Set([tall]));
	expect(await among({ shape: 'SQUARE' })).toEqual(new Set([other, old]));
	expect(await among({ shape: 'LANDSCAPE' })).toEqual(new Set());
	expect(await among({ minimumSidePx: 512 })).toEqual(new Set([tall]));
	expect(await among({ contentLevel: 'EVERYONE' })).toEqual(new Set([other, tall]));
	expect(await among({ contentLevel: 'SENSITIVE' })).toEqual(new Set([old]));
	expect(await among({ period: 'WEEK' })).toEqual(new Set([other, tall]));
	expect(await among({ period: 'MONTH' })).toEqual(new Set([other, tall, old]));
	expect(await among({ shape: 'SQUARE', period: 'DAY' })).toEqual(new Set([other]));
});

test('what more people remix is moved forward, its own person counting for nothing', async () => {
	const { user: one } = await createGuest(store);
	const { user: two } = await createGuest(store);
	const old = await hang({ tags: ['trend'] });
	await query(store, 'ALTER TABLE "Artwork" DISABLE TRIGGER "Artwork_fixed"');
	// A day and a half before the next.
	await query(
		store,
		`UPDATE "Artwork" SET "sortKey" = "sortKey" - 129600000000, "trendKey" = "trendKey" - 129600000000 WHERE id = $1`,
		[old],
	);
	await query(store, 'ALTER TABLE "Artwork" ENABLE TRIGGER "Artwork_fixed"');
	const young = await hang({ tags: ['trend'] });
	const order = () => wholeList({ order: 'TRENDING', filter: { tag: 'trend' } });
	await hang({ remixOf: old });
	expect(await order()).toEqual([young, old]);
	await hang({ remixOf: old, by: one.id });
	expect(await order()).toEqual([old, young]);
	const keys = async () =>
		(
			await query<{ ahead: string }>(store, 'SELECT "trendKey" - "sortKey" AS ahead FROM "Artwork" WHERE id = $1', [
				old,
			])
		).map(({ ahead }) => Number(ahead) / 86_400e6);
	// In days: two for the first, and two more when one more than the people has doubled once more.
	expect(await keys()).toEqual([2]);
	await hang({ remixOf: old, by: one.id });
	expect(await keys()).toEqual([2]);
	await hang({ remixOf: old, by: two.id });
	expect((await keys())[0]).toBeCloseTo(2 * Math.log2(3), 9);
});

test('a seed is an order in which every picture has its turn once, and the next seed another', async () => {
	for (let count = 0; count < 6; count++) await hang({ tags: ['fair'] });
	const filter = { tag: 'fair' };
	const all = await wholeList({ filter });
	const orders: (readonly string[])[] = [];
	for (let seed = 0; seed < 100; seed++) orders.push(await wholeList({ first: 100, order: 'RANDOM', seed, filter }));
	for (const order of orders) expect([...order].sort()).toEqual([...all].sort());
	expect(await wholeList({ order: 'RANDOM', seed: 7, filter })).toEqual(orders[7]);
	// In a fair order each of six pictures opens 17 of 100 seeds; that one never does has a chance below 1 in 10 million.
	expect(new Set(orders.map(([first]) => first)).size).toBe(6);
	const page = await listArtworks(store, { first: 1, order: 'RANDOM', seed: 1, filter }, nobody);
	const after = page.edges[0]?.cursor ?? null;
	await expect(listArtworks(store, { first: 1, order: 'RANDOM', seed: 2, filter, after }, nobody)).rejects.toThrow(
		CursorError,
	);
	await expect(listArtworks(store, { first: 1, filter, after }, nobody)).rejects.toThrow(CursorError);
});

test('who has been away is told how many pictures are new, of those that are listed for them', async () => {
	const filter = { tag: 'news' };
	await hang({ tags: ['news'] });
	const [edge] = (await listArtworks(store, { first: 1, filter }, nobody)).edges;
	const cursor = edge?.cursor ?? '';
	expect(await countNewer(store, cursor, filter, nobody)).toBe(0);
	await hang({ tags: ['news'] });
	const hidden = await hang({ tags: ['news'] });
	await updateArtwork(store, { id: hidden, userId, visibility: 'PRIVATE' });
	await hang({ tags: ['other_news'] });
	expect(await countNewer(store, cursor, filter, nobody)).toBe(1);
	expect(await countNewer(store, cursor, filter, { userId, role: 'GUEST' })).toBe(2);
	const beyond = Buffer.from(`NEWEST:${'9'.repeat(19)}:${hidden}`).toString('base64url');
	await expect(countNewer(store, beyond, filter, nobody)).rejects.toThrow(CursorError);
});

test('live are the renders that a worker has and that the viewer may be shown, until they end', async () => {
	const render = await queuedRender(store, {}, { userId });
	const live = async (viewer: Viewer = nobody) => (await liveRenders(store, viewer)).map(({ id }) => id);
	expect(await live()).toEqual([]);
	await claimed(store, render.id);
	expect(await live()).toEqual([render.id]);
	await setRenderVisibility(store, { renderId: render.id, userId, visibility: 'UNLISTED' });
	expect(await live()).toEqual([]);
	expect(await live({ userId, role: 'GUEST' })).toEqual([render.id]);
	await finished(store, render.id);
	expect(await live({ userId, role: 'GUEST' })).toEqual([]);
});
