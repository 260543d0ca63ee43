/** @file Runs the command as a shell would, in a folder of a test's own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';

/** The program's file. */
export const program = join(import.meta.dirname, '../bin/galatea.mjs');

/** Pictures that other programs left. */
export const fixtures = join(import.meta.dirname, '../../../packages/render/src/metadata/fixtures');

/** Options of a render that takes a second. */
export const small = ['--size', '64x64', '--steps', '2', '--cutouts', '4'];

export interface Finished {
	readonly code: number | null;
	readonly output: string;
	readonly errors: string;
}

/** Starts the command with `folder` as its working directory. */
export function start(folder: string, ...words: readonly string[]): ChildProcess {
	const environment = { ...process.env, GALATEA_PROVIDER: 'cpu', NODE_OPTIONS: '' };
	return spawn(process.execPath, [program, ...words], {
		cwd: folder,
		env: environment,
		stdio: ['ignore', 'pipe', 'pipe'],
	});
}

/** Runs it to its end. */
export async function run(folder: string, ...words: readonly string[]): Promise<Finished> {
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
