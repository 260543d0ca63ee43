/**
 * @file What a request to GraphQL costs before anything of it is read, by its bytes: so a body that is no JSON, a document that
 * nobody knows and a query with mistakes are charged, too.
 */
import type { Request, RequestHandler, Response } from 'express';
import { pointsOfArrival } from '../allowances.ts';
import { createContext, type Services } from '../context.ts';
import { httpCaller } from './caller.ts';
import { type HttpContext, headersOf, tooManyRequests } from './meter.ts';

/** Charges every request, of `maximumBytes` where it does not say how long it is, and refuses who has nothing left. */
export function chargeArrival(services: Services, maximumBytes: number): RequestHandler {
	return async (request, response, next) => {
		// Answers differ by who asks.
		response.set('Cache-Control', 'no-store');
		const context = createContext(services, httpCaller(request, response));
		const bytes = Math.min(bytesOf(request), maximumBytes);
		const arrival = await services.allowances.spend(context.person, pointsOfArrival(bytes));
		const preferred = request.accepts(['application/json', 'application/graphql-response+json']);
		const readsStatus = preferred === 'application/graphql-response+json';
		response.locals['context'] = { ...context, arrival, readsStatus } satisfies HttpContext;
		if (!arrival) return next();
		response.set(Object.fromEntries(headersOf(arrival)));
		if (arrival.isGranted) return next();
		const { resetSeconds } = arrival;
		const extensions = { code: 'TOO_MANY_REQUESTS', retryAfterSeconds: resetSeconds };
		response
			.set('retry-after', String(resetSeconds))
			.status(429)
			.json({ errors: [{ message: tooManyRequests(resetSeconds), extensions }] });
	};
}

/** Bytes of what is asked; infinitely many where only reading would tell. */
function bytesOf({ method, url, headers }: Request): number {
	if (method === 'GET') return url.length;
	const length = Number(headers['content-length']);
	// What is compressed may be as long as it is allowed to be.
	return headers['content-encoding'] === undefined && Number.isFinite(length) ? length : Number.POSITIVE_INFINITY;
}

/** The context of a request that was let through. */
export function contextOf(response: Response): HttpContext {
	return response.locals['context'] as HttpContext;
}
