// @vitest-environment node
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, expect, test, vi } from 'vitest';
import { uploadPicture } from './upload-picture.ts';

afterEach(() => vi.unstubAllGlobals());

const file = new File([Uint8Array.of(1, 2, 3)], 'mine.png', { type: 'image/png' });

/** A server that answers so, at the place of the page's own. */
async function answering(status: number, body: string): Promise<AsyncDisposable> {
	const server = createServer((_request, response) => response.writeHead(status).end(body));
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	const { port } = server.address() as AddressInfo;
	const { fetch } = globalThis;
	vi.stubGlobal('fetch', (path: string, options: RequestInit) => fetch(`http://127.0.0.1:${port}${path}`, options));
	return { [Symbol.asyncDispose]: () => new Promise((resolve) => server.close(() => resolve())) };
}

test.each([
	[201, '{"sha256":"abc","url":"/files/abc.png"}', { sha256: 'abc' }],
	[400, '{"errors":[{"extensions":{"code":"INVALID_INPUT"}}]}', { problem: 'INVALID_INPUT' }],
	[413, '{"errors":[{"extensions":{"code":"BODY_TOO_LARGE"}}]}', { problem: 'BODY_TOO_LARGE' }],
	[503, '{"errors":[{"extensions":{"code":"TOO_BUSY"}}]}', { problem: 'TOO_BUSY' }],
	[500, '{"errors":[{"extensions":{"code":"INTERNAL_SERVER_ERROR"}}]}', { problem: 'unreachable' }],
	[502, 'Bad gateway', { problem: 'unreachable' }],
])('an answer of %i with %s is told', async (status, body, answer) => {
	await using _server = await answering(status, body);
	expect(await uploadPicture(file)).toEqual(answer);
});

test('a file that is too large is not even sent', async () => {
	const large = new File([new Uint8Array(16 * 1024 * 1024 + 1)], 'large.png', { type: 'image/png' });
	expect(await uploadPicture(large)).toEqual({ problem: 'BODY_TOO_LARGE' });
});
