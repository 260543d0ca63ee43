import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { endProcess, isAlive, openRunFolder } from './run-folder.mjs';

async function temporaryFolder(): Promise<AsyncDisposable & { path: string }> {
	const path = await mkdtemp(join(tmpdir(), 'galatea-run-'));
	return { path, [Symbol.asyncDispose]: () => rm(path, { recursive: true, force: true }) };
}

/** A process that does nothing, in a group of its own, until it is ended. */
async function idle(
	program = 'setInterval(() => {}, 1000); console.log("up")',
): Promise<ChildProcess & { pid: number }> {
	const child = spawn(process.execPath, ['-e', program], { detached: true, stdio: ['ignore', 'pipe', 'ignore'] });
	await once(child.stdout, 'data');
	return child as ChildProcess & { pid: number };
}

test('what a killed run has left behind is ended by the next', async () => {
	await using folder = await temporaryFolder();
	const left = await idle();
	const first = openRunFolder(folder.path);
	await first.take();
	await first.note('worker', left.pid);
	await first.release();
	const ended = once(left, 'exit');
	expect(await openRunFolder(folder.path).take()).toEqual(['worker']);
	await ended;
	await expect(readFile(join(folder.path, 'run', 'worker.pid'))).rejects.toThrow('ENOENT');
});

test('a number that another process has got since is left alone', async () => {
	await using folder = await temporaryFolder();
	const stranger = await idle();
	await mkdir(join(folder.path, 'run'));
	await writeFile(join(folder.path, 'run', 'api.pid'), `${stranger.pid}\n`);
	await writeFile(join(folder.path, 'run', 'api.began'), '1');
	expect(await openRunFolder(folder.path).take()).toEqual([]);
	expect(isAlive(stranger.pid)).toBe(true);
	const ended = once(stranger, 'exit');
	await endProcess(stranger.pid);
	await ended;
});

test('a second launcher on the same folder is refused, with the number of the first', async () => {
	await using folder = await temporaryFolder();
	const first = await idle();
	await openRunFolder(folder.path)
		.note('start', first.pid)
		.catch(() => mkdir(join(folder.path, 'run')));
	await openRunFolder(folder.path).note('start', first.pid);
	await expect(openRunFolder(folder.path).take()).rejects.toThrow(`(process ${first.pid})`);
	const ended = once(first, 'exit');
	await endProcess(first.pid);
	await ended;
});

test('a process ends with everything that it started', async () => {
	const parent = await idle(
		`const { spawn } = require('node:child_process');
		spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000); console.log("up")'], { stdio: 'inherit' });
		setInterval(() => {}, 1000)`,
	);
	// Its output closes when the last process that may write to it has gone.
	const closed = once(parent, 'close');
	await endProcess(parent.pid);
	await closed;
});
