// @ts-check
/** @file The database: somebody's own by DATABASE_URL, or a PostgreSQL from npm in the data folder; then its tables. */
import path from 'node:path';
import { initCluster, logFile, startCluster, stopCluster } from '../postgres.mjs';
import { runCommand } from './command.mjs';
import { fromCause, Problem } from './problem.mjs';
import { isAlive } from './run-folder.mjs';

/** How soon it is noticed that the embedded server has ended. */
const lookEveryMs = 1_000;

/** @typedef {{ url: string, ended: Promise<never>, stop: () => Promise<void> }} Database */

/**
 * Starts the embedded server unless DATABASE_URL names another. `ended` settles by rejection only, with a
 * {@link Problem}, when the embedded one has ended without being asked to.
 * @param {{ readonly dataDir: string, readonly databaseUrl: string | null, readonly fsync?: boolean }} settings
 * @param {import('./log.mjs').Log} log
 * @param {AbortSignal} signal
 * @returns {Promise<Database>}
 */
export async function startDatabase({ dataDir, databaseUrl, fsync = true }, log, signal) {
	if (databaseUrl) return { url: databaseUrl, ended: new Promise(() => {}), stop: async () => {} };
	const place = path.join(dataDir, 'postgres');
	return log.phase('Starting the database', async () => {
		const cluster = await initCluster({ dataDir: place, fsync });
		try {
			signal.throwIfAborted();
			const server = await startCluster({ dataDir: cluster.dataDir, fsync });
			const watch = watchServer(server.pid, cluster.dataDir);
			const stop = async () => {
				watch.stop();
				await stopCluster({ dataDir: cluster.dataDir });
			};
			return { url: server.url('postgres'), ended: watch.ended, stop };
		} catch (error) {
			await stopCluster({ dataDir: cluster.dataDir });
			throw error;
		}
	});
}

/**
 * The server is not our child: it may have been running already, and outlives a launcher that is killed.
 * @param {number} pid
 * @param {string} place
 */
function watchServer(pid, place) {
	/** @type {NodeJS.Timeout | undefined} */
	let timer;
	/** @type {Promise<never>} */
	const ended = new Promise((_resolve, reject) => {
		timer = setInterval(() => {
			if (isAlive(pid)) return;
			clearInterval(timer);
			reject(
				new Problem(
					`The database has ended (PostgreSQL, process ${pid}), so the gallery cannot go on.`,
					`Start it again: what was finished is kept. What PostgreSQL said last is in ${path.join(place, logFile)}.`,
				),
			);
		}, lookEveryMs);
		timer.unref();
	});
	// Nobody may be waiting yet.
	ended.catch(() => {});
	return { ended, stop: () => clearInterval(timer) };
}

/**
 * Brings the tables up to date and, if asked, hangs the first pictures into an empty gallery. Resolves with the token
 * by which somebody may become the first admin, or null when there is an admin.
 * @param {{ readonly url: string, readonly storageDir: string, readonly seed: boolean }} options
 * @param {import('./log.mjs').Log} log
 * @param {AbortSignal} signal
 * @returns {Promise<string | null>}
 */
export async function prepareDatabase({ url, storageDir, seed }, log, signal) {
	return log.phase('Preparing the database', async () => {
		const words = ['--import', 'tsx', 'prisma/prepare.ts', '--offer-claim', ...(seed ? ['--seed'] : [])];
		const environment = { DATABASE_URL: url, STORAGE_DIR: storageDir };
		const { code, output } = await runCommand(process.execPath, words, { signal, environment });
		if (code !== 0) throw explainDatabase(url, output);
		return /^claim: (\S+)$/m.exec(output)?.[1] ?? null;
	});
}

/**
 * @param {string} url
 * @param {string} output
 */
function explainDatabase(url, output) {
	const { hostname, port, pathname } = new URL(url);
	const name = `${hostname}:${port || 5432}${pathname}`;
	if (/ECONNREFUSED|ENOTFOUND|EHOSTUNREACH|ETIMEDOUT|EAI_AGAIN/.test(output))
		return new Problem(
			`No PostgreSQL server answers at ${name}.`,
			'Start it, mend DATABASE_URL, or leave DATABASE_URL out to use the embedded one.',
		);
	if (/authentication failed|no password supplied|no pg_hba/i.test(output))
		return new Problem(`The database at ${name} refuses this user and password.`, 'Mend DATABASE_URL.');
	if (/database "[^"]*" does not exist/.test(output))
		return new Problem(`There is no database ${pathname.slice(1)} on ${hostname}.`, `createdb ${pathname.slice(1)}`);
	return new Problem(`The database at ${name} could not be prepared.\n${fromCause(output, 12)}`);
}
