import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { expect, onTestFinished, test } from 'vitest';
import { keepIdleConnections } from './idle-connections.ts';

test('clients are told to let go of an idle connection a minute before the server does', async () => {
	const server = createServer((_request, response) => response.end('here'));
	keepIdleConnections(server);
	server.listen(0, '127.0.0.1');
	await once(server, 'listening');
	onTestFinished(() => {
		server.close();
	});
	const { port } = server.address() as AddressInfo;
	const response = await fetch(`http://127.0.0.1:${port}/`);
	expect(await response.text()).toBe('here');
	const [, seconds] = /^timeout=(\d+)$/.exec(response.headers.get('keep-alive') ?? '') ?? [];
	expect(Number(seconds) * 1_000).toBeGreaterThan(0);
	expect(server.keepAliveTimeout - Number(seconds) * 1_000).toBeGreaterThanOrEqual(60_000);
});
