/** @file Runs the command as a shell would, in a folder of a test's own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { format } from 'node:util';
import { vi } from 'vitest';
import { main } from './main.ts';

/** The program's file. */
export const program = join(import.meta.dirname, '../bin/galatea.mjs');

/** Pictures that other programs left. */
export const fixtures = join(import.meta.dirname, '../../../packages/render/src/metadata/fixtures');

/** Options of a render that takes a second. */
export const small = ['--size', '64x64', '--steps', '2', '--cutouts', '4'];

/** Several files of tests share the machine: more threads of each would only wait for one another. */
const engine = { GALATEA_PROVIDER: 'cpu', GALATEA_THREADS: '1' };

export interface Finished {
	readonly code: number | null;
	readonly output: string;
	readonly errors: string;
}

/** Starts the command with `folder` as its working directory. */
export function start(folder: string, ...words: readonly string[]): ChildProcess {
	const environment = { ...process.env, ...engine, NODE_OPTIONS: '' };
	return spawn(process.execPath, [program, ...words], {
		cwd: folder,
		env: environment,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
}

/** Runs it to its end. */
export async function runProgram(folder: string, ...words: readonly string[]): Promise<Finished> {
	const child = start(folder, ...words);
	let output = '';
	let errors = '';
	child.stdout?.on('data', (part) => {
		output += part;
	});
	child.stderr?.on('data', (part) => {
		errors += part;
	});
	const [code] = await once(child, 'close');
	return { code, output, errors };
}

/** What {@link runProgram} does, in this process: a new one takes seconds to load, and its tests are few. */
export async function run(folder: string, ...words: readonly string[]): Promise<Finished> {
	let output = '';
	let errors = '';
	const toOutput = (text: string): void => {
		output += text;
	};
	const toErrors = (text: string): void => {
		errors += text;
	};
	const taken = [
		vi.spyOn(console, 'log').mockImplementation((...parts) => toOutput(`${format(...parts)}\n`)),
		vi.spyOn(console, 'error').mockImplementation((...parts) => toErrors(`${format(...parts)}\n`)),
		vi.spyOn(process.stdout, 'write').mockImplementation(writing(toOutput)),
		vi.spyOn(process.stderr, 'write').mockImplementation(writing(toErrors)),
	];
	const directory = process.cwd();
	for (const [name, value] of Object.entries(engine)) vi.stubEnv(name, value);
	process.chdir(folder);
	try {
		const code = await main(words);
		return { code, output, errors };
	} finally {
		process.chdir(directory);
		vi.unstubAllEnvs();
		for (const spy of taken) spy.mockRestore();
	}
}

/** A stream's `write` that gives its text to `take`. */
function writing(take: (text: string) => void): typeof process.stdout.write {
	return (part: string | Uint8Array, ...rest: readonly unknown[]): boolean => {
		take(typeof part === 'string' ? part : Buffer.from(part).toString());
		const written = rest.at(-1);
		if (typeof written === 'function') written();
		return true;
	};
}
