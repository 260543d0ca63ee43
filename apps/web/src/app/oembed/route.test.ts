// @vitest-environment node
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { newIdentifier } from '@galatea/render';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { oembedAddress } from '../../features/artwork/oembed.ts';

/** What the API says is wrong. */
let code = '';
let api: Server;
beforeAll(async () => {
	api = createServer((_message, response) => {
		response.end(JSON.stringify({ errors: [{ message: 'no', extensions: { code } }] }));
	});
	await new Promise<void>((resolve) => api.listen(0, '127.0.0.1', resolve));
	vi.stubEnv('API_URL', `http://127.0.0.1:${(api.address() as AddressInfo).port}`);
});
afterAll(() => {
	vi.unstubAllEnvs();
	api.close();
});

test('while the database or the API is away, a consumer is told to ask again later', async () => {
	const { GET } = await import('./route.ts');
	const origin = 'http://gallery.example';
	const ask = () =>
		GET(
			new Request(oembedAddress(`/artworks/${newIdentifier('artwork')}`, origin), {
				headers: { host: 'gallery.example' },
			}),
		);
	code = 'DATABASE_UNAVAILABLE';
	const answer = await ask();
	expect([answer.status, answer.headers.get('retry-after')]).toEqual([503, '60']);
	// What is not foreseen is no matter of waiting.
	code = 'INTERNAL_SERVER_ERROR';
	await expect(ask()).rejects.toMatchObject({ digest: 'INTERNAL_SERVER_ERROR' });
	api.closeAllConnections();
	await new Promise((resolve) => api.close(resolve));
	expect((await ask()).status).toBe(503);
});
