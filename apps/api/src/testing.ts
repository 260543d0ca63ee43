/**
 * @file A whole API for tests: real database, real queue, real HTTP and sockets on a free port, and a worker that only
 * says that it works.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openProducer, type Producer } from '@galatea/queue';
import { closeStore, createGuest, openStore, remainingTime, type Store } from '@galatea/store';
import { disposableDatabase } from '@galatea/testing';
import { createClient } from 'graphql-ws';
import { pino } from 'pino';
import { WebSocket } from 'ws';
import type { Services } from './context.ts';
import { RemainingTimes } from './live/remaining-times.ts';
import { RenderHubs } from './live/render-hubs.ts';
import { storeSource } from './live/store-source.ts';
import { startServer } from './server.ts';
import { starterShelf } from './testing-packs.ts';

/** Whatever JSON came back; tests look into it with matchers. */
export interface Answer {
	readonly data?: Record<string, unknown> | null;
	readonly errors?: readonly { readonly message: string; readonly extensions: { readonly code: string } }[];
}

/** The data of an answer; throws with the errors when there is none. */
export function dataOf(answer: Answer): Readonly<Record<string, unknown>> {
	if (answer.data) return answer.data;
	throw new Error(`The answer has no data: ${JSON.stringify(answer.errors)}`);
}

export interface TestApi extends AsyncDisposable {
	readonly url: string;
	readonly store: Store;
	readonly services: Services;
	/** Lines that were logged at level warn and above. */
	readonly log: readonly string[];
	/** Sends one operation over HTTP, as the guest of `token` or as nobody. */
	query(document: string, variables?: Record<string, unknown>, token?: string): Promise<Answer>;
	/** Opens a subscription on a socket of its own; leaving the loop (or `return()`) closes the socket. */
	subscribe(document: string, variables?: Record<string, unknown>): AsyncGenerator<Answer, void>;
	guest(): Promise<{ readonly token: string; readonly userId: string }>;
}

export interface TestApiOptions {
	readonly maximumWaitingRenders?: number;
	readonly allowedOrigins?: readonly string[];
	readonly keepAliveMs?: number;
	/** In place of a database of its own. */
	readonly databaseUrl?: string;
	/** Stands between the API and the queue. */
	readonly wrapProducer?: (producer: Producer) => Producer;
}

export async function startTestApi(options: TestApiOptions = {}): Promise<TestApi> {
	const database = options.databaseUrl === undefined ? await disposableDatabase() : null;
	const databaseUrl = options.databaseUrl ?? database?.url ?? '';
	const storageDir = await mkdtemp(join(tmpdir(), 'galatea-api-'));
	const store = openStore({ databaseUrl, storageDir });
	const producer = await openProducer(databaseUrl);
	const log: string[] = [];
	const logger = pino({ level: 'warn' }, { write: (line: string) => void log.push(line) });
	const hubs = new RenderHubs(storeSource(store), logger);
	await hubs.listen();
	const services: Services = {
		store,
		producer: options.wrapProducer?.(producer) ?? producer,
		shelf: starterShelf,
		hubs,
		remainingTimes: new RemainingTimes((renderId) => remainingTime(store, renderId)),
		maximumWaitingRenders: options.maximumWaitingRenders ?? 200,
		logger,
	};
	const sockets = { allowedOrigins: options.allowedOrigins ?? [], keepAliveMs: options.keepAliveMs ?? 12_000 };
	const server = await startServer({ host: '127.0.0.1', port: 0, ...sockets }, services);
	return {
		url: server.url,
		store,
		services,
		log,
		query: (document, variables, token) => post(server.url, document, variables ?? {}, token),
		subscribe: (document, variables) => subscribe(server.url, document, variables ?? {}),
		async guest() {
			const { user, token } = await createGuest(store);
			return { token, userId: user.id };
		},
		async [Symbol.asyncDispose]() {
			await server.close();
			await producer.close();
			await closeStore(store);
			await rm(storageDir, { recursive: true, force: true });
			await database?.[Symbol.asyncDispose]();
		},
	};
}

async function post(url: string, query: string, variables: Record<string, unknown>, token?: string): Promise<Answer> {
	const response = await fetch(`${url}/graphql`, {
		method: 'POST',
		headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
		body: JSON.stringify({ query, variables }),
	});
	return (await response.json()) as Answer;
}

async function* subscribe(
	url: string,
	query: string,
	variables: Record<string, unknown>,
): AsyncGenerator<Answer, void> {
	const client = createClient({
		url: `${url.replace('http', 'ws')}/graphql`,
		webSocketImpl: WebSocket,
		retryAttempts: 0,
	});
	try {
		for await (const result of client.iterate({ query, variables })) yield result as unknown as Answer;
	} finally {
		await client.dispose();
	}
}
