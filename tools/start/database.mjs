// @ts-check
/** @file The database: somebody's own by DATABASE_URL, or a PostgreSQL from npm in the data folder; then its tables. */
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { initCluster, logFile, startCluster, stopCluster } from '../postgres.mjs';
import { runCommand } from './command.mjs';
import { createFailures } from './failures.mjs';
import { createPauses } from './pauses.mjs';
import { fromCause, Problem } from './problem.mjs';
import { isAlive } from './run-folder.mjs';

/** How soon it is noticed that the embedded server has ended. */
const usualLookEveryMs = 1_000;

/** @typedef {{ url: string, stop: () => Promise<void> }} Database */

/**
 * Starts the embedded server unless DATABASE_URL names another, and starts it again, at the same port, whenever it ends
 * without being asked to. What was committed is there again; programs that use it connect anew.
 * @param {{ readonly dataDir: string, readonly databaseUrl: string | null, readonly fsync?: boolean }} settings
 * @param {import('./log.mjs').Log} log
 * @param {AbortSignal} signal
 * @param {{ readonly pace?: import('./pauses.mjs').Pace, readonly lookEveryMs?: number }} [options]
 * @returns {Promise<Database>}
 */
export async function startDatabase({ dataDir, databaseUrl, fsync = true }, log, signal, options = {}) {
	if (databaseUrl) return { url: databaseUrl, stop: async () => {} };
	const place = path.join(dataDir, 'postgres');
	return log.phase('Starting the database', async () => {
		const cluster = await initCluster({ dataDir: place, fsync });
		try {
			signal.throwIfAborted();
			const server = await startCluster({ dataDir: cluster.dataDir, fsync });
			const keeper = keepUp(server, log, { fsync, ...options });
			const stop = async () => {
				await keeper.stop();
				await stopCluster({ dataDir: cluster.dataDir });
			};
			return { url: server.url('postgres'), stop };
		} catch (error) {
			await stopCluster({ dataDir: cluster.dataDir });
			throw error;
		}
	});
}

/**
 * Looks again and again whether the server runs. It is not our child: it may have been running already, and outlives a
 * launcher that is killed.
 * @param {import('../postgres.mjs').Cluster} server
 * @param {import('./log.mjs').Log} log
 * @param {{ readonly fsync: boolean, readonly pace?: import('./pauses.mjs').Pace, readonly lookEveryMs?: number }} options
 */
function keepUp(server, log, { fsync, pace, lookEveryMs = usualLookEveryMs }) {
	const stopping = new AbortController();
	const { signal } = stopping;
	const pauses = createPauses(pace);
	const failures = createFailures();
	const tell = (/** @type {string} */ text) => {
		const told = failures.tell(text);
		if (told !== null) log.line(told);
	};
	const keeping = (async () => {
		let { pid } = server;
		let began = performance.now();
		while (!signal.aborted) {
			await pause(lookEveryMs, undefined, { signal, ref: false }).catch(() => {});
			if (signal.aborted || isAlive(pid)) continue;
			const pauseMs = pauses.after(performance.now() - began);
			tell(`The database has ended (PostgreSQL, process ${pid}); it is started again in ${pauseMs / 1000} s`);
			await pause(pauseMs, undefined, { signal, ref: false }).catch(() => {});
			if (signal.aborted) return;
			began = performance.now();
			try {
				({ pid } = await startCluster({ dataDir: server.dataDir, port: server.port, fsync }));
				log.line(`The database is there again (PostgreSQL, process ${pid}).`);
			} catch (error) {
				tell(
					`${/** @type {Error} */ (error).message}. What PostgreSQL said is in ${path.join(server.dataDir, logFile)}.`,
				);
			}
		}
	})();
	return {
		/** Resolves when nothing starts the server any more. */
		stop: () => {
			stopping.abort();
			return keeping;
		},
	};
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
