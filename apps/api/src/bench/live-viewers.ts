/** @file Viewers of one render, each on a socket of its own, that note when each event reaches them. */
import { once } from 'node:events';
import { WebSocket } from 'ws';

/** Sockets that are opened at the same time. */
const opening = 20;
/** Times that one tries to come in before it is given up: on a busy machine saying hello may take too long. */
const tries = 5;

export interface LiveOptions {
	/** Of the API. */
	readonly url: string;
	/** The subscription, with the variable `id`. */
	readonly document: string;
	readonly renderId: string;
	readonly viewers: number;
	/** So many of them can be told not to read. */
	readonly slow: number;
}

/** Those who watch. */
export class LiveViewers {
	readonly #swift: readonly WebSocket[];
	readonly #slow: readonly WebSocket[];
	/** When each step was said, in milliseconds of `performance.now()`. */
	readonly #sentAt = new Map<number, number>();
	/** The newest step that each viewer has seen. */
	readonly #seen = new Map<WebSocket, number>();
	readonly #delaysMs: number[] = [];
	#received = 0;
	#wake: () => void = () => {};

	private constructor(sockets: readonly WebSocket[], slow: number) {
		this.#slow = sockets.slice(0, slow);
		this.#swift = sockets.slice(slow);
		const swift = new Set(this.#swift);
		for (const socket of sockets) {
			socket.on('message', (data) => this.#note(socket, swift.has(socket), String(data)));
			socket.on('close', () => this.#wake());
		}
	}

	/** Resolves when all of them have the snapshot. */
	static async join({ viewers, slow, ...watched }: LiveOptions): Promise<LiveViewers> {
		const join = () => comeIn(watched, tries);
		const sockets: WebSocket[] = [];
		while (sockets.length < viewers)
			sockets.push(...(await Promise.all(Array.from({ length: Math.min(opening, viewers - sockets.length) }, join))));
		return new LiveViewers(sockets, slow);
	}

	/** Events that reached viewers. */
	get received(): number {
		return this.#received;
	}

	/** A step is about to be said. */
	sent(step: number): void {
		this.#sentAt.set(step, performance.now());
	}

	/** The slow ones read nothing. */
	pauseSlow(): void {
		for (const socket of this.#slow) socket.pause();
	}

	resumeSlow(): void {
		for (const socket of this.#slow) socket.resume();
	}

	/** Resolves when all have seen the step; rejects when one was cut off. */
	async until(step: number): Promise<void> {
		const all = [...this.#swift, ...this.#slow];
		while (all.some((socket) => (this.#seen.get(socket) ?? 0) < step)) {
			const gone = all.filter((socket) => socket.readyState !== WebSocket.OPEN).length;
			if (gone > 0) throw new Error(`The API cut ${gone} viewers off`);
			await new Promise<void>((resolve) => {
				this.#wake = resolve;
			});
		}
	}

	/** Milliseconds from an event to its receipt that such parts of all did not exceed; slow viewers aside. */
	quantiles(parts: readonly number[]): readonly number[] {
		const sorted = this.#delaysMs.toSorted((one, other) => one - other);
		return parts.map((part) => sorted[Math.min(sorted.length - 1, Math.ceil(part * sorted.length) - 1)] ?? 0);
	}

	async leave(): Promise<void> {
		await Promise.all(
			[...this.#swift, ...this.#slow].map(async (socket) => {
				const closed = once(socket, 'close');
				socket.close();
				await closed;
			}),
		);
	}

	#note(socket: WebSocket, isSwift: boolean, message: string): void {
		const step = Number(/"RenderProgress".*?"step":(\d+)/.exec(message)?.[1] ?? Number.NaN);
		const sentAt = this.#sentAt.get(step);
		if (sentAt === undefined) return;
		this.#received += 1;
		if (isSwift) this.#delaysMs.push(performance.now() - sentAt);
		this.#seen.set(socket, step);
		this.#wake();
	}
}

/** One socket that has the snapshot. Rejects when it was closed as often as there are tries. */
async function comeIn(watched: Pick<LiveOptions, 'url' | 'document' | 'renderId'>, left: number): Promise<WebSocket> {
	const { url, document, renderId } = watched;
	const socket = new WebSocket(`${url.replace('http', 'ws')}/graphql`, 'graphql-transport-ws');
	const closed = once(socket, 'close').then(([code]) => {
		throw new Error(`The API closed a socket with ${String(code)} before the snapshot`);
	});
	const answer = async (): Promise<string> => String((await Promise.race([once(socket, 'message'), closed]))[0]);
	try {
		await Promise.race([once(socket, 'open'), closed]);
		socket.send(JSON.stringify({ type: 'connection_init' }));
		await answer();
		const payload = { query: document, variables: { id: renderId } };
		socket.send(JSON.stringify({ id: '1', type: 'subscribe', payload }));
		const snapshot = await answer();
		if (!snapshot.includes('RenderSnapshot')) throw new Error(`The API answered ${snapshot}`);
		// What ends later is not the concern of coming in.
		closed.catch(() => {});
		return socket;
	} catch (error) {
		socket.terminate();
		if (left <= 1) throw error;
		return comeIn(watched, left - 1);
	}
}
