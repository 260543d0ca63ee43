/**
 * @file A whole API for tests: real database, real queue, real HTTP and sockets on a free port, and a worker that only
 * says that it works.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openProducer, type Producer } from '@galatea/queue';
import {
	appendEvent,
	claimRender,
	closeStore,
	createGuest,
	finishRender,
	type ImageReference,
	openStore,
	remainingTime,
	type Store,
	saveBlob,
} from '@galatea/store';
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
	const allowedOrigins = options.allowedOrigins ?? [];
	const server = await startServer({ host: '127.0.0.1', port: 0, allowedOrigins }, services);
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

/** A worker by hand: takes renders up and says what happens to them. */
export class HandWorker {
	readonly #store: Store;
	readonly renderId: string;
	#attempt = 0;

	constructor(store: Store, renderId: string) {
		this.#store = store;
		this.renderId = renderId;
	}

	/** Takes the render up: WARMING. A second call is another worker taking over. */
	async claim(name = 'hand'): Promise<void> {
		const claim = await claimRender(this.#store, this.renderId, name);
		if (!claim) throw new Error(`Render ${this.renderId} cannot be claimed`);
		this.#attempt = claim.attempt;
	}

	say(body: Parameters<typeof appendEvent>[3]) {
		return appendEvent(this.#store, this.renderId, this.#attempt, body);
	}

	start(fromStep = 0) {
		return this.say({ type: 'started', fromStep });
	}

	progress(step: number, steps = 100) {
		const loss = 1 / step;
		return this.say({ type: 'progress', step, steps, loss, terms: [{ term: 0, loss }], preview: null });
	}

	async progressWithPreview(step: number, steps = 100) {
		const key = await saveBlob(this.#store, new TextEncoder().encode(`preview ${this.renderId} ${step}`), 'webp');
		const preview = { key, thumbhash: 'dGh1bWJoYXNo', width: 128, height: 128, step };
		return this.say({ type: 'progress', step, steps, loss: 0.5, terms: [{ term: 0, loss: 0.5 }], preview });
	}

	/** Finishes with two files of a few bytes. */
	async finish(step = 100) {
		const image = await this.#image('png', 128);
		const thumbnail = await this.#image('webp', 128);
		return finishRender(this.#store, { renderId: this.renderId, attempt: this.#attempt, step, image, thumbnail });
	}

	async #image(extension: 'png' | 'webp', side: number): Promise<ImageReference> {
		const key = await saveBlob(this.#store, new TextEncoder().encode(`picture of ${this.renderId}`), extension);
		return { key, width: side, height: side, mimeType: `image/${extension}`, thumbhash: 'dGh1bWJoYXNo' };
	}
}
