/**
 * @file What pictures mean as vectors of pgvector, for a database that has it: a copy of "PictureEmbedding" that an index
 * can walk through by likeness. It lies in a schema of its own, made where it can be, so that a gallery moves to another
 * database without it. docs/decisions/0053 has why and what it costs.
 */

import { query, type Store, withConnection } from '../database/store.ts';
import type { EmbeddingSpace } from './embedding-spaces.ts';
import { readEmbeddings, type StoredEmbedding } from './picture-embeddings.ts';

/** From here on an index goes on looking while what it found is filtered away (`hnsw.iterative_scan`). */
const oldestVersion = [0, 8] as const;
/** Any number that no other use of advisory locks in this database has. */
const indexLock = 4_961_003;
/** Embeddings that are copied in one statement: some 2 MB of text. */
const copiedAtOnce = 500;
/** The least deviation that a score is divided by: a picture that is equally like every word is like none. */
const leastDeviation = 1e-6;

export const vectorTable = 'galatea_vectors."PictureVector"';

/** Whether the database can search, or why it cannot. */
export type VectorSupport = { readonly version: string } | { readonly reason: string };

/** Makes what vectors need where that can be; safe to call twice, and by several processes at once. */
export async function prepareVectors(store: Store): Promise<VectorSupport> {
	const [offered] = await query<{ version: string }>(
		store,
		`SELECT coalesce(installed_version, default_version) AS version FROM pg_available_extensions WHERE name = 'vector'`,
	);
	if (!offered) return { reason: 'the database server has no pgvector' };
	const { version } = offered;
	if (!isRecent(version)) return { reason: `pgvector ${version} is older than ${oldestVersion.join('.')}` };
	try {
		await query(store, createAll);
	} catch (error) {
		if ((error as { readonly code?: unknown }).code !== '42501') throw error;
		return { reason: 'the user of the database may not make the extension vector: let its owner make it' };
	}
	return { version };
}

// One statement after the other in one round trip, which is one transaction; the lock is for two that start at once.
const createAll = `
	SELECT pg_advisory_xact_lock(${indexLock});
	CREATE EXTENSION IF NOT EXISTS vector;
	CREATE SCHEMA IF NOT EXISTS galatea_vectors;
	CREATE TABLE IF NOT EXISTS ${vectorTable} (
		"vectorSpaceId" INTEGER NOT NULL REFERENCES "EmbeddingSpace" (id) ON DELETE CASCADE,
		"vectorKey" TEXT NOT NULL,
		seq BIGINT NOT NULL,
		meaning vector NOT NULL,
		profile vector NOT NULL,
		PRIMARY KEY ("vectorSpaceId", "vectorKey")
	);
	CREATE INDEX IF NOT EXISTS "PictureVector_seq" ON ${vectorTable} ("vectorSpaceId", seq)`;

function isRecent(version: string): boolean {
	const [major = 0, minor = 0] = version.split('.').map(Number);
	return major > oldestVersion[0] || (major === oldestVersion[0] && minor >= oldestVersion[1]);
}

/** Copies what was looked at since the last time; returns how many pictures that were. */
export async function copyVectors(store: Store, space: EmbeddingSpace): Promise<number> {
	const [last] = await query<{ seq: string }>(
		store,
		`SELECT seq FROM ${vectorTable} WHERE "vectorSpaceId" = $1 ORDER BY seq DESC LIMIT 1`,
		[space.id],
	);
	let count = 0;
	for (let seq = last?.seq ?? '0'; ; ) {
		const rows = await readEmbeddings(store, space, seq, copiedAtOnce);
		if (rows.length > 0)
			await query(
				store,
				`INSERT INTO ${vectorTable} ("vectorSpaceId", "vectorKey", seq, meaning, profile)
				 SELECT $1, key, seq, meaning::vector, profile::vector
				 FROM unnest($2::text[], $3::bigint[], $4::text[], $5::text[]) AS copied (key, seq, meaning, profile)
				 ON CONFLICT DO NOTHING`,
				[
					space.id,
					rows.map((row) => row.imageKey),
					rows.map((row) => row.seq),
					rows.map((row) => printVector(standardised(row))),
					rows.map((row) => printVector(row.profile)),
				],
			);
		count += rows.length;
		seq = rows.at(-1)?.seq ?? seq;
		if (rows.length < copiedAtOnce) return count;
	}
}

/**
 * Copies all pictures of the space and builds its two indexes, unless that was done; takes minutes for a million, until
 * `signal` ends it. False when another process is at it.
 */
export async function buildVectorIndexes(store: Store, space: EmbeddingSpace, signal: AbortSignal): Promise<boolean> {
	return withConnection(store, signal, async (sql) => {
		const [row] = await sql.query<{ taken: boolean }>('SELECT pg_try_advisory_lock($1) AS taken', [indexLock]);
		if (!row?.taken) return false;
		await copyVectors(store, space);
		for (const column of ['meaning', 'profile'] as const)
			await sql.query(
				`CREATE INDEX IF NOT EXISTS "PictureVector_${space.id}_${column}" ON ${vectorTable}
				 USING hnsw ((${indexed(space, column)}) halfvec_ip_ops) WHERE "vectorSpaceId" = ${space.id}`,
			);
		await sql.query(`ANALYZE ${vectorTable}`);
		return true;
	});
}

/** Whether both indexes of the space are there. */
export async function areVectorsReady(store: Store, space: EmbeddingSpace): Promise<boolean> {
	const [row] = await query<{ count: number }>(
		store,
		`SELECT count(*)::int AS count FROM pg_index
		 WHERE indisvalid AND indexrelid IN (to_regclass($1), to_regclass($2))`,
		['meaning', 'profile'].map((column) => `galatea_vectors."PictureVector_${space.id}_${column}"`),
	);
	return row?.count === 2;
}

/** The column as the index of the space has it, in half precision: half the size, and nearly the same order. */
export function indexed(space: EmbeddingSpace, column: 'meaning' | 'profile'): string {
	return `${column}::halfvec(${column === 'meaning' ? space.dimension + 1 : space.profileLength})`;
}

/**
 * What fits a text is measured in standard deviations of the picture's likeness to common words, which is a scalar product
 * with one number more: (v·t − mean)/deviation = (v, −mean)/deviation · (t, 1).
 */
function standardised({ vector, mean, deviation }: StoredEmbedding): Float32Array {
	const scale = 1 / Math.max(deviation, leastDeviation);
	return Float32Array.from([...vector.map((value) => value * scale), -mean * scale]);
}

/** The other side of {@link standardised}. */
export function asSoughtText(vector: Float32Array): Float32Array {
	return Float32Array.from([...vector, 1]);
}

/** A vector as pgvector reads it. */
export function printVector(numbers: Float32Array): string {
	return `[${numbers.join(',')}]`;
}
