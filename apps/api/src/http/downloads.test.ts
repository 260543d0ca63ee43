import { encodeOriginal, inspectPicture } from '@galatea/pictures';
import { printRecipe } from '@galatea/render';
import { printRunRecord } from '@galatea/render/metadata';
import { publishRender, updateArtwork } from '@galatea/store/artworks';
import { getRender } from '@galatea/store/renders';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { headersOf, type Member, startTestApi, type TestApi } from '../testing.ts';
import { runningRender } from '../testing-worker.ts';

let api: TestApi;
let artworkId = '';
let ownerId = '';
beforeAll(async () => {
	api = await startTestApi();
	ownerId = (await api.guest()).userId;
	artworkId = await published('Ñandú & apple', 'a red apple');
});
afterAll(() => api[Symbol.asyncDispose]());

/** An artwork with a picture, a recipe and a record of its run. */
async function published(title: string, prompt: string, on = api, userId = ownerId): Promise<string> {
	const worker = await runningRender(on.store, { userId, prompt });
	const render = await getRender(on.store, worker.renderId);
	if (!render) throw new Error('the render of the test is gone');
	const picture = { width: 128, height: 128, data: new Uint8Array(3 * 128 * 128).fill(120) };
	const run = printRunRecord({ format: 1, device: 'CPU, 2 threads', trace: null });
	const { bytes } = await encodeOriginal(picture, { recipe: printRecipe(render.recipe), description: '', run });
	await worker.finish(100, bytes);
	return (await publishRender(on.store, { renderId: render.id, title, userId })).id;
}

function gate() {
	let end = (): void => undefined;
	const promise = new Promise<void>((resolve) => {
		end = resolve;
	});
	return { promise, end };
}

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

test('is encoded once, however many ask, and what was encoded is kept until what it says is another', async () => {
	const { encodings } = api.services;
	const id = await published('Kept', 'a lamp');
	const address = `${api.url}/downloads/${id}.webp`;
	const before = encodings.startedCount;
	const answers = await Promise.all([fetch(address), fetch(address), fetch(address)]);
	const bodies = await Promise.all(answers.map(async (answer) => Buffer.from(await answer.arrayBuffer())));
	expect(bodies.every((body) => body.equals(bodies[0] ?? Buffer.of()))).toBe(true);
	const asked = encodings.startedCount;
	expect(asked - before).toBeLessThanOrEqual(3);
	const again = Buffer.from(await (await fetch(address)).arrayBuffer());
	expect([again.equals(bodies[0] ?? Buffer.of()), encodings.startedCount]).toEqual([true, asked]);
	expect((await fetch(address, { headers: { range: 'bytes=0-3' } })).status).toBe(206);
	await updateArtwork(api.store, { id, userId: ownerId, title: 'Another name' });
	await fetch(address);
	expect(encodings.startedCount).toBe(asked + 1);
});

test('150 who ask and leave keep the next visitor waiting for no more than what is under way', async () => {
	const { encodings } = api.services;
	const ids = await Promise.all(['a red apple', 'a blue fish'].map((prompt) => published('Asked for', prompt)));
	const left = new AbortController();
	const { promise: held, end } = gate();
	const underWay = [encodings.run('a', left.signal, () => held), encodings.run('b', left.signal, () => held)];
	const before = encodings.startedCount;
	const ask = (index: number) => {
		const headers = { 'x-forwarded-for': `192.0.2.${index % 30}` };
		return fetch(`${api.url}/downloads/${ids[index % 2]}.avif`, { headers, signal: left.signal }).catch(() => null);
	};
	const visitors = Array.from({ length: 150 }, (_, index) => ask(index));
	// Those for whom there is no room are told so at once; the rest wait.
	const refused = await Promise.any(
		visitors.map(async (each) => ((await each)?.status === 503 ? each : Promise.reject())),
	);
	expect(refused?.headers.get('retry-after')).toBe('5');
	expect(refused?.headers.get('etag')).toBeNull();
	await expect.poll(() => encodings.waitingCount).toBe(24);
	left.abort();
	await expect.poll(() => encodings.waitingCount).toBe(0);
	const next = fetch(`${api.url}/downloads/${ids[0]}.avif`);
	end();
	expect((await next).status).toBe(200);
	await Promise.all([...underWay, ...visitors]);
	expect(encodings.startedCount - before).toBe(1);
});

test('what takes a core is counted: who has used up a minute is told when to come again', async () => {
	await using strict = await startTestApi({ maximumPointsPerMinute: 30 });
	const { userId } = await strict.guest();
	const id = await published('Counted', 'a lamp', strict, userId);
	const ask = (format: string) =>
		fetch(`${strict.url}/downloads/${id}.${format}`, { headers: { 'x-forwarded-for': '192.0.2.1' } });
	expect((await ask('webp')).status).toBe(200);
	const refused = await ask('avif');
	expect([refused.status, await refused.json()]).toMatchObject([
		429,
		{ errors: [{ extensions: { code: 'TOO_MANY_REQUESTS' } }] },
	]);
	expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
	// What is kept costs nothing.
	expect((await ask('webp')).status).toBe(200);
});

test('of a hidden recipe only its person gets the recipe, and nothing between them keeps that', async () => {
	const member = await api.member();
	const id = await published('Secret', 'a lamp', api, member.userId);
	const caching = async (who?: Member) =>
		(await fetch(`${api.url}/downloads/${id}.png`, { headers: headersOf(who) })).headers.get('cache-control');
	expect([await caching(member), await caching()]).toEqual(['no-cache', 'no-cache']);
	await updateArtwork(api.store, { id, userId: member.userId, recipeHidden: true });
	expect([await caching(member), await caching()]).toEqual(['private, no-cache', 'no-cache']);
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
