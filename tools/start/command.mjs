// @ts-check
/** @file Running one program to its end, with its output kept, and ended with us when we are asked to stop. */
import { spawn } from 'node:child_process';
import { Stopped } from './problem.mjs';
import { repository } from './settings.mjs';

/** What every program gets: no telemetry, no questions, no downloads of engines. */
export const quietEnvironment = {
	NEXT_TELEMETRY_DISABLED: '1',
	TURBO_TELEMETRY_DISABLED: '1',
	DO_NOT_TRACK: '1',
	CHECKPOINT_DISABLE: '1',
	ONNXRUNTIME_NODE_INSTALL: 'skip',
	npm_config_update_notifier: 'false',
};

/**
 * Runs a program; resolves with its exit code and its whole output, both streams as they came.
 * Rejects with {@link Stopped} when the signal fires, after the program and its children have gone.
 * @param {string} program
 * @param {readonly string[]} words
 * @param {{ readonly signal?: AbortSignal, readonly environment?: NodeJS.ProcessEnv, readonly directory?: string,
 *   readonly onOutput?: (text: string) => void }} [options]
 * @returns {Promise<{ code: number, output: string }>}
 */
export function runCommand(program, words, { signal, environment = {}, directory = repository, onOutput } = {}) {
	return new Promise((resolve, reject) => {
		if (signal?.aborted) return reject(new Stopped());
		const child = spawn(program, words, {
			cwd: directory,
			env: { ...process.env, ...quietEnvironment, ...environment },
			stdio: ['ignore', 'pipe', 'pipe'],
			// In a group of its own: Ctrl-C in the terminal reaches only us, and we end the whole group.
			detached: true,
		});
		let output = '';
		const take = (/** @type {string} */ text) => {
			output += text;
			onOutput?.(text);
		};
		child.stdout.setEncoding('utf8').on('data', take);
		child.stderr.setEncoding('utf8').on('data', take);
		const stop = () => endGroup(child.pid);
		signal?.addEventListener('abort', stop, { once: true });
		child.once('error', reject);
		child.once('close', (code, ended) => {
			signal?.removeEventListener('abort', stop);
			if (signal?.aborted) reject(new Stopped());
			else resolve({ code: code ?? (ended === null ? 1 : 128), output });
		});
	});
}

/**
 * Runs a program whose output people should see as it comes; resolves with its exit code.
 * Rejects with {@link Stopped} when the signal fires.
 * @param {string} program
 * @param {readonly string[]} words
 * @param {{ readonly signal: AbortSignal, readonly environment?: NodeJS.ProcessEnv, readonly directory?: string }} options
 * @returns {Promise<number>}
 */
export function runVisibly(program, words, { signal, environment = {}, directory = repository }) {
	return new Promise((resolve, reject) => {
		if (signal.aborted) return reject(new Stopped());
		const child = spawn(program, words, {
			cwd: directory,
			env: { ...process.env, ...quietEnvironment, ...environment },
			stdio: ['ignore', 'inherit', 'inherit'],
			detached: true,
		});
		const stop = () => endGroup(child.pid);
		signal.addEventListener('abort', stop, { once: true });
		child.once('error', reject);
		child.once('close', (code) => {
			signal.removeEventListener('abort', stop);
			if (signal.aborted) reject(new Stopped());
			else resolve(code ?? 1);
		});
	});
}

/** @param {number | undefined} pid */
function endGroup(pid) {
	if (pid === undefined) return;
	try {
		process.kill(-pid, 'SIGTERM');
	} catch {
		// It has ended already.
	}
}
