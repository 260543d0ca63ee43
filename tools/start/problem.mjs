// @ts-check
/** @file Foreseen reasons why Galatea cannot start, each with what to do about it. */
import { statfs } from 'node:fs/promises';

/** A reason that is the machine's or the caller's, not a fault of the program: shown without a stack. */
export class Problem extends Error {
	/**
	 * @param {string} message what is wrong
	 * @param {string} [remedy] what to do, if possible as a command
	 */
	constructor(message, remedy = '') {
		super(message);
		this.name = 'Problem';
		this.remedy = remedy;
	}
}

/** Someone asked to stop. */
export class Stopped extends Error {}

/**
 * Throws when a folder has less room than is needed.
 * @param {string} folder that exists
 * @param {number} megabytes
 * @param {string} purpose
 */
export async function requireRoom(folder, megabytes, purpose) {
	const { bavail, bsize } = await statfs(folder);
	const free = Math.floor((bavail * bsize) / 1e6);
	if (free >= megabytes) return;
	throw new Problem(
		`${purpose} needs ${megabytes} MB in ${folder}, and ${free} MB are free.`,
		`Make room there (df -h ${folder}), or use another disk.`,
	);
}

/**
 * What the output of npm means to someone who has to mend it.
 * @param {string} output
 * @param {string} folder
 */
export function explainInstall(output, folder) {
	const last = lastLines(output, 12);
	if (/ENOSPC|no space left/i.test(output))
		return new Problem(`There is no room left to install the packages in ${folder}.`, `Make room: df -h ${folder}`);
	if (/ENOTFOUND|ECONNREFUSED|ETIMEDOUT|ECONNRESET|EAI_AGAIN|ENETUNREACH|network/i.test(output))
		return new Problem(
			`The npm registry cannot be reached, so the packages cannot be installed.\n${last}`,
			'Try it by hand: npm ping. Behind a proxy: npm config set proxy http://host:port. A mirror: npm config set registry URL',
		);
	if (/EACCES|EPERM|EROFS/.test(output))
		return new Problem(
			`The packages cannot be written to ${folder}.\n${last}`,
			'Clone Galatea into a folder of your own, or give this one to yourself: sudo chown -R "$USER" .',
		);
	return new Problem(`npm ci failed.\n${last}`, 'Try it by hand: npm ci');
}

/**
 * The end of a long output.
 * @param {string} output
 * @param {number} count
 */
export function lastLines(output, count) {
	return output.trimEnd().split('\n').slice(-count).join('\n');
}

/**
 * The output from the first line on that names an error: of a long stack the end says nothing. Without one, its end.
 * @param {string} output
 * @param {number} count lines at most
 */
export function fromCause(output, count) {
	const lines = output.trimEnd().split('\n');
	const first = lines.findIndex((line) => line.includes('Error'));
	return first === -1 ? lastLines(output, count) : lines.slice(first, first + count).join('\n');
}
