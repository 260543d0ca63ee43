/**
 * @file A gallery into a folder, while it runs. Most files are copied first, which takes long and need not be consistent. Then
 * one snapshot of the database is taken, what it names and is not there yet is copied, and the tables are written as the snapshot has
 * them. A file is written before a row names it, and none is removed between the snapshot and the end of the second copy.
 */
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { Client } from 'pg';
import { allowRemoval, stopRemoval } from '../files/removal.ts';
import { onConnection } from './connection.ts';
import { copyFiles, keysIn, type OnProgress, sizesOf } from './copied-files.ts';
import { dumpTables, namedFiles, readMigrationHistory, readSequences } from './dump.ts';
import { hashOf, type Manifest, manifestOf, takeFolder, writeManifest } from './manifest.ts';

/** Of the files, inside of a backup. */
export const storageFolder = 'storage';
const privateFile = 0o600;

/** What is asked of a backup. */
export interface BackupOptions {
	readonly databaseUrl: string;
	readonly storageDir: string;
	/** New, empty, or with an earlier backup, which this one then replaces: files that are there already are not copied again. */
	readonly folder: string;
	readonly signal: AbortSignal;
	readonly onProgress: OnProgress;
}

/**
 * Makes a backup. Interrupted, it leaves the backup before it as it was, and the next call goes on with the files.
 * Throws {@link BackupError} for a folder that holds something else.
 */
export async function backUp(options: BackupOptions): Promise<Manifest> {
	const { folder, storageDir, databaseUrl, signal } = options;
	await mkdir(path.join(folder), { recursive: true, mode: 0o700 });
	await takeFolder(folder);
	const storage = path.join(folder, storageFolder);
	await mkdir(storage, { recursive: true, mode: 0o700 });
	await copyFiles({ ...options, from: storageDir, to: storage, files: await keysIn(storageDir), mode: privateFile });
	const manifest = await onConnection(databaseUrl, signal, (client) => snapshot(client, options, storage));
	await writeManifest(folder, manifest);
	await removeOthers(folder, manifest);
	return manifest;
}

async function snapshot(client: Client, options: BackupOptions, storage: string): Promise<Manifest> {
	const { folder, storageDir, signal, onProgress } = options;
	const before = await keysIn(storage);
	await client.query(stopRemoval);
	await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
	// The first statement takes the snapshot.
	const { rows } = await client.query<{ now: Date }>('SELECT now()');
	const takenAt = (rows[0]?.now ?? new Date()).toISOString();
	const needed = await namedFiles(client);
	const others = await sizesOf(
		storageDir,
		needed.filter((key) => !before.has(key)),
	);
	await copyFiles({ ...options, from: storageDir, to: storage, files: others, mode: privateFile });
	await client.query(allowRemoval);
	const copied = await keysIn(storage);
	const files = new Map(needed.flatMap((key) => (copied.has(key) ? [[key, copied.get(key) ?? 0] as const] : [])));
	const directory = `database-${takenAt.replace(/[^0-9]/g, '')}`;
	await mkdir(path.join(folder, directory), { recursive: true, mode: 0o700 });
	const tables = await dumpTables(client, { folder, directory, signal, onProgress });
	const parts = {
		takenAt,
		migrations: await readMigrationHistory(client),
		tables,
		sequences: await readSequences(client),
		files: await writeList(folder, directory, files),
		missing: needed.filter((key) => !copied.has(key)).sort(),
	};
	await client.query('COMMIT');
	return manifestOf(parts);
}

async function writeList(
	folder: string,
	directory: string,
	files: ReadonlyMap<string, number>,
): Promise<Manifest['files']> {
	const text = [...files].map(([key, size]) => `${key} ${size}\n`).join('');
	const file = `${directory}/files.txt`;
	await writeFile(path.join(folder, file), text, { mode: privateFile, flush: true });
	const byteCount = [...files.values()].reduce((sum, size) => sum + size, 0);
	return { file, sha256: hashOf(text), count: files.size, byteCount };
}

/** The list of files of a backup: keys with their sizes in bytes. */
export async function readList(folder: string, manifest: Manifest): Promise<ReadonlyMap<string, number> | null> {
	const text = await readFile(path.join(folder, manifest.files.file), 'utf8').catch(() => '');
	if (hashOf(text) !== manifest.files.sha256) return null;
	const lines = text.split('\n').filter((line) => line !== '');
	return new Map(lines.map((line) => [line.slice(0, line.indexOf(' ')), Number(line.slice(line.indexOf(' ') + 1))]));
}

// What members deleted since goes with the next backup, and so does what interrupted ones left.
async function removeOthers(folder: string, manifest: Manifest): Promise<void> {
	const current = path.dirname(manifest.files.file);
	for (const name of await readdir(folder))
		if (/^database-\d+$/.test(name) && name !== current) await rm(path.join(folder, name), { recursive: true });
	const listed = await readList(folder, manifest);
	if (listed === null) return;
	const storage = path.join(folder, storageFolder);
	for (const key of (await keysIn(storage)).keys()) if (!listed.has(key)) await rm(path.join(storage, key));
}
