/**
 * @file What somebody searches with, for a worker to look at: the API has no network that could. A request is a row, and
 * its answer is written into it; the doorbell rings for both. The same text is asked for once a day.
 */
import { createHash } from 'node:crypto';
import { RenderError } from '@galatea/render';
import { query, type Store, transaction } from '../database/store.ts';
import type { EmbeddingSpace } from './embedding-spaces.ts';
import { bytesToFloats, floatsToBytes } from './floats.ts';

/** A text, or the bytes of a picture file. */
export type SearchedWith = { readonly text: string } | { readonly picture: Uint8Array };

/**
 * Why nothing can be said about what somebody searches with: no word is known, it is no picture, or the worker failed,
 * which is forgotten as soon as somebody asks again.
 */
type EmbeddingProblem = 'NO_KNOWN_WORD' | 'NOT_A_PICTURE' | 'FAILED';

/** The vector of a text or the profile of a picture, or why there is none. */
export type EmbeddingAnswer = { readonly vector: Float32Array } | { readonly problem: EmbeddingProblem };

/** Requests that wait at most: more than a worker looks at while somebody waits. */
const maximumWaiting = 100;

/**
 * Asks for an embedding; twice is once. Returns the key by which the answer is found. Throws `SEARCH_NEEDS_WORKER` while
 * too many wait.
 */
export async function requestEmbedding(store: Store, spaceId: number, searched: SearchedWith): Promise<string> {
	const content = 'text' in searched ? Buffer.from(searched.text) : Buffer.from(searched.picture);
	const kind = 'text' in searched ? 'text' : 'picture';
	const key = createHash('sha256').update(`${kind}\0`).update(content).digest('hex');
	await query(store, `DELETE FROM "EmbeddingRequest" WHERE "spaceId" = $1 AND key = $2 AND problem = 'FAILED'`, [
		spaceId,
		key,
	]);
	const [known] = await query(store, 'SELECT FROM "EmbeddingRequest" WHERE "spaceId" = $1 AND key = $2', [
		spaceId,
		key,
	]);
	if (known) return key;
	const [row] = await query<{ waiting: number }>(
		store,
		`SELECT count(*)::int AS waiting FROM "EmbeddingRequest" WHERE "spaceId" = $1 AND vector IS NULL AND problem IS NULL`,
		[spaceId],
	);
	if ((row?.waiting ?? 0) >= maximumWaiting)
		throw new RenderError('SEARCH_NEEDS_WORKER', 'Too many searches wait for a worker; try again in a moment', {
			retryable: true,
		});
	await query(
		store,
		'INSERT INTO "EmbeddingRequest" ("spaceId", key, text, picture) VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING',
		[spaceId, key, kind === 'text' ? content.toString() : null, kind === 'picture' ? content : null],
	);
	return key;
}

interface RequestRow {
	readonly isPicture: boolean;
	readonly vector: Buffer | null;
	readonly problem: EmbeddingProblem | null;
}

/** `undefined` when there is no such request, null while it waits. */
export async function findEmbedding(
	store: Store,
	space: EmbeddingSpace,
	key: string,
): Promise<EmbeddingAnswer | null | undefined> {
	const [row] = await query<RequestRow>(
		store,
		`SELECT picture IS NOT NULL AS "isPicture", vector, problem FROM "EmbeddingRequest"
		 WHERE "spaceId" = $1 AND key = $2`,
		[space.id, key],
	);
	if (!row) return undefined;
	if (row.problem !== null) return { problem: row.problem };
	return row.vector && { vector: bytesToFloats(row.vector, row.isPicture ? space.profileLength : space.dimension) };
}

/**
 * Takes up the oldest request that waits and that no other worker has, and stores what `look` finds. False when there
 * is none. While `look` is under way, and also when this process dies, nothing is lost: the row is locked, not marked.
 */
export async function answerEmbeddingRequest(
	store: Store,
	spaceId: number,
	look: (searched: SearchedWith) => Promise<EmbeddingAnswer>,
): Promise<boolean> {
	return transaction(store, async (sql) => {
		const [row] = await sql.query<{ key: string; text: string | null; picture: Buffer | null }>(
			`SELECT key, text, picture FROM "EmbeddingRequest"
			 WHERE "spaceId" = $1 AND vector IS NULL AND problem IS NULL
			 ORDER BY "requestedAt", key LIMIT 1 FOR UPDATE SKIP LOCKED`,
			[spaceId],
		);
		if (!row) return false;
		const answer = await look(row.picture ? { picture: row.picture } : { text: row.text ?? '' });
		await sql.query('UPDATE "EmbeddingRequest" SET vector = $3, problem = $4 WHERE "spaceId" = $1 AND key = $2', [
			spaceId,
			row.key,
			'vector' in answer ? floatsToBytes(answer.vector) : null,
			'problem' in answer ? answer.problem : null,
		]);
		return true;
	});
}
