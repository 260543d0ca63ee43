/**
 * @file Who lets go of a connection that nobody uses. The web server sends its requests through connections that it has, and one
 * that the API is just closing loses the request: the visitor gets 500, and nobody knows whether a mutation ran. So clients are
 * told to let go first, and the API waits much longer than it says: a busy client notices late that the time is over.
 */
import type { Server } from 'node:http';

/** What clients are told, in the header `Keep-Alive`. */
const toldIdleSeconds = 5;
/** What is so. */
const idleMs = 65_000;

/** From here on, idle connections of the server end as the file says. */
export function keepIdleConnections(server: Server): void {
	server.keepAliveTimeout = idleMs;
	server.prependListener('request', (_request, response) => {
		response.setHeader('Keep-Alive', `timeout=${toldIdleSeconds}`);
	});
}
