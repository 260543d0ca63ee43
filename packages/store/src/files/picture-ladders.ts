/**
 * @file The same picture in several widths, for pages. Every published picture has a row from the moment it is published; what has
 * no files yet, or those of an earlier version, is what a worker still has to do.
 */

import { query, type Store, transaction } from '../database/store.ts';
import { saveBlob } from './blobs.ts';
import { holdFiles } from './discarded-files.ts';
import type { ImageReference } from './image-reference.ts';

/** A file of a ladder that is to be stored. */
interface RungFile {
	readonly bytes: Uint8Array;
	/** `avif` or `webp`. */
	readonly format: string;
	/** Of the picture in it, in pixels. */
	readonly width: number;
	readonly height: number;
}

/** A worker that died at it leaves a picture for others after so long; the largest takes seconds. */
const takenMinutes = 5;
/** What could not be made is tried again after so long: its file may have been put back. */
const putOffHours = 24;

/**
 * The key of the newest picture whose ladder is older than `version`, for the caller alone; null when there is none. Costs the
 * same in any gallery.
 */
export async function takeLadder(store: Store, version: number): Promise<string | null> {
	const [row] = await query<{ imageKey: string }>(
		store,
		`UPDATE "PictureLadder" SET "notBefore" = now() + interval '${takenMinutes} minutes' WHERE "imageKey" = (
			SELECT "imageKey" FROM "PictureLadder" WHERE version < $1 AND ("notBefore" IS NULL OR "notBefore" <= now())
			ORDER BY version, "sortKey" DESC LIMIT 1 FOR UPDATE SKIP LOCKED
		 ) RETURNING "imageKey"`,
		[version],
	);
	return row?.imageKey ?? null;
}

/**
 * Stores the files of a ladder in place of those that it had. Returns false, and keeps none, when its last artwork is gone.
 * Throws `STORAGE_FULL` and `STORAGE_UNAVAILABLE`.
 */
export async function saveLadder(
	store: Store,
	imageKey: string,
	version: number,
	files: readonly RungFile[],
): Promise<boolean> {
	return transaction(store, async (sql) => {
		// None of them may be taken for discarded between being stored and being written down.
		await holdFiles(sql);
		const [ladder] = await sql.query('SELECT FROM "PictureLadder" WHERE "imageKey" = $1 FOR UPDATE', [imageKey]);
		if (!ladder) return false;
		const keys: string[] = [];
		for (const { bytes, format } of files) keys.push(await saveBlob(store, bytes, format));
		await sql.query('DELETE FROM "PictureRung" WHERE "imageKey" = $1 AND NOT key = ANY($2)', [imageKey, keys]);
		await sql.query(
			`INSERT INTO "PictureRung" ("imageKey", key, width, height)
			 SELECT $1, * FROM unnest($2::text[], $3::int[], $4::int[]) ON CONFLICT DO NOTHING`,
			[imageKey, keys, files.map(({ width }) => width), files.map(({ height }) => height)],
		);
		await sql.query('UPDATE "PictureLadder" SET version = $2, "notBefore" = NULL WHERE "imageKey" = $1', [
			imageKey,
			version,
		]);
		return true;
	});
}

/** Leaves a picture whose ladder could not be made alone for a day. */
export async function putOffLadder(store: Store, imageKey: string): Promise<void> {
	await query(
		store,
		`UPDATE "PictureLadder" SET "notBefore" = now() + interval '${putOffHours} hours' WHERE "imageKey" = $1`,
		[imageKey],
	);
}

/** A file of a ladder; the thumbhash is that of its picture. */
export type StoredRung = Omit<ImageReference, 'thumbhash'>;

/** The files of each picture in the order of `imageKeys`, the narrowest first; none until they are made. Asks nobody who may see them. */
export async function laddersOf(
	store: Store,
	imageKeys: readonly string[],
): Promise<readonly (readonly StoredRung[])[]> {
	const rows = await query<{ imageKey: string; key: string; width: number; height: number }>(
		store,
		'SELECT "imageKey", key, width, height FROM "PictureRung" WHERE "imageKey" = ANY($1) ORDER BY width, key',
		[imageKeys],
	);
	const ladders = new Map<string, StoredRung[]>(imageKeys.map((key) => [key, []]));
	for (const { imageKey, ...rung } of rows)
		ladders.get(imageKey)?.push({ ...rung, mimeType: `image/${rung.key.slice(rung.key.lastIndexOf('.') + 1)}` });
	return imageKeys.map((key) => ladders.get(key) ?? []);
}
