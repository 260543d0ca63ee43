import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, symlink } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { disposableDatabase } from '@galatea/testing';
import { expect, test } from 'vitest';

const repositoryModels = fileURLToPath(new URL('../../../models', import.meta.url));

function startProcess(variables: Record<string, string>) {
	const main = fileURLToPath(new URL('main.ts', import.meta.url));
	const child = spawn(process.execPath, ['--import', 'tsx', main], {
		env: { PATH: process.env['PATH'], ...variables },
		stdio: ['ignore', 'pipe', 'pipe'],
	});
	return { child, exited: once(child, 'exit') as Promise<[number | null, string | null]> };
}

test('the process says where it listens, and on SIGTERM closes everything in order and ends well', async () => {
	await using database = await disposableDatabase();
	const storageDir = await mkdtemp(join(tmpdir(), 'galatea-api-'));
	// Of the packs only the shipped one, whatever else somebody has imported.
	const modelsDir = await mkdtemp(join(tmpdir(), 'galatea-models-'));
	for (const name of ['catalogue.json', 'starter']) await symlink(join(repositoryModels, name), join(modelsDir, name));
	const { child, exited } = startProcess({
		DATABASE_URL: database.url,
		STORAGE_DIR: storageDir,
		MODELS_DIR: modelsDir,
		API_PORT: '0',
		AUTH_SECRET: 's'.repeat(32),
	});
	const closed: string[] = [];
	let url = '';
	for await (const line of createInterface({ input: child.stdout })) {
		const { msg, part, url: listening } = JSON.parse(line) as { msg: string; part?: string; url?: string };
		if (msg === 'closed' && part) closed.push(part);
		if (!listening) continue;
		url = listening;
		expect((await fetch(`${url}/health`)).status).toBe(200);
		const ask = async (query: string) => {
			const headers = { 'content-type': 'application/json' };
			return (await fetch(`${url}/graphql`, { method: 'POST', headers, body: JSON.stringify({ query }) })).json();
		};
		expect(
			await ask('{ packs { id } checkPrompt(packId: "starter", prompt: "a red apple") { emptyTerms } }'),
		).toMatchObject({ data: { packs: [{ id: 'starter' }], checkPrompt: { emptyTerms: [] } } });
		const guessable = 'signUp(input: { email: "ana@example.org", handle: "ana", password: "contraseña1" })';
		expect(await ask(`mutation { ${guessable} { ... on InvalidInput { issues { path message } } } }`)).toMatchObject({
			data: { signUp: { issues: [{ path: 'password', message: expect.stringContaining('easily guessed') }] } },
		});
		child.kill('SIGTERM');
	}
	expect(await exited).toEqual([0, null]);
	expect(closed).toEqual([
		'server',
		'passwords',
		'sweeper',
		'collection bells',
		'audiences',
		'comment bells',
		'meaning',
		'doorbell',
		'queue',
		'store',
		'shelf',
	]);
	await expect(fetch(`${url}/health`)).rejects.toThrow();
	for (const folder of [storageDir, modelsDir]) await rm(folder, { recursive: true });
});

test('a wrong environment ends it at once, with every mistake named', async () => {
	const { child, exited } = startProcess({ API_PORT: 'many', QUEUE_URL: 'carrier pigeon' });
	let said = '';
	child.stderr.setEncoding('utf8').on('data', (text) => {
		said += text;
	});
	expect(await exited).toEqual([1, null]);
	for (const name of ['DATABASE_URL', 'API_PORT', 'QUEUE_URL', 'AUTH_SECRET']) expect(said).toContain(name);
});

test('a database that is not there ends it with the reason in the log', async () => {
	const { child, exited } = startProcess({
		DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none',
		API_PORT: '0',
		AUTH_SECRET: 's'.repeat(32),
	});
	let said = '';
	child.stdout.setEncoding('utf8').on('data', (text) => {
		said += text;
	});
	expect(await exited).toEqual([1, null]);
	expect(said).toContain('the API cannot start');
	expect(said).toMatch(/127\.0\.0\.1:9 .*start it/);
});
