// @ts-check
/** @file A program that gives way to all others of the machine: it takes what they leave of the processors. */
import { writeFile } from 'node:fs/promises';
import { setPriority } from 'node:os';

/** As `nice -n 10` gives: beside one busy program of usual priority it gets about a tenth of a core. */
export const lowPriority = 10;

/**
 * Lowers the priority of a process that has just been started: its threads and children inherit it. Where the system does
 * not let us, the process keeps its own.
 * @param {number} pid
 */
export async function lowerPriority(pid) {
	try {
		setPriority(pid, lowPriority);
	} catch {
		return;
	}
	// Linux may share the processors among sessions first (sched_autogroup), and each of our programs has its own session.
	await writeFile(`/proc/${pid}/autogroup`, String(lowPriority)).catch(() => {});
}
