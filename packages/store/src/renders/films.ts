/** @file Films: the codes of every step of a render that is over. */

import { query, type Store } from '../database/store.ts';
import { readBlob } from '../files/blobs.ts';

/** The film of a render; null when it has none, or its file is gone. Throws `STORAGE_UNAVAILABLE`. */
export async function findFilm(store: Store, renderId: string): Promise<Uint8Array | null> {
	const [row] = await query<{ filmKey: string | null }>(store, 'SELECT "filmKey" FROM "Render" WHERE id = $1', [
		renderId,
	]);
	return row?.filmKey == null ? null : readBlob(store, row.filmKey);
}
