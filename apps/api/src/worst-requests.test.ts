/** @file Whatever somebody sends, it has been paid for: the worst requests that we can think of take little work for a point. */
import { once } from 'node:events';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { headersOf, startTestApi, type TestApi } from './testing.ts';
import { worstRequests } from './testing-worst-requests.ts';

/**
 * Milliseconds of processor time for one point, of the API and of what asks it here; most take 1 to 5. Without the limits
 * that come before GraphQL's own rules the worst take hundreds, and without the charge all of them are for nothing.
 */
const mostMsForPoint = 40;

/** What is told of mistakes is not longer than what was sent; introspection tells more, as long as the schema is. */
const longestAnswer = 600_000;

let api: TestApi;
beforeAll(async () => {
	api = await startTestApi();
	// Compiles what all of them run through.
	const { token } = await api.guest();
	for (const query of ['{ viewer { id } }', '{ secret }', '{ viewer { id } } # again']) {
		await api.query(query, {}, token);
		await overSocket(token, { query });
	}
});
afterAll(() => api[Symbol.asyncDispose]());

/** Sends it as one request, and tells how long the answer is. */
async function overHttp(token: string, body: object | string): Promise<number> {
	const headers = { 'content-type': 'application/json', ...headersOf(token) };
	const text = typeof body === 'string' ? body : JSON.stringify(body);
	const response = await fetch(`${api.url}/graphql`, { method: 'POST', headers, body: text });
	return (await response.text()).length;
}

/** Sends it as one operation on a socket of its own, and tells how long the first answer is. */
async function overSocket(token: string, body: Readonly<Record<string, unknown>>): Promise<number> {
	const socket = new WebSocket(`${api.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
	try {
		await once(socket, 'open');
		socket.send(JSON.stringify({ type: 'connection_init', payload: { authorization: `Bearer ${token}` } }));
		await once(socket, 'message');
		const { documentId, ...rest } = body;
		const payload = documentId === undefined ? rest : { query: '', ...rest, extensions: { documentId } };
		socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload }));
		const [answer] = await once(socket, 'message');
		return String(answer).length;
	} finally {
		socket.terminate();
	}
}

async function expectPaid(userId: string, send: () => Promise<number>): Promise<void> {
	const left = async () => (await api.services.allowances.take(userId, 0)).remaining;
	const before = await left();
	const start = process.cpuUsage();
	const length = await send();
	const { user, system } = process.cpuUsage(start);
	const points = before - (await left());
	expect(points).toBeGreaterThan(0);
	expect((user + system) / 1_000 / points).toBeLessThan(mostMsForPoint);
	expect(length).toBeLessThan(longestAnswer);
}

const requests = Object.entries(worstRequests);

test('there are at least fifty of them', () => {
	expect(requests.length).toBeGreaterThanOrEqual(50);
});

test.each(requests)('over HTTP: %s', async (_name, body) => {
	const { token, userId } = await api.guest();
	await expectPaid(userId, () => overHttp(token, body));
});

/** What is no message of the protocol ends the socket at once. */
const messages = requests.flatMap(([name, body]) =>
	typeof body === 'object' && (body.query !== undefined || 'documentId' in body) ? [[name, body] as const] : [],
);

test.each(messages)('on a socket: %s', async (_name, body) => {
	const { token, userId } = await api.guest();
	await expectPaid(userId, () => overSocket(token, body));
});
