// @ts-check
/**
 * @file For vitest: writes how long each file took, with what it imports and sets up, as JSON into the file of the
 * environment variable GALATEA_TEST_DURATIONS. (vitest's own JSON knows of the tests only.)
 */
import { writeFile } from 'node:fs/promises';

// biome-ignore lint/style/noDefaultExport: vitest loads a reporter by its path, and takes the default of it
export default class DurationsReporter {
	/** @type {import('./slowest.mjs').Taken[]} */
	#taken = [];

	/** @param {import('vitest/node').TestModule} testModule */
	onTestModuleEnd(testModule) {
		const { environmentSetupDuration, prepareDuration, setupDuration, collectDuration, duration } =
			testModule.diagnostic();
		const milliseconds = environmentSetupDuration + prepareDuration + setupDuration + collectDuration + duration;
		this.#taken.push({ file: testModule.moduleId, spec: null, seconds: milliseconds / 1000 });
	}

	async onTestRunEnd() {
		const file = process.env['GALATEA_TEST_DURATIONS'];
		if (file) await writeFile(file, JSON.stringify(this.#taken));
	}
}
