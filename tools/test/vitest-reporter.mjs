// @ts-check
/**
 * @file For vitest: writes what its own JSON does not tell into the file of the environment variable GALATEA_TEST_REPORT.
 * How long each file took with what it imports and sets up, and the errors that belong to no test.
 */
import { writeFile } from 'node:fs/promises';

/**
 * @typedef {object} Report
 * @property {import('./slowest.mjs').Taken[]} taken
 * @property {string[]} unhandled what was thrown or rejected where nobody caught it
 */

// biome-ignore lint/style/noDefaultExport: vitest loads a reporter by its path, and takes the default of it
export default class VitestReporter {
	/** @type {import('./slowest.mjs').Taken[]} */
	#taken = [];

	/** @param {import('vitest/node').TestModule} testModule */
	onTestModuleEnd(testModule) {
		const { environmentSetupDuration, prepareDuration, setupDuration, collectDuration, duration } =
			testModule.diagnostic();
		const milliseconds = environmentSetupDuration + prepareDuration + setupDuration + collectDuration + duration;
		this.#taken.push({ file: testModule.moduleId, spec: null, seconds: milliseconds / 1000 });
	}

	/**
	 * @param {readonly unknown[]} _modules
	 * @param {readonly { readonly message: string }[]} errors
	 */
	async onTestRunEnd(_modules, errors) {
		/** @type {Report} */
		const report = { taken: this.#taken, unhandled: errors.map(({ message }) => message) };
		const file = process.env['GALATEA_TEST_REPORT'];
		if (file) await writeFile(file, JSON.stringify(report));
	}
}
