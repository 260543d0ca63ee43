/**
 * @file The tables of a backup into a database that has their columns and no rows, in one transaction. What checks single rows as
 * they come (triggers, foreign keys) is off meanwhile; foreign keys are made again at the end, which checks all rows.
 */
import { createReadStream } from 'node:fs';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import type { Client } from 'pg';
import { from } from 'pg-copy-streams';
import { BackupError } from './backup-error.ts';
import type { OnProgress } from './copied-files.ts';
import { tableWith } from './dump.ts';
import type { Manifest } from './manifest.ts';

/** Fills the tables; all of it happens, or nothing. Throws {@link BackupError} when rows are missing. */
export async function loadTables(
	client: Client,
	options: { folder: string; manifest: Manifest; signal: AbortSignal; onProgress: OnProgress },
): Promise<void> {
	const { folder, manifest, signal, onProgress } = options;
	const { tables } = manifest;
	const quoted = tables.map(({ name }) => `public.${client.escapeIdentifier(name)}`);
	await client.query('BEGIN');
	const foreign = await foreignKeys(client);
	for (const { table, name } of foreign)
		await client.query(`ALTER TABLE ${table} DROP CONSTRAINT ${client.escapeIdentifier(name)}`);
	for (const table of quoted) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
	// Rows that migrations put there are in the backup, too.
	await client.query(`TRUNCATE ${quoted.join(', ')}`);
	let bytes = 0;
	for (const { name, columns, file, rowCount } of tables) {
		const counting = new Transform({
			transform(chunk: Buffer, _encoding, done) {
				bytes += chunk.byteLength;
				onProgress({ file: 'database', bytes, totalBytes: null });
				done(null, chunk);
			},
		});
		const writing = client.query(from(`COPY ${tableWith(client, name, columns)} FROM STDIN`));
		await pipeline(createReadStream(path.join(folder, file)), createGunzip(), counting, writing, { signal });
		if (writing.rowCount !== rowCount)
			throw new BackupError('DAMAGED', `${file} in ${folder} has ${writing.rowCount} rows instead of ${rowCount}.`);
	}
	for (const { name, last } of manifest.sequences)
		if (last !== null)
			await client.query('SELECT setval($1::regclass, $2)', [`public.${client.escapeIdentifier(name)}`, last]);
	for (const table of quoted) await client.query(`ALTER TABLE ${table} ENABLE TRIGGER USER`);
	for (const { table, name, definition } of foreign)
		await client.query(`ALTER TABLE ${table} ADD CONSTRAINT ${client.escapeIdentifier(name)} ${definition}`);
	await client.query('COMMIT');
	await client.query('ANALYZE');
}

async function foreignKeys(client: Client) {
	const { rows } = await client.query<{ table: string; name: string; definition: string }>(
		`SELECT conrelid::regclass::text AS table, conname AS name, pg_get_constraintdef(oid) AS definition
		 FROM pg_constraint WHERE contype = 'f' AND connamespace = 'public'::regnamespace`,
	);
	return rows;
}
