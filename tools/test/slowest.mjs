// @ts-check
/**
 * @file What took longest in a run of the tests, and what took longer than it may. Whatever has to take longer says how long
 * and why: a file of unit tests in a line of its own, a browser test in a line above it.
 *
 *   // Budget: 90 s, as a worker is killed twice.
 */
import { readFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * How long a file of unit tests, or one browser test (`spec`) of a file, took.
 * @typedef {object} Taken
 * @property {string} file absolute
 * @property {{ readonly title: string, readonly line: number } | null} spec null for a whole file; `line` counts from 1
 * @property {number} seconds
 */

const budgetSeconds = { file: 60, spec: 30 };

const listed = 15;

const budgetLine = /^\s*(?:\/\/|\*) Budget: (?<seconds>\d+) s, \S/;

/**
 * The lines to print at the end of a run; none when nothing ran.
 * @param {readonly Taken[]} all
 * @param {string} [directory] to which the paths are relative
 * @returns {Promise<readonly string[]>}
 */
export async function slowestLines(all, directory = process.cwd()) {
	if (all.length === 0) return [];
	const sorted = all.toSorted((one, other) => other.seconds - one.seconds);
	const told = (/** @type {Taken} */ { file, spec, seconds }) => {
		const place = path.relative(directory, file) + (spec ? `:${spec.line} ${spec.title}` : '');
		return `${seconds.toFixed(1).padStart(7)} s  ${place}`;
	};
	const lines = ['', 'What took longest:', ...sorted.slice(0, listed).map(told)];
	const over = [];
	for (const taken of sorted) {
		const seconds = await budgetOf(taken);
		if (taken.seconds > seconds) over.push(`${told(taken)} (may take ${seconds} s)`);
	}
	return over.length === 0 ? lines : [...lines, 'Took longer than it may (see tools/test/slowest.mjs):', ...over];
}

/**
 * @param {Taken} taken
 * @returns {Promise<number>} in seconds
 */
async function budgetOf({ file, spec, seconds }) {
	const usual = spec ? budgetSeconds.spec : budgetSeconds.file;
	if (seconds <= usual) return usual;
	const lines = (await readFile(file, 'utf8').catch(() => '')).split('\n');
	const beside = spec ? commentAbove(lines, spec.line) : lines;
	for (const line of beside) {
		const found = budgetLine.exec(line)?.groups?.['seconds'];
		if (found) return Number(found);
	}
	return usual;
}

/**
 * The lines of the comment that ends right above a line.
 * @param {readonly string[]} lines
 * @param {number} line counts from 1
 */
function commentAbove(lines, line) {
	const above = lines.slice(0, line - 1);
	return above.slice(above.findLastIndex((text) => !/^\s*(\/\/|\/\*|\*)/.test(text)) + 1);
}
