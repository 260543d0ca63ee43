// @ts-check
/** @file The database: somebody's own by DATABASE_URL, or a PostgreSQL from npm in the data folder; then its tables. */
import path from 'node:path';
import { initCluster, startCluster, stopCluster } from '../postgres.mjs';
import { runCommand } from './command.mjs';
import { fromCause, Problem } from './problem.mjs';

/**
 * Starts the embedded server unless DATABASE_URL names another.
 * @param {{ readonly dataDir: string, readonly databaseUrl: string | null, readonly fsync?: boolean }} settings
 * @param {import('./log.mjs').Log} log
 * @param {AbortSignal} signal
 * @returns {Promise<{ url: string, stop: () => Promise<void> }>}
 */
export async function startDatabase({ dataDir, databaseUrl, fsync = true }, log, signal) {
	if (databaseUrl) return { url: databaseUrl, stop: async () => {} };
	const place = path.join(dataDir, 'postgres');
	return log.phase('Starting the database', async () => {
		const cluster = await initCluster({ dataDir: place, fsync });
		try {
			signal.throwIfAborted();
			const server = await startCluster({ dataDir: cluster.dataDir, fsync });
			return { url: server.url('postgres'), stop: () => stopCluster({ dataDir: cluster.dataDir }) };
		} catch (error) {
			await stopCluster({ dataDir: cluster.dataDir });
			throw error;
		}
	});
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
