// @ts-check
/** @file `npm start` from its first word to its last: brings everything up in order, waits, takes it down again. */
import path from 'node:path';
import { readAuthSecret } from './auth-secret.mjs';
import { prepareDatabase, startDatabase } from './database.mjs';
import { makeFolders } from './folders.mjs';
import { resolveHost } from './host.mjs';
import { generate, install } from './install.mjs';
import { createLog } from './log.mjs';
import { findPort } from './ports.mjs';
import { Problem, requireRoom, Stopped } from './problem.mjs';
import { createPrograms, untilAnswers } from './processes.mjs';
import { programsOf } from './programs.mjs';
import { openRunFolder } from './run-folder.mjs';
import { readSettings, repository, usage } from './settings.mjs';
import { buildWeb } from './web-build.mjs';

/** npm passes Ctrl-C on to us after the terminal has: a second one counts only after this. */
const impatientAfterMs = 1_500;
/** Room for the database, logs and some pictures. */
const dataMegabytes = 200;
const answerWithinMs = 120_000;
/** By then the API has answered us; the web app, which asks it for every page, has to find it too. */
const findApiWithinMs = 30_000;

/** @param {readonly string[]} words what follows `npm start --` */
export async function main(words) {
	const log = createLog();
	const stopping = listenForStop(log);
	try {
		const settings = readSettings(words, process.env);
		if (settings.help) return log.line(usage);
		const gallery = await bringUp(settings, log, stopping.signal);
		try {
			log.line(gallery.message);
			await stopping.stopped;
		} finally {
			await gallery.takeDown();
		}
	} catch (error) {
		report(error);
		process.exitCode ||= error instanceof Stopped || stopping.signal.aborted ? 130 : 1;
	} finally {
		stopping.end();
	}
}

/**
 * Starts everything of a role. On failure all of it has been stopped again.
 * @param {import('./settings.mjs').Settings} settings
 * @param {import('./log.mjs').Log} log
 * @param {AbortSignal} signal
 */
export async function bringUp(settings, log, signal) {
	const { role, dataDir, dev } = settings;
	/** @type {(() => Promise<void>)[]} */
	const undo = [];
	const takeDown = async () => {
		for (let step = undo.pop(); step; step = undo.pop()) await step().catch((error) => report(error));
	};
	try {
		await makeFolders(settings);
		await requireRoom(dataDir, dataMegabytes, 'The gallery');
		const runFolder = openRunFolder(dataDir);
		const left = await runFolder.take();
		undo.push(() => runFolder.release());
		if (left.length > 0) log.line(`Ended what an earlier run had left behind: ${left.join(', ')}.`);
		const host = await resolveHost(settings.host);
		const ports = await choosePorts(settings, host, log);
		await install(log, signal);
		await generate(log, signal);
		const database = role === 'web' ? null : await startDatabase(settings, log, signal);
		if (database) undo.push(() => database.stop());
		signal.throwIfAborted();
		const serves = role === 'all' || role === 'api';
		const claim =
			database && role !== 'worker'
				? await prepareDatabase(
						{ url: database.url, storageDir: settings.storageDir, seed: settings.seed },
						log,
						signal,
					)
				: null;
		const authSecret = serves ? await readAuthSecret(settings) : null;
		if (!dev && (role === 'all' || role === 'web')) await buildWeb(log, signal);
		signal.throwIfAborted();
		const programs = createPrograms({ log, dataDir, verbose: dev, runFolder });
		undo.push(() => programs.stopAll());
		await log.phase('Starting the gallery', async () => {
			for (const program of programsOf({ settings, host, databaseUrl: database?.url ?? null, authSecret, ...ports }))
				await programs.start(program);
			const ready = Promise.all([programs.ready(), untilReady(settings, host, ports, signal)]);
			await Promise.race([ready, programs.failed, untilAborted(signal)]);
			programs.keepUp();
		});
		const url = `http://${host.place}:${ports.webPort}`;
		const message = closingLine(settings, host, url, ports, claim);
		return { url, ...ports, databaseUrl: database?.url ?? null, message, claim, takeDown };
	} catch (error) {
		await takeDown();
		throw signal.aborted ? new Stopped() : error;
	}
}

/**
 * @param {import('./settings.mjs').Settings} settings
 * @param {import('./host.mjs').Host} host
 * @param {import('./log.mjs').Log} log
 */
