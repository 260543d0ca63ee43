/** @file A backup into a gallery that has nothing yet: its files, then its tables. Nothing that is there is ever replaced. */
import { mkdir, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Client } from 'pg';
import { knownMigrations, migrate } from '../database/migrate.ts';
import { readList, storageFolder } from './back-up.ts';
import { BackupError } from './backup-error.ts';
import { onConnection } from './connection.ts';
import { copyFiles, type OnProgress } from './copied-files.ts';
import { hashFile, readMigrationHistory } from './dump.ts';
import { loadTables } from './load.ts';
import { hashOf, type Manifest, readManifest } from './manifest.ts';

/** In the folder of files while a backup is on its way there, with which one it is. */
const marker = '.restoring';

/** What is asked of a restore. */
export interface RestoreOptions {
	/** A database that does not exist yet, or has no rows. */
	readonly databaseUrl: string;
	/** New or empty, or as an interrupted restore of the same backup left it. */
	readonly storageDir: string;
	readonly folder: string;
	readonly signal: AbortSignal;
	readonly onProgress: OnProgress;
}

/**
 * Verifies a backup and puts it where there is no gallery yet; interrupted, the next call goes on. The database is as old as the backup:
 * the next start brings it up to date. Throws {@link BackupError} before anything is written, unless a file turns out to be damaged.
 */
export async function restore(options: RestoreOptions): Promise<Manifest> {
	const { folder, storageDir, databaseUrl, signal } = options;
	const manifest = await readManifest(folder);
	await checkVersion(folder, manifest);
	await checkTables(folder, manifest);
	const files = await readList(folder, manifest);
	if (files === null) throw damaged(folder, [manifest.files.file]);
	await takeStorage(storageDir, hashOf(JSON.stringify(manifest)));
	const only = manifest.migrations.map(({ name }) => name);
	// Also makes the database where the server has none of that name; empty otherwise, or it is refused.
	await migrate({ databaseUrl, only: [] });
	await onConnection(databaseUrl, signal, (client) => checkEmpty(client, only));
	const { mode } = await stat(storageDir);
	const from = path.join(folder, storageFolder);
	const failed = await copyFiles({ ...options, from, to: storageDir, files, mode: mode & 0o666 });
	if (failed.length > 0) throw damaged(folder, failed);
	await migrate({ databaseUrl, only });
	await onConnection(databaseUrl, signal, (client) => loadTables(client, { ...options, manifest }));
	await rm(path.join(storageDir, marker), { force: true });
	return manifest;
}

async function checkVersion(folder: string, manifest: Manifest): Promise<void> {
	const known = new Map((await knownMigrations()).map(({ name, checksum }) => [name, checksum]));
	const unknown = manifest.migrations.find(({ name, checksum }) => known.get(name) !== checksum);
	if (unknown)
		throw new BackupError(
			'WRONG_VERSION',
			`The backup in ${folder} is of a newer version of Galatea, or of a changed one: its database has the migration ${unknown.name}, which this version does not have. Restore it with the version that made it, or a later one.`,
		);
}

async function checkTables(folder: string, { tables }: Manifest): Promise<void> {
	const broken: string[] = [];
	for (const { file, sha256 } of tables) {
		const found = await hashFile(path.join(folder, file)).catch((error: NodeJS.ErrnoException) => {
			if (error.code === 'ENOENT') return null;
			throw error;
		});
		if (found !== sha256) broken.push(file);
	}
	if (broken.length > 0) throw damaged(folder, broken);
}

function damaged(folder: string, names: readonly string[]): BackupError {
	const more = names.length > 3 ? `, and ${names.length - 3} more` : '';
	return new BackupError(
		'DAMAGED',
		`The backup in ${folder} is damaged: ${names.slice(0, 3).join(', ')}${more} cannot be read, or is not what was written. Take another copy of it.`,
	);
}

async function takeStorage(storageDir: string, backup: string): Promise<void> {
	await mkdir(storageDir, { recursive: true, mode: 0o700 });
	const mark = path.join(storageDir, marker);
	const found = await readFile(mark, 'utf8').catch(() => null);
	if (found === backup) return;
	const names = (await readdir(storageDir)).filter((name) => name !== marker);
	if (names.length > 0)
		throw new BackupError(
			'NOT_EMPTY',
			`${storageDir} is not empty: set STORAGE_DIR to a new folder, or empty this one.`,
		);
	await writeFile(mark, backup, { mode: 0o600 });
}

async function checkEmpty(client: Client, allowed: readonly string[]): Promise<void> {
	const name = client.database ?? '';
	const { rows: others } = await client.query(
		`SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'galatea' LIMIT 1`,
	);
	if (others.length > 0)
		throw new BackupError('IN_USE', `A gallery runs on the database "${name}": stop it, then restore.`);
	const history = await readMigrationHistory(client);
	const { rows } = await client.query<{ table: string }>(
		`SELECT quote_ident(relname) AS table FROM pg_class
		 WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> '_prisma_migrations'`,
	);
	const full = async (table: string) => (await client.query(`SELECT FROM public.${table} LIMIT 1`)).rows.length > 0;
	const inhabited =
		history.length === 0
			? rows.length > 0
			: (await full('"User"')) || (await full('"Render"')) || (await full('"Artwork"'));
	if (inhabited)
		throw new BackupError(
			'NOT_EMPTY',
			`The database "${name}" is not empty: restore into a new one, with another DATABASE_URL or GALATEA_DATA_DIR.`,
		);
	const later = history.find((migration) => !allowed.includes(migration.name));
	if (later)
		throw new BackupError(
			'NOT_EMPTY',
			`The database "${name}" was set up by a newer version than the backup's: restore into a new one, and the next start brings it up to date.`,
		);
}
