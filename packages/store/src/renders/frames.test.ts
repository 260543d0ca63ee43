import { afterAll, beforeAll, expect, test } from 'vitest';
import { claimed, queuedRender, type TestStore, testStore } from '../testing/test-store.ts';
import { appendEvent } from './attempts.ts';
import { framesOf } from './frames.ts';

let setting: TestStore;
beforeAll(async () => {
	setting = await testStore();
});
afterAll(() => setting[Symbol.asyncDispose]());

test('the pictures on the way are all there, or evenly chosen ones with the first and the last', async () => {
	const { store } = setting;
	const { id } = await queuedRender(store, { steps: 40 });
	expect(await framesOf(store, id, 5)).toEqual([]);
	const { attempt } = await claimed(store, id);
	await appendEvent(store, id, attempt, { type: 'started', fromStep: 0 });
	for (const step of [1, 4, 8, 15, 16, 23, 40]) {
		const preview = { key: `${step}.webp`, thumbhash: 'dGh1bWI=', width: 8, height: 4, step };
		await appendEvent(store, id, attempt, { type: 'progress', step, steps: 40, loss: 1, terms: [], preview });
	}
	const stepsOf = async (maximum: number) => (await framesOf(store, id, maximum)).map(({ step }) => step);
	expect(await stepsOf(100)).toEqual([1, 4, 8, 15, 16, 23, 40]);
	expect(await stepsOf(7)).toEqual([1, 4, 8, 15, 16, 23, 40]);
	expect(await stepsOf(4)).toEqual([1, 8, 16, 40]);
	expect(await stepsOf(2)).toEqual([1, 40]);
	expect((await framesOf(store, id, 2))[0]).toEqual({
		key: '1.webp',
		thumbhash: 'dGh1bWI=',
		width: 8,
		height: 4,
		step: 1,
	});
});
