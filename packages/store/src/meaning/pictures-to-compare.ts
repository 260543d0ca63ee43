/** @file Which pictures a worker still has to compare with its lists of texts, from what it knows of them already. */

import { query, type Store } from '../database/store.ts';
import type { EmbeddingSpace } from './embedding-spaces.ts';
import { bytesToFloats } from './floats.ts';
import type { PictureEmbedding } from './picture-embeddings.ts';

/** The lists: words for tags, and texts that tell for whom a picture is. */
const versionColumns = { tags: '"tagsVersion"', level: '"levelVersion"' } as const;

/** A picture, as far as texts are compared with it. */
export interface PictureToCompare extends Omit<PictureEmbedding, 'profile'> {
	readonly imageKey: string;
}

/** At most `maximum` pictures of the space that were compared with an older version of the list, or not at all. */
export async function picturesToCompare(
	store: Store,
	space: EmbeddingSpace,
	list: keyof typeof versionColumns,
	version: number,
	maximum: number,
): Promise<readonly PictureToCompare[]> {
	const rows = await query<{ imageKey: string; vector: Buffer; mean: number; deviation: number }>(
		store,
		`SELECT "imageKey", vector, mean, deviation FROM "PictureEmbedding"
		 WHERE "spaceId" = $1 AND ${versionColumns[list]} < $2 LIMIT $3`,
		[space.id, version, maximum],
	);
	return rows.map((row) => ({ ...row, vector: bytesToFloats(row.vector, space.dimension) }));
}
