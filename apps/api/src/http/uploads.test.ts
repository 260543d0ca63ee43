import { request } from 'node:http';
import { encodePreview } from '@galatea/pictures';
import { brokenPictures } from '@galatea/pictures/testing';
import { admitUpload } from '@galatea/store/files';
import { moderate } from '@galatea/store/moderation';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dataOf, headersOf, startTestApi, type TestApi } from '../testing.ts';
import { maximumUploadBytes } from './admit-upload.ts';

let api: TestApi;
let picture: Uint8Array;
beforeAll(async () => {
	api = await startTestApi();
	const data = new Uint8Array(3 * 40 * 24).fill(200);
	picture = (await encodePreview({ width: 40, height: 24, data }, { maximumEdgePx: 40, quality: 90 })).bytes;
});
afterAll(() => api[Symbol.asyncDispose]());

const send = (body: Uint8Array, headers: Record<string, string> = {}) =>
	fetch(`${api.url}/uploads`, {
		method: 'POST',
		headers: { 'content-type': 'image/webp', ...headers },
		body: new Uint8Array(body),
	});
const createRender = /* GraphQL */ `
	mutation ($input: CreateRenderInput!) {
		createRender(input: $input) {
			... on CreateRenderSuccess { render { id recipe { initial { sha256 } imagePrompts { sha256 } } } }
			... on InvalidRecipe { issues { path code } }
		}
	}
`;

const broken = await brokenPictures();

describe('a picture that is uploaded', () => {
	test('is named by its bytes, and its person renders with it', async () => {
		const [owner, stranger] = [await api.guest(), await api.guest()];
		const answer = await send(picture, headersOf(owner.token));
		expect(answer.status).toBe(201);
		const { sha256, url, ...size } = (await answer.json()) as { sha256: string; url: string };
		expect(size).toEqual({ width: 40, height: 24 });
		const fileStatus = async (token?: string) =>
			(await fetch(`${api.url}${url}`, { headers: headersOf(token) })).status;
		expect([await fileStatus(owner.token), await fileStatus(stranger.token), await fileStatus()]).toEqual([
			200, 404, 404,
		]);
		const input = { prompt: 'a red apple', initial: { kind: 'IMAGE', sha256 }, imagePrompts: [{ sha256 }] };
		const ask = async (token: string) => dataOf(await api.query(createRender, { input }, token))['createRender'];
		expect(await ask(stranger.token)).toEqual({
			issues: [
				{ path: 'initial.sha256', code: 'NO_SUCH_PICTURE' },
				{ path: 'imagePrompts.0.sha256', code: 'NO_SUCH_PICTURE' },
			],
		});
		expect(await ask(owner.token)).toMatchObject({
			render: { recipe: { initial: { sha256 }, imagePrompts: [{ sha256 }] } },
		});
		// A render that everybody may watch shows what it was made with.
		expect(await fileStatus()).toBe(200);
	});

	test('makes a guest of a browser that is nobody yet', async () => {
		const answer = await send(picture, { origin: api.url });
		expect(answer.headers.get('set-cookie')).toMatch(/^galatea_guest=[\w-]+;.*HttpOnly/);
	});

	test.each([
		['no picture', (): Uint8Array => Buffer.from('nothing'), {}, 400, 'INVALID_INPUT'],
		['half a picture', () => picture.subarray(0, picture.length - 20), {}, 400, 'INVALID_INPUT'],
		['no bytes', (): Uint8Array => Buffer.from(''), {}, 400, 'INVALID_INPUT'],
		['another kind of body', () => picture, { 'content-type': 'text/plain' }, 400, 'INVALID_INPUT'],
		['too many bytes', (): Uint8Array => Buffer.alloc(maximumUploadBytes + 1), {}, 413, 'BODY_TOO_LARGE'],
		['from a page of another host', () => picture, { origin: 'https://evil.example' }, 403, 'NOT_ALLOWED'],
	] as const)('is refused: %s', async (_title, body, headers, status, code) => {
		const answer = await send(body(), headers);
		expect(answer.status).toBe(status);
		expect(await answer.json()).toMatchObject({ errors: [{ message: expect.any(String), extensions: { code } }] });
		expect(answer.headers.get('set-cookie')).toBeNull();
	});

	test.each(broken)(
		'to render with, or to be an avatar, is refused in words, and nobody is made a guest: $name',
		async ({ bytes, reason }) => {
			const answer = await send(bytes, { 'content-type': 'image/png' });
			expect(answer.status).toBe(400);
			const { errors } = (await answer.json()) as { errors: { message: string; extensions: unknown }[] };
			expect(errors[0]?.message).toMatch(
				bytes.length === 0 ? /^Send the bytes/ : /^This is not a picture that can be used/,
			);
			if (bytes.length > 0) expect(errors[0]?.message).toMatch(reason);
			expect(errors[0]?.extensions).toEqual({ code: 'INVALID_INPUT' });
			expect(answer.headers.get('set-cookie')).toBeNull();
		},
	);

	test('takes an access token with RENDER', async () => {
		const member = await api.member();
		const make = async (scopes: readonly string[]) => {
			const document = /* GraphQL */ `
				mutation ($input: CreateAccessTokenInput!) {
					createAccessToken(input: $input) { ... on CreateAccessTokenSuccess { token } }
				}
			`;
			const input = { name: 'uploads', scopes, days: 1 };
			const made = dataOf(await api.query(document, { input }, member))['createAccessToken'];
			return (made as { token: string }).token;
		};
		expect((await send(picture, headersOf(await make(['READ'])))).status).toBe(403);
		expect((await send(picture, headersOf(await make(['RENDER'])))).status).toBe(201);
	});
});

