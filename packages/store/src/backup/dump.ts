/**
 * @file The tables of a gallery into a folder, as PostgreSQL's COPY writes them, compressed. Only what migrations made: the
 * queue's tables and those of pgvector are in other schemas, and are made anew from these.
 */
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import path from 'node:path';
import { Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGzip } from 'node:zlib';
import type { Client } from 'pg';
import { to } from 'pg-copy-streams';
import type { OnProgress } from './copied-files.ts';
import type { Manifest } from './manifest.ts';

/** Files that must not be lost: the columns by which `files/uploads.ts` decides what is still needed. */
const named = `
	SELECT key FROM "RenderFile" UNION SELECT key FROM "Upload"
	UNION SELECT "avatarKey" FROM "User" UNION SELECT "avatarSmallKey" FROM "User"
	UNION SELECT "webpKey" FROM "Video" UNION SELECT "mp4Key" FROM "Video" UNION SELECT "filmKey" FROM "Render"
	UNION SELECT "blobKey" FROM "Checkpoint" UNION SELECT key FROM "PictureRung" UNION SELECT key FROM "SharingCard"
	UNION SELECT key FROM "CollectionCard" UNION SELECT key FROM "EncodedCopy"`;

/** Keys of all files that rows name. */
export async function namedFiles(client: Client): Promise<readonly string[]> {
	const { rows } = await client.query<{ key: string | null }>(named);
	return rows.flatMap(({ key }) => (key === null ? [] : [key]));
}

/** What was done to the database, in its order. */
export async function readMigrationHistory(client: Client): Promise<Manifest['migrations']> {
	const { rows } = await client.query<{ name: string; checksum: string }>(
		`SELECT migration_name AS name, checksum FROM _prisma_migrations
		 WHERE rolled_back_at IS NULL AND finished_at IS NOT NULL ORDER BY started_at, migration_name`,
	);
	return rows;
}

/** Writes every table into `directory` of `folder`. */
export async function dumpTables(
	client: Client,
	options: { folder: string; directory: string; signal: AbortSignal; onProgress: OnProgress },
): Promise<Manifest['tables']> {
	const { folder, directory, signal, onProgress } = options;
	const { rows } = await client.query<{ name: string; columns: string[] }>(
		`SELECT relname AS name, array_agg(attname::text ORDER BY attnum) AS columns
		 FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid
		 WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> '_prisma_migrations'
			AND attnum > 0 AND NOT attisdropped AND attgenerated = ''
		 GROUP BY relname ORDER BY relname`,
	);
	const tables: Manifest['tables'] = [];
	let bytes = 0;
	for (const { name, columns } of rows) {
		const file = `${directory}/${name}.copy.gz`;
		let rowCount = 0;
		const counting = new Transform({
			transform(chunk: Buffer, _encoding, done) {
				// A row is a line; what looks like a line break inside of a value is written otherwise.
				for (let at = chunk.indexOf(10); at !== -1; at = chunk.indexOf(10, at + 1)) rowCount++;
				bytes += chunk.byteLength;
				onProgress({ file: 'database', bytes, totalBytes: null });
				done(null, chunk);
			},
		});
		const reading = client.query(to(`COPY ${tableWith(client, name, columns)} TO STDOUT`));
		const place = path.join(folder, file);
		await pipeline(reading, counting, createGzip(), createWriteStream(place, { mode: 0o600, flush: true }), { signal });
		tables.push({ name, columns, rowCount, file, sha256: await hashFile(place) });
	}
	return tables;
}

/** What each sequence gave last. */
export async function readSequences(client: Client): Promise<Manifest['sequences']> {
	const { rows } = await client.query<{ name: string; last: string | null }>(
		`SELECT sequencename AS name, last_value::text AS last FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1`,
	);
	return rows;
}

/** A table and its columns, as COPY names them. */
export function tableWith(client: Client, name: string, columns: readonly string[]): string {
	return `public.${client.escapeIdentifier(name)} (${columns.map((column) => client.escapeIdentifier(column)).join(', ')})`;
}

/** SHA-256 of a file's content, in hexadecimal. */
export async function hashFile(place: string): Promise<string> {
	const hash = createHash('sha256');
	for await (const chunk of createReadStream(place)) hash.update(chunk as Buffer);
	return hash.digest('hex');
}
