/** @file A Redis server of a test's own, where one is installed. */
import { spawn } from 'node:child_process';
import { accessSync, constants } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';

import { freePort } from './free-port.ts';
import { mailbox } from './mailbox.ts';

export interface DisposableRedis extends AsyncDisposable {
	readonly url: string;
}

/** Why tests with Redis are skipped; null when they are not. To be part of the title of what is skipped. */
export const redisMissing: string | null = findRedis()
	? null
	: 'redis-server is not on PATH: apt-get install -y --no-install-recommends redis-server';

/** Starts a server that keeps nothing; `await using` ends it. Throws when {@link redisMissing}. */
export async function disposableRedis(): Promise<DisposableRedis> {
	const program = findRedis();
	if (!program) throw new Error(redisMissing ?? '');
	const directory = await mkdtemp(path.join(tmpdir(), 'galatea-redis-'));
	const port = await freePort();
	const flags = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no', '--dir', directory];
	const server = spawn(program, [...flags, '--maxmemory-policy', 'noeviction'], {
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	const output = mailbox<string>();
	const ended = new Promise<void>((resolve) => {
		server.once('close', () => {
			output.fail(new Error('redis-server ended'));
			resolve();
		});
	});
	server.once('error', (error) => output.fail(error));
	server.stdout.setEncoding('utf8').on('data', (text: string) => output.put(text));
	await output.next((text) => text.includes('Ready to accept connections'));
	return {
		url: `redis://127.0.0.1:${port}`,
		async [Symbol.asyncDispose]() {
			server.kill('SIGKILL');
			await ended;
			await rm(directory, { recursive: true, force: true });
		},
	};
}

function findRedis(): string | null {
	const folders = (process.env['PATH'] ?? '').split(path.delimiter);
	for (const folder of folders) {
		const program = path.join(folder, 'redis-server');
		try {
			accessSync(program, constants.X_OK);
			return program;
		} catch {}
	}
	return null;
}
