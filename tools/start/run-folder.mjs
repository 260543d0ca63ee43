// @ts-check
/**
 * @file Which programs run from a data folder: `run/<name>.pid` holds a process id and `run/<name>.began` the time at
 * which that process began, so that a number which the system has given to somebody else since is never touched.
 */
import { readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Problem } from './problem.mjs';

const suffix = '.pid';
const graceMs = 8_000;
const pollEveryMs = 25;

/** The launcher's own name in the folder. */
const launcher = 'start';

/** @param {string} dataDir */
export function openRunFolder(dataDir) {
	const folder = path.join(dataDir, 'run');
	const fileOf = (/** @type {string} */ name) => path.join(folder, name + suffix);

	return {
		/**
		 * Takes the folder for this process and ends what an earlier one left behind when it was killed.
		 * Throws a {@link Problem} when a living launcher has it. Returns the names of what was ended.
		 */
		async take() {
			await mkdir(folder, { recursive: true });
			const other = await readProcess(fileOf(launcher));
			if (other && other.pid !== process.pid)
				throw new Problem(
					`Galatea runs from ${dataDir} already (process ${other.pid}).`,
					`Stop it with Ctrl-C where it runs, or: kill ${other.pid}. For a second one: GALATEA_DATA_DIR=/another/folder`,
				);
			await this.note(launcher, process.pid);
			const names = (await readdir(folder)).filter((name) => name.endsWith(suffix)).map((name) => name.slice(0, -4));
			const left = [];
			for (const name of names.filter((each) => each !== launcher)) {
				const found = await readProcess(fileOf(name));
				if (found) {
					await endProcess(found.pid);
					left.push(name);
				}
				await this.forget(name);
			}
			return left;
		},
		/** @param {string} name @param {number} pid */
		async note(name, pid) {
			await writeFile(beganFileOf(fileOf(name)), await startTime(pid));
			await writeFile(fileOf(name), `${pid}\n`);
		},
		/** @param {string} name */
		async forget(name) {
			await rm(fileOf(name), { force: true });
			await rm(beganFileOf(fileOf(name)), { force: true });
		},
		release() {
			return this.forget(launcher);
		},
	};
}

/**
 * The living process that a file names, null if it is gone or the number is another's now.
 * @param {string} file
 */
async function readProcess(file) {
	const read = (/** @type {string} */ name) => readFile(name, 'utf8').catch(() => '');
	const pid = Number(await read(file));
	if (!isAlive(pid) || (await startTime(pid)) !== (await read(beganFileOf(file)))) return null;
	return { pid };
}

/** @param {string} file */
function beganFileOf(file) {
	return `${file.slice(0, -suffix.length)}.began`;
}

/**
 * When a process began, in ticks since boot (field 22 of /proc/<pid>/stat); empty where there is no /proc.
 * @param {number} pid
 */
async function startTime(pid) {
	const stat = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => '');
	// The second field is the program's name in parentheses, which may hold anything; fields are counted after it.
	return stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '';
}

/**
 * Whether a process runs. One that has ended but that nobody has asked about yet counts as ended.
 * @param {number} pid
 */
export function isAlive(pid) {
	if (!Number.isInteger(pid) || pid <= 0) return false;
	try {
		process.kill(pid, 0);
	} catch (error) {
		return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
	}
	try {
		const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
		return stat.charAt(stat.lastIndexOf(')') + 2) !== 'Z';
	} catch {
		// No /proc on this system, or gone this moment.
		return true;
	}
}

/**
 * Ends a process and its group: asks first, and insists after a few seconds.
 * @param {number} pid of the leader of a group
 */
export async function endProcess(pid) {
	for (const signal of /** @type {const} */ (['SIGTERM', 'SIGKILL'])) {
		signalGroup(pid, signal);
		for (let waited = 0; waited < graceMs; waited += pollEveryMs) {
			if (!isAlive(pid)) {
				// Whatever it started and did not end itself.
				signalGroup(pid, 'SIGKILL');
				return;
			}
			await pause(pollEveryMs);
		}
	}
}

/**
 * @param {number} pid
 * @param {NodeJS.Signals} signal
 */
function signalGroup(pid, signal) {
	for (const target of [-pid, pid])
		try {
			process.kill(target, signal);
			return;
		} catch {
			// Not the leader of a group, or gone.
		}
}
