import { randomUUID } from 'node:crypto';
import type { IncomingHttpHeaders } from 'node:http';

/** The id that a proxy gave the request, if it looks like one; a new one otherwise. */
export function requestIdOf(headers: IncomingHttpHeaders): string {
	const given = headers['x-request-id'];
	return typeof given === 'string' && /^[A-Za-z0-9_-]{8,64}$/.test(given) ? given : randomUUID();
}
