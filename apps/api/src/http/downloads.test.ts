import { encodeOriginal, inspectPicture } from '@galatea/pictures';
import { printRecipe } from '@galatea/render';
import { printRunRecord } from '@galatea/render/metadata';
import { publishRender } from '@galatea/store/artworks';
import { getRender } from '@galatea/store/renders';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../testing.ts';
import { runningRender } from '../testing-worker.ts';

let api: TestApi;
let artworkId = '';
beforeAll(async () => {
	api = await startTestApi();
	const { userId } = await api.guest();
	const worker = await runningRender(api.store, { userId, prompt: 'a red apple' });
	const render = await getRender(api.store, worker.renderId);
	if (!render) throw new Error('the render of the test is gone');
	const picture = { width: 128, height: 128, data: new Uint8Array(3 * 128 * 128).fill(120) };
	const run = printRunRecord({ format: 1, device: 'CPU, 2 threads', trace: null });
	const { bytes } = await encodeOriginal(picture, { recipe: printRecipe(render.recipe), description: '', run });
	await worker.finish(100, bytes);
	artworkId = (await publishRender(api.store, { renderId: render.id, title: 'Ñandú & apple', userId })).id;
});
afterAll(() => api[Symbol.asyncDispose]());

test.each(['png', 'webp', 'jpg', 'avif'])('as %s it carries recipe, run and title, under its title', async (format) => {
	const response = await fetch(`${api.url}/downloads/${artworkId}.${format}`);
	expect(response.status).toBe(200);
	expect(response.headers.get('content-type')).toBe(`image/${format === 'jpg' ? 'jpeg' : format}`);
	expect(response.headers.get('content-disposition')).toContain(`filename*=UTF-8''%C3%B1and%C3%BA-apple.${format}`);
	const { found, size } = await inspectPicture(new Uint8Array(await response.arrayBuffer()));
	expect(size).toEqual({ widthPx: 128, heightPx: 128 });
	expect(found[0]).toMatchObject({
		writer: 'galatea',
		settings: { title: 'Ñandú & apple', prompt: 'a red apple' },
		recipe: { prompts: [{ text: 'a red apple' }] },
		run: { device: 'CPU, 2 threads' },
		problem: null,
	});
});

test('is not encoded again for who has it', async () => {
	const address = `${api.url}/downloads/${artworkId}.webp`;
	const etag = (await fetch(address)).headers.get('etag') ?? '';
	expect((await fetch(address, { headers: { 'If-None-Match': etag, 'Cache-Control': '' } })).status).toBe(304);
	expect((await fetch(address, { headers: { 'If-None-Match': '"other"' } })).status).toBe(200);
});

test('what is no artwork or no format is 404', async () => {
	const missing = `art_${'0'.repeat(26)}`;
	for (const name of [`${missing}.png`, `${artworkId}.gif`, artworkId, `${artworkId}.png.png`, '..%2f.png'])
		expect((await fetch(`${api.url}/downloads/${name}`)).status).toBe(404);
});
