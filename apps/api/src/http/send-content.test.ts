import { publishRender, updateArtwork } from '@galatea/store/artworks';
import { saveBlob } from '@galatea/store/files';
import { finishVideo, requestVideo } from '@galatea/store/renders';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { headersOf, type Member, startTestApi, type TestApi } from '../testing.ts';
import { runningRender } from '../testing-worker.ts';

const letters = 'abcdefghij';
let api: TestApi;
let owner: Member;
let artworkId: string;
/** A film of ten letters, by its address and as a download. */
let film: string;
let download: string;
beforeAll(async () => {
	api = await startTestApi();
	owner = await api.member();
	const worker = await runningRender(api.store, { userId: owner.userId });
	await worker.finish(100, null, await saveBlob(api.store, Uint8Array.of(1), 'film'));
	await requestVideo(api.store, worker.renderId);
	const key = await saveBlob(api.store, Buffer.from(letters), 'mp4');
	await finishVideo(api.store, worker.renderId, {
		webpKey: await saveBlob(api.store, Uint8Array.of(3), 'webp'),
		mp4Key: key,
	});
	const published = { renderId: worker.renderId, title: 'Ñandú & apple', userId: owner.userId };
	film = `/files/${key}`;
	artworkId = (await publishRender(api.store, published)).id;
	download = `/downloads/${artworkId}.film.mp4`;
});
afterAll(() => api[Symbol.asyncDispose]());

async function ask(path: string, headers: Record<string, string> = {}, method = 'GET') {
	const answer = await fetch(api.url + path, { method, headers: { 'cache-control': '', ...headers } });
	return { status: answer.status, range: answer.headers.get('content-range'), text: await answer.text(), answer };
}

test.each([
	['the first two bytes, as Safari asks', 'bytes=0-1', 206, 'bytes 0-1/10', 'ab'],
	['from a byte to the end', 'bytes=7-', 206, 'bytes 7-9/10', 'hij'],
	['the last bytes', 'bytes=-3', 206, 'bytes 7-9/10', 'hij'],
	['more than there is', 'bytes=8-100', 206, 'bytes 8-9/10', 'ij'],
	['several that are one', 'bytes=0-1,2-3', 206, 'bytes 0-3/10', 'abcd'],
	['several, which come as the whole', 'bytes=0-1,8-9', 200, null, letters],
	['other units', 'letters=0-1', 200, null, letters],
	['nothing that can be read', 'bytes=b-a', 200, null, letters],
])('a part of a film: %s', async (_name, asked, status, range, text) => {
	for (const path of [film, download]) {
		const part = await ask(path, { range: asked });
		expect(part).toMatchObject({ status, range, text });
		expect(part.answer.headers.get('content-length')).toBe(String(text.length));
		expect(part.answer.headers.get('accept-ranges')).toBe('bytes');
	}
});

test('beyond the end is 416 with the length, and nobody keeps that answer', async () => {
	const { status, range, answer } = await ask(film, { range: 'bytes=10-' });
	expect([status, range, answer.headers.get('cache-control')]).toEqual([416, 'bytes */10', 'no-store']);
});

test('a part of another file than the one that is known comes as the whole, and the head of a part is that of the whole', async () => {
	const etag = (await ask(film)).answer.headers.get('etag') ?? '';
	expect(await ask(film, { range: 'bytes=0-1', 'if-range': etag })).toMatchObject({ status: 206, text: 'ab' });
	for (const known of ['"other"', 'Mon, 30 Nov 2026 12:00:00 GMT', `W/${etag}`])
		expect(await ask(film, { range: 'bytes=0-1', 'if-range': known })).toMatchObject({ status: 200, text: letters });
	expect(await ask(film, { range: 'bytes=0-1', 'if-none-match': etag })).toMatchObject({ status: 304, text: '' });
	const head = await ask(film, { range: 'bytes=0-1' }, 'HEAD');
	expect([head.status, head.range, head.answer.headers.get('content-length')]).toEqual([200, null, '10']);
});

test('a file that is opened by itself may be shown and played, and can run nothing; a download has the title as its name', async () => {
	for (const path of [film, download]) {
		const { headers } = (await ask(path)).answer;
		expect([headers.get('content-type'), headers.get('x-content-type-options')]).toEqual(['video/mp4', 'nosniff']);
		const policy = (headers.get('content-security-policy') ?? '').split('; ');
		expect(policy).toEqual(expect.arrayContaining(["default-src 'none'", "media-src 'self'", "img-src 'self'"]));
		expect(policy.find((rule) => rule.startsWith('sandbox'))).toBe('sandbox allow-same-origin');
		expect(policy.join()).not.toContain('script');
	}
	expect((await ask(film)).answer.headers.get('content-disposition')).toBeNull();
	expect((await ask(download)).answer.headers.get('content-disposition')).toContain(
		'attachment; filename="?and?-apple.mp4"; filename*=UTF-8\'\'%C3%B1and%C3%BA-apple.mp4',
	);
});

test('the film of a picture is as private as the picture, by both addresses', async () => {
	await updateArtwork(api.store, { id: artworkId, userId: owner.userId, visibility: 'PRIVATE' });
	for (const path of [film, download]) {
		expect((await ask(path, { range: 'bytes=0-1' })).status).toBe(404);
		const own = await ask(path, { range: 'bytes=0-1', ...headersOf(owner) });
		expect([own.status, own.text, own.answer.headers.get('cache-control')]).toEqual([206, 'ab', 'private, no-cache']);
	}
});
