/**
 * @file A process that measures one thing: it says when it is ready, makes one step for every line it is sent, and
 * tells its peak memory at the end. One process per contestant, so that their memory can be told apart.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { Trial } from './trial.ts';

/** What one step took. CPU time is that of all threads, and is little disturbed by other load on the machine. */
export interface StepTime {
	readonly wallMs: number;
	readonly cpuMs: number;
}

export interface Contestant {
	/** What it said when it was ready. */
	readonly opened: Readonly<Record<string, number | string>>;
	step(): Promise<StepTime>;
	/** Ends it; its peak memory in bytes, 0 where the system does not tell. */
	finish(): Promise<number>;
}

/**
 * Starts a contestant and waits until it is ready; rejects with what it wrote to stderr when it ends instead.
 * `settings` are added to its environment.
 */
export async function startContestant(
	program: string,
	words: readonly string[],
	settings: Readonly<Record<string, string>>,
	signal: AbortSignal,
): Promise<Contestant> {
	const child = spawn(program, words, {
		stdio: ['pipe', 'pipe', 'pipe'],
		signal,
		env: { ...process.env, ...settings },
	});
	const next = answersOf(child);
	const ask = async (word: string): Promise<Record<string, number | string>> => {
		child.stdin.write(`${word}\n`);
		return next();
	};
	const opened = await next();
	return {
		opened,
		async step(): Promise<StepTime> {
			const answer = await ask('step');
			return { wallMs: Number(answer['wallMs']), cpuMs: Number(answer['cpuMs']) };
		},
		async finish(): Promise<number> {
			const { peakKb } = await ask('quit');
			child.stdin.end();
			return Number(peakKb) * 1_024;
		},
	};
}

/**
 * Blocks from 1 MB on are given back to the system when they are freed. Without this, glibc keeps what the building of a
 * graph leaves behind, 0.5 GB at full size. `npm start` starts a worker with the same.
 */
const memorySettings = { MALLOC_MMAP_THRESHOLD_: '1048576' };

/** Starts this engine. */
export function startOwn(trial: Trial, signal: AbortSignal): Promise<Contestant> {
	const script = fileURLToPath(new URL('./contestant.ts', import.meta.url));
	const words = ['--import', import.meta.resolve('tsx'), script, JSON.stringify(trial)];
	return startContestant(process.execPath, words, memorySettings, signal);
}

// One line of JSON per answer; a process that ends early fails every answer still awaited.
function answersOf(child: ChildProcess): () => Promise<Record<string, number | string>> {
	const lines = createInterface({ input: child.stdout as NodeJS.ReadableStream })[Symbol.asyncIterator]();
	let complaint = '';
	child.stderr?.on('data', (chunk: Buffer) => {
		complaint = `${complaint}${chunk}`.slice(-2_000);
	});
	const failed = new Promise<never>((_, reject) => {
		child.on('error', reject);
		child.on('close', (code) => reject(new Error(`a benchmark process ended with code ${code}: ${complaint.trim()}`)));
	});
	failed.catch(() => undefined);
	return async () => {
		const line = await Promise.race([lines.next(), failed]);
		if (line.done) return failed;
		return JSON.parse(line.value) as Record<string, number | string>;
	};
}
