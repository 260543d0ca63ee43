// @vitest-environment node
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { notFound, redirect } from 'next/navigation';
import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { ApiError } from '../../graphql/request.ts';
import { answered } from './answered.tsx';
import { followRequests } from './response.ts';

const pages: Record<string, () => Promise<null>> = {
	'/here': async () => null,
	'/nothing': async () => notFound(),
	'/unreachable': async () => {
		throw new ApiError('API_UNREACHABLE', 'The API does not answer (a test)');
	},
	'/refused': async () => {
		throw new ApiError('API_REFUSED', 'The API refuses (a test)');
	},
	'/%25ff': async () => notFound(),
	'/moved': async () => redirect('/here'),
};

/** A real server, whose pages know nothing of the response. */
const server = createServer(async ({ url = '' }, response) => {
	const page = pages[url];
	if (!page) throw new Error(`No page for ${url}`);
	// There is no request of Next here, which has the messages.
	await answered(page, { messages: 'first' })({}).catch(() => {
		response.statusCode = 418;
	});
	response.end();
});
let origin = '';

const printed = vi.spyOn(console, 'error').mockImplementation(() => undefined);
beforeEach(() => void printed.mockClear());

beforeAll(async () => {
	followRequests();
	await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
	origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => new Promise((resolve) => server.close(resolve)));

test.each([
	['/here', 200, []],
	['/nothing', 404, []],
	['/unreachable', 503, ['The API does not answer (a test)']],
	['/refused', 500, ['The API refuses (a test)']],
	['/%ff', 404, []],
])(
	'a document at %s is answered with %i, and a failure is printed for who keeps the server',
	async (path, status, messages) => {
		expect((await fetch(origin + path)).status).toBe(status);
		expect(printed.mock.calls.map(([error]) => error.message)).toEqual(messages);
	},
);

test('of requests at the same time each has its own status', async () => {
	const paths = ['/nothing', '/here', '/refused', '/here', '/unreachable', '/nothing'];
	const responses = await Promise.all(paths.map((path) => fetch(origin + path)));
	expect(responses.map(({ status }) => status)).toEqual([404, 200, 500, 200, 503, 404]);
});

test('what the router of a loaded page asks for keeps its status', async () => {
	expect((await fetch(`${origin}/nothing`, { headers: { rsc: '1' } })).status).toBe(200);
});

test('a redirect passes', async () => {
	expect((await fetch(`${origin}/moved`)).status).toBe(418);
});
