/**
 * @file The HTTP response that a page is rendered into. Next renders nothing on the server for `notFound()` and for what a
 * page throws (vercel/next.js#62228), and gives a page no other way to answer with a status: docs/decisions/0067.
 */
import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { readableAddress } from './readable-address.ts';

interface Exchange {
	readonly request: IncomingMessage;
	readonly response: ServerResponse;
}

// Pages and `instrumentation.ts` are built apart: each has this module of its own, and they meet here.
const place = Symbol.for('galatea.exchange');
const shared = globalThis as unknown as { [place]?: AsyncLocalStorage<Exchange> };
shared[place] ??= new AsyncLocalStorage<Exchange>();
const exchanges = shared[place];

/**
 * From now on every request of this process is known to what is rendered for it, and an address that Next would fail to
 * decode reaches it as one that leads nowhere. Called once, when the server starts.
 */
export function followRequests(): void {
	subscribe('http.server.request.start', (message) => {
		const exchange = message as Exchange;
		exchange.request.url = readableAddress(exchange.request.url ?? '/');
		exchanges.enterWith(exchange);
	});
}

/**
 * The document that is being rendered is answered with `status`, an HTTP status code. Nothing happens to what the router
 * of a loaded page asks for: that reads the view whatever became of it, and takes another status for a broken server.
 */
export function answerWithStatus(status: number): void {
	const exchange = exchanges.getStore();
	if (!exchange || exchange.request.headers['rsc'] !== undefined || exchange.response.headersSent) return;
	exchange.response.statusCode = status;
}
