/**
 * @file Downloads as they were encoded. A copy is named by the digest of all that is in it, and may be encoded again at any time, so
 * it is kept only while somebody asks for it, and while all of them together take no more room than they may.
 */
import { query, type Store, transaction } from '../database/store.ts';
import { saveBlob } from '../files/blobs.ts';
import { holdFiles } from '../files/discarded-files.ts';

/** So long after somebody last wanted it a copy is let go of. */
const keptDays = 7;
/** Bytes of all copies together. */
const maximumBytes = 2 * 1024 ** 3;

interface CopyName {
	readonly artworkId: string;
	/** Of the picture, the format and all that the file says. */
	readonly digest: string;
}

/** The key of a copy; null when there is none. This counts as wanting it. Asks nobody who may have it. */
export async function findEncodedCopy(store: Store, { artworkId, digest }: CopyName): Promise<string | null> {
	const [row] = await query<{ key: string; isOld: boolean }>(
		store,
		`SELECT key, "askedAt" < now() - interval '1 day' AS "isOld" FROM "EncodedCopy" WHERE "artworkId" = $1 AND digest = $2`,
		[artworkId, digest],
	);
	if (row?.isOld)
		await query(store, 'UPDATE "EncodedCopy" SET "askedAt" = now() WHERE "artworkId" = $1 AND digest = $2', [
			artworkId,
			digest,
		]);
	return row?.key ?? null;
}

/** Keeps a copy of an artwork that is still there. Throws `STORAGE_FULL` and `STORAGE_UNAVAILABLE`. */
export async function saveEncodedCopy(
	store: Store,
	{ artworkId, digest }: CopyName,
	bytes: Uint8Array,
	extension: string,
): Promise<void> {
	await transaction(store, async (sql) => {
		await holdFiles(sql);
		const [artwork] = await sql.query('SELECT FROM "Artwork" WHERE id = $1 FOR KEY SHARE', [artworkId]);
		if (!artwork) return;
		await sql.query(
			`INSERT INTO "EncodedCopy" (digest, "artworkId", key, "byteCount") VALUES ($1, $2, $3, $4) ON CONFLICT DO NOTHING`,
			[digest, artworkId, await saveBlob(store, bytes, extension), bytes.length],
		);
	});
}

/** Lets go of all copies; returns how many, and how much room they took. The files go with the next `removeDiscardedFiles`. */
export async function clearEncodedCopies(
	store: Store,
): Promise<{ readonly fileCount: number; readonly byteCount: number }> {
	const [cleared] = await query<{ fileCount: number; byteCount: number }>(
		store,
		`WITH gone AS (DELETE FROM "EncodedCopy" RETURNING key, "byteCount"), files AS (SELECT DISTINCT key, "byteCount" FROM gone)
		 SELECT count(*)::int AS "fileCount", coalesce(sum("byteCount"), 0)::float8 AS "byteCount" FROM files`,
	);
	return cleared ?? { fileCount: 0, byteCount: 0 };
}

/**
 * Lets go of copies that nobody has wanted for a week, and of those wanted the longest ago where all together take more than `room`
 * bytes, 2 GiB unless it is given. The files go with the next `removeDiscardedFiles`.
 */
export async function forgetEncodedCopies(store: Store, room: number = maximumBytes): Promise<void> {
	await query(
		store,
		`DELETE FROM "EncodedCopy" AS copy USING (
			SELECT digest, "artworkId", sum("byteCount") OVER (ORDER BY "askedAt" DESC, digest, "artworkId") AS upto FROM "EncodedCopy"
		 ) AS kept
		 WHERE copy.digest = kept.digest AND copy."artworkId" = kept."artworkId"
			AND (copy."askedAt" < now() - interval '${keptDays} days' OR kept.upto > $1)`,
		[room],
	);
}
