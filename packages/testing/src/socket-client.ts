/** @file A viewer: subscribes over a real WebSocket, and waits for what it is to see. */
import { type Client, createClient } from 'graphql-ws';
import { WebSocket } from 'ws';
import { type Mailbox, mailbox } from './mailbox.ts';

/** One subscription's answers. */
export interface SocketSubscription<Data> extends Pick<Mailbox<Data>, 'next' | 'takeAll'> {
	/** Resolves when the server ends the subscription, rejects when it fails. */
	readonly ended: Promise<void>;
	/** Ends it from this side. */
	stop(): void;
}

export interface SocketClient extends AsyncDisposable {
	/** Begins a subscription (or runs a query or mutation: one answer, then the end). */
	subscribe<Data>(document: string, variables?: Readonly<Record<string, unknown>>): SocketSubscription<Data>;
	/** Breaks the connection as a lost network does: no goodbye. */
	cut(): void;
	close(): Promise<void>;
}

/**
 * Connects when first used. `token` is sent as `Authorization: Bearer <token>` in the connection's parameters and its
 * headers. A lost connection is not made again: what a viewer does then is for the test to say.
 */
export function socketClient(url: string, options: { readonly token?: string } = {}): SocketClient {
	const authorization = options.token === undefined ? {} : { authorization: `Bearer ${options.token}` };
	let socket: WebSocket | undefined;
	class ViewerSocket extends WebSocket {
		constructor(address: string, protocols?: string | string[]) {
			super(address, protocols, { headers: authorization });
			socket = this;
		}
	}
	const client = createClient({
		url,
		webSocketImpl: ViewerSocket,
		retryAttempts: 0,
		lazy: true,
		connectionParams: authorization,
		// The failure is told to the subscriptions; the client need not print it.
		onNonLazyError: () => {},
	});
	const close = async (): Promise<void> => {
		await client.dispose();
	};
	return {
		subscribe: (document, variables = {}) => subscribe(client, document, variables),
		cut: () => socket?.terminate(),
		close,
		[Symbol.asyncDispose]: close,
	};
}

function subscribe<Data>(
	client: Client,
	query: string,
	variables: Readonly<Record<string, unknown>>,
): SocketSubscription<Data> {
	const box = mailbox<Data>();
	let stop = (): void => {};
	const ended = new Promise<void>((resolve, reject) => {
		const fail = (error: Error): void => {
			box.fail(error);
			reject(error);
		};
		stop = client.subscribe<Data>(
			{ query, variables: { ...variables } },
			{
				next: (result) => {
					if (result.errors) fail(new Error(result.errors.map((error) => error.message).join('; ')));
					else box.put(result.data as Data);
				},
				error: (error) => fail(asError(error)),
				complete: () => {
					box.fail(new Error('The server has ended this subscription'));
					resolve();
				},
			},
		);
	});
	// A test need not look at the end.
	ended.catch(() => {});
	return { next: box.next, takeAll: box.takeAll, ended, stop: () => stop() };
}

// graphql-ws rejects with an Error, a close event, or a list of GraphQL errors.
function asError(error: unknown): Error {
	if (error instanceof Error) return error;
	if (Array.isArray(error)) return new Error(error.map((each: { message?: string }) => each.message).join('; '));
	const { code, reason } = error as { readonly code?: number; readonly reason?: string };
	return new Error(`The connection was closed: ${code ?? ''} ${reason ?? ''}`.trim());
}
