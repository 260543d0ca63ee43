import { afterAll, beforeAll, expect, test } from 'vitest';
import { query } from '../database/store.ts';
import { claimed, queuedRender, type TestStore, testStore } from '../testing/test-store.ts';
import { recentFailures, unfinishedRenders } from './host-figures.ts';

let testing: TestStore;
beforeAll(async () => {
	testing = await testStore();
});
afterAll(() => testing[Symbol.asyncDispose]());

test('what is not over is counted by state with the oldest, apart what its person lets wait', async () => {
	const { store } = testing;
	const [first, , paused, taken] = [
		await queuedRender(store),
		await queuedRender(store),
		await queuedRender(store),
		await queuedRender(store),
	];
	await query(store, 'UPDATE "Render" SET "pausedAt" = now() WHERE id = $1', [paused.id]);
	await claimed(store, taken.id);
	expect(await unfinishedRenders(store)).toEqual([
		{ state: 'QUEUED', count: 2, oldestAt: first.createdAt },
		{ state: 'PAUSED', count: 1, oldestAt: paused.createdAt },
		{ state: 'WARMING', count: 1, oldestAt: taken.createdAt },
	]);
});

test('failures are those of the last day, by code', async () => {
	const { store } = testing;
	const fail = async (code: string, ago: string) => {
		const { id } = await queuedRender(store);
		// Only the figures are asked here, so the moves of a render are passed by.
		await query(store, 'ALTER TABLE "Render" DISABLE TRIGGER USER');
		await query(
			store,
			`UPDATE "Render" SET state = 'FAILED', "failureCode" = $2, "failureMessage" = 'why', "finishedAt" = now() - $3::interval
			 WHERE id = $1`,
			[id, code, ago],
		);
		await query(store, 'ALTER TABLE "Render" ENABLE TRIGGER USER');
	};
	await fail('DIVERGED', '1 hour');
	await fail('DIVERGED', '2 hours');
	await fail('OUT_OF_MEMORY', '1 minute');
	await fail('PACK_DAMAGED', '25 hours');
	expect(await recentFailures(store)).toEqual([
		{ code: 'DIVERGED', count: 2, lastAt: expect.any(Date) },
		{ code: 'OUT_OF_MEMORY', count: 1, lastAt: expect.any(Date) },
	]);
});
