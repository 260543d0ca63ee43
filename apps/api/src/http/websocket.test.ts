import { once } from 'node:events';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { startTestApi, type TestApi } from '../testing.ts';
import { newRender, runningRender } from '../testing-worker.ts';
import { maximumOperationsPerSocket } from './websocket.ts';

let api: TestApi;
beforeAll(async () => {
	// Long enough for a reader that pauses while a busy machine works.
	api = await startTestApi({ allowedOrigins: ['https://gallery.example'], keepAliveMs: 300_000 });
});
afterAll(() => api[Symbol.asyncDispose]());

const sockets: WebSocket[] = [];
afterEach(async () => {
	for (const socket of sockets.splice(0)) socket.terminate();
	await expect.poll(() => api.services.hubs.size).toEqual({ renders: 0, viewers: 0 });
});

interface Message {
	readonly id?: string;
	readonly type: string;
	readonly payload?: unknown;
}

/** A socket that speaks the protocol by hand, one message at a time. */
class RawSocket {
	readonly socket: WebSocket;
	readonly #messages: Message[] = [];

	constructor(headers: Record<string, string> = {}, protocol = 'graphql-transport-ws') {
		this.socket = new WebSocket(`${api.url.replace('http', 'ws')}/graphql`, protocol, { headers });
		sockets.push(this.socket);
		this.socket.on('message', (data) => this.#messages.push(JSON.parse(String(data)) as Message));
		this.socket.on('error', () => {});
	}

	async open(parameters?: Record<string, unknown>): Promise<this> {
		await once(this.socket, 'open');
		this.send({ type: 'connection_init', ...(parameters && { payload: parameters }) });
		expect(await this.next()).toMatchObject({ type: 'connection_ack' });
		return this;
	}

	send(message: Message): void {
		this.socket.send(JSON.stringify(message));
	}

	subscribe(id: string, query: string, variables: Record<string, unknown> = {}): void {
		this.send({ id, type: 'subscribe', payload: { query, variables } });
	}

	async next(): Promise<Message> {
		while (this.#messages.length === 0) await once(this.socket, 'message');
		return this.#messages.shift() as Message;
	}

	/** The code with which the server closes. */
	closed(): Promise<number> {
		return new Promise((resolve) => this.socket.once('close', resolve));
	}
}

test('whom a trusted proxy names is counted on sockets as over HTTP', async () => {
	const socket = await new RawSocket({ 'x-forwarded-for': '192.0.2.9' }).open();
	socket.subscribe('1', '{ __typename }');
	await socket.next();
	const { maximum, remaining } = await api.services.allowances.take('address:192.0.2.9', 1);
	expect(remaining).toBe(maximum - 2);
});

const small = 'subscription ($id: ID!) { renderEvents(id: $id) { __typename seq } }';

describe('who may connect', () => {
	const handshake = async (origin: string) => {
		const { socket } = new RawSocket({ origin });
		return Promise.race([
			once(socket, 'open').then(() => 'open'),
			once(socket, 'unexpected-response').then(([, response]) => (response as { statusCode: number }).statusCode),
			once(socket, 'error').then(([error]) => (error as Error).message),
		]);
	};

	test('programs, pages of this host on any port, and pages on the list', async () => {
		for (const origin of ['http://127.0.0.1:3000', 'https://127.0.0.1', 'https://gallery.example'])
			expect(await handshake(origin)).toBe('open');
		await new RawSocket().open();
	});

	test('no page of another host: its visitors carry cookies', async () => {
		for (const origin of ['https://evil.example', 'http://127.0.0.1.evil.example', 'null'])
			expect(await handshake(origin)).toBe(401);
	});

	test('nobody who speaks another protocol, or before saying hello', async () => {
		expect(await new RawSocket({}, 'graphql-ws').closed()).toBe(1006);
		const socket = new RawSocket();
		await once(socket.socket, 'open');
		socket.subscribe('1', small, { id: 'x' });
		expect(await socket.closed()).toBe(4401);
	});

	test('who says nothing is closed after three seconds', async () => {
		expect(await new RawSocket().closed()).toBe(4408);
	});
});

describe('what may be asked', () => {
	test('queries, as the guest whose token came with the connection', async () => {
		const { token, userId } = await api.guest();
		const socket = await new RawSocket().open({ authorization: `Bearer ${token}` });
		socket.subscribe('1', '{ viewer { id } }');
		expect(await socket.next()).toEqual({ id: '1', type: 'next', payload: { data: { viewer: { id: userId } } } });
		expect(await socket.next()).toEqual({ id: '1', type: 'complete' });
	});

	test('and as the guest of the cookie', async () => {
		const { token, userId } = await api.guest();
		const socket = await new RawSocket({ cookie: `galatea_guest=${token}` }).open();
		socket.subscribe('1', '{ viewer { id } }');
		expect(await socket.next()).toMatchObject({ payload: { data: { viewer: { id: userId } } } });
	});

	test.each([
		['a mutation', 'mutation { createGuest { token } }', 'MUTATION_OVER_WEBSOCKET'],
		['a broken document', '{', 'GRAPHQL_PARSE_FAILED'],
		['an unknown field', '{ secret }', 'GRAPHQL_VALIDATION_FAILED'],
		['a document of too many tokens', `{ ${'viewer { id } '.repeat(600)} }`, 'GRAPHQL_PARSE_FAILED'],
		[
			'lists in lists in lists',
			'{ artworks(first: 100) { edges { node { remixes { remixes { id } } } } } }',
			'OPERATION_TOO_LARGE',
		],
		[
			'a query without its variables',
			'query ($n: Int!) { artworks(first: $n) { edges { cursor } } }',
			'BAD_USER_INPUT',
		],
		['an empty page', '{ artworks(first: 0) { edges { cursor } } }', 'BAD_USER_INPUT'],
	])('not %s; the socket stays open', async (_name, query, code) => {
		const socket = await new RawSocket().open();
		socket.subscribe('1', query);
		const { type, payload } = await socket.next();
		const errors = type === 'error' ? payload : (payload as { errors: unknown }).errors;
		expect(errors).toMatchObject([{ message: expect.any(String), extensions: { code } }]);
		socket.subscribe('2', '{ __typename }');
		const answers = [await socket.next(), await socket.next()];
		expect(answers).toContainEqual({ id: '2', type: 'next', payload: { data: { __typename: 'Query' } } });
	});

	test('not more than fifty operations at a time; one that ends makes room', async () => {
		const { renderId } = await runningRender(api.store);
		const socket = await new RawSocket().open();
		for (let count = 1; count <= maximumOperationsPerSocket; count++) {
			socket.subscribe(`viewer ${count}`, small, { id: renderId });
			expect(await socket.next()).toMatchObject({ type: 'next' });
		}
		socket.subscribe('one more', small, { id: renderId });
		expect(await socket.next()).toMatchObject({
			id: 'one more',
			type: 'error',
			payload: [{ extensions: { code: 'TOO_MANY_OPERATIONS' } }],
		});
		socket.send({ id: 'viewer 1', type: 'complete' });
		await expect.poll(() => api.services.hubs.size.viewers).toBe(maximumOperationsPerSocket - 1);
		socket.subscribe('again', small, { id: renderId });
		expect(await socket.next()).toMatchObject({ id: 'again', type: 'next' });
	});

	test('not a message larger than 100 kB', async () => {
		const socket = await new RawSocket().open();
		socket.subscribe('1', `{ __typename } # ${'x'.repeat(110_000)}`);
		expect(await socket.closed()).toBe(1009);
	});
});

describe('a viewer that does not read', () => {
	// Thirty copies of a thumbhash that is far too long: each event has 150 kB, and some thirty fill the kernel's buffers.
	const aliases = Array.from({ length: 30 }, (_, index) => `p${index}: preview { thumbhash }`).join(' ');
	const large = `subscription ($id: ID!) {
		renderEvents(id: $id) { __typename seq attempt ... on RenderProgress { step ${aliases} } }
	}`;
	const steps = 80;

	interface Seen {
		readonly __typename: string;
		readonly seq: number;
		readonly step?: number;
	}

	test('costs no memory, and then sees every change of state and the newest progress, not a backlog', async () => {
		const worker = await runningRender(api.store, { steps });
		const reader = await new RawSocket().open();
		const deaf = await new RawSocket().open();
		for (const socket of [reader, deaf]) {
			socket.subscribe('1', large, { id: worker.renderId });
			expect(await socket.next()).toMatchObject({ type: 'next' });
		}
		deaf.socket.pause();
		const progress = (step: number) => {
			const preview = { key: 'none.webp', thumbhash: 'x'.repeat(5_000), width: 64, height: 64, step };
			return worker.say({ type: 'progress', step, steps, loss: 0.5, terms: [], preview });
		};
		for (let step = 1; step <= steps / 2; step++) await progress(step);
		await worker.claim('another worker');
		await worker.start(steps / 2);
		for (let step = steps / 2 + 1; step <= steps; step++) await progress(step);
		expect(api.services.hubs.keptEvents(worker.renderId)).toBeLessThanOrEqual(80);
		await worker.finish(steps);

		const [swift, slow] = [await all(reader), await all(deaf)];
		for (const seen of [swift, slow]) {
			expect(seen.map((event) => event.seq)).toEqual([...seen.map((event) => event.seq)].sort((a, b) => a - b));
			expect(seen.filter((event) => event.__typename !== 'RenderProgress').map((event) => event.__typename)).toEqual([
				'RenderWarming',
				'RenderStarted',
				'RenderDone',
			]);
			expect(seen.findLast((event) => event.__typename === 'RenderProgress')?.step).toBe(steps);
		}
		expect(slow.length).toBeLessThan(swift.length);
		expect(slow.length).toBeLessThan(steps * 0.8);
	});

	async function all(socket: RawSocket): Promise<readonly Seen[]> {
		if (socket.socket.isPaused) socket.socket.resume();
		const seen: Seen[] = [];
		for (let message = await socket.next(); message.type !== 'complete'; message = await socket.next())
			seen.push((message.payload as { data: { renderEvents: Seen } }).data.renderEvents);
		return seen;
	}
});

test('one address opens no more sockets than it may, whereas others do, and one that is closed makes room', async () => {
	await using narrow = await startTestApi({ maximumSocketsOfAddress: 2 });
	const open = async (address: string) => {
		const headers = { 'x-forwarded-for': address };
		const socket = new WebSocket(`${narrow.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', { headers });
		sockets.push(socket);
		return new Promise<WebSocket | number>((resolve) => {
			socket.on('error', () => {});
			socket.on('open', () => resolve(socket));
			socket.on('unexpected-response', (_request, answer) => resolve(answer.statusCode ?? 0));
		});
	};
	const [first] = [await open('192.0.2.1'), await open('192.0.2.1')];
	expect(await open('192.0.2.1')).toBe(429);
	expect(await open('192.0.2.2')).toBeInstanceOf(WebSocket);
	(first as WebSocket).terminate();
	await expect.poll(() => open('192.0.2.1')).toBeInstanceOf(WebSocket);
});

test('who no longer answers is cut off, and is no viewer any more; who answers stays', async () => {
	await using impatient = await startTestApi({ keepAliveMs: 1_000 });
	const { renderId } = await newRender(impatient.store);
	const connect = async (autoPong: boolean) => {
		const socket = new WebSocket(`${impatient.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws', {
			autoPong,
		});
		await once(socket, 'open');
		socket.send(JSON.stringify({ type: 'connection_init' }));
		await once(socket, 'message');
		socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: small, variables: { id: renderId } } }));
		await once(socket, 'message');
		return socket;
	};
	const [lively, dead] = [await connect(true), await connect(false)];
	await once(dead, 'close');
	await expect.poll(() => impatient.services.hubs.size.viewers).toBe(1);
	await once(lively, 'ping');
	expect(lively.readyState).toBe(WebSocket.OPEN);
	lively.terminate();
});

test('when the server stops, sockets are told to come back later, and nobody is left watching', async () => {
	const stopping = await startTestApi();
	const { renderId } = await newRender(stopping.store);
	const socket = new WebSocket(`${stopping.url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
	await once(socket, 'open');
	socket.send(JSON.stringify({ type: 'connection_init' }));
	await once(socket, 'message');
	socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload: { query: small, variables: { id: renderId } } }));
	await once(socket, 'message');
	const closed = once(socket, 'close');
	await stopping[Symbol.asyncDispose]();
	expect((await closed)[0]).toBe(1001);
	expect(stopping.services.hubs.size.viewers).toBe(0);
});
