import { setRenderVisibility } from '@galatea/store/artworks';
import { onStepPicture } from '@galatea/store/database';
import { saveBlob } from '@galatea/store/files';
import { answerStepPicture, type WantedStep, workerBeat, workerGone } from '@galatea/store/renders';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../testing.ts';
import { doneRender, runningRender } from '../../testing-worker.ts';

let api: TestApi;
beforeAll(async () => {
	api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const requestStepPicture = /* GraphQL */ `
	mutation ($id: ID!, $step: Int!) {
		requestStepPicture(renderId: $id, step: $step) {
			__typename
			... on RequestStepPictureSuccess { picture { state preview { url step width } } }
			... on PackUnavailable { availablePackIds }
			... on Failure { code message }
		}
	}
`;
const ask = async (id: string, step: number) =>
	(await api.query(requestStepPicture, { id, step })).data?.['requestStepPicture'];

async function filmed(userId?: string): Promise<string> {
	const worker = await runningRender(api.store, userId === undefined ? {} : { userId });
	await worker.finish(100, null, await saveBlob(api.store, Uint8Array.of(1), 'film'));
	return worker.renderId;
}

/** A worker with these packs while `body` runs; each step that is asked for is `decode`d. */
async function withWorker<Result>(
	packIds: readonly string[],
	decode: (wanted: WantedStep) => Promise<{ readonly failure: string } | null>,
	body: () => Promise<Result>,
): Promise<Result> {
	const { store } = api;
	await workerBeat(store, { name: 'hand', provider: 'cpu', device: 'cpu', engineVersion: 1, packIds });
	let decoding: Promise<unknown> = Promise.resolve();
	const decodeAll = () =>
		answerStepPicture(store, packIds, async (wanted) => {
			const failure = await decode(wanted);
			if (failure) return failure;
			const key = await saveBlob(store, new TextEncoder().encode(JSON.stringify(wanted)), 'webp');
			return { key, thumbhash: 'dGh1', width: 8, height: 8, step: wanted.step };
		});
	const stop = await onStepPicture(store, (key) => {
		if (key === null) decoding = decoding.then(decodeAll);
	});
	try {
		return await body();
	} finally {
		stop();
		await decoding;
		await workerGone(store, 'hand');
	}
}

test('a step is waited for in the request itself, and its picture is a file that is served', async () => {
	const id = await filmed();
	const hasFilm = async (renderId: string) =>
		(await api.query('query ($id: ID!) { render(id: $id) { hasFilm } }', { id: renderId })).data?.['render'];
	expect(await hasFilm(id)).toEqual({ hasFilm: true });
	expect(await hasFilm((await doneRender(api.store)).renderId)).toEqual({ hasFilm: false });
	let decoded = 0;
	const count = async () => {
		decoded++;
		return null;
	};
	const [one, other] = await withWorker(['starter'], count, () => Promise.all([ask(id, 30), ask(id, 30)]));
	expect(one).toEqual(other);
	expect(one).toMatchObject({
		__typename: 'RequestStepPictureSuccess',
		picture: {
			state: 'DONE',
			preview: { step: 30, width: 8, url: expect.stringMatching(/^\/files\/[0-9a-f]{64}\.webp$/) },
		},
	});
	expect(decoded).toBe(1);
	const { preview } = (one as { picture: { preview: { url: string } } }).picture;
	const served = await fetch(`${api.url}${preview.url}`);
	expect([served.status, served.headers.get('cache-control')]).toEqual([200, expect.stringContaining('immutable')]);
});

test('why there is no picture is told: no worker, no such step, none kept, or a failure', async () => {
	const id = await filmed();
	const unavailable = { __typename: 'PackUnavailable', code: 'PACK_UNAVAILABLE', availablePackIds: [] as string[] };
	expect(await ask(id, 3)).toMatchObject(unavailable);
	const fail = async () => ({ failure: 'damaged' });
	expect(await withWorker(['another'], fail, () => ask(id, 3))).toMatchObject({ availablePackIds: ['another'] });
	expect(await withWorker(['starter'], fail, () => ask(id, 3))).toMatchObject({
		picture: { state: 'FAILED', preview: null },
	});
	expect(await ask(id, 101)).toMatchObject({ __typename: 'NotFound', message: expect.stringContaining('1 to 100') });
	expect(await ask((await doneRender(api.store)).renderId, 1)).toMatchObject({ code: 'NOT_FOUND' });
	expect(await ask('rnd_none', 1)).toMatchObject({ code: 'NOT_FOUND' });
});

test('who may no longer see the render when its step is there is told that there is none', async () => {
	const owner = await api.member();
	const id = await filmed(owner.userId);
	const hide = async () => {
		await setRenderVisibility(api.store, { renderId: id, userId: owner.userId, visibility: 'PRIVATE' });
		return null;
	};
	expect(await withWorker(['starter'], hide, () => ask(id, 3))).toMatchObject({ __typename: 'NotFound' });
	expect(await ask(id, 3)).toMatchObject({ __typename: 'NotFound' });
});
