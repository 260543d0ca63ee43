// @ts-check
/**
 * @file The programs of a running gallery: started as direct children in groups of their own, their output prefixed and
 * kept in files, started again when they die, stopped in reverse order.
 */
import { spawn } from 'node:child_process';
import { createWriteStream } from 'node:fs';
import { mkdir, rename } from 'node:fs/promises';
import path from 'node:path';
import { createInterface } from 'node:readline';
import { setTimeout as pause } from 'node:timers/promises';
import { quietEnvironment } from './command.mjs';
import { createFailures } from './failures.mjs';
import { createPauses, usualPace } from './pauses.mjs';
import { lowerPriority } from './priority.mjs';
import { lastLines, Problem } from './problem.mjs';
import { endProcess } from './run-folder.mjs';
import { repository } from './settings.mjs';

/** So often a program may end while the gallery starts: a busy machine can make it miss a deadline of its own once. */
const endsWhileStarting = 3;
/** Lines of a program's output that are shown when it ends while the gallery starts. */
const rememberedLines = 12;

/**
 * @typedef {object} Program
 * @property {string} name
 * @property {readonly string[]} words for Node
 * @property {string} [directory]
 * @property {NodeJS.ProcessEnv} environment
 * @property {boolean} [tellsReady] whether it sends `ready` to its parent process, and disconnects, once nothing can keep it from starting
 * @property {boolean} [givesWay] whether it runs at low priority
 */

/**
 * @param {{ readonly log: import('./log.mjs').Log, readonly dataDir: string, readonly verbose: boolean,
 *   readonly runFolder: ReturnType<typeof import('./run-folder.mjs').openRunFolder>,
 *   readonly pace?: import('./pauses.mjs').Pace }} options
 *   `verbose` shows every line; otherwise warnings and errors are shown and the rest is in the files
 */
