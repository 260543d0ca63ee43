/** @file In which space meanings are kept and compared: one perceptor, and the way in which it is asked. */
import { query, type Store } from './store.ts';

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

/** Says that a worker embeds in this space from now on; from here on it is the one that is searched in. */
export async function useEmbeddingSpace(store: Store, name: EmbeddingSpaceName): Promise<EmbeddingSpace> {
	const [row] = await query<{ id: number }>(
		store,
		`INSERT INTO "EmbeddingSpace" (perceptor, hash, version, dimension, "profileLength") VALUES ($1, $2, $3, $4, $5)
		 ON CONFLICT (hash, version) DO UPDATE SET perceptor = $1, "usedAt" = clock_timestamp() RETURNING id`,
		[name.perceptor, name.hash, name.version, name.dimension, name.profileLength],
	);
	if (!row) throw new Error('The embedding space was not stored');
	return { ...name, id: row.id };
}

/** The one that is searched in: the last that a worker began to use; null when none ever did. */
export async function currentEmbeddingSpace(store: Store): Promise<EmbeddingSpace | null> {
	const [row] = await query<EmbeddingSpace & { readonly id: number }>(
		store,
		`SELECT id, perceptor, hash, version, dimension, "profileLength" FROM "EmbeddingSpace"
		 ORDER BY "usedAt" DESC, id DESC LIMIT 1`,
	);
	return row ?? null;
}
