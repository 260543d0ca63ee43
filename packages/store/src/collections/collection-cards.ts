/** @file What other sites show of collections: one file each, named by what is on it. */
import { query, type Store, transaction } from '../database/store.ts';
import { saveBlob } from '../files/blobs.ts';
import { holdFiles } from '../files/discarded-files.ts';

/** The key of a collection's card with this digest of what is on it; null when it has none, or another. Asks nobody who may see it. */
export async function findCollectionCard(store: Store, collectionId: string, digest: string): Promise<string | null> {
	const [row] = await query<{ key: string }>(
		store,
		'SELECT key FROM "CollectionCard" WHERE "collectionId" = $1 AND digest = $2',
		[collectionId, digest],
	);
	return row?.key ?? null;
}

/**
 * Stores a collection's card, a JPEG, in place of the one that it had; returns its key, or null when the collection has gone.
 * Throws `STORAGE_FULL` and `STORAGE_UNAVAILABLE`.
 */
export async function saveCollectionCard(
	store: Store,
	collectionId: string,
	digest: string,
	jpeg: Uint8Array,
): Promise<string | null> {
	return transaction(store, async (sql) => {
		await holdFiles(sql);
		const [collection] = await sql.query('SELECT FROM "Collection" WHERE id = $1 FOR KEY SHARE', [collectionId]);
		if (!collection) return null;
		const key = await saveBlob(store, jpeg, 'jpg');
		await sql.query(
			`INSERT INTO "CollectionCard" ("collectionId", digest, key) VALUES ($1, $2, $3)
			 ON CONFLICT ("collectionId") DO UPDATE SET digest = $2, key = $3`,
			[collectionId, digest, key],
		);
		return key;
	});
}