async function choosePorts({ role, web, api, apiUrl }, { address }, log) {
	const serves = (/** @type {string} */ name) => role === 'all' || role === name;
	const webPort = serves('web') ? await findPort(web, address) : web.port;
	const apiPort = serves('api') ? await findPort(api, address, new Set([webPort])) : api.port;
	const moved = [
		...(serves('web') && webPort !== web.port && web.port !== 0
			? [`the web app on ${webPort} instead of ${web.port}`]
			: []),
		...(serves('api') && apiPort !== api.port && api.port !== 0
			? [`the API on ${apiPort} instead of ${api.port}`]
			: []),
	];
	if (moved.length > 0) log.line(`Some ports are taken by other programs: ${moved.join(', ')}.`);
	if (apiUrl && serves('api')) log.line(`API_URL is set: the web app uses the API at ${apiUrl}.`);
	return { webPort, apiPort };
}

/**
 * @param {import('./settings.mjs').Settings} settings
 * @param {import('./host.mjs').Host} host
 * @param {{ readonly webPort: number, readonly apiPort: number }} ports
 * @param {AbortSignal} signal
 */
async function untilReady({ role, apiUrl }, { place }, { webPort, apiPort }, signal) {
	const options = { signal, timeoutMs: answerWithinMs };
	if (role === 'all' || role === 'api')
		await untilAnswers(`http://${place}:${apiPort}/health`, { ...options, what: 'The API' });
	if (role === 'all')
		await untilAnswers(`http://${place}:${webPort}/`, {
			...options,
			what: 'The web app',
			unavailable: {
				timeoutMs: findApiWithinMs,
				problem: new Problem(
					`The web app runs, but does not reach the API${apiUrl ? ` at API_URL=${apiUrl}` : ''}.`,
					apiUrl
						? 'Mend API_URL, or leave it out to use the API that runs here.'
						: `The API does answer at http://${place}:${apiPort}/health. See what the web app says: logs/web.log in the data folder.`,
				),
			},
		});
	if (role === 'web')
		// Where the API is on another machine it may start later: a page that says so is an answer.
		await untilAnswers(`http://${place}:${webPort}/`, { ...options, what: 'The web app', unavailable: 'is an answer' });
}

/**
 * Settles, by rejection only, when the signal fires.
 * @param {AbortSignal} signal
 * @returns {Promise<never>}
 */
function untilAborted(signal) {
	return new Promise((_resolve, reject) => {
		signal.addEventListener('abort', () => reject(signal.reason), { once: true });
	});
}

/**
 * @param {import('./settings.mjs').Settings} settings
 * @param {import('./host.mjs').Host} host
 * @param {string} url
 * @param {{ readonly apiPort: number }} ports
 * @param {string | null} claim
 */
function closingLine({ role, dataDir, publicUrl }, { place }, url, { apiPort }, claim) {
	const logs = path.relative(repository, path.join(dataDir, 'logs'));
	if (role === 'worker') return `A worker is at work (its log: ${logs}/worker.log) — Ctrl-C stops it`;
	const claimLine = (/** @type {string} */ gallery) =>
		claim ? `Nobody is admin yet. Who opens this link first, once, will be: ${gallery}/claim?token=${claim}\n` : '';
	if (role === 'api')
		return `${claimLine(publicUrl ?? '<the gallery>')}Galatea's API is at http://${place}:${apiPort}/graphql — Ctrl-C stops it`;
	return `${claimLine(publicUrl ?? url)}Galatea is at ${url} — Ctrl-C stops it`;
}

/**
 * Turns Ctrl-C, SIGTERM and a closed terminal into a signal, until `end` is called.
 * @param {import('./log.mjs').Log} log
 */
export function listenForStop(log) {
	const controller = new AbortController();
	let firstAt = 0;
	/** @type {() => void} */
	let resolve = () => {};
	const stopped = new Promise((done) => {
		resolve = () => done(undefined);
	});
	const onSignal = () => {
		if (!controller.signal.aborted) {
			firstAt = performance.now();
			log.line('Stopping …');
			controller.abort(new Stopped());
			resolve();
		} else if (performance.now() - firstAt > impatientAfterMs)
			log.line('Still stopping: everything gets eight seconds to end.');
	};
	const signals = /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP']);
	for (const signal of signals) process.on(signal, onSignal);
	return {
		signal: controller.signal,
		stopped,
		end: () => {
			for (const signal of signals) process.off(signal, onSignal);
		},
	};
}

/**
 * @param {unknown} error
 */
export function report(error) {
	if (error instanceof Stopped) return;
	if (!(error instanceof Problem)) return console.error(error);
	console.error(error.message);
	if (error.remedy) console.error(error.remedy);
}
