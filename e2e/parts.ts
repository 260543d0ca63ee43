/** @file Parts of a gallery in processes of their own, as on machines of their own. */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export const repository = join(import.meta.dirname, '..');

/** One part of the gallery, with a data folder of its own, as on a machine of its own. */
export interface Part {
	/** What it printed where it says where it is. */
	readonly address: string;
	/** Process id of the program of that role, which the launcher started. */
	programId(): Promise<number>;
	/** Ends it as Ctrl-C does; resolves with its exit code. */
	stop(): Promise<number | null>;
}

/** Starts one part with this environment; resolves once a line of its output is as `ready` wants it. */
export async function startPart(role: string, environment: NodeJS.ProcessEnv, ready: RegExp): Promise<Part> {
	const folder = await mkdtemp(join(tmpdir(), `galatea-${role}-`));
	const part = spawn(process.execPath, ['tools/start.mjs', `--role=${role}`], {
		cwd: repository,
		env: { ...process.env, GALATEA_DATA_DIR: folder, ...environment },
		stdio: ['ignore', 'pipe', 'inherit'],
	});
	return {
		address: await said(part, ready),
		programId: async () => Number(await readFile(join(folder, 'run', `${role}.pid`), 'utf8')),
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
