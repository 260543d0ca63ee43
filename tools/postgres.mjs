// @ts-check
/**
 * @file A PostgreSQL server from npm, for `npm start` and for tests: real, small, and without anything installed on
 * the machine. A cluster is a data folder; at most one server runs on it; a server that was left running is reused.
 */
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { closeSync, openSync } from 'node:fs';
import { mkdir, readdir, readFile, realpath, rename, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { exists, giveTo, locateBinaries, postgresAccount, reachablePlace } from './postgres-place.mjs';

export { locateBinaries } from './postgres-place.mjs';

const user = 'galatea';
const passwordFile = 'galatea-password';
export const logFile = 'galatea-server.log';
/** A crashed server replays its log before it is ready; 60 s are ample for a gallery's. */
const startTimeoutMs = 60_000;
const stopTimeoutMs = 15_000;
const pollEveryMs = 20;

/**
 * @typedef {object} Cluster A running server.
 * @property {string} dataDir where its data really lie
 * @property {string} host
 * @property {number} port
 * @property {string} user
 * @property {string} password
 * @property {number} pid of the postmaster
 * @property {boolean} reused whether it was already running
 * @property {(database: string) => string} url
 */

/**
 * Makes a cluster unless there is one. An interrupted run leaves nothing that looks like a cluster.
 * @param {{ dataDir: string, fsync?: boolean }} options
 * @returns {Promise<{ dataDir: string, created: boolean }>}
 */
export async function initCluster({ dataDir: wanted, fsync = true }) {
	const account = postgresAccount();
	const dataDir = await reachablePlace(path.resolve(wanted), account);
	if (await exists(path.join(dataDir, 'PG_VERSION'))) return { dataDir, created: false };
	const binaries = await locateBinaries();
	await removeAbandoned(dataDir);
	const staging = `${dataDir}.initialising-${process.pid}.${randomBytes(4).toString('hex')}`;
	const fresh = path.join(staging, 'data');
	const password = path.join(staging, 'password');
	try {
		await mkdir(fresh, { recursive: true });
		await writeFile(password, randomBytes(24).toString('hex'), { mode: 0o600 });
		for (const place of [staging, fresh]) await giveTo(place, account, 0o700);
		await giveTo(password, account, 0o600);
		const flags = ['-D', fresh, '-U', user, `--pwfile=${password}`, '-A', 'scram-sha-256', '-E', 'UTF8', '--locale=C'];
		await complete(binaries.initdb, fsync ? flags : [...flags, '--no-sync'], account);
		await rename(password, path.join(fresh, passwordFile));
		await rename(fresh, dataDir).catch(async (error) => {
			// Two started at once and the other was first: its cluster is as good.
			if (await exists(path.join(dataDir, 'PG_VERSION'))) return;
			throw new Error(
				`${dataDir} cannot become a PostgreSQL data folder (${error.message}): empty it or choose another`,
			);
		});
	} finally {
		await rm(staging, { recursive: true, force: true });
	}
	return { dataDir, created: true };
}

/** @param {string} dataDir */
async function removeAbandoned(dataDir) {
	const prefix = `${path.basename(dataDir)}.initialising-`;
	for (const name of await readdir(path.dirname(dataDir))) {
		if (!name.startsWith(prefix) || isAlive(Number.parseInt(name.slice(prefix.length), 10))) continue;
		await rm(path.join(path.dirname(dataDir), name), { recursive: true, force: true });
	}
}

/**
 * Starts the server of a cluster that {@link initCluster} made, or takes the one that is already running.
 * It listens on 127.0.0.1 only. It is in a process group of its own, so that Ctrl-C does not reach it before its
 * clients; call {@link stopCluster}.
 * @param {{ dataDir: string, port?: number, fsync?: boolean,
 *   settings?: Readonly<Record<string, string>> }} options `port` 0 or absent: any that is free
 * @returns {Promise<Cluster>}
 */
export async function startCluster({ dataDir: wanted, port = 0, fsync = true, settings = {} }) {
	const dataDir = await realpath(wanted);
	const binaries = await locateBinaries();
	await checkVersion(dataDir, binaries.version);
	const password = await readPassword(dataDir);
	const running = await runningServer(dataDir);
	if (running) return clusterOf(dataDir, await untilReady(dataDir, running.pid), password, true);
	for (let attempt = 1; ; attempt++) {
		const chosen = port || (await freePort());
		const all = { listen_addresses: '127.0.0.1', unix_socket_directories: '', ...settings };
		const flags = ['-D', dataDir, '-p', String(chosen)];
		for (const [name, value] of Object.entries(all)) flags.push('-c', `${name}=${value}`);
		if (!fsync) flags.push('-c', 'fsync=off', '-c', 'synchronous_commit=off', '-c', 'full_page_writes=off');
		try {
			const pid = await launch(binaries.postgres, flags, dataDir, binaries.account);
			const server = await untilReady(dataDir, pid);
			return clusterOf(dataDir, server, password, false);
		} catch (error) {
			// Another program may have taken the free port in between.
			const taken = /could not bind|Address already in use/.test(/** @type {Error} */ (error).message);
			if (port !== 0 || !taken || attempt === 5) throw error;
		}
	}
}

/**
 * Stops the server of a cluster, if one runs: open transactions are rolled back, clients disconnected.
 * @param {{ dataDir: string }} cluster
 */
export async function stopCluster({ dataDir: wanted }) {
	const dataDir = await realpath(wanted).catch(() => null);
	const running = dataDir && (await runningServer(dataDir));
	if (!running) return;
	// SIGINT is PostgreSQL's fast shutdown, SIGQUIT the immediate one, after which it recovers at the next start.
	for (const signal of /** @type {const} */ (['SIGINT', 'SIGQUIT'])) {
		signalIfAlive(running.pid, signal);
		for (let waited = 0; waited < stopTimeoutMs; waited += pollEveryMs) {
			if (!isAlive(running.pid)) return;
			await pause(pollEveryMs);
		}
	}
	throw new Error(`PostgreSQL (process ${running.pid}) does not stop`);
}

/** A TCP port of 127.0.0.1 that nobody listens on at this moment. */
export async function freePort() {
	const server = createServer();
	await new Promise((resolve, reject) => {
		server.once('error', reject);
		server.listen(0, '127.0.0.1', () => resolve(undefined));
	});
	const address = server.address();
	await new Promise((resolve) => server.close(resolve));
	if (address === null || typeof address === 'string') throw new Error('The system gave no port');
	return address.port;
}

/** @param {string} dataDir @param {{pid: number, port: number}} server @param {string} password @param {boolean} reused */
function clusterOf(dataDir, server, password, reused) {
	const host = '127.0.0.1';
	const url = (/** @type {string} */ database) =>
		`postgresql://${user}:${password}@${host}:${server.port}/${encodeURIComponent(database)}`;
	return { dataDir, host, user, password, reused, url, ...server };
}

/** @param {string} dataDir */
async function readPassword(dataDir) {
	try {
		return (await readFile(path.join(dataDir, passwordFile), 'utf8')).trim();
	} catch (error) {
		throw new Error(
			`${dataDir} is not a PostgreSQL data folder that this account made (${/** @type {Error} */ (error).message}): ` +
				'run as the account that made it, choose another GALATEA_DATA_DIR, or set DATABASE_URL.',
		);
	}
}

/** @param {string} dataDir @param {string} version */
async function checkVersion(dataDir, version) {
	const made = (await readFile(path.join(dataDir, 'PG_VERSION'), 'utf8').catch(() => '')).trim();
	if (made === '' || made === version.split('.')[0]) return;
	throw new Error(
		`${dataDir} was made by PostgreSQL ${made}, and this is PostgreSQL ${version}: move the folder away, or dump it ` +
			`with a PostgreSQL ${made} and load it into the new one.`,
	);
}

/**
 * The server that runs on `dataDir`, by PostgreSQL's own lock file.
 * @param {string} dataDir
 * @returns {Promise<{ pid: number, port: number, ready: boolean } | null>}
 */
async function runningServer(dataDir) {
	const text = await readFile(path.join(dataDir, 'postmaster.pid'), 'utf8').catch(() => '');
	const lines = text.split('\n');
	const pid = Number(lines[0]);
	if (!Number.isInteger(pid) || pid <= 0 || !isAlive(pid)) return null;
	// After a reboot the number may belong to something else. Without /proc the lock file has to be believed.
	const command = await readFile(`/proc/${pid}/cmdline`, 'utf8').catch(() => null);
	if (command !== null && !command.includes(dataDir)) return null;
	return { pid, port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' };
}

/** @param {string} dataDir @param {number} pid */
async function untilReady(dataDir, pid) {
	for (let waited = 0; waited < startTimeoutMs; waited += pollEveryMs) {
		const server = await runningServer(dataDir);
		if (server?.ready) return { pid: server.pid, port: server.port };
		if (!isAlive(pid)) throw new Error(`PostgreSQL did not start: ${await lastLog(dataDir)}`);
		await pause(pollEveryMs);
	}
	throw new Error(`PostgreSQL is not ready after ${startTimeoutMs / 1000} s: ${await lastLog(dataDir)}`);
}

/** @param {string} dataDir */
async function lastLog(dataDir) {
	const place = path.join(dataDir, logFile);
	const text = await readFile(place, 'utf8').catch(() => '');
	return `${text.trim().split('\n').slice(-5).join(' / ')} (see ${place})`;
}

/**
 * @param {string} command @param {readonly string[]} flags @param {string} dataDir
 * @param {import('./postgres-place.mjs').Account | null} account
 * @returns {Promise<number>} the process id
 */
async function launch(command, flags, dataDir, account) {
	// Emptied at each start: it then never grows beyond one run, and the reason of a failed start is in it alone.
	const log = openSync(path.join(dataDir, logFile), 'w', 0o600);
	try {
		const child = spawn(command, flags, {
			cwd: '/',
			env: { PATH: process.env['PATH'], TZ: 'UTC', LC_ALL: 'C' },
			stdio: ['ignore', log, log],
			detached: true,
			...account,
		});
		await new Promise((resolve, reject) => {
			child.once('spawn', resolve);
			child.once('error', reject);
		});
		child.unref();
		return /** @type {number} */ (child.pid);
	} finally {
		closeSync(log);
	}
}

/**
 * @param {string} command @param {readonly string[]} flags
 * @param {import('./postgres-place.mjs').Account | null} account
 */
async function complete(command, flags, account) {
	const child = spawn(command, flags, { cwd: '/', stdio: ['ignore', 'pipe', 'pipe'], ...account });
	let output = '';
	for (const stream of [child.stdout, child.stderr]) stream.on('data', (part) => (output += part));
	const code = await new Promise((resolve, reject) => {
		child.once('error', reject);
		child.once('close', resolve);
	});
	if (code !== 0)
		throw new Error(`${path.basename(command)} failed: ${output.trim().split('\n').slice(-5).join(' / ')}`);
}

/** @param {number} pid */
function isAlive(pid) {
	try {
		return process.kill(pid, 0);
	} catch (error) {
		return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM';
	}
}

/** @param {number} pid @param {NodeJS.Signals} signal */
function signalIfAlive(pid, signal) {
	try {
		process.kill(pid, signal);
	} catch (error) {
		if (/** @type {NodeJS.ErrnoException} */ (error).code !== 'ESRCH') throw error;
	}
}
