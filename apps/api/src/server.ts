/**
 * @file One HTTP server: GraphQL (HTTP and WebSocket) at /graphql, pictures at /files/<key>, /uploads, /downloads/<artwork>,
 * /downloads/collections/<collection>.zip and /cards/<artwork>-<digest>.jpg, /feeds/…, /embeds/…, /oauth/<provider>, /health.
 */
import { createServer, type Server } from 'node:http';
import { isLoopback } from '@galatea/store/access';
import express, { type Express } from 'express';
import type { Services } from './context.ts';
import { houseHealth, publicHealth } from './health.ts';
import { chargeArrival } from './http/arrival.ts';
import { serveCards } from './http/cards.ts';
import { serveCollectionExports } from './http/collection-exports.ts';
import { serveDownloads } from './http/downloads.ts';
import { serveEmbeds } from './http/embeds.ts';
import { answerFailure } from './http/failure.ts';
import { serveFeeds } from './http/feeds.ts';
import { serveFiles } from './http/files.ts';
import { graphqlOverHttp } from './http/graphql.ts';
import { keepIdleConnections } from './http/idle-connections.ts';
import { comeBack } from './http/oauth.ts';
import { allowOrigins } from './http/origin.ts';
import { insertDocuments } from './http/persisted-documents.ts';
import { takeUploads } from './http/uploads.ts';
import { graphqlOverWebSocket, type SocketServerOptions } from './http/websocket.ts';
import type { Metrics } from './metrics/metrics.ts';

/** Bytes of a request's body. The longest prompt is 2,000 characters. */
const maximumBodyBytes = 100 * 1024;

/** How long open requests may take when the server stops. */
const farewellMs = 5_000;

export interface ServerOptions extends SocketServerOptions {
	readonly host: string;
	/** 0 takes any free port. */
	readonly port: number;
	/** Measures requests and sockets; nothing does when left out. */
	readonly metrics?: Metrics | null;
}

export interface RunningServer {
	/** `http://host:port`, with the port that was taken. */
	readonly url: string;
	/** Tells sockets to come back later, lets open requests end, and frees the port. */
	close(): Promise<void>;
}

/** Listens; rejects when the port is taken. */
export async function startServer(options: ServerOptions, services: Services): Promise<RunningServer> {
	const graphql = await graphqlOverHttp(services);
	const httpServer = createServer(createApp(options, services, graphql.handler));
	keepIdleConnections(httpServer);
	const sockets = graphqlOverWebSocket(httpServer, '/graphql', services, options);
	options.metrics?.watchSockets(() => sockets.count());
	const port = await listen(httpServer, options);
	const host = options.host.includes(':') ? `[${options.host}]` : options.host;
	return {
		url: `http://${host}:${port}`,
		async close() {
			// Sockets first: a viewer must hear "come back later", not that its render is over.
			await sockets.close();
			services.hubs.close();
			services.commentBells.close();
			services.collectionBells.close();
			await closeHttp(httpServer);
			await graphql.stop();
		},
	};
}

function createApp(options: ServerOptions, services: Services, graphql: express.RequestHandler): Express {
	const app = express();
	app.disable('x-powered-by');
	app.disable('etag');
	// Such as the web server: it says from where the browser came, and whether over TLS.
	app.set('trust proxy', options.isTrustedProxy);
	if (options.metrics) app.use(options.metrics.timeRequests);
	app.use(allowOrigins(options.allowedOrigins));
	app.get('/health', async (request, response) => {
		const health = await houseHealth(services.store, services.producer);
		response
			.set('Cache-Control', 'no-store')
			.status(health.ok ? 200 : 503)
			.json(isLoopback(request.ip ?? '') ? health : publicHealth(health));
	});
	app.get('/files/:key', serveFiles(services));
	app.get('/oauth/:provider', comeBack(services));
	app.get('/downloads/:name', serveDownloads(services));
	app.get('/downloads/collections/:name', serveCollectionExports(services));
	app.get('/cards/:name', serveCards(services));
	app.get('/feeds/*path', serveFeeds(services));
	app.get('/embeds/collections/:id', serveEmbeds(services));
	app.post('/uploads', ...takeUploads(services, options.allowedOrigins));
	const documents = insertDocuments(services.documents);
	const arrival = chargeArrival(services, maximumBodyBytes);
	app.use('/graphql', arrival, express.json({ limit: maximumBodyBytes }), documents, (request, response, next) => {
		// Apollo tells a missing body from an unparsed one by this.
		request.body ??= {};
		return graphql(request, response, next);
	});
	app.use((_request, response) => {
		response.status(404).json({ error: 'There is nothing here. GraphQL is at /graphql.' });
	});
	app.use(answerFailure(services.logger));
	return app;
}

function listen(server: Server, { host, port }: ServerOptions): Promise<number> {
	return new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, host, () => {
			server.off('error', reject);
			const address = server.address();
			resolve(typeof address === 'object' && address !== null ? address.port : port);
		});
	});
}

function closeHttp(server: Server): Promise<void> {
	return new Promise((resolve) => {
		const impatience = setTimeout(() => server.closeAllConnections(), farewellMs);
		server.close(() => {
			clearTimeout(impatience);
			resolve();
		});
		server.closeIdleConnections();
	});
}
