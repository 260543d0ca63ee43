import { encodeOriginal } from '@galatea/pictures';
import { publishRender } from '@galatea/store/artworks';
import { laddersOf, saveLadder } from '@galatea/store/files';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dataOf, startTestApi, type TestApi } from '../../testing.ts';
import { runningRender } from '../../testing-worker.ts';

let api: TestApi;
let id = '';
let imageKey = '';
beforeAll(async () => {
	api = await startTestApi();
	const { userId } = await api.guest();
	const worker = await runningRender(api.store, { userId });
	const picture = { width: 128, height: 128, data: new Uint8Array(3 * 128 * 128).fill(120) };
	const { bytes } = await encodeOriginal(picture, { recipe: '{}', description: 'a red apple' });
	await worker.finish(100, bytes);
	const artwork = await publishRender(api.store, { renderId: worker.renderId, title: 'Apple', userId });
	id = artwork.id;
	imageKey = artwork.image.key;
});
afterAll(() => api[Symbol.asyncDispose]());

const document = /* GraphQL */ `
	query ($id: ID!) {
		artwork(id: $id) { smallerFiles { url width height mimeType thumbhash } sources { avif webp } }
	}
`;

test('until a worker has made them there are none', async () => {
	expect(dataOf(await api.query(document, { id }))).toEqual({ artwork: { smallerFiles: [], sources: null } });
});

test('they come from the narrowest, in both formats, as a list and as HTML takes them, and never change', async () => {
	const bytes = (text: string) => new TextEncoder().encode(text);
	await saveLadder(api.store, imageKey, 1, [
		{ bytes: bytes('wide avif'), format: 'avif', width: 320, height: 240 },
		{ bytes: bytes('wide webp'), format: 'webp', width: 320, height: 240 },
		{ bytes: bytes('narrow avif'), format: 'avif', width: 160, height: 120 },
		{ bytes: bytes('narrow webp'), format: 'webp', width: 160, height: 120 },
	]);
	const [ladder = []] = await laddersOf(api.store, [imageKey]);
	const { artwork } = dataOf(await api.query(document, { id })) as {
		readonly artwork: {
			readonly smallerFiles: readonly { readonly url: string }[];
			readonly sources: Readonly<Record<'avif' | 'webp', string>>;
		};
	};
	expect(artwork.smallerFiles).toEqual(
		ladder.map(({ key, ...rung }) => ({ ...rung, url: `/files/${key}`, thumbhash: 'dGh1bWJoYXNo' })),
	);
	for (const format of ['avif', 'webp'] as const) {
		const entries = artwork.sources[format].split(', ').map((entry) => entry.split(' '));
		expect(entries.map(([, width]) => width)).toEqual(['160w', '320w']);
		for (const [index, [url = '']] of entries.entries()) {
			const response = await fetch(api.url + url);
			expect(response.headers.get('content-type')).toBe(`image/${format}`);
			expect(response.headers.get('cache-control')).toContain('immutable');
			expect(await response.text()).toBe(`${['narrow', 'wide'][index]} ${format}`);
		}
	}
});
