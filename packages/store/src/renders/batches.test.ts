import { afterAll, beforeAll, expect, test } from 'vitest';
import { nobody } from '../access/visibility.ts';
import { createGuest } from '../accounts/users.ts';
import { deleteRender } from '../artworks/delete-works.ts';
import { query } from '../database/store.ts';
import { recipe, type TestStore, testStore } from '../testing/test-store.ts';
import { findBatch } from './batches.ts';
import { createRender, createRenderBatch } from './create-render.ts';
import { eventsSince } from './events.ts';
import { accountOf, type RenderLimits, workOf } from './render-limits.ts';
import { requestCancel } from './renders.ts';

const one = workOf(recipe(), 0);
const limits: RenderLimits = {
	guests: { waiting: 5, workPerHour: 6 * one },
	member: { waiting: 5, workPerHour: 6 * one },
	network: { waiting: 50, workPerHour: 50 * one },
	galleryWaiting: 50,
};

let setting: TestStore;
beforeAll(async () => {
	setting = await testStore();
});
afterAll(() => setting[Symbol.asyncDispose]());

const seeds = (count: number) => Array.from({ length: count }, (_, at) => recipe({ seed: String(at + 1) }));

async function somebody() {
	const { user } = await createGuest(setting.store);
	return { userId: user.id, account: accountOf({ id: user.id, role: 'MEMBER' }, '192.0.2.1', limits, 'x'.repeat(40)) };
}

const countOf = async (userId: string): Promise<number> => {
	const [row] = await query<{ count: number }>(
		setting.store,
		'SELECT count(*)::int AS count FROM "Render" WHERE "requestedById" = $1',
		[userId],
	);
	return row?.count ?? 0;
};

test('several seeds are asked for together, each with its own event and charge, in their order', async () => {
	const { store } = setting;
	const who = await somebody();
	const { batchId, renders, created } = await createRenderBatch(store, { recipes: seeds(4), ...who });
	expect([created, batchId]).toEqual([true, expect.stringMatching(/^bat_/)]);
	expect(renders.map(({ recipe: { seed }, state }) => [seed, state])).toEqual(
		['1', '2', '3', '4'].map((seed) => [seed, 'QUEUED']),
	);
	expect(renders.map((render) => render.batchId)).toEqual([batchId, batchId, batchId, batchId]);
	for (const { id } of renders) expect((await eventsSince(store, id, 0)).map(({ type }) => type)).toEqual(['queued']);
	const charges = await query<{ work: number }>(store, 'SELECT work FROM "RenderCharge" WHERE keys @> ARRAY[$1]', [
		who.userId,
	]);
	expect(charges.map(({ work }) => work)).toEqual([one, one, one, one]);
	const found = await findBatch(store, batchId, nobody);
	expect(found?.renders.map(({ id }) => id)).toEqual(renders.map(({ id }) => id));
	expect((await createRender(store, { recipe: recipe(), userId: who.userId })).render.batchId).toBeNull();
});

test('all of them are taken or none, and why there is no room for all is said', async () => {
	const { store } = setting;
	const who = await somebody();
	await createRenderBatch(store, { recipes: seeds(2), ...who });
	await expect(createRenderBatch(store, { recipes: seeds(4), ...who })).rejects.toMatchObject({
		code: 'TOO_MANY_WAITING',
		message: expect.stringContaining(
			'2 renders of yours (guests of one network count together) are waiting, and 4 more',
		),
		...{ waiting: 2, maximum: 5, retryable: true },
	});
	expect(await countOf(who.userId)).toBe(2);
	const other = await somebody();
	const large = seeds(4).map((each) => ({ ...each, steps: 2 * each.steps }));
	await expect(createRenderBatch(store, { recipes: large, ...other })).rejects.toMatchObject({ code: 'BUDGET_SPENT' });
	expect(await countOf(other.userId)).toBe(0);
	for (const count of [1, 5])
		await expect(createRenderBatch(store, { recipes: seeds(count), ...other })).rejects.toThrow(RangeError);
});

test('of batches that are asked for at once no more are taken than there is room for', async () => {
	const who = await somebody();
	const asked = Array.from({ length: 4 }, () => createRenderBatch(setting.store, { recipes: seeds(2), ...who }));
	const outcomes = await Promise.allSettled(asked);
	expect(outcomes.filter(({ status }) => status === 'fulfilled')).toHaveLength(2);
	expect(await countOf(who.userId)).toBe(4);
});

test('the same key is the same batch, whole or what is left of it', async () => {
	const { store } = setting;
	const who = await somebody();
	const ask = () => createRenderBatch(store, { recipes: seeds(2), ...who, idempotencyKey: 'once' });
	const both = await Promise.all([ask(), ask()]);
	expect(new Set(both.map(({ batchId }) => batchId)).size).toBe(1);
	expect(both.map(({ created }) => created).sort()).toEqual([false, true]);
	expect(await countOf(who.userId)).toBe(2);
	// A render alone under the same words is another matter.
	expect((await createRender(store, { recipe: recipe(), ...who, idempotencyKey: 'once' })).created).toBe(true);
	const [, second] = both[0]?.renders ?? [];
	await requestCancel(store, second?.id ?? '');
	await deleteRender(store, { id: second?.id ?? '', userId: who.userId });
	expect((await ask()).renders).toHaveLength(1);
});

test('is seen by who may see any of its renders, with those alone, and is gone with the last', async () => {
	const { store } = setting;
	const who = await somebody();
	const { batchId, renders } = await createRenderBatch(store, { recipes: seeds(2), ...who, visibility: 'PRIVATE' });
	const [first, second] = renders.map(({ id }) => id) as [string, string];
	const seen = async (userId: string | null) =>
		(await findBatch(store, batchId, { userId, role: 'GUEST' }))?.renders.map(({ id }) => id);
	expect([await seen(null), await seen(who.userId)]).toEqual([undefined, [first, second]]);
	await query(store, `UPDATE "Render" SET visibility = 'PUBLIC' WHERE id = $1`, [second]);
	expect(await seen(null)).toEqual([second]);
	for (const id of [first, second]) {
		await requestCancel(store, id);
		await deleteRender(store, { id, userId: who.userId });
	}
	expect([await seen(who.userId), await findBatch(store, 'bat_none', nobody)]).toEqual([undefined, null]);
});
