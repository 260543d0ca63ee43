/** @file `GET /metrics` on a port of its own: visitors reach the API, and what a gallery does is for its host alone. */
import { createServer } from 'node:http';
import type { RenderFigures } from '@galatea/store/renders';
import type { Logger } from 'pino';
import type { Metrics } from './metrics.ts';

export interface MetricsServerOptions {
	readonly host: string;
	/** 0 takes any free port. */
	readonly port: number;
	readonly metrics: Metrics;
	readonly readFigures: () => Promise<RenderFigures>;
	readonly logger: Logger;
}

export interface MetricsServer {
	/** `http://host:port/metrics`, with the port that was taken. */
	readonly url: string;
	close(): Promise<void>;
}

/** Listens; rejects when the port is taken. */
export async function startMetricsServer(options: MetricsServerOptions): Promise<MetricsServer> {
	const { host, metrics, readFigures, logger } = options;
	const server = createServer(async ({ method, url }, response) => {
		if (url?.split('?')[0] !== '/metrics') return void response.writeHead(404).end('There is only /metrics here.\n');
		if (method !== 'GET') return void response.writeHead(405, { Allow: 'GET' }).end();
		try {
			const text = await metrics.print(readFigures);
			response.writeHead(200, { 'Content-Type': metrics.contentType, 'Cache-Control': 'no-store' }).end(text);
		} catch (error) {
			logger.error({ err: error }, 'the metrics could not be printed');
			response.writeHead(500).end();
		}
	});
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(options.port, host, resolve);
	});
	const address = server.address();
	const port = typeof address === 'object' && address !== null ? address.port : options.port;
	return {
		url: `http://${host.includes(':') ? `[${host}]` : host}:${port}/metrics`,
		close: () =>
			new Promise((resolve) => {
				server.close(() => resolve());
				server.closeAllConnections();
			}),
	};
}
