import { composeRecipe } from '@galatea/optimiser';
import { createRender, getRender, requestCancel, workerBeat } from '@galatea/store';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { type Answer, HandWorker, startTestApi, type TestApi } from '../../testing.ts';
import { starterPack } from '../../testing-packs.ts';

let api: TestApi;
beforeAll(async () => {
	api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const viewers: Viewer[] = [];
afterEach(async () => {
	for (const viewer of viewers.splice(0)) await viewer.leave();
	await expect.poll(() => api.services.hubs.size).toEqual({ renders: 0, viewers: 0 });
});

const renderEvents = /* GraphQL */ `
	subscription ($id: ID!, $afterSeq: Int) {
		renderEvents(id: $id, afterSeq: $afterSeq) {
			__typename seq attempt at
			... on RenderSnapshot {
				render {
					id state step seq loss preview { url step } lossHistory { step loss } terms { term loss }
					image { url mimeType } queue { position servable } failure { code message retryable } artwork { id }
				}
			}
			... on RenderQueued { queue { position servable eta { lowSeconds highSeconds } } }
			... on RenderStarted { fromStep }
			... on RenderProgress { step steps loss terms { term loss } preview { url width thumbhash step } eta { lowSeconds } }
			... on RenderDone { render { state image { url } } }
			... on RenderFailed { code message retryable }
			... on RenderCancelled { step }
		}
	}
`;

interface Event {
	readonly __typename: string;
	readonly seq: number;
	readonly attempt: number;
	readonly [field: string]: unknown;
}

/** A viewer that takes one event at a time. */
class Viewer {
	readonly #events: AsyncGenerator<Answer, void>;

	constructor(id: string, afterSeq?: number) {
		this.#events = api.subscribe(renderEvents, { id, afterSeq });
		viewers.push(this);
	}

	/** The next event; null when there will be none. */
	async next(): Promise<Event | null> {
		const { value, done } = await this.#events.next();
		if (done) return null;
		expect(value.errors).toBeUndefined();
		return value.data?.['renderEvents'] as Event;
	}

	/** The next event that is not about the queue. */
	async nextOfRender(): Promise<Event | null> {
		for (;;) {
			const event = await this.next();
			if (event?.__typename !== 'RenderQueued') return event;
		}
	}

	async rest(): Promise<readonly Event[]> {
		const events: Event[] = [];
		for (let event = await this.nextOfRender(); event; event = await this.nextOfRender()) events.push(event);
		return events;
	}

	leave() {
		return this.#events.return();
	}
}

async function newRender(prompt = 'a red apple'): Promise<HandWorker> {
	const { userId } = await api.guest();
	const { recipe } = composeRecipe({ prompt }, starterPack);
	if (!recipe) throw new Error('The recipe of the test is not right');
	const { render } = await createRender(api.store, { recipe, userId });
	return new HandWorker(api.store, render.id);
}

test('a viewer sees a render from its place in the queue to its picture, with rising numbers', async () => {
	const worker = await newRender();
	const viewer = new Viewer(worker.renderId);
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
	const worker = await newRender();
	await worker.claim();
	await worker.start();
	for (let step = 1; step <= 20; step++) await worker.progress(step);
	await worker.progressWithPreview(21);
	const viewer = new Viewer(worker.renderId);
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
	const worker = await newRender();
	await worker.claim();
	await worker.start();
	await worker.progress(1);
	const viewer = new Viewer(worker.renderId);
	expect(await viewer.next()).toMatchObject({ seq: 4 });
	await viewer.leave();
	for (let step = 2; step <= 6; step++) await worker.progress(step);
	const back = new Viewer(worker.renderId, 4);
	expect(await back.next()).toMatchObject({ __typename: 'RenderSnapshot', seq: 9, render: { step: 6 } });
	for (let seq = 5; seq <= 9; seq++) expect(await back.next()).toMatchObject({ __typename: 'RenderProgress', seq });
	await worker.progress(7);
	expect(await back.next()).toMatchObject({ seq: 10, step: 7 });
});

test('from number 0 the whole life is told again, the queue included', async () => {
	const worker = await newRender();
	await worker.claim();
	await worker.start();
	await worker.progress(1);
	await worker.finish();
	const viewer = new Viewer(worker.renderId, 0);
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
	const worker = await newRender();
	await worker.claim();
	await worker.start();
	for (let count = 0; count < 8; count++) new Viewer(worker.renderId);
	for (const viewer of viewers) expect(await viewer.next()).toMatchObject({ seq: 3 });
	expect(api.services.hubs.size).toMatchObject({ renders: 1, viewers: 8 });
	for (let step = 1; step <= 5; step++) {
		await worker.progress(step);
		for (const viewer of viewers) expect(await viewer.next()).toMatchObject({ seq: step + 3, step });
	}
	await worker.finish();
	for (const viewer of viewers) expect(await viewer.rest()).toMatchObject([{ __typename: 'RenderDone' }]);
	expect(api.services.hubs.size).toEqual({ renders: 0, viewers: 0 });
});

test('another worker going on from a checkpoint is another attempt, and the numbers go on rising', async () => {
	const worker = await newRender();
	await worker.claim('first');
	await worker.start();
	await worker.progress(40);
	const viewer = new Viewer(worker.renderId);
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
		const worker = await newRender();
		await worker.claim();
		const viewer = new Viewer(worker.renderId);
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
		expect(await new Viewer(worker.renderId).next()).toMatchObject({
			render: { state: 'FAILED', failure: { code: 'OUT_OF_MEMORY', retryable: false } },
		});
	});

	test('cancelling a waiting render is seen at once', async () => {
		const worker = await newRender();
		const viewer = new Viewer(worker.renderId);
		await viewer.next();
		await requestCancel(api.store, worker.renderId);
		expect(await viewer.rest()).toMatchObject([{ __typename: 'RenderCancelled', seq: 2, step: 0 }]);
	});

	test('of a render that is over there is the snapshot, and nothing more', async () => {
		const worker = await newRender();
		await worker.claim();
		await worker.start();
		await worker.finish();
		const viewer = new Viewer(worker.renderId);
		expect(await viewer.next()).toMatchObject({ render: { state: 'DONE', image: { mimeType: 'image/png' } } });
		expect(await viewer.next()).toBeNull();
	});
});

