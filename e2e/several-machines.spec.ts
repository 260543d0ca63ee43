import { once } from 'node:events';
import { type IncomingMessage, request } from 'node:http';
import { connect } from 'node:net';
import { join } from 'node:path';
import { askForRender, stepOn, stopRender, waitForState, waitForStep } from './gallery.ts';
import { type Part, repository, startPart } from './parts.ts';
import { expect, test } from './test.ts';

/** Whether anything listens there; `once` rejects with what the socket says when nothing does. */
async function answers(address: string): Promise<boolean> {
	const { hostname, port } = new URL(address);
	const socket = connect(Number(port), hostname);
	const answer = await once(socket, 'connect').then(
		() => true,
		() => false,
	);
	socket.destroy();
	return answer;
}

/** What somebody at `localAddress`, who says that they come from elsewhere, may still ask in this minute; NaN: without limit. */
async function remaining(address: string, localAddress: string): Promise<number> {
	const asking = request(`${address}/graphql`, {
		method: 'POST',
		localAddress,
		headers: { 'content-type': 'application/json', 'x-forwarded-for': '192.0.2.1' },
	});
	asking.end('{"query": "{ __typename }"}');
	const [response]: IncomingMessage[] = await once(asking, 'response');
	expect(response?.resume().statusCode).toBe(200);
	return Number.parseInt(String(response?.headers['ratelimit-remaining']), 10);
}

// Budget: 90 s, as three parts of a gallery start, one is killed and all end.
test('API, web and a second worker run apart, share one gallery, and leave nothing behind', async ({
	browser,
	allowErrors,
}) => {
	// While the API is away, pages ask it in vain.
	allowErrors(
		/WebSocket connection to/,
		/net::ERR_CONNECTION_REFUSED|net::ERR_CONNECTION_RESET/,
		/status of 50[0234] /,
	);
	test.setTimeout(600_000);
	const folder = process.env['GALATEA_E2E_DATA_DIR'] ?? join(repository, '.galatea');
	const databaseUrl = process.env['GALATEA_E2E_DATABASE_URL'];
	test.skip(!databaseUrl, 'GALATEA_E2E_DATABASE_URL does not name the database of the gallery; npm test does');
	const shared = { DATABASE_URL: databaseUrl, STORAGE_DIR: join(folder, 'storage') };
	const parts: Part[] = [];
	try {
		const worker = await startPart('worker', { ...shared, WORKER_NAME: 'second' }, /A worker is at work/);
		parts.push(worker);
		const api = await startPart(
			'api',
			{ ...shared, API_PORT: '0', SMTP_URL: '', GITHUB_CLIENT_ID: '', TRUSTED_PROXIES: '127.0.0.1' },
			/API is at (\S+)\/graphql/,
		);
		parts.push(api);
		const reached = { API_URL: api.address, PUBLIC_API_URL: api.address, WEB_PORT: '0', TRUSTED_PROXIES: '127.0.0.1' };
		const web = await startPart('web', reached, /Galatea is at (\S+)/);
		parts.push(web);

		// The web server and the API believe a proxy that they know, and nobody else, at each door.
		for (const door of [web.address, api.address]) {
			expect(await remaining(door, '127.0.0.1')).toBeGreaterThan(0);
			expect(await remaining(door, '127.0.0.2')).toBeNaN();
		}

		// Here through the other web server and API, there through the first: each sees both, live.
		const context = await browser.newContext({ baseURL: web.address, locale: 'en-GB' });
		const here = await context.newPage();
		// This API has no mail server and no keys of others: nothing speaks of either.
		await here.goto('/sign-in');
		await expect(here.getByRole('button', { name: 'Sign in', exact: true })).toBeVisible();
		for (const text of ['by e-mail', 'GitHub']) await expect(here.getByText(text)).toHaveCount(0);
		expect((await here.goto('/sign-in/mail'))?.status()).toBe(404);
		const first = await askForRender(here, { steps: 5_000 });
		await waitForStep(here, 3);
		const there = await browser.newPage();
		await there.goto(new URL(first).pathname);
		await waitForStep(there, 5);
		// One worker makes one render at a time, so two at once are the work of both.
		const second = await context.newPage();
		await askForRender(second, { steps: 5_000 });
		await waitForStep(second, 3);
		await waitForState(here, 'RUNNING');
		await waitForState(there, 'RUNNING');
		await stopRender(second);

		// An API that dies comes back by itself, and who watched through it goes on watching.
		const lost = await api.programId();
		process.kill(lost, 'SIGKILL');
		await expect.poll(() => api.programId(), { timeout: 60_000 }).not.toBe(lost);
		await expect.poll(() => answers(api.address), { timeout: 60_000 }).toBe(true);
		await waitForStep(here, (await stepOn(here)) + 2);
		await stopRender(here);
		await waitForState(there, 'CANCELLED');
		await there.close();
		await context.close();
	} finally {
		for (const part of parts.reverse()) {
			expect(await part.stop()).toBe(0);
			if (part.address.startsWith('http')) expect(await answers(part.address)).toBe(false);
		}
	}
});
