/**
 * @file Between `ws` and graphql-ws: what graphql-ws/use/ws does, with errors in our log, and with readers that do not
 * read kept from filling the memory.
 */
import type { IncomingMessage } from 'node:http';
import { CloseCode, type Server as ProtocolServer } from 'graphql-ws';
import type { Logger } from 'pino';
import type { WebSocket, WebSocketServer } from 'ws';

/** Bytes that may wait for a reader besides its events, such as answers to its pings, before it is cut off. */
const maximumWaitingBytes = 1_000_000;

/** How long a client may take to say goodbye when the server stops. */
const farewellMs = 1_000;

/** RFC 6455, 7.4.1; clients of graphql-ws connect again after it. */
const goingAway = 1001;

/** What graphql-ws hands along with a socket. A type, not an interface: it must count as a record of anything. */
export type SocketExtra = {
	readonly socket: WebSocket;
	readonly request: IncomingMessage;
};

export interface SocketOptions {
	/** Every socket is asked this often whether the other side is still there; who did not answer by then is cut off. */
	readonly keepAliveMs: number;
	readonly logger: Logger;
}

/** Lets `protocol` speak on every socket that is opened. */
export function serveSockets(
	sockets: WebSocketServer,
	protocol: ProtocolServer<SocketExtra>,
	{ keepAliveMs, logger }: SocketOptions,
): void {
	sockets.on('error', (error) => logger.error({ err: error }, 'the socket server failed'));
	sockets.on('connection', (socket, request) => {
		// Broken frames and lost connections; `ws` closes the socket with the right code.
		socket.on('error', (error) => logger.debug({ err: error }, 'a socket broke'));
		const closed = protocol.opened(
			{
				protocol: socket.protocol,
				send: (data) => send(socket, data),
				close: (code, reason) => socket.close(code, reason),
				onMessage: (handle) => socket.on('message', (data) => receive(socket, String(data), handle, logger)),
			},
			{ socket, request },
		);
		const alive = keepAlive(socket, keepAliveMs);
		socket.once('close', (code, reason) => {
			clearInterval(alive);
			closed(code, String(reason)).catch((error: unknown) => logger.error({ err: error }, 'a socket did not end well'));
		});
	});
}

/** Tells every client to come back later (1001), waits a moment for their goodbye, and takes no new ones. */
export async function closeSockets(sockets: WebSocketServer): Promise<void> {
	for (const socket of sockets.clients) socket.close(goingAway, 'Going away');
	const impatience = setTimeout(() => {
		for (const socket of sockets.clients) socket.terminate();
	}, farewellMs);
	await new Promise((resolve) => sockets.close(resolve));
	clearTimeout(impatience);
}

// Resolves when the bytes have left for the kernel, which takes no more than the reader lets it: graphql-ws waits for
// this before it asks for the next event. When the socket is gone its closing ends the operations.
function send(socket: WebSocket, data: string): Promise<void> {
	if (socket.readyState !== socket.OPEN) return Promise.resolve();
	return new Promise((resolve) => socket.send(data, () => resolve()));
}

function receive(socket: WebSocket, data: string, handle: (data: string) => Promise<void>, logger: Logger): void {
	// Events wait for their reader, but answers to pings do not: who asks and never reads is cut off.
	if (socket.bufferedAmount > maximumWaitingBytes) {
		socket.terminate();
		return;
	}
	handle(data).catch((error: unknown) => {
		logger.error({ err: error }, 'a message on a socket could not be handled');
		socket.close(CloseCode.InternalServerError, 'Internal server error');
	});
}

function keepAlive(socket: WebSocket, everyMs: number): NodeJS.Timeout {
	let answered = true;
	socket.on('pong', () => {
		answered = true;
	});
	return setInterval(() => {
		if (!answered) return socket.terminate();
		answered = false;
		socket.ping();
	}, everyMs);
}