export function createPrograms({ log, dataDir, verbose, runFolder, pace = usualPace }) {
	/** @type {(() => Promise<void>)[]} */
	const stops = [];
	/** @type {Promise<void>[]} */
	const allReady = [];
	let keepsUp = false;
	/** @type {(problem: Problem) => void} */
	let fail = () => {};
	/** Settles, by rejection only, when a program ends again and again while the gallery still starts. @type {Promise<never>} */
	const failed = new Promise((_resolve, reject) => {
		fail = reject;
	});
	failed.catch(() => {});

	/** @param {Program} program */
	async function start(program) {
		const sink = await openSink(dataDir, program.name);
		const failures = createFailures();
		const pauses = createPauses(pace);
		const prefix = `${program.name.padEnd(6)} | `;
		/** @type {import('node:child_process').ChildProcess | null} */
		let child = null;
		let stopping = false;
		let ends = 0;
		/** @type {NodeJS.Timeout | undefined} */
		let timer;
		/** @type {() => void} */
		let tellReady = () => {};
		allReady.push(program.tellsReady ? new Promise((resolve) => (tellReady = resolve)) : Promise.resolve());

		const launch = () => {
			const began = performance.now();
			/** @type {string[]} */
			const remembered = [];
			const show = (/** @type {string} */ text, /** @type {boolean} */ isError) => {
				remembered.push(text);
				if (remembered.length > rememberedLines) remembered.shift();
				const isFailure = isComplaint(text, isError);
				const told = isFailure ? failures.tell(text) : text;
				if (told === null) return;
				sink.write(`${told}\n`);
				if (verbose || (isFailure && told.trim() !== '')) log.line(prefix + told);
			};
			const running = spawn(process.execPath, program.words, {
				cwd: program.directory ?? repository,
				env: { ...process.env, ...quietEnvironment, ...program.environment },
				stdio: ['ignore', 'pipe', 'pipe', ...(program.tellsReady ? [/** @type {const} */ ('ipc')] : [])],
				detached: true,
			});
			child = running;
			const { pid } = running;
			if (pid !== undefined) {
				if (program.givesWay) void lowerPriority(pid);
				runFolder.note(program.name, pid).catch(() => {});
			}
			if (running.stdout) createInterface(running.stdout).on('line', (text) => show(text, false));
			if (running.stderr) createInterface(running.stderr).on('line', (text) => show(text, true));
			// It lets go of the channel itself: if this end did, Node would not tell that the program has ended (`close`).
			running.once('message', tellReady);
			// What it started and did not end would keep its ports, and its output open.
			running.once('exit', () => pid !== undefined && !stopping && endGroup(pid));
			/** @param {string} how */
			const onEnd = (how) => {
				if (stopping) return;
				ends += 1;
				if (!keepsUp && ends >= endsWhileStarting)
					return fail(
						new Problem(
							`${program.name} ${how}.\n${lastLines(remembered.join('\n'), rememberedLines)}`,
							`Its whole output: ${logFile(dataDir, program.name)}`,
						),
					);
				const pauseMs = pauses.after(performance.now() - began);
				const told = failures.tell(`${program.name} ${how}; it is started again in ${pauseMs / 1000} s`);
				if (told !== null) log.line(prefix + told);
				timer = setTimeout(launch, pauseMs);
			};
			running.once('error', (error) => pid === undefined && onEnd(`cannot be started: ${error.message}`));
			running.once(
				'close',
				(code, signal) => pid !== undefined && onEnd(signal ? `was ended by ${signal}` : `ended with code ${code}`),
			);
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

	return {
		start,
		/** Resolves once every program that tells so is ready. */
		ready: () => Promise.all(allReady),
		/** From now on a program that ends is started again, after pauses that grow. */
		keepUp() {
			keepsUp = true;
		},
		/** Stops everything that was started, last first. */
		async stopAll() {
			for (let stop = stops.pop(); stop; stop = stops.pop()) await stop();
		},
		failed,
	};
}

/** @param {number} pid of the leader of a group, which has ended */
function endGroup(pid) {
	try {
		process.kill(-pid, 'SIGKILL');
	} catch {
		// Nobody is left.
	}
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
	await mkdir(path.dirname(file), { recursive: true, mode: 0o700 });
	await rename(file, `${file}.1`).catch(() => {});
	const sink = createWriteStream(file, { mode: 0o600 });
	// A full disk must not end the gallery for the sake of its log.
	sink.on('error', () => {});
	return sink;
}

/**
 * Programs log JSON lines with pino's levels, 40 for a warning; what else comes on standard error is a complaint.
 * @param {string} text
 * @param {boolean} isError
 */
function isComplaint(text, isError) {
	const level = /^\{"level":(\d+)/.exec(text)?.[1];
	return level === undefined ? isError : Number(level) >= 40;
}

/** Between two questions of {@link untilAnswers}: short at first, for what starts at once. */
const askAgainPace = { firstMs: 100, longestMs: 2_000, healthyAfterMs: Number.POSITIVE_INFINITY };

/**
 * Waits until an address answers with success.
 * @param {string} url
 * @param {{ readonly signal: AbortSignal, readonly timeoutMs: number, readonly what: string,
 *   readonly unavailable?: 'is an answer' | { readonly timeoutMs: number, readonly problem: Problem } }} options
 *   `unavailable`: what a 503 means; with a problem, that is thrown when it answers so for longer
 */
export async function untilAnswers(url, { signal, timeoutMs, what, unavailable }) {
	const deadline = performance.now() + timeoutMs;
	const pauses = createPauses(askAgainPace);
	let unavailableSince = Number.POSITIVE_INFINITY;
	let last = 'no answer';
	while (performance.now() < deadline) {
		signal.throwIfAborted();
		try {
			const response = await fetch(url, { signal: AbortSignal.any([signal, AbortSignal.timeout(10_000)]) });
			if (response.ok || (unavailable === 'is an answer' && response.status === 503)) return;
			last = `status ${response.status}`;
			unavailableSince =
				response.status === 503 ? Math.min(unavailableSince, performance.now()) : Number.POSITIVE_INFINITY;
			if (typeof unavailable === 'object' && performance.now() - unavailableSince > unavailable.timeoutMs)
				throw unavailable.problem;
		} catch (error) {
			if (error instanceof Problem) throw error;
			if (!signal.aborted) last = /** @type {Error} */ (error).message;
		}
		await pause(pauses.after(0), undefined, { signal }).catch(() => {});
	}
	throw new Problem(`${what} did not answer at ${url} within ${timeoutMs / 1000} s: ${last}.`);
}
