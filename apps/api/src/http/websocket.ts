/**
 * @file GraphQL over WebSocket (the graphql-transport-ws protocol), for watching. Mutations go over HTTP, where cookies
 * can be set and other sites' pages are kept out.
 */
import type { IncomingMessage, Server } from 'node:http';
import { isLoopback, networksOf } from '@galatea/store/access';
import { type ExecutionArgs, GraphQLError, getOperationAST } from 'graphql';
import { type Context, handleProtocols, makeServer, type SubscribePayload } from 'graphql-ws';
import proxyAddress from 'proxy-addr';
import { type VerifyClientCallbackAsync, WebSocketServer } from 'ws';
import { pointsOfArrival, pointsOfCost, pointsOfReading } from '../allowances.ts';
import { createContext, type RequestContext, type Services } from '../context.ts';
import { hashOfDocument, type ReadDocument } from '../known-documents.ts';
import { subscribeShared } from '../live/shared-results.ts';
import { maskError } from '../mask-error.ts';
import { operationCost } from '../operation-limits.ts';
import { schema } from '../schema/index.ts';
import { tooManyRequests } from './meter.ts';
import { isAllowedOrigin } from './origin.ts';
import { unknownDocument } from './persisted-documents.ts';
import { requestIdOf } from './request-id.ts';
import { SocketRoom } from './socket-room.ts';
import { closeSockets, type SocketExtra, serveSockets } from './sockets.ts';

/** Bytes of one message from a client; an operation has at most a few thousand. */
const maximumMessageBytes = 100_000;

/** Operations at a time on one socket. A page watches a handful of renders. */
export const maximumOperationsPerSocket = 50;

/** Time for a client to introduce itself before the socket is closed (4408). */
const initialisationTimeoutMs = 3_000;

const defaultKeepAliveMs = 12_000;
/** A browser has one for each of its pages, and a school may be many browsers. */
const defaultSocketsOfAddress = 200;
/** Who has too many open tries again after so many seconds. */
const comeBackSeconds = 30;

export interface SocketServerOptions {
	/** Origins of pages on other hosts that may connect. */
	readonly allowedOrigins: readonly string[];
	/** Whether an address is that of a proxy that may say for whom it asks. */
	readonly isTrustedProxy: (address: string, hop: number) => boolean;
	/** Sockets that may be open from one address; 200 when left out. This machine itself has no limit. */
	readonly maximumSocketsOfAddress?: number;
	/** See `SocketOptions`; 12 s when left out. */
	readonly keepAliveMs?: number;
}

type SocketContext = Context<Record<string, unknown>, SocketExtra>;

/** The sockets of a server. */
export interface Sockets {
	/** How many are open. */
	count(): number;
	close(): Promise<void>;
}

/** Answers sockets at `path` of `httpServer`. Closing tells clients to come back (1001) and ends their operations. */
export function graphqlOverWebSocket(
	httpServer: Server,
	path: string,
	services: Services,
	options: SocketServerOptions,
): Sockets {
	const room = new SocketRoom(options.maximumSocketsOfAddress ?? defaultSocketsOfAddress);
	const verify: VerifyClientCallbackAsync = ({ req }, answer) => {
		if (!isAllowedOrigin(req.headers, options.allowedOrigins)) return answer(false);
		const address = addressOf(req, options);
		if (isLoopback(address) || room.admit(req.socket, networksOf(address).network)) return answer(true);
		answer(false, 429, 'Too Many Requests', { 'Retry-After': String(comeBackSeconds) });
	};
	const sockets = new WebSocketServer({
		server: httpServer,
		path,
		maxPayload: maximumMessageBytes,
		verifyClient: verify,
		handleProtocols,
	});
	const protocol = makeServer<Record<string, unknown>, SocketExtra>({
		connectionInitWaitTimeout: initialisationTimeoutMs,
		subscribe: subscribeShared,
		onSubscribe: (context, _id, payload) => prepare(context, payload, services, options),
		onNext: (_context, _id, _payload, { contextValue }, result) =>
			result.errors && { data: result.data ?? null, errors: masked(result.errors, contextValue as RequestContext) },
		onError: (context, _id, _payload, errors) =>
			masked(errors, { requestId: requestIdOf(context.extra.request.headers), logger: services.logger }),
	});
	serveSockets(sockets, protocol, { keepAliveMs: options.keepAliveMs ?? defaultKeepAliveMs, logger: services.logger });
	return { count: () => sockets.clients.size, close: () => closeSockets(sockets) };
}

