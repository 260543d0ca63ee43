// @ts-check
/** @file How many tests passed, failed and were skipped, and how long they took: from the reports of vitest and Playwright. */
import { readFile } from 'node:fs/promises';
import path from 'node:path';

/**
 * `again`: of those that passed, how many did so at the second try only (the browser tests, in CI).
 * `failures`: their names. `taken`: how long which file or browser test took.
 * @typedef {{ passed: number, failed: number, skipped: number, again?: number, failures?: readonly string[],
 *   taken?: readonly import('./slowest.mjs').Taken[] }} Counts
 */

/**
 * A report that is missing means that the runner did not come to its end: one failure.
 * @param {string} file
 * @param {string} moreFile what vitest-reporter.mjs wrote
 * @returns {Promise<Counts>}
 */
export async function readVitest(file, moreFile) {
	const report = await readJson(file);
	if (!report) return { passed: 0, failed: 1, skipped: 0 };
	/** @type {readonly { name: string, status: string, assertionResults: readonly { status: string, fullName: string }[] }[]} */
	const files = report.testResults;
	/** @type {import('./vitest-reporter.mjs').Report} */
	const { taken, unhandled } = (await readJson(moreFile)) ?? { taken: [], unhandled: [] };
	const failed = files.flatMap(({ name, status, assertionResults }) => {
		const file = path.relative(process.cwd(), name);
		const tests = assertionResults.filter((test) => test.status === 'failed');
		// A file that could not even be loaded has no tests to fail, nor has one that failed before or after them.
		if (status === 'failed' && tests.length === 0) return [file];
		return tests.map(({ fullName }) => `${file}: ${fullName}`);
	});
	const failures = [...failed, ...unhandled.map((message) => `an error that nobody caught: ${message}`)];
	return {
		passed: report.numPassedTests,
		failed: failures.length,
		skipped: report.numPendingTests + report.numTodoTests,
		failures,
		taken,
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
	return {
		passed: expected + flaky,
		failed: unexpected + report.errors.length,
		skipped,
		again: flaky,
		taken: specsOf(report.suites).map(({ title, file, line, tests }) => ({
			file: path.join(report.config.rootDir, file),
			spec: { title, line },
			// All tries of it.
			seconds: tests.flatMap(({ results }) => results).reduce((sum, { duration }) => sum + duration, 0) / 1000,
		})),
	};
}

/**
 * Of Playwright's report.
 * @typedef {{ title: string, file: string, line: number, tests: readonly { results: readonly { duration: number }[] }[] }} Spec
 * @typedef {{ specs?: readonly Spec[], suites?: readonly Suite[] }} Suite
 */

/**
 * @param {readonly Suite[]} suites
 * @returns {readonly Spec[]}
 */
function specsOf(suites) {
	return suites.flatMap(({ specs = [], suites: inner = [] }) => [...specs, ...specsOf(inner)]);
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
