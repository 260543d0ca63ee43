/** @file Pictures that people bring to render with: stored for a day, and for good once a render has them. */
import { RenderError } from '@galatea/render';
import { countTry, countTryFrom } from '../access/rate-limits.ts';
import type { Store } from '../database/store.ts';
import { ago, db, now, rows, sql } from '../database/typed.ts';
import { removeBlob, saveBlob } from './blobs.ts';
import { kindsOf } from './file-uses.ts';
import { removing } from './removal.ts';

/** Uploads of one person that no render needs to have: enough for a recipe of 16 pictures and some changes of mind. */
const maximumUploads = 48;
const keptHours = 24;
/** From one address, whoever they are in the name of: guests cost nothing to become. */
const fromAddress = { maximum: 120, windowSeconds: 3_600 };
/** Kilobytes, likewise. */
const kilobytesFromAddress = { maximum: 512 * 1024, windowSeconds: 3_600 };
/** Kilobytes of one person, from wherever they send them. */
const kilobytesOfPerson = { maximum: 256 * 1024, windowSeconds: 3_600 };

interface ComingUpload {
	/** IP address. */
	readonly address: string;
	/** Null for nobody. */
	readonly userId: string | null;
	readonly byteCount: number;
}

/** Counts an upload before its bytes come. Throws `TOO_MANY_TRIES` when there were more, or longer ones, than a gallery takes. */
export async function admitUpload(store: Store, { address, userId, byteCount }: ComingUpload): Promise<void> {
	const kilobytes = Math.ceil(byteCount / 1_024);
	await countTryFrom(store, 'upload', address, fromAddress);
	await countTryFrom(store, 'upload kB', address, kilobytesFromAddress, kilobytes);
	if (userId !== null) await countTry(store, `upload kB of:${userId}`, kilobytesOfPerson, kilobytes);
}

interface SavedUpload {
	readonly userId: string;
	readonly bytes: Uint8Array;
	readonly extension: string;
	/** Whose picture it is, as what was uploaded said before it was made fit. */
	readonly artworkId?: string | null;
}

/**
 * Stores a picture file in somebody's name; returns its key. The same file again is the same upload, and kept for another day.
 * Throws `TOO_MANY_TRIES` when the person has as many as one may have.
 */
export async function saveUpload(
	store: Store,
	{ userId, bytes, extension, artworkId = null }: SavedUpload,
): Promise<string> {
	const key = await saveBlob(store, bytes, extension);
	const upload = db
		.selectNoFrom([sql.val(key).as('key'), sql.val(userId).as('userId'), sql.val(artworkId).as('artworkId')])
		.where(({ eb, fn, selectFrom }) =>
			eb(
				selectFrom('Upload')
					.select(fn.countAll<number>().as('count'))
					.where('userId', '=', userId)
					.where('key', '<>', key),
				'<',
				maximumUploads,
			),
		);
	const kept = await rows(
		store,
		db
			.insertInto('Upload')
			.columns(['key', 'userId', 'artworkId'])
			.expression(upload)
			.onConflict((conflict) =>
				conflict.columns(['key', 'userId']).doUpdateSet(({ fn }) => ({
					createdAt: now,
					artworkId: fn.coalesce('excluded.artworkId', 'Upload.artworkId'),
				})),
			)
			.returning('key'),
	);
	if (kept.length > 0) return key;
	await removeUnused(store, [key]);
	throw new RenderError(
		'TOO_MANY_TRIES',
		`There are ${maximumUploads} pictures of yours already, which is as many as one may bring in a day`,
	);
}

/** Forgets uploads that nobody has asked for in a day, and removes those files that nothing else needs. */
export async function forgetUploads(store: Store): Promise<void> {
	const forgotten = await rows(
		store,
		db.deleteFrom('Upload').where('createdAt', '<', ago(keptHours, 'hours')).returning('key'),
	);
	await removeUnused(
		store,
		forgotten.map(({ key }) => key),
	);
}

/** Removes those of these files that nothing needs (any more). */
export async function removeUnused(store: Store, keys: readonly string[]): Promise<void> {
	if (keys.length === 0) return;
	await removing(store, async (connection) => {
		const named = await kindsOf(connection, keys);
		for (const key of new Set(keys)) if (!named.has(key)) await removeBlob(store, key);
	});
}