async function prepare(
	context: SocketContext,
	payload: SubscribePayload,
	services: Services,
	options: SocketServerOptions,
): Promise<ExecutionArgs | readonly GraphQLError[]> {
	if (Object.keys(context.subscriptions).length > maximumOperationsPerSocket)
		return [
			refusal('TOO_MANY_OPERATIONS', `At most ${maximumOperationsPerSocket} operations at a time on one socket.`),
		];
	const contextValue = createContext(services, {
		requestId: requestIdOf(context.extra.request.headers),
		headers: context.extra.request.headers,
		token: connectionToken(context.connectionParams),
		address: addressOf(context.extra.request, options),
		cookies: null,
	});
	const { operationName = null, variables = null } = payload;
	const refused = await charge(contextValue, pointsOfArrival(JSON.stringify(payload).length));
	if (refused) return [refused];
	const read = await readDocument(payload, contextValue);
	if ('errors' in read) return read.errors;
	const { document } = read;
	const operation = getOperationAST(document, operationName);
	if (operation?.operation === 'mutation')
		return [refusal('MUTATION_OVER_WEBSOCKET', 'Mutations go over HTTP: POST to the same path.')];
	const cost = operation ? operationCost(schema, document, operation, variables ?? {}) : 0;
	const unaffordable = await charge(contextValue, pointsOfCost(cost));
	return unaffordable ? [unaffordable] : { schema, document, operationName, variableValues: variables, contextValue };
}

/** The document that a message names or holds; one that is not known yet is charged before it is read. */
async function readDocument(payload: SubscribePayload, context: RequestContext): Promise<ReadDocument> {
	const id = payload.extensions?.['documentId'];
	const text = typeof id === 'string' ? await context.documents.find(id) : payload.query;
	if (text === null) return { errors: [refusal(unknownDocument.code, unknownDocument.message)] };
	const hash = hashOfDocument(text);
	const known = context.knownDocuments.get(hash);
	if (known) return { document: known };
	const refused = await charge(context, pointsOfReading(text.length));
	return refused ? { errors: [refused] } : context.knownDocuments.read(text, hash);
}

/** Takes points from who asks; what they are told when there are too few, or null. */
async function charge({ allowances, person }: RequestContext, points: number): Promise<GraphQLError | null> {
	const allowance = await allowances.spend(person, points);
	if (!allowance || allowance.isGranted) return null;
	const { resetSeconds } = allowance;
	return refusal('TOO_MANY_REQUESTS', tooManyRequests(resetSeconds), { retryAfterSeconds: resetSeconds });
}

/** From where a socket was opened; empty once it is closed. */
function addressOf(request: IncomingMessage, { isTrustedProxy }: SocketServerOptions): string {
	return request.socket.remoteAddress === undefined ? '' : proxyAddress(request, isTrustedProxy);
}

/** Browsers cannot set headers on sockets; programs may send `{authorization: 'Bearer …'}` when they connect. */
function connectionToken(parameters: Readonly<Record<string, unknown>> | undefined): string | null {
	const value = parameters?.['authorization'] ?? parameters?.['Authorization'];
	return typeof value === 'string' ? (/^Bearer +(\S{16,256})$/i.exec(value)?.[1] ?? null) : null;
}

function masked(errors: readonly GraphQLError[], context: Pick<RequestContext, 'requestId' | 'logger'>) {
	return errors.map((error) => maskError(error, error.toJSON(), context.requestId, context.logger));
}

function refusal(code: string, message: string, values: Readonly<Record<string, number>> = {}): GraphQLError {
	return new GraphQLError(message, { extensions: { code, ...values } });
}
