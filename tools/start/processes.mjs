// @ts-check
/**
 * @file The programs of a running gallery: started as direct children in groups of their own, their output prefixed and
 * kept in files, restarted or not when they end, stopped in reverse order.
 */
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { quietEnvironment } from './command.mjs';
import { lastLines, Problem } from './problem.mjs';
import { endProcess } from './run-folder.mjs';
import { repository } from './settings.mjs';

/** A program that dies is started again after this, doubled each time, up to the last. */
const firstDelayMs = 500;
const longestDelayMs = 30_000;
/** One that ran for so long is healthy: the delay begins anew. */
const healthyAfterMs = 60_000;
/** Lines of a program's output that are shown when it ends by itself. */
const rememberedLines = 12;

/**
 * @typedef {object} Program
 * @property {string} name
 * @property {readonly string[]} words for Node
 * @property {string} [directory]
 * @property {NodeJS.ProcessEnv} environment
 * @property {boolean} restarts whether it is started again when it ends; if not, its end is everything's end
 */

/**
 * @param {{ readonly log: import('./log.mjs').Log, readonly dataDir: string, readonly verbose: boolean,
 *   readonly runFolder: ReturnType<typeof import('./run-folder.mjs').openRunFolder> }} options
 *   `verbose` shows every line; otherwise warnings and errors are shown and the rest is in the files
 */
export function createPrograms({ log, dataDir, verbose, runFolder }) {
	/** @type {(() => Promise<void>)[]} */
	const stops = [];
	/** @type {(problem: Problem) => void} */
	let fail = () => {};
	/** Settles, by rejection only, when a program that must not end has ended. @type {Promise<never>} */
	const ended = new Promise((_resolve, reject) => {
		fail = reject;
	});
	ended.catch(() => {});

	/** @param {Program} program */
	async function start(program) {
		const sink = await openSink(dataDir, program.name);
		/** @type {import('node:child_process').ChildProcess | null} */
		let child = null;
		let stopping = false;
		let delayMs = firstDelayMs;
		/** @type {NodeJS.Timeout | undefined} */
		let timer;

		const launch = () => {
			const began = performance.now();
			/** @type {string[]} */
			const remembered = [];
			child = spawn(process.execPath, program.words, {
				cwd: program.directory ?? repository,
				env: { ...process.env, ...quietEnvironment, ...program.environment },
				stdio: ['ignore', 'pipe', 'pipe'],
				detached: true,
			});
			const show = (/** @type {string} */ text, /** @type {boolean} */ isError) => {
				sink.write(`${text}\n`);
				remembered.push(text);
				if (remembered.length > rememberedLines) remembered.shift();
				if (verbose || isWorthShowing(text, isError)) log.line(`${program.name.padEnd(6)} | ${text}`);
			};
			if (child.stdout) createInterface(child.stdout).on('line', (text) => show(text, false));
			if (child.stderr) createInterface(child.stderr).on('line', (text) => show(text, true));
			if (child.pid !== undefined) runFolder.note(program.name, child.pid).catch(() => {});
			child.once('error', (error) => fail(new Problem(`${program.name} cannot be started: ${error.message}`)));
			child.once('close', (code, signal) => {
				if (stopping) return;
				const how = signal ? `was ended by ${signal}` : `ended with code ${code}`;
				if (!program.restarts)
					return fail(
						new Problem(
							`${program.name} ${how}.\n${lastLines(remembered.join('\n'), rememberedLines)}`,
							`Its whole output: ${logFile(dataDir, program.name)}`,
						),
					);
				if (performance.now() - began > healthyAfterMs) delayMs = firstDelayMs;
				log.line(`${program.name.padEnd(6)} | ${how}; it is started again in ${delayMs / 1000} s`);
				timer = setTimeout(launch, delayMs);
				delayMs = Math.min(2 * delayMs, longestDelayMs);
			});
		};
		launch();
		stops.push(async () => {
			stopping = true;
			clearTimeout(timer);
			if (child?.pid !== undefined) await endProcess(child.pid);
			await runFolder.forget(program.name);
			await new Promise((resolve) => sink.end(resolve));
		});
	}

	/** Stops everything that was started, last first. */
	async function stopAll() {
		for (let stop = stops.pop(); stop; stop = stops.pop()) await stop();
	}

	return { start, stopAll, ended };
}

/** @param {string} dataDir @param {string} name */
function logFile(dataDir, name) {
	return path.join(dataDir, 'logs', `${name}.log`);
}

/**
 * A file for this run; that of the run before is kept beside it.
 * @param {string} dataDir
 * @param {string} name
 */
async function openSink(dataDir, name) {
	const file = logFile(dataDir, name);
	await mkdir(path.dirname(file), { recursive: true });
	await rename(file, `${file}.1`).catch(() => {});
	const sink = createWriteStream(file);
	// A full disk must not end the gallery for the sake of its log.
	sink.on('error', () => {});
	return sink;
}

/**
 * Programs log JSON lines with pino's levels, 40 for a warning; what else comes on standard error is a complaint.
 * @param {string} text
 * @param {boolean} isError
 */
function isWorthShowing(text, isError) {
	const level = /^\{"level":(\d+)/.exec(text)?.[1];
	return level === undefined ? isError && text.trim() !== '' : Number(level) >= 40;
}

/**
 * Waits until an address answers with success; with `mayBeUnavailable` a 503 is an answer, too.
 * @param {string} url
 * @param {{ readonly signal: AbortSignal, readonly timeoutMs: number, readonly what: string,
 *   readonly mayBeUnavailable?: boolean }} options
 */
export async function untilAnswers(url, { signal, timeoutMs, what, mayBeUnavailable = false }) {
	const deadline = performance.now() + timeoutMs;
	let last = 'no answer';
	while (performance.now() < deadline) {
		signal.throwIfAborted();
		try {
			const response = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(10_000)]) });
			if (response.ok || (mayBeUnavailable && response.status === 503)) return;
			last = `status ${response.status}`;
		} catch (error) {
			if (!signal.aborted) last = /** @type {Error} */ (error).message;
		}
		await new Promise((resolve) => setTimeout(resolve, 100));
	}
	throw new Problem(`${what} did not answer at ${url} within ${timeoutMs / 1000} s: ${last}.`);
}
