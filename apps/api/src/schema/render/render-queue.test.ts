import { getRender, workerBeat } from '@galatea/store/renders';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type Answer, dataOf, startTestApi, type TestApi } from '../../testing.ts';
import { renderEvents, Viewers } from '../../testing-viewer.ts';
import { newRender } from '../../testing-worker.ts';

interface Place {
	readonly position: number;
	readonly servable: boolean;
	readonly missingPackId: string | null;
}

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

describe('the queue', () => {
	test('moving up is told with the number of the newest event, and so is a worker that comes', async () => {
		const first = await newRender(api.store);
		const second = await newRender(api.store);
		const before = (await getRender(api.store, second.renderId))?.seq;
		const viewer = viewers.watch(second.renderId);
		const snapshot = await viewer.next();
		if (!snapshot) throw new Error('There was no snapshot');
		const { position } = (snapshot['render'] as { queue: { position: number } }).queue;
		expect(position).toBeGreaterThan(1);
		const place = async (wanted: (queue: Place) => boolean) => {
			for (;;) {
				const event = await viewer.next();
				expect(event).toMatchObject({ __typename: 'RenderQueued', seq: before });
				if (wanted(event?.['queue'] as Place)) return;
			}
		};
		await first.claim();
		await place((queue) => queue.position === position - 1);
		const worker = { provider: 'cpu', device: 'a processor', engineVersion: 1 };
		await workerBeat(api.store, { ...worker, name: 'far', packIds: ['another'] });
		await place((queue) => !queue.servable && queue.missingPackId === 'starter');
		await workerBeat(api.store, { ...worker, name: 'near', packIds: ['starter'] });
		await place((queue) => queue.servable && queue.missingPackId === null);
	});
});

test('an estimate counts what waits now, takes what is left out from the pack, and refuses what makes no sense', async () => {
	const estimate = async (words = '') =>
		dataOf(await api.query(`{ renderEstimate${words} { position servable missingPackId eta { lowSeconds } } }`))[
			'renderEstimate'
		] as Place;
	const { position } = await estimate();
	await newRender(api.store);
	expect(await estimate()).toMatchObject({ position: position + 1 });
	expect(await estimate('(packId: "starter", width: 64, height: 64, steps: 5, cutouts: 4)')).toMatchObject({
		position: position + 1,
		eta: null,
	});
	expect(await estimate('(packId: "nowhere")')).toBeNull();
	const { errors } = await api.query('{ renderEstimate(steps: 0) { position } }');
	expect(errors).toMatchObject([{ extensions: { code: 'BAD_USER_INPUT' } }]);
});

describe('what cannot be watched', () => {
	const errorOf = async (variables: Record<string, unknown>) => {
		const events = api.subscribe(renderEvents, variables);
		return events.next().then(
			({ value }) => (value as Answer).errors,
			(error: unknown) => error,
		);
	};

	test.each(['rnd_0123456789abcdefghjkmnpqrs', 'art_0123456789abcdefghjkmnpqrs', "' OR 1=1", ''])('%j', async (id) => {
		expect(await errorOf({ id })).toMatchObject([{ extensions: { code: 'NOT_FOUND' } }]);
		expect(api.services.hubs.size.viewers).toBe(0);
	});

	test('a negative afterSeq', async () => {
		const worker = await newRender(api.store);
		expect(await errorOf({ id: worker.renderId, afterSeq: -1 })).toMatchObject([
			{ extensions: { code: 'BAD_USER_INPUT' } },
		]);
	});

	test('an afterSeq from the future counts as the newest', async () => {
		const worker = await newRender(api.store);
		const viewer = viewers.watch(worker.renderId, 1_000_000);
		expect(await viewer.next()).toMatchObject({ __typename: 'RenderSnapshot', seq: 1 });
		await worker.claim();
		expect(await viewer.nextOfRender()).toMatchObject({ __typename: 'RenderWarming', seq: 2 });
	});
});
