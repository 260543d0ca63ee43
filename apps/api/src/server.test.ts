import { readFile } from 'node:fs/promises';
import { connect } from 'node:net';
import { saveBlob } from '@galatea/store/files';
import { getRender, workerBeat, workerGone } from '@galatea/store/renders';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { dataOf, type Member, startTestApi, type TestApi } from './testing.ts';
import { doneRender } from './testing-worker.ts';

const elsewhere = 'https://gallery.example';
let api: TestApi;
beforeAll(async () => {
	api = await startTestApi({ allowedOrigins: [elsewhere] });
});
afterAll(() => api[Symbol.asyncDispose]());

function graphql(body: string, headers: Record<string, string> = {}): Promise<Response> {
	return fetch(`${api.url}/graphql`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...headers },
		body,
	});
}

/** Sends a path as it is: fetch would tidy up the dots, and asks past every cache. */
function rawGet(path: string, header = ''): Promise<string> {
	return new Promise((resolve, reject) => {
		const socket = connect(Number(new URL(api.url).port), '127.0.0.1');
		let answer = '';
		socket.setEncoding('utf8');
		socket.on('data', (text) => {
			answer += text;
		});
		socket.on('end', () => resolve(answer));
		socket.on('error', reject);
		socket.write(`GET ${path} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n${header}\r\n`);
	});
}

describe('who asks', () => {
	const body = JSON.stringify({ query: '{ __typename }' });
	const invented = { 'x-forwarded-for': '192.0.2.1', 'x-forwarded-proto': 'https' };

	test('a trusted proxy says for which address, and each has an allowance of its own', async () => {
		const remaining = async (address: string) =>
			Number((await graphql(body, { 'x-forwarded-for': address })).headers.get('ratelimit-remaining'));
		const first = await remaining('192.0.2.7');
		expect(await remaining('192.0.2.7')).toBeLessThan(first);
		expect(await remaining('192.0.2.8')).toBe(first);
		// What the visitor wrote stands before what the proxy saw.
		expect(await remaining('192.0.2.9, 192.0.2.8')).toBeLessThan(first);
	});

	test('nobody else is believed: neither their address nor that they came over TLS', async () => {
		await using careful = await startTestApi({ trustedProxies: ['192.0.2.200'] });
		const answer = await fetch(`${careful.url}/graphql`, {
			method: 'POST',
			headers: { 'content-type': 'application/json', ...invented },
			body: JSON.stringify({
				query: 'mutation { createRender(input: { prompt: "a red apple" }) { __typename } }',
			}),
		});
		expect(await answer.json()).toMatchObject({ data: { createRender: { __typename: 'CreateRenderSuccess' } } });
		// This machine itself is not counted, and the address was not taken for one.
		expect(answer.headers.get('ratelimit-remaining')).toBeNull();
		expect(answer.headers.get('set-cookie')).not.toContain('Secure');
	});
});

