import { afterAll, beforeAll, expect, test } from 'vitest';
import { query } from '../database/store.ts';
import { claimed, progress, queuedRender, type TestStore, testStore } from '../testing/test-store.ts';
import { appendEvent } from './attempts.ts';
import { hostedRenders } from './host-queue.ts';
import { setRenderPriority } from './line-controls.ts';
import { workerSpeeds } from './worker-speeds.ts';

let testing: TestStore;
beforeAll(async () => {
	testing = await testStore();
});
afterAll(() => testing[Symbol.asyncDispose]());

test('what a worker has comes first, then the line as workers take it, then what its person lets wait', async () => {
	const { store } = testing;
	const paused = await queuedRender(store);
	const first = await queuedRender(store);
	const hurried = await queuedRender(store, { pack: { id: 'other', sha256: 'c'.repeat(64) } });
	const running = await queuedRender(store);
	await query(store, 'UPDATE "Render" SET "pausedAt" = now() WHERE id = $1', [paused.id]);
	await setRenderPriority(store, hurried.id, 'FIRST');
	const { attempt } = await claimed(store, running.id, 'cellar');
	await appendEvent(store, running.id, attempt, { type: 'started', fromStep: 0 });
	await appendEvent(store, running.id, attempt, progress(3));
	const common = { createdAt: expect.any(Date), steps: 20, packId: 'starter', priority: 'BY_TURNS' };
	const waits = { ...common, state: 'QUEUED', step: 0, workerName: null };
	expect(await hostedRenders(store)).toEqual([
		{
			...common,
			id: running.id,
			requestedById: running.requestedById,
			state: 'RUNNING',
			place: null,
			step: 3,
			workerName: 'cellar',
		},
		{ ...waits, id: hurried.id, requestedById: hurried.requestedById, place: 1, packId: 'other', priority: 'FIRST' },
		{ ...waits, id: first.id, requestedById: first.requestedById, place: 2 },
		{ ...waits, id: paused.id, requestedById: paused.requestedById, state: 'PAUSED', place: null },
	]);
});

test('of each device the kinds of work are told that it did last, with the median time of a step', async () => {
	const { store } = testing;
	for (const [device, width, ago] of [
		['a processor', 128, 3],
		['a processor', 256, 2],
		['a processor', 384, 1],
		['a processor', 512, 4],
		['a card', 512, 9],
	])
		await query(
			store,
			`INSERT INTO "StepSpeed" ("engineVersion", "packId", width, height, cutouts, device, count, "logMean", "logVariance", "updatedAt")
			 VALUES (1, 'starter', $2, $2, 32, $1, 4, ln(0.5), 0, now() - make_interval(mins => $3))`,
			[device, width, ago],
		);
	const speeds = await workerSpeeds(store, ['a card', 'a processor', 'of nobody']);
	const told = (device: string) => speeds.filter((speed) => speed.device === device).map(({ width }) => width);
	expect(told('a processor')).toEqual([384, 256, 128]);
	expect(told('a card')).toEqual([512]);
	expect(speeds[0]?.stepSeconds).toBeCloseTo(0.5);
	expect(told('of nobody')).toEqual([]);
});
