import { expect, test } from 'vitest';
import { query, type Store } from '../database/store.ts';
import { claimed, picture, progress, queuedRender, testStore } from '../testing/test-store.ts';
import { appendEvent, finishRender } from './attempts.ts';
import { endOfLast, estimateRender, queueStatus, remainingTime } from './queue-status.ts';
import { quantiles } from './step-speeds.ts';
import { listWorkers, workerBeat, workerGone } from './workers.ts';

function beat(store: Store, name: string, packIds: readonly string[] = ['starter']): Promise<void> {
	return workerBeat(store, { name, provider: 'cpu', device: 'a processor', engineVersion: 1, packIds });
}

/** A render of 20 steps that took `seconds`, by the database's own clock. */
async function rendered(store: Store, seconds: number): Promise<void> {
	const { id } = await queuedRender(store);
	await claimed(store, id, 'first');
	await appendEvent(store, id, 1, { type: 'started', fromStep: 0 });
	await query(store, `UPDATE "Render" SET "claimedAt" = clock_timestamp() - make_interval(secs => $2) WHERE id = $1`, [
		id,
		seconds,
	]);
	await finishRender(store, { renderId: id, attempt: 1, step: 20, image: picture(), thumbnail: picture('webp') });
}

/** Within what a busy machine adds between two statements. */
function expectAbout(seconds: number | undefined, expected: number): void {
	expect(seconds).toBeGreaterThan(expected * 0.99);
	expect(seconds).toBeLessThan(expected * 1.05);
}

test('places are in the order of asking, and nobody has one who does not wait', async () => {
	await using setting = await testStore();
	const { store } = setting;
	const [first, second] = [await queuedRender(store), await queuedRender(store)];
	expect(await queueStatus(store, first.id)).toEqual({
		position: 1,
		ahead: 0,
		eta: null,
		servable: false,
		missingPackId: null,
	});
	expect(await queueStatus(store, second.id)).toMatchObject({ position: 2, ahead: 1 });
	await claimed(store, first.id);
	expect(await queueStatus(store, first.id)).toBeNull();
	expect(await queueStatus(store, second.id)).toMatchObject({ position: 1, ahead: 0 });
	expect(await queueStatus(store, 'rnd_none')).toBeNull();
});

test('a render can be served only while a worker is there that has its pack', async () => {
	await using setting = await testStore();
	const { store } = setting;
	const { id } = await queuedRender(store);
	const isServable = async () => (await queueStatus(store, id))?.servable;
	expect(await queueStatus(store, id)).toMatchObject({ servable: false, missingPackId: null });
	await beat(store, 'other', ['vqgan-f16']);
	expect(await queueStatus(store, id)).toMatchObject({ servable: false, missingPackId: 'starter' });
	await beat(store, 'first');
	expect(await queueStatus(store, id)).toMatchObject({ servable: true, missingPackId: null });
	expect((await listWorkers(store)).map((worker) => worker.name)).toEqual(['first', 'other']);
	await query(store, `UPDATE "Worker" SET "lastSeenAt" = now() - interval '16 s' WHERE name = 'first'`);
	expect(await isServable()).toBe(false);
	await beat(store, 'first');
	expect(await isServable()).toBe(true);
	await workerGone(store, 'first');
	expect(await isServable()).toBe(false);
});

test('renders that only other workers can take are not ahead of a render', async () => {
	await using setting = await testStore();
	const { store } = setting;
	await beat(store, 'small', ['starter']);
	await beat(store, 'large', ['vqgan-f16']);
	await queuedRender(store, { pack: { id: 'vqgan-f16', sha256: 'ab'.repeat(32) } });
	await queuedRender(store);
	const { id } = await queuedRender(store);
	expect(await queueStatus(store, id)).toMatchObject({ position: 2, ahead: 1 });
	await beat(store, 'small', ['starter', 'vqgan-f16']);
	expect(await queueStatus(store, id)).toMatchObject({ position: 3, ahead: 2 });
});

test('times are told only when something comparable was rendered, and then as a range around what it took', async () => {
	await using setting = await testStore();
	const { store } = setting;
	await beat(store, 'first');
	const same = await queuedRender(store);
	const larger = await queuedRender(store, { width: 256 });
	const more = await queuedRender(store, { cutouts: { ...same.recipe.cutouts, count: 32 } });
	expect((await queueStatus(store, same.id))?.eta).toBeNull();
	for (let count = 0; count < 4; count++) await rendered(store, 100);
	const eta = (await queueStatus(store, same.id))?.eta;
	expectAbout(eta?.lowSeconds, 100);
	// With four renders alike, the prior spread of a quarter has halved: exp(1.2816 · 0.125) = 1.17.
	expectAbout(eta?.highSeconds, 117);
	// The larger one is not comparable, and so neither is anything behind it.
	expect((await queueStatus(store, larger.id))?.eta).toBeNull();
	expect((await queueStatus(store, more.id))?.eta).toBeNull();
});