describe('pictures', () => {
	const bytes = new TextEncoder().encode('a picture');

	/** The files of a render that everybody may see. */
	async function shown(): Promise<{ readonly png: string; readonly webp: string; readonly text: string }> {
		const { renderId } = await doneRender(api.store);
		const render = await getRender(api.store, renderId);
		return { png: render?.image?.key ?? '', webp: render?.thumbnail?.key ?? '', text: `picture of ${renderId}` };
	}

	test('are served with their type, for ever, and as nothing but a picture', async () => {
		const { webp: key, text } = await shown();
		const response = await fetch(`${api.url}/files/${key}`);
		expect(response.status).toBe(200);
		expect(Object.fromEntries(response.headers)).toMatchObject({
			'content-type': 'image/webp',
			'content-length': String(text.length),
			'cache-control': 'public, max-age=31536000, s-maxage=300, immutable',
			etag: `"${key}"`,
			'x-content-type-options': 'nosniff',
			'content-security-policy': expect.stringContaining('sandbox'),
		});
		expect(await response.text()).toBe(text);
	});

	test('are not sent again to who has them, nor to who asks for the head', async () => {
		const { png: key, text } = await shown();
		const again = await rawGet(`/files/${key}`, `If-None-Match: "${key}"\r\n`);
		expect(again).toMatch(/^HTTP\/1\.1 304 Not Modified\r\n/);
		expect(again).not.toContain('picture of');
		const head = await fetch(`${api.url}/files/${key}`, { method: 'HEAD' });
		expect([head.status, head.headers.get('content-length'), await head.text()]).toEqual([
			200,
			String(text.length),
			'',
		]);
	});

	test('that are not there are 404, and so are files that are no pictures', async () => {
		const checkpoint = await saveBlob(api.store, bytes, 'bin');
		// Stored, but of no render that anybody could see.
		const stray = await saveBlob(api.store, bytes, 'png');
		for (const key of [`${'0'.repeat(64)}.png`, stray, checkpoint, 'x.png', '.incoming', 'favicon.ico'])
			expect((await fetch(`${api.url}/files/${key}`)).status).toBe(404);
	});

	test.each([
		'/files/../../../../etc/passwd',
		'/files/..%2f..%2f..%2f..%2fetc%2fpasswd',
		'/files/%2e%2e%2f%2e%2e%2fetc%2fpasswd',
		'/files/..%5c..%5cetc%5cpasswd',
		'/files/%2fetc%2fpasswd',
		'/files//etc/passwd',
		'/files/%00',
		'/files/%',
		`/files/${'0'.repeat(64)}.png%2f..%2f..%2fpasswd`,
		`/files/${'a'.repeat(5_000)}`,
	])('lead nowhere else: %s', async (path) => {
		const answer = await rawGet(path);
		expect(answer).toMatch(/^HTTP\/1\.1 40[04] /);
		expect(answer).not.toContain('root:');
	});
});

describe('the gallery', () => {
	test('says that it is well', async () => {
		const response = await fetch(`${api.url}/health`);
		expect(response.status).toBe(200);
		expect(await response.json()).toEqual({
			ok: true,
			database: true,
			queue: true,
			storage: true,
			problems: [],
			workers: [],
		});
		expect((await api.query('{ health { ok database queue storage workers { name } } }')).data).toEqual({
			health: { ok: true, database: true, queue: true, storage: true, workers: [] },
		});
	});

	test('names its machines to itself and to moderators alone', async () => {
		const beat = { provider: 'cpu', device: 'cpu', engineVersion: 1, packIds: ['starter'] };
		await workerBeat(api.store, { name: 'secret-host', ...beat });
		const health = async (headers: Record<string, string>) => (await fetch(`${api.url}/health`, { headers })).json();
		const elsewhere = { ok: true, database: true, queue: true, storage: true, workers: 1 };
		expect(await health({ 'x-forwarded-for': '192.0.2.7' })).toEqual(elsewhere);
		expect(await health({})).toMatchObject({ workers: [{ name: 'secret-host' }], problems: [] });
		const namesFor = async (who?: Member) =>
			(await api.query('{ health { workers { name } } }', {}, who)).data?.['health'];
		expect(await namesFor()).toEqual({ workers: [{ name: 'worker-1' }] });
		expect(await namesFor(await api.member())).toEqual({ workers: [{ name: 'worker-1' }] });
		expect(await namesFor(await api.member('MODERATOR'))).toEqual({ workers: [{ name: 'secret-host' }] });
		await workerGone(api.store, 'secret-host');
	});

	test('answers what it does not have with JSON', async () => {
		const response = await fetch(`${api.url}/admin`);
		expect([response.status, response.headers.get('content-type')]).toEqual([404, 'application/json; charset=utf-8']);
		expect(response.headers.get('x-powered-by')).toBeNull();
	});
});

