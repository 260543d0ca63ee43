/** @file What other sites show of artworks: one file each, named by what is on it. */

import { query, type Store, transaction } from '../database/store.ts';
import { saveBlob } from '../files/blobs.ts';
import { holdFiles } from '../files/discarded-files.ts';

/** The key of an artwork's card with this digest of what is on it; null when it has none, or another. Asks nobody who may see it. */
export async function findSharingCard(store: Store, artworkId: string, digest: string): Promise<string | null> {
	const [row] = await query<{ key: string }>(
		store,
		'SELECT key FROM "SharingCard" WHERE "artworkId" = $1 AND digest = $2',
		[artworkId, digest],
	);
	return row?.key ?? null;
}

/**
 * Stores an artwork's card, a JPEG, in place of the one that it had; returns its key, or null when the artwork has gone. Throws
 * `STORAGE_FULL` and `STORAGE_UNAVAILABLE`.
 */
export async function saveSharingCard(
	store: Store,
	artworkId: string,
	digest: string,
	jpeg: Uint8Array,
): Promise<string | null> {
	return transaction(store, async (sql) => {
		await holdFiles(sql);
		const [artwork] = await sql.query('SELECT FROM "Artwork" WHERE id = $1 FOR KEY SHARE', [artworkId]);
		if (!artwork) return null;
		const key = await saveBlob(store, jpeg, 'jpg');
		await sql.query(
			`INSERT INTO "SharingCard" ("artworkId", digest, key) VALUES ($1, $2, $3)
			 ON CONFLICT ("artworkId") DO UPDATE SET digest = $2, key = $3`,
			[artworkId, digest, key],
		);
		return key;
	});
}
