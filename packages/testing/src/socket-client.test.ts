import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buildSchema } from 'graphql';
import { useServer } from 'graphql-ws/use/ws';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { socketClient } from './socket-client.ts';

const http = createServer();
const sockets = new WebSocketServer({ server: http, path: '/graphql' });
let url: string;
/** What the clients sent along, newest last. */
const authorizations: unknown[] = [];

beforeAll(async () => {
	const schema = buildSchema(`
		type Query { ok: Boolean! }
		type Subscription { numbers(upTo: Int!): Int! endless: Int! failing: Int! }
	`);
	const roots = {
		subscription: {
			numbers: async function* ({ upTo }: { upTo: number }) {
				for (let each = 1; each <= upTo; each++) yield { numbers: each };
			},
			endless: async function* () {
				yield { endless: 1 };
				await new Promise(() => {});
			},
			failing: () => {
				throw new Error('not today');
			},
		},
	};
	useServer(
		{
			schema,
			roots,
			onConnect: (context) => {
				authorizations.push(context.connectionParams?.['authorization'], context.extra.request.headers.authorization);
			},
		},
		sockets,
	);
	await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
	url = `ws://127.0.0.1:${(http.address() as AddressInfo).port}/graphql`;
});
afterAll(async () => {
	for (const socket of sockets.clients) socket.terminate();
	await new Promise((resolve) => http.close(resolve));
});

test('a subscription is waited for value by value, and ends with the server', async () => {
	await using client = socketClient(url, { token: 'abc' });
	const numbers = client.subscribe<{ numbers: number }>('subscription($n: Int!) { numbers(upTo: $n) }', { n: 3 });
	expect(await numbers.next()).toEqual({ numbers: 1 });
	expect(await numbers.next((value) => value.numbers === 3)).toEqual({ numbers: 3 });
	await numbers.ended;
	await expect(numbers.next()).rejects.toThrow('The server has ended this subscription');
	expect(authorizations.slice(-2)).toEqual(['Bearer abc', 'Bearer abc']);
});

test('who waits is told of a failure and of a lost connection', async () => {
	await using client = socketClient(url);
	await expect(client.subscribe('subscription { failing }').next()).rejects.toThrow('not today');
	const endless = client.subscribe('subscription { endless }');
	await endless.next();
	client.cut();
	await expect(endless.next()).rejects.toThrow(/connection was closed: 1006/);
	await expect(endless.ended).rejects.toThrow(/connection was closed/);
});
