// @ts-check
/**
 * @file `npm test`: everything that the tests need, then all tests, on a data folder that is thrown away. The last
 * line is the count.
 *
 *   npm test                          unit tests, then the browser tests against the whole gallery
 *   npm test -- packages/onnx         the unit tests whose path contains that, and no browser tests
 *   npm test -- --unit | --browser    one kind only
 *   npm test -- --browser routes      the specs whose path contains that
 */
import './start/need-node.mjs';
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { quietEnvironment, runVisibly } from './start/command.mjs';
import { generate, install } from './start/install.mjs';
import { createLog } from './start/log.mjs';
import { bringUp, listenForStop, report } from './start/main.mjs';
import { findPort } from './start/ports.mjs';
import { readSettings, repository } from './start/settings.mjs';
import { findChromium, installPackage, onPath } from './test/chromium.mjs';
import { countLine, failureLines, readPlaywright, readVitest } from './test/counts.mjs';
import { slowestLines } from './test/slowest.mjs';

const words = process.argv.slice(2);
const filters = words.filter((word) => !word.startsWith('--'));
const runsUnit = !words.includes('--browser');
const runsBrowser = !words.includes('--unit') && (filters.length === 0 || !runsUnit);

/** The projects of e2e/playwright.config.ts, one after the other, with their workers. */
const lanes = /** @type {const} */ ([
	// First: the link to become the admin is good once, and a spec of this one is about it.
	['alone', 1],
	['together', 2],
]);

const log = createLog();
const stopping = listenForStop(log);
const { signal } = stopping;
/** @type {import('./test/counts.mjs').Counts[]} */
const counts = [];
// Everything in it goes at the end. Others may pass through: PostgreSQL runs as another account when we are root.
const place = await mkdtemp(path.join(tmpdir(), 'galatea-test-'));
await chmod(place, 0o711);
let worst = 0;
try {
	await install(log, signal);
	await generate(log, signal);
	if (runsUnit) await runUnitTests();
	if (runsBrowser) await runBrowserTests();
} catch (error) {
	report(error);
	worst = 1;
	counts.push({ passed: 0, failed: 1, skipped: 0 });
} finally {
	await rm(place, { recursive: true, force: true, maxRetries: 3 });
	stopping.end();
}
for (const line of await slowestLines(counts.flatMap(({ taken = [] }) => taken))) console.log(line);
for (const line of failureLines(counts)) console.log(line);
console.log(countLine(counts));
process.exitCode = signal.aborted ? 130 : worst;

async function runUnitTests() {
	if (!onPath(['redis-server'])) {
		const { done, reason } = await installPackage('redis-server', log, signal);
		if (!done) log.line(`No redis-server, so the tests of the queue on Redis are skipped. ${reason}`);
	}
	const file = path.join(place, 'vitest.json');
	const vitest = path.join(repository, 'node_modules', 'vitest', 'vitest.mjs');
	const moreFile = path.join(place, 'vitest-more.json');
	const ours = path.join(import.meta.dirname, 'test', 'vitest-reporter.mjs');
	const reporters = ['default', 'json', ours].map((reporter) => `--reporter=${reporter}`);
	const code = await runVisibly(
		process.execPath,
		[vitest, 'run', ...reporters, `--outputFile.json=${file}`, ...filters],
		{ signal, environment: { GALATEA_TEST_REPORT: moreFile } },
	);
	worst = Math.max(worst, code);
	counts.push(await readVitest(file, moreFile));
}

/** @param {string} name */
function freePort(name) {
	return findPort({ name, port: 0, chosen: false }, '127.0.0.1');
}

async function runBrowserTests() {
	const chromium = await findChromium(log, signal);
	const dataDir = path.join(place, 'data');
	const {
		DATABASE_URL: _1,
		QUEUE_URL: _2,
		STORAGE_DIR: _3,
		API_URL: _4,
		PUBLIC_API_URL: _5,
		HOST: _6,
		...rest
	} = process.env;
	// However fast this machine is, a worker that is killed soon must have left a checkpoint behind.
	process.env['GALATEA_CHECKPOINT_STEPS'] ??= '20';
	// Every test is another visitor, all come from this machine, the admin of several tests is one person, and a test does in
	// seconds what takes people minutes.
	for (const most of [
		'GUESTS_PER_HOUR',
		'POINTS_PER_MINUTE',
		'WAITING_RENDERS_OF_GUESTS',
		'WORK_PER_HOUR_OF_GUESTS',
		'WORK_PER_HOUR_OF_NETWORK',
	])
		process.env[`MAXIMUM_${most}`] ??= '100000';
	// Links in mails name the gallery, so its port is chosen before it starts; the tests receive the mails, and are the GitHub.
	const [webPort, mailPort, oauthPort] = [
		await freePort('WEB_PORT'),
		await freePort('mail'),
		await freePort('accounts elsewhere'),
	];
	const publicUrl = `http://localhost:${webPort}`;
	Object.assign(process.env, {
		SMTP_URL: `smtp://127.0.0.1:${mailPort}`,
		MAIL_FROM: 'Galatea <gallery@example.org>',
		PUBLIC_URL: publicUrl,
		// The tests make members by the dozen; those of the link make accounts by mail, too.
		SIGN_UP_BY_PASSWORD: 'yes',
		GITHUB_URL: `http://127.0.0.1:${oauthPort}`,
		GITHUB_CLIENT_ID: 'galatea-tests',
		GITHUB_CLIENT_SECRET: 'known to nobody but the tests',
	});
	const environment = { ...rest, GALATEA_DATA_DIR: dataDir, WEB_PORT: String(webPort), API_PORT: '0' };
	const gallery = await bringUp(readSettings([], environment), log, signal);
	try {
		log.line(gallery.message);
		const playwright = path.join(repository, 'node_modules', '@playwright', 'test', 'cli.js');
		for (const [project, workers] of lanes) {
			const file = path.join(place, `playwright-${project}.json`);
			const lane = [`--project=${project}`, `--workers=${workers}`, '--reporter=list,json'];
			// With filters one of the lanes may have nothing to run.
			const chosen = filters.length > 0 ? ['--pass-with-no-tests', ...filters] : [];
			const code = await runVisibly(process.execPath, [playwright, 'test', ...lane, ...chosen], {
				signal,
				directory: path.join(repository, 'e2e'),
				environment: {
					...quietEnvironment,
					...chromium.environment,
					CHROMIUM_PATH: chromium.path,
					GALATEA_E2E_URL: gallery.url,
					GALATEA_E2E_DATA_DIR: dataDir,
					GALATEA_E2E_PUBLIC_URL: publicUrl,
					GALATEA_E2E_MAIL_PORT: String(mailPort),
					GALATEA_E2E_OAUTH_PORT: String(oauthPort),
					...(gallery.databaseUrl && { GALATEA_E2E_DATABASE_URL: gallery.databaseUrl }),
					...(gallery.claim && { GALATEA_E2E_CLAIM: gallery.claim }),
					PLAYWRIGHT_JSON_OUTPUT_NAME: file,
				},
			});
			worst = Math.max(worst, code);
			counts.push(await readPlaywright(file));
			if (signal.aborted) break;
		}
	} finally {
		await gallery.takeDown();
	}
}
