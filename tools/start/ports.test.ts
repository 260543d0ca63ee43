import { createServer, type Server } from 'node:net';
import { expect, test } from 'vitest';
import { findPort } from './ports.mjs';

/** Listens until it is disposed. */
async function occupy(port: number, host: string): Promise<AsyncDisposable & { port: number }> {
	const server: Server = createServer();
	await new Promise<void>((resolve, reject) => {
		server.once('error', reject);
		server.listen(port, host, resolve);
	});
	const address = server.address();
	return {
		port: typeof address === 'object' && address ? address.port : 0,
		[Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())),
	};
}

test('a default port that is taken moves on to the next free one', async () => {
	await using taken = await occupy(0, '127.0.0.1');
	const port = await findPort({ name: 'WEB_PORT', port: taken.port, chosen: false }, '127.0.0.1');
	expect(port).toBeGreaterThan(taken.port);
	await using _free = await occupy(port, '127.0.0.1');
});

test('a chosen port that is taken is refused, with the command that shows by whom', async () => {
	await using taken = await occupy(0, '127.0.0.1');
	await expect(findPort({ name: 'API_PORT', port: taken.port, chosen: true }, '127.0.0.1')).rejects.toMatchObject({
		message: `API_PORT=${taken.port} is taken by another program.`,
		remedy: expect.stringContaining('ss -ltnp'),
	});
});

test('a port that another program has on all addresses counts as taken', async () => {
	await using taken = await occupy(0, '0.0.0.0');
	await expect(findPort({ name: 'API_PORT', port: taken.port, chosen: true }, '127.0.0.1')).rejects.toThrow('is taken');
});

test('a port that was promised to another program of ours is not given twice', async () => {
	await using probe = await occupy(0, '127.0.0.1');
	const first = await findPort({ name: 'WEB_PORT', port: probe.port, chosen: false }, '127.0.0.1');
	const second = await findPort({ name: 'API_PORT', port: first, chosen: false }, '127.0.0.1', new Set([first]));
	expect(second).not.toBe(first);
});

test('port 0 is any free port', async () => {
	expect(await findPort({ name: 'WEB_PORT', port: 0, chosen: false }, '127.0.0.1')).toBeGreaterThan(0);
});
