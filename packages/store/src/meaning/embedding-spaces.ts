/** @file In which space meanings are kept and compared: one perceptor, and the way in which it is asked. */
import { query, type Store } from '../database/store.ts';
import { workerTimeoutSeconds } from '../renders/workers.ts';

/** All that embeddings depend on. */
export interface EmbeddingSpaceName {
	/** What people call it. */
	readonly perceptor: string;
	/** SHA-256 of its file. */
	readonly hash: string;
	/** Of the way in which pictures and texts are given to it. */
	readonly version: number;
	/** Numbers of a vector. */
	readonly dimension: number;
	/** Numbers of a profile. */
	readonly profileLength: number;
}

export interface EmbeddingSpace extends EmbeddingSpaceName {
	readonly id: number;
}

/**
 * Says that a worker embeds in this space from now on. `readsAnyWord`: whether its perceptor reads more than the words of a
 * list.
 */
export async function useEmbeddingSpace(
	store: Store,
	name: EmbeddingSpaceName,
	readsAnyWord = false,
): Promise<EmbeddingSpace> {
	const [row] = await query<{ id: number }>(
		store,
		`INSERT INTO "EmbeddingSpace" (perceptor, hash, version, dimension, "profileLength", "readsAnyWord")
		 VALUES ($1, $2, $3, $4, $5, $6)
		 ON CONFLICT (hash, version) DO UPDATE SET perceptor = $1, "readsAnyWord" = $6, "usedAt" = clock_timestamp()
		 RETURNING id`,
		[name.perceptor, name.hash, name.version, name.dimension, name.profileLength, readsAnyWord],
	);
	if (!row) throw new Error('The embedding space was not stored');
	return { ...name, id: row.id };
}

/**
 * SQL of the id of the space that is searched in; null when no worker ever used one. Of several it is one whose pack a worker has
 * now; then one that reads any word, and of those the one whose pack comes first by its id, as workers choose; then the last
 * that a worker began to use. So it stays the same whoever starts anew.
 */
export const currentSpaceId = `(
	SELECT id FROM "EmbeddingSpace" AS candidate ORDER BY EXISTS (
			SELECT FROM "Worker" WHERE candidate.perceptor = ANY("packIds")
				AND "lastSeenAt" > now() - make_interval(secs => ${workerTimeoutSeconds})
		) DESC,
		"readsAnyWord" DESC, CASE WHEN "readsAnyWord" THEN perceptor COLLATE "C" END, "usedAt" DESC, id DESC
	LIMIT 1)`;

/** The one that {@link currentSpaceId} names. */
export async function currentEmbeddingSpace(store: Store): Promise<EmbeddingSpace | null> {
	const [row] = await query<EmbeddingSpace & { readonly id: number }>(
		store,
		`SELECT id, perceptor, hash, version, dimension, "profileLength" FROM "EmbeddingSpace" WHERE id = ${currentSpaceId}`,
		[],
	);
	return row ?? null;
}