describe('requests that are not right', () => {
	test.each([
		['no JSON', 'rubbish', 400, 'BAD_REQUEST'],
		['no object', '"text"', 400, 'BAD_REQUEST'],
		['nothing', '', 400, 'BAD_REQUEST'],
		['no query', '{}', 400, 'BAD_REQUEST'],
		['several at once', '[{"query":"{ viewer { id } }"}]', 400, 'BAD_REQUEST'],
		['too much', JSON.stringify({ query: `{ viewer { id } } # ${'x'.repeat(120_000)}` }), 413, 'BODY_TOO_LARGE'],
		['no syntax', JSON.stringify({ query: '{' }), 200, 'GRAPHQL_PARSE_FAILED'],
		['an unknown field', JSON.stringify({ query: '{ secret }' }), 200, 'GRAPHQL_VALIDATION_FAILED'],
		['too many tokens', JSON.stringify({ query: `{ ${'viewer { id } '.repeat(600)} }` }), 200, 'GRAPHQL_PARSE_FAILED'],
		[
			'too much depth',
			JSON.stringify({
				query: `{ artworks { edges { node ${'{ render { artwork '.repeat(7)} { id } ${'} }'.repeat(7)} } } }`,
			}),
			200,
			'OPERATION_TOO_LARGE',
		],
		[
			'lists in lists in lists',
			JSON.stringify({ query: '{ artworks(first: 100) { edges { node { remixes { remixes { id } } } } } }' }),
			200,
			'OPERATION_TOO_LARGE',
		],
		[
			'a subscription',
			JSON.stringify({ query: 'subscription { renderEvents(id: "x") { seq } }' }),
			400,
			'SUBSCRIPTION_OVER_HTTP',
		],
	])('%s', async (_name, body, status, code) => {
		const response = await graphql(body);
		expect(response.status).toBe(status);
		expect(await response.json()).toMatchObject({ errors: [{ message: expect.any(String), extensions: { code } }] });
	});

	test('a form of another site cannot call: simple requests are refused', async () => {
		const url = `${api.url}/graphql?query=${encodeURIComponent('mutation { createGuest { token } }')}`;
		expect((await fetch(url)).status).toBe(400);
		const form = await graphql('query=mutation', { 'content-type': 'text/plain' });
		expect(form.status).toBe(400);
	});
});

describe('pages elsewhere', () => {
	const ask = (origin: string, method = 'POST') =>
		fetch(`${api.url}/graphql`, {
			method,
			headers: { origin, 'content-type': 'application/json' },
			...(method === 'POST' && { body: '{"query":"{ viewer { id } }"}' }),
		});

	test('that are on the list may read answers, with cookies', async () => {
		const preflight = await ask(elsewhere, 'OPTIONS');
		expect(preflight.status).toBe(204);
		expect(preflight.headers.get('access-control-allow-headers')).toContain('content-type');
		const response = await ask(elsewhere);
		expect(response.headers.get('access-control-allow-origin')).toBe(elsewhere);
		expect(response.headers.get('access-control-allow-credentials')).toBe('true');
		expect(response.headers.get('vary')).toContain('Origin');
	});

	test('that are not on it may not', async () => {
		for (const method of ['OPTIONS', 'POST']) {
			const response = await ask('https://evil.example', method);
			expect(response.headers.get('access-control-allow-origin')).toBeNull();
		}
	});
});

test('an unforeseen fault is masked, and stands in the log under the number that is told', async () => {
	await using broken = await startTestApi({
		wrapProducer: (producer) => ({
			...producer,
			isHealthy: () => Promise.reject(new Error('the password is hunter2')),
		}),
	});
	const { errors } = await broken.query('{ health { ok } }');
	expect(errors).toMatchObject([{ extensions: { code: 'INTERNAL_SERVER_ERROR' } }]);
	const [{ message } = { message: '' }] = errors ?? [];
	expect(message).not.toContain('hunter2');
	const requestId = /under ([0-9a-f-]{36})\.$/.exec(message)?.[1] ?? 'none';
	expect(broken.log.find((line) => line.includes('hunter2'))).toContain(requestId);
	const response = await fetch(`${broken.url}/health`);
	expect(response.status).toBe(500);
	expect(await response.text()).not.toContain('hunter2');
});

test('a request keeps the number that a proxy gave it, unless it is no number', async () => {
	const given = await graphql('{"query":"{ viewer { id } }"}', { 'x-request-id': 'proxy-1234567' });
	expect(given.headers.get('x-request-id')).toBe('proxy-1234567');
	const odd = await graphql('{"query":"{ viewer { id } }"}', { 'x-request-id': '<script>' });
	expect(odd.headers.get('x-request-id')).toMatch(/^[0-9a-f-]{36}$/);
});

test('the whole schema can be asked for', async () => {
	const names = await api.query('{ __schema { types { name } } }');
	const committed = await readFile(new URL('../schema.graphql', import.meta.url), 'utf8');
	const { types } = dataOf(names)['__schema'] as { types: { name: string }[] };
	for (const [, name] of committed.matchAll(/^(?:type|interface|union|enum|input|scalar) (\w+)/gm))
		expect(types.map((type) => type.name)).toContain(name);
});