describe('before a byte of an upload is read', () => {
	/** The status of an answer to headers alone: the body never comes. */
	function answerTo(headers: Record<string, string>): { readonly status: Promise<number>; readonly leave: () => void } {
		const asking = request(`${api.url}/uploads`, {
			method: 'POST',
			headers: { 'content-type': 'image/png', ...headers },
		});
		asking.on('error', () => undefined);
		asking.flushHeaders();
		const status = new Promise<number>((resolve) => asking.on('response', (answer) => resolve(answer.statusCode ?? 0)));
		return { status, leave: () => asking.destroy() };
	}

	test('who is suspended is refused, as wherever they would write', async () => {
		const [moderator, member] = [await api.member('MODERATOR'), await api.member()];
		const suspend = { subjectId: member.userId, kind: 'SUSPEND', days: 1, reason: 'Enough' } as const;
		await moderate(api.store, suspend, moderator.userId);
		const answer = await send(picture, headersOf(member));
		expect([answer.status, await answer.json()]).toMatchObject([
			403,
			{ errors: [{ extensions: { code: 'SUSPENDED' } }] },
		]);
	});

	test.each([
		['longer than any may be', { 'content-length': String(maximumUploadBytes + 1) }, 413],
		['of an unknown length', { 'transfer-encoding': 'chunked' }, 411],
		['compressed, of any length in the end', { 'content-length': '10', 'content-encoding': 'gzip' }, 415],
	])('one is refused that is %s', async (_name, headers, status) => {
		const asking = answerTo(headers);
		expect(await asking.status).toBe(status);
		asking.leave();
	});

	test('one address has room for a few at a time, which is free again when they leave', async () => {
		const from = { 'x-forwarded-for': '192.0.2.77', 'content-length': String(maximumUploadBytes) };
		const waiting = [answerTo(from), answerTo(from), answerTo(from), answerTo(from)];
		// Whichever came last.
		expect(await Promise.race(waiting.map(({ status }) => status))).toBe(503);
		expect((await send(picture, { 'x-forwarded-for': '192.0.2.78' })).status).toBe(201);
		for (const { leave } of waiting) leave();
		const again = () => send(picture, { 'x-forwarded-for': '192.0.2.77' }).then(({ status }) => status);
		await expect.poll(again).toBe(201);
	});

	test('its bytes are counted: who has sent as many as one may in an hour is refused by the headers alone', async () => {
		const coming = { address: '192.0.2.79', userId: null, byteCount: maximumUploadBytes };
		for (let sent = 0; sent < 32; sent++) await admitUpload(api.store, coming);
		const asking = answerTo({ 'x-forwarded-for': '192.0.2.79', 'content-length': '1' });
		expect(await asking.status).toBe(429);
		asking.leave();
	});
});
