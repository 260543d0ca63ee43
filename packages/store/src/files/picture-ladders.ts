/**
 * @file The same picture in several widths, for pages. Every published picture has a row from the moment it is published; what has
 * no files yet, or those of an earlier version, is what a worker still has to do.
 */

import { type Store, transaction } from '../database/store.ts';
import { anyOf, db, hence, now, rows, run, sql } from '../database/typed.ts';
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
	const due = db
		.selectFrom('PictureLadder')
		.select('imageKey')
		.where('version', '<', version)
		.where(({ eb, or }) => or([eb('notBefore', 'is', null), eb('notBefore', '<=', now)]))
		.orderBy('version')
		.orderBy('sortKey', 'desc')
		.limit(1)
		.forUpdate()
		.skipLocked();
	const [row] = await rows(
		store,
		db
			.updateTable('PictureLadder')
			.set({ notBefore: hence(takenMinutes, 'mins') })
			.where('imageKey', '=', due)
			.returning('imageKey'),
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
	return transaction(store, async (connection) => {
		// None of them may be taken for discarded between being stored and being written down.
		await holdFiles(connection);
		const [ladder] = await rows(
			connection,
			db.selectFrom('PictureLadder').select('imageKey').where('imageKey', '=', imageKey).forUpdate(),
		);
		if (!ladder) return false;
		const keys: string[] = [];
		for (const { bytes, format } of files) keys.push(await saveBlob(store, bytes, format));
		await run(
			connection,
			db
				.deleteFrom('PictureRung')
				.where('imageKey', '=', imageKey)
				.where(({ eb, not }) => not(eb('key', '=', anyOf(keys)))),
		);
		const [widths, heights] = [files.map(({ width }) => width), files.map(({ height }) => height)];
		const rungs = sql<{
			key: string;
			width: number;
			height: number;
		}>`unnest(${keys}::text[], ${widths}::int[], ${heights}::int[])`.as<'rung'>(sql`rung (key, width, height)`);
		await run(
			connection,
			db
				.insertInto('PictureRung')
				.columns(['imageKey', 'key', 'width', 'height'])
				.expression(
					db.selectFrom(rungs).select([sql.val(imageKey).as('imageKey'), 'rung.key', 'rung.width', 'rung.height']),
				)
				.onConflict((conflict) => conflict.doNothing()),
		);
		await run(
			connection,
			db.updateTable('PictureLadder').set({ version, notBefore: null }).where('imageKey', '=', imageKey),
		);
		return true;
	});
}

/** Leaves a picture whose ladder could not be made alone for a day. */
export async function putOffLadder(store: Store, imageKey: string): Promise<void> {
	await run(
		store,
		db
			.updateTable('PictureLadder')
			.set({ notBefore: hence(putOffHours, 'hours') })
			.where('imageKey', '=', imageKey),
	);
}

/** A file of a ladder; the thumbhash is that of its picture. */
export type StoredRung = Omit<ImageReference, 'thumbhash'>;

/** The files of each picture in the order of `imageKeys`, the narrowest first; none until they are made. Asks nobody who may see them. */
export async function laddersOf(
	store: Store,
	imageKeys: readonly string[],
): Promise<readonly (readonly StoredRung[])[]> {
	const found = await rows(
		store,
		db
			.selectFrom('PictureRung')
			.select(['imageKey', 'key', 'width', 'height'])
			.where('imageKey', '=', anyOf(imageKeys))
			.orderBy('width')
			.orderBy('key'),
	);
	const ladders = new Map<string, StoredRung[]>(imageKeys.map((key) => [key, []]));
	for (const { imageKey, ...rung } of found)
		ladders.get(imageKey)?.push({ ...rung, mimeType: `image/${rung.key.slice(rung.key.lastIndexOf('.') + 1)}` });
	return imageKeys.map((key) => ladders.get(key) ?? []);
}
