/**
 * @file Browser tests against the whole running app. `npm test` starts one on free ports with a data folder of its own
 * and tells its address in GALATEA_E2E_URL and its folder in GALATEA_E2E_DATA_DIR.
 */
import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';

/** Without being told otherwise, the gallery that `npm start` brings up. */
const baseUrl = process.env['GALATEA_E2E_URL'] ?? 'http://127.0.0.1:3000';

interface Browser {
	readonly executablePath: string;
	readonly args: readonly string[];
}

/** The first of: CHROMIUM_PATH, Debian's chromium, the one that npm can install. */
async function findChromium(): Promise<Browser> {
	const args = ['--no-sandbox', '--disable-dev-shm-usage'];
	for (const executablePath of [process.env['CHROMIUM_PATH'], '/usr/bin/chromium'])
		if (executablePath && existsSync(executablePath)) return { executablePath, args };
	// It unpacks libraries of its own only where it believes to run on AWS Lambda; that is read when it is imported.
	process.env['AWS_LAMBDA_JS_RUNTIME'] ??= 'nodejs20.x';
	const { default: chromium } = await import('@sparticuz/chromium');
	const own = chromium.args.filter((argument) => !argument.startsWith('--headless'));
	return { executablePath: await chromium.executablePath(), args: [...own, ...args] };
}

const { executablePath, args } = await findChromium();

/**
 * Specs that measure the machine, stop or kill parts of the gallery, fill its worker for long, or count on what hangs on its
 * first page. All others make what they look at and may run beside each other.
 */
const alone = [
	'budgets',
	'claim',
	'everyone',
	'explore',
	'keyboard',
	'ladder',
	'packs',
	'render',
	'scroll',
	'search',
	'several-machines',
	'trouble',
	'worker-loss',
	'zoom',
].map((name) => `${name}.spec.ts`);

export default defineConfig({
	testDir: '.',
	// `npm test` gives more to those that may run beside each other.
	workers: 1,
	projects: [
		{ name: 'alone', testMatch: alone },
		{ name: 'together', testIgnore: alone },
	],
	forbidOnly: Boolean(process.env['CI']),
	// Where others share the machine a browser may be too late once; what fails twice is broken. See tools/test/counts.mjs.
	retries: process.env['CI'] ? 1 : 0,
	timeout: 300_000,
	expect: { timeout: 60_000 },
	reporter: [['list']],
	outputDir: '../test-results',
	use: {
		baseURL: baseUrl,
		locale: 'en-GB',
		// Not that of the server: what both print of a moment must be the same, or React finds another page than was sent.
		timezoneId: 'America/Mexico_City',
		trace: 'on-first-retry',
		launchOptions: { executablePath, args: [...args] },
	},
});
