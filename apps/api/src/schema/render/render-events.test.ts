import { requestCancel } from '@galatea/store/renders';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../testing.ts';
import { Viewers } from '../../testing-viewer.ts';
import { doneRender, newRender, runningRender } from '../../testing-worker.ts';

let api: TestApi;
beforeAll(async () => {
	api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

let viewers: Viewers;
beforeEach(() => {
	viewers = new Viewers(api);
});
afterEach(() => viewers.leave());

test('a viewer sees a render from its place in the queue to its picture, with rising numbers', async () => {
	const worker = await newRender(api.store);
	const viewer = viewers.watch(worker.renderId);
	expect(await viewer.next()).toMatchObject({
		__typename: 'RenderSnapshot',
		seq: 1,
		render: { state: 'QUEUED', step: 0, queue: { servable: false }, preview: null, image: null },
	});
	await worker.claim();
	expect(await viewer.nextOfRender()).toMatchObject({ __typename: 'RenderWarming', seq: 2, attempt: 1 });
	await worker.start();
	expect(await viewer.next()).toMatchObject({ __typename: 'RenderStarted', seq: 3, fromStep: 0 });
	await worker.progress(1);
	expect(await viewer.next()).toMatchObject({
		__typename: 'RenderProgress',
		seq: 4,
		step: 1,
		steps: 100,
		loss: 1,
		terms: [{ term: 0, loss: 1 }],
		preview: null,
	});
	await worker.progressWithPreview(2);
	expect(await viewer.next()).toMatchObject({
		seq: 5,
		preview: { url: expect.stringMatching(/^\/files\/[0-9a-f]{64}\.webp$/), width: 128, step: 2 },
	});
	await worker.finish();
	expect(await viewer.next()).toMatchObject({
		__typename: 'RenderDone',
		seq: 6,
		render: { state: 'DONE', image: { url: expect.stringMatching(/\.png$/) } },
	});
	expect(await viewer.next()).toBeNull();
});

test('who comes late gets the whole state at once, then what follows without a gap', async () => {
	const worker = await runningRender(api.store);
	for (let step = 1; step <= 20; step++) await worker.progress(step);
	await worker.progressWithPreview(21);
	const viewer = viewers.watch(worker.renderId);
	const snapshot = await viewer.next();
	expect(snapshot).toMatchObject({
		seq: 24,
		render: { state: 'RUNNING', step: 21, loss: 0.5, preview: { step: 21 }, terms: [{ term: 0, loss: 0.5 }] },
	});
	expect(snapshot?.['render']).toHaveProperty('lossHistory.length', 21);
	for (let step = 22; step <= 25; step++) {
		await worker.progress(step);
		expect(await viewer.next()).toMatchObject({ seq: step + 3, step });
	}
});

test('who comes back with the last number seen gets what was missed, in order, then what follows', async () => {
	const worker = await runningRender(api.store);
	await worker.progress(1);
	const viewer = viewers.watch(worker.renderId);
	expect(await viewer.next()).toMatchObject({ seq: 4 });
	await viewer.leave();
	for (let step = 2; step <= 6; step++) await worker.progress(step);
	const back = viewers.watch(worker.renderId, 4);
	expect(await back.next()).toMatchObject({ __typename: 'RenderSnapshot', seq: 9, render: { step: 6 } });
	for (let seq = 5; seq <= 9; seq++) expect(await back.next()).toMatchObject({ __typename: 'RenderProgress', seq });
	await worker.progress(7);
	expect(await back.next()).toMatchObject({ seq: 10, step: 7 });
});

test('from number 0 the whole life is told again, the queue included', async () => {
	const worker = await runningRender(api.store);
	await worker.progress(1);
	await worker.finish();
	const viewer = viewers.watch(worker.renderId, 0);
	const names: unknown[] = [];
	for (let event = await viewer.next(); event; event = await viewer.next()) names.push([event.seq, event.__typename]);
	expect(names).toEqual([
		[5, 'RenderSnapshot'],
		[1, 'RenderQueued'],
		[2, 'RenderWarming'],
		[3, 'RenderStarted'],
		[4, 'RenderProgress'],
		[5, 'RenderDone'],
	]);
});

test('many viewers of one render see the same, and one read of the database serves them all', async () => {
	const worker = await runningRender(api.store);
	for (let count = 0; count < 8; count++) viewers.watch(worker.renderId);
	for (const viewer of viewers.all) expect(await viewer.next()).toMatchObject({ seq: 3 });
	expect(api.services.hubs.size).toMatchObject({ renders: 1, viewers: 8 });
	for (let step = 1; step <= 5; step++) {
		await worker.progress(step);
		for (const viewer of viewers.all) expect(await viewer.next()).toMatchObject({ seq: step + 3, step });
	}
	await worker.finish();
	for (const viewer of viewers.all) expect(await viewer.rest()).toMatchObject([{ __typename: 'RenderDone' }]);
	expect(api.services.hubs.size).toEqual({ renders: 0, viewers: 0 });
});

test('another worker going on from a checkpoint is another attempt, and the numbers go on rising', async () => {
	const worker = await newRender(api.store);
	await worker.claim('first');
	await worker.start();
	await worker.progress(40);
	const viewer = viewers.watch(worker.renderId);
	expect(await viewer.next()).toMatchObject({ seq: 4, attempt: 1 });
	await worker.claim('second');
	await worker.start(30);
	await worker.progress(31);
	expect(await viewer.next()).toMatchObject({ __typename: 'RenderWarming', seq: 5, attempt: 2 });
	expect(await viewer.next()).toMatchObject({ __typename: 'RenderStarted', seq: 6, attempt: 2, fromStep: 30 });
	expect(await viewer.next()).toMatchObject({ __typename: 'RenderProgress', seq: 7, attempt: 2, step: 31 });
});

describe('the end', () => {
	test('a failure is told with its code, and ends the watching', async () => {
		const worker = await newRender(api.store);
		await worker.claim();
		const viewer = viewers.watch(worker.renderId);
		await viewer.next();
		await worker.say({
			type: 'failed',
			code: 'OUT_OF_MEMORY',
			message: 'There is too little memory',
			retryable: false,
		});
		expect(await viewer.rest()).toMatchObject([
			{ __typename: 'RenderFailed', code: 'OUT_OF_MEMORY', message: 'There is too little memory', retryable: false },
		]);
		expect(await viewers.watch(worker.renderId).next()).toMatchObject({
			render: { state: 'FAILED', failure: { code: 'OUT_OF_MEMORY', retryable: false } },
		});
	});

	test('cancelling a waiting render is seen at once', async () => {
		const worker = await newRender(api.store);
		const viewer = viewers.watch(worker.renderId);
		await viewer.next();
		await requestCancel(api.store, worker.renderId);
		expect(await viewer.rest()).toMatchObject([{ __typename: 'RenderCancelled', seq: 2, step: 0 }]);
	});

	test('of a render that is over there is the snapshot, and nothing more', async () => {
		const worker = await doneRender(api.store);
		const viewer = viewers.watch(worker.renderId);
		expect(await viewer.next()).toMatchObject({ render: { state: 'DONE', image: { mimeType: 'image/png' } } });
		expect(await viewer.next()).toBeNull();
	});
});

test('a viewer that leaves while nothing happens is gone at once', async () => {
	const worker = await newRender(api.store);
	const viewer = viewers.watch(worker.renderId);
	await viewer.next();
	expect(api.services.hubs.size.viewers).toBe(1);
	await viewer.leave();
	await expect.poll(() => api.services.hubs.size.viewers).toBe(0);
});
