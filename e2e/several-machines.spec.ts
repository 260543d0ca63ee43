import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { expect, test } from '@playwright/test';
import { askForRender, stopRender, waitForState, waitForStep } from './gallery.ts';

const repository = join(import.meta.dirname, '..');

/** One part of the gallery, with a data folder of its own, as on a machine of its own. */
interface Part {
	/** What it printed where it says where it is. */
	readonly address: string;
	/** Ends it as Ctrl-C does; resolves with its exit code. */
	stop(): Promise<number | null>;
}

async function startPart(role: string, environment: NodeJS.ProcessEnv, ready: RegExp): Promise<Part> {
	const folder = await mkdtemp(join(tmpdir(), `galatea-${role}-`));
	const part = spawn(process.execPath, ['tools/start.mjs', `--role=${role}`], {
		cwd: repository,
		env: { ...process.env, GALATEA_DATA_DIR: folder, ...environment },
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	return {
		address: await said(part, ready),
		async stop() {
			const ended = once(part, 'exit');
			part.kill('SIGINT');
			const [code] = await ended;
			await rm(folder, { recursive: true, force: true, maxRetries: 3 });
			return code;
		},
	};
}

/** The first group of `ready`, or all of it, once a line of the output has it. Rejects when the part ends before. */
async function said({ stdout }: ChildProcess, ready: RegExp): Promise<string> {
	if (!stdout) throw new Error('there is no output to read');
	const lines: string[] = [];
	for await (const line of createInterface({ input: stdout })) {
		lines.push(line);
		const found = ready.exec(line);
		if (found) {
			stdout.resume();
			return found[1] ?? found[0];
		}
	}
	throw new Error(`It ended before it was ready:\n${lines.join('\n')}`);
}

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

test('API, web and a second worker run apart, share one gallery, and leave nothing behind', async ({ browser }) => {
	const folder = process.env['GALATEA_E2E_DATA_DIR'] ?? join(repository, '.galatea');
	const databaseUrl = process.env['GALATEA_E2E_DATABASE_URL'];
	test.skip(!databaseUrl, 'GALATEA_E2E_DATABASE_URL does not name the database of the gallery; npm test does');
	const shared = { DATABASE_URL: databaseUrl, STORAGE_DIR: join(folder, 'storage') };
	const parts: Part[] = [];
	try {
		const worker = await startPart('worker', { ...shared, WORKER_NAME: 'second' }, /A worker is at work/);
		parts.push(worker);
		const api = await startPart('api', { ...shared, API_PORT: '0' }, /API is at (\S+)\/graphql/);
		parts.push(api);
		const reached = { API_URL: api.address, PUBLIC_API_URL: api.address, WEB_PORT: '0' };
		const web = await startPart('web', reached, /Galatea is at (\S+)/);
		parts.push(web);

		// Here through the other web server and API, there through the first: each sees both, live.
		const context = await browser.newContext({ baseURL: web.address, locale: 'en-GB' });
		const here = await context.newPage();
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
