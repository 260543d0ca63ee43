import { saveBlob } from '@galatea/store/files';
import { finishVideo } from '@galatea/store/renders';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../../testing.ts';
import { doneRender, runningRender } from '../../testing-worker.ts';

let api: TestApi;
beforeAll(async () => {
	api = await startTestApi();
});
afterAll(() => api[Symbol.asyncDispose]());

const requestVideo = /* GraphQL */ `
	mutation ($id: ID!) {
		requestVideo(renderId: $id) {
			__typename
			... on RequestVideoSuccess { video { state webpUrl mp4Url } }
			... on Failure { code message }
		}
	}
`;
const ask = async (id: string) => (await api.query(requestVideo, { id })).data?.['requestVideo'];
const videoOf = async (id: string) =>
	(await api.query('query ($id: ID!) { render(id: $id) { video { state webpUrl mp4Url } } }', { id })).data?.['render'];

test('a video is asked for by anybody, goes into the queue, and is there as files that are served', async () => {
	const worker = await runningRender(api.store);
	const id = worker.renderId;
	await worker.finish(100, null, await saveBlob(api.store, Uint8Array.of(1), 'film'));
	expect(await videoOf(id)).toEqual({ video: { state: 'POSSIBLE', webpUrl: null, mp4Url: null } });
	const before = await api.services.producer.waitingCount('starter');
	const waiting = { state: 'WAITING', webpUrl: null, mp4Url: null };
	expect(await ask(id)).toEqual({ __typename: 'RequestVideoSuccess', video: waiting });
	expect(await ask(id)).toMatchObject({ video: waiting });
	expect(await api.services.producer.waitingCount('starter')).toBe(before + 1);
	const mp4Key = await saveBlob(api.store, Uint8Array.of(2), 'mp4');
	await finishVideo(api.store, id, { webpKey: await saveBlob(api.store, Uint8Array.of(3), 'webp'), mp4Key });
	expect(await ask(id)).toMatchObject({ video: { state: 'DONE', mp4Url: `/files/${mp4Key}` } });
	const served = await fetch(`${api.url}/files/${mp4Key}`);
	expect([served.status, served.headers.get('content-type')]).toEqual([200, 'video/mp4']);
});

test('of a render whose steps were not kept, or that is none, there is no video', async () => {
	const { renderId } = await doneRender(api.store);
	expect(await videoOf(renderId)).toMatchObject({ video: { state: 'NONE' } });
	expect(await ask(renderId)).toMatchObject({ __typename: 'NotFound', message: expect.stringContaining('not kept') });
	expect(await ask('rnd_none')).toMatchObject({ code: 'NOT_FOUND' });
});