test('an estimate is that of a render behind all that wait, before it is asked for', async () => {
	await using setting = await testStore();
	const { store } = setting;
	await beat(store, 'first');
	const { recipe } = await queuedRender(store);
	const { width, height, steps, cutouts } = recipe;
	const work = { engineVersion: recipe.engine, packId: 'starter', width, height, steps, cutouts: cutouts.count };
	expect(await estimateRender(store, work)).toMatchObject({ ahead: 1, position: 2, eta: null, servable: true });
	await rendered(store, 100);
	const asked = await queuedRender(store);
	const { eta: known, ...place } = (await queueStatus(store, asked.id)) ?? { eta: null };
	await query(store, `UPDATE "Render" SET state = 'CANCELLED' WHERE id = $1`, [asked.id]);
	const { eta, ...estimated } = await estimateRender(store, work);
	expect(estimated).toEqual(place);
	expectAbout(eta?.lowSeconds, known?.lowSeconds ?? Number.NaN);
	// Twice the steps take twice as long; nobody knows of another size.
	const double = await estimateRender(store, { ...work, steps: steps * 2 });
	expectAbout(double.eta?.lowSeconds, 100 + 200);
	// Of several the place is the first one's, and the time until all are done.
	const four = await estimateRender(store, work, 4);
	expect(four.position).toBe(2);
	expectAbout(four.eta?.lowSeconds, 100 + 4 * 100);
	expect((await estimateRender(store, { ...work, width: 256 })).eta).toBeNull();
	expect(await estimateRender(store, { ...work, packId: 'vqgan-f16' })).toMatchObject({ missingPackId: 'vqgan-f16' });
});

test('what workers are busy with comes first in a waiting time, and two workers halve it', async () => {
	await using setting = await testStore();
	const { store } = setting;
	await beat(store, 'first');
	await rendered(store, 100);
	const ids: string[] = [];
	for (let count = 0; count < 4; count++) ids.push((await queuedRender(store)).id);
	await claimed(store, ids[0] ?? '', 'first');
	const low = async () => (await queueStatus(store, ids[3] ?? ''))?.eta?.lowSeconds;
	expectAbout(await low(), 400);
	await beat(store, 'second');
	expectAbout(await low(), 200);
});

test('the rest of a running render follows its own pace once it has one', async () => {
	await using setting = await testStore();
	const { store } = setting;
	await beat(store, 'first');
	const { id } = await queuedRender(store);
	expect(await remainingTime(store, id)).toBeNull();
	await claimed(store, id, 'first');
	expect(await remainingTime(store, id)).toBeNull();
	await appendEvent(store, id, 1, { type: 'started', fromStep: 0 });
	await appendEvent(store, id, 1, progress(5));
	await query(store, `UPDATE "Render" SET "attemptStartedAt" = "progressAt" - interval '10 s' WHERE id = $1`, [id]);
	const rest = await remainingTime(store, id);
	// 15 steps at 2 s each, less what has passed since the fifth.
	expect(rest?.lowSeconds).toBeGreaterThan(25);
	expect(rest?.lowSeconds).toBeLessThanOrEqual(30);
	expect(rest?.highSeconds).toBeCloseTo(39, 1);
});

test('before it has a pace of its own, what is known of the device counts', async () => {
	await using setting = await testStore();
	const { store } = setting;
	await beat(store, 'first');
	await rendered(store, 100);
	const { id } = await queuedRender(store);
	await claimed(store, id, 'first');
	expectAbout((await remainingTime(store, id))?.lowSeconds, 100);
	await appendEvent(store, id, 1, { type: 'cancelled', step: 0 });
	expect(await remainingTime(store, id)).toBeNull();
});

test('what is learnt forgets: after a change of machine the new times soon rule', async () => {
	await using setting = await testStore();
	const { store } = setting;
	await beat(store, 'first');
	for (let count = 0; count < 10; count++) await rendered(store, 100);
	for (let count = 0; count < 12; count++) await rendered(store, 400);
	const waiting = await queuedRender(store);
	// A worker that is silent for 15 s counts as gone, and on a busy machine all that takes longer.
	await beat(store, 'first');
	const eta = (await queueStatus(store, waiting.id))?.eta;
	expect(eta?.lowSeconds).toBeGreaterThan(340);
	expect(eta?.highSeconds).toBeLessThan(800);
});

test('the ninth decile is that of a log-normal, wider the less is known', () => {
	// scipy.stats.lognorm(s=0.5).ppf([0.5, 0.9]) = [1, 1.8980]
	const many = quantiles({ count: 1e9, logMean: 0, logVariance: 0.25 });
	expect(many.lowSeconds).toBe(1);
	expect(many.highSeconds).toBeCloseTo(1.898, 3);
	const few = quantiles({ count: 1, logMean: 0, logVariance: 0.25 });
	expect(few.highSeconds).toBeGreaterThan(many.highSeconds);
});

test('works go to the worker that is free first', () => {
	expect(endOfLast([], 2)).toBe(0);
	expect(endOfLast([3, 1, 1, 1, 2], 2)).toBe(5);
	expect(endOfLast([3, 1, 1, 1, 2], 1)).toBe(8);
});
