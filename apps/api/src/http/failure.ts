/** @file Errors outside of GraphQL's own: an unreadable body, a storage that is down. Answered as JSON, never as HTML. */
import { RenderError } from '@galatea/render';
import type { ErrorRequestHandler } from 'express';
import type { Logger } from 'pino';
import { CallerLeft, LineFull } from '../encoding-line.ts';
import { tellFailure } from '../mask-error.ts';
import { AllowanceSpent } from './encode-for.ts';
import { requestIdOf } from './request-id.ts';

/** The last handler of the gallery. The shape is that of a GraphQL answer, which every client can read. */
export function answerFailure(logger: Logger): ErrorRequestHandler {
	return (error: unknown, request, response, next) => {
		if (response.headersSent) return next(error);
		// Nobody is there to be told.
		if (error instanceof CallerLeft) return void response.destroy();
		// What was said of a file does not hold for this.
		for (const name of ['ETag', 'Content-Disposition', 'Content-Type']) response.removeHeader(name);
		response.set('Cache-Control', 'no-store');
		const requestId = requestIdOf(request.headers);
		const { status, code, message, retryAfterSeconds } = describe(error, requestId, logger);
		if (status === 500) logger.error({ err: error, requestId, path: request.path }, 'a request failed');
		if (retryAfterSeconds !== undefined) response.set('Retry-After', String(retryAfterSeconds));
		response.status(status).json({ errors: [{ message, extensions: { code } }] });
	};
}

interface Described {
	readonly status: number;
	readonly code: string;
	readonly message: string;
	readonly retryAfterSeconds?: number;
}

function describe(error: unknown, requestId: string, logger: Logger): Described {
	if (error instanceof LineFull) return { status: 503, code: 'TOO_BUSY', ...tellWhen(error) };
	if (error instanceof AllowanceSpent) return { status: 429, code: 'TOO_MANY_REQUESTS', ...tellWhen(error) };
	if (error instanceof RenderError)
		return { status: 503, code: error.code, message: tellFailure(error, requestId, logger) };
	const status = clientStatus(error);
	if (status === 413)
		return { status, code: 'BODY_TOO_LARGE', message: `The body is larger than ${limitOf(error)} kB.` };
	if (status !== null) return { status, code: 'BAD_REQUEST', message: 'The request cannot be read; send JSON.' };
	const message = `Something went wrong here, and it is not your doing. It is in the log under ${requestId}.`;
	return { status: 500, code: 'INTERNAL_SERVER_ERROR', message };
}

function tellWhen({ message, retryAfterSeconds }: LineFull | AllowanceSpent) {
	return { message: `${message}.`, retryAfterSeconds };
}

// Its own number of bytes comes with the error of a body parser.
function limitOf(error: unknown): number {
	const isTold = typeof error === 'object' && error !== null && 'limit' in error && typeof error.limit === 'number';
	return Math.floor((isTold ? (error.limit as number) : 0) / 1024);
}

// Express's body parsers throw errors with the status to answer.
function clientStatus(error: unknown): number | null {
	if (typeof error !== 'object' || error === null || !('status' in error)) return null;
	const { status } = error;
	return typeof status === 'number' && status >= 400 && status < 500 ? status : null;
}
