// @ts-check
/** @file How many tests passed, failed and were skipped, from the reports of vitest and Playwright. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * `again`: of those that passed, how many did so at the second try only (the browser tests, in CI).
 * `failures`: their names.
 * @typedef {{ passed: number, failed: number, skipped: number, again?: number, failures?: readonly string[] }} Counts
 */

/**
 * A report that is missing means that the runner did not come to its end: one failure.
 * @param {string} file
 * @returns {Promise<Counts>}
 */
export async function readVitest(file) {
	const report = await readJson(file);
	if (!report) return { passed: 0, failed: 1, skipped: 0 };
	/** @type {readonly { name: string, status: string, assertionResults: readonly { status: string, fullName: string }[] }[]} */
	const files = report.testResults;
	const failures = files.flatMap(({ name, status, assertionResults }) => {
		const file = path.relative(process.cwd(), name);
		// A file that could not even be loaded has no tests to fail.
		if (status === 'failed' && assertionResults.length === 0) return [file];
		return assertionResults.filter((test) => test.status === 'failed').map(({ fullName }) => `${file}: ${fullName}`);
	});
	return {
		passed: report.numPassedTests,
		failed: failures.length,
		skipped: report.numPendingTests + report.numTodoTests,
		failures,
	};
}

/**
 * @param {string} file
 * @returns {Promise<Counts>}
 */
export async function readPlaywright(file) {
	const report = await readJson(file);
	if (!report) return { passed: 0, failed: 1, skipped: 0 };
	const { expected, flaky, unexpected, skipped } = report.stats;
	return { passed: expected + flaky, failed: unexpected + report.errors.length, skipped, again: flaky };
}

/** @param {string} file */
async function readJson(file) {
	return readFile(file, 'utf8').then(JSON.parse, () => null);
}

/**
 * A line for each test that failed: whoever has the end of the output alone is told, too. Playwright names its own there.
 * @param {readonly Counts[]} all
 */
export function failureLines(all) {
	return all.flatMap(({ failures = [] }) => failures.map((failure) => `failed: ${failure}`));
}

/**
 * The last line of `npm test`.
 * @param {readonly Counts[]} all
 */
export function countLine(all) {
	const sum = (/** @type {'passed' | 'failed' | 'skipped' | 'again'} */ key) =>
		all.reduce((total, counts) => total + (counts[key] ?? 0), 0);
	const more = [
		[sum('skipped'), 'skipped'],
		[sum('again'), 'passed at the second try only'],
	].flatMap(([count, word]) => (count ? [`, ${count} ${word}`] : []));
	return `${sum('passed')} passed, ${sum('failed')} failed${more.join('')}`;
}