describe('the queue', () => {
	test('moving up is told with the number of the newest event, and so is a worker that comes', async () => {
		const first = await newRender();
		const second = await newRender();
		const before = (await getRender(api.store, second.renderId))?.seq;
		const viewer = new Viewer(second.renderId);
		const snapshot = await viewer.next();
		if (!snapshot) throw new Error('There was no snapshot');
		const { position } = (snapshot['render'] as { queue: { position: number } }).queue;
		expect(position).toBeGreaterThan(1);
		const place = async (wanted: (queue: { position: number; servable: boolean }) => boolean) => {
			for (;;) {
				const event = await viewer.next();
				expect(event).toMatchObject({ __typename: 'RenderQueued', seq: before });
				if (wanted(event?.['queue'] as { position: number; servable: boolean })) return;
			}
		};
		await first.claim();
		await place((queue) => queue.position === position - 1);
		const worker = { name: 'near', provider: 'cpu', device: 'a processor', engineVersion: 1, packIds: ['starter'] };
		await workerBeat(api.store, worker);
		await place((queue) => queue.servable);
	});
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
		const worker = await newRender();
		expect(await errorOf({ id: worker.renderId, afterSeq: -1 })).toMatchObject([
			{ extensions: { code: 'BAD_USER_INPUT' } },
		]);
	});

	test('an afterSeq from the future counts as the newest', async () => {
		const worker = await newRender();
		const viewer = new Viewer(worker.renderId, 1_000_000);
		expect(await viewer.next()).toMatchObject({ __typename: 'RenderSnapshot', seq: 1 });
		await worker.claim();
		expect(await viewer.nextOfRender()).toMatchObject({ __typename: 'RenderWarming', seq: 2 });
	});
});

test('a viewer that leaves while nothing happens is gone at once', async () => {
	const worker = await newRender();
	const viewer = new Viewer(worker.renderId);
	await viewer.next();
	expect(api.services.hubs.size.viewers).toBe(1);
	await viewer.leave();
	await expect.poll(() => api.services.hubs.size.viewers).toBe(0);
});
