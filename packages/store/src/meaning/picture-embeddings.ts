/** @file What the pictures of the gallery mean to a perceptor. A picture without a row is one that still has to be looked at. */

import { query, type Store, transaction } from '../database/store.ts';
import type { EmbeddingSpace } from './embedding-spaces.ts';
import { bytesToFloats, floatsToBytes } from './floats.ts';

/** What one picture means, in some space. */
export interface PictureEmbedding {
	/** Of length 1. */
	readonly vector: Float32Array;
	/** How much it is like each of a list of common words, around their mean; of length 1. */
	readonly profile: Float32Array;
	/** Mean and standard deviation of its likeness to those words. */
	readonly mean: number;
	readonly deviation: number;
}

/** With the key of its file, and its number among all of the space. */
export interface StoredEmbedding extends PictureEmbedding {
	readonly imageKey: string;
	/** Digits. Rises: whoever has read a number has read all before it. */
	readonly seq: string;
}

/** Any number that no other use of advisory locks in this database has. */
const orderLock = 4_961_002;

/** Where a walk through all artworks, from the newest to the oldest, has come to. */
export interface WalkPlace {
	/** Digits. */
	readonly sortKey: string;
	readonly id: string;
}

/** A picture that nobody has looked at in a space, and the artwork that it belongs to. */
export interface UnseenPicture extends WalkPlace {
	readonly imageKey: string;
}

/** Artworks among which {@link newestUnseen} looks: more than are published between two looks. */
const newestArtworks = 1_000;

const isUnseen = `NOT EXISTS (
	SELECT FROM "PictureEmbedding" AS made WHERE made."spaceId" = $1 AND made."imageKey" = artwork."imageKey")`;

/** At most `maximum` unseen pictures of the newest thousand artworks, newest first. Costs the same in any gallery. */
export async function newestUnseen(store: Store, spaceId: number, maximum: number): Promise<readonly UnseenPicture[]> {
	return query<UnseenPicture & { readonly id: string }>(
		store,
		`SELECT "imageKey", "sortKey", id FROM (
			SELECT "imageKey", "sortKey", id FROM "Artwork" ORDER BY "sortKey" DESC, id DESC LIMIT ${newestArtworks}
		 ) AS artwork WHERE ${isUnseen} ORDER BY "sortKey" DESC, id DESC LIMIT $2`,
		[spaceId, maximum],
	);
}

/**
 * The next unseen pictures of a walk through all artworks, at most `maximum`, from the newest on or behind `after`. The
 * whole walk reads every artwork once.
 */
export async function walkUnseen(
	store: Store,
	spaceId: number,
	after: WalkPlace | null,
	maximum: number,
): Promise<readonly UnseenPicture[]> {
	return query<UnseenPicture & { readonly id: string }>(
		store,
		`SELECT "imageKey", "sortKey", id FROM "Artwork" AS artwork
		 WHERE ${isUnseen} ${after ? 'AND ("sortKey", id) < ($3::bigint, $4)' : ''}
		 ORDER BY "sortKey" DESC, id DESC LIMIT $2`,
		[spaceId, maximum, ...(after ? [after.sortKey, after.id] : [])],
	);
}

/** Stores what a picture means, unless that is known already. */
export async function savePictureEmbedding(
	store: Store,
	spaceId: number,
	imageKey: string,
	{ vector, profile, mean, deviation }: PictureEmbedding,
): Promise<void> {
	await transaction(store, async (sql) => {
		// One after the other, so that no smaller number appears after a larger one was read.
		await sql.query('SELECT pg_advisory_xact_lock($1)', [orderLock]);
		await sql.query(
			`INSERT INTO "PictureEmbedding" ("spaceId", "imageKey", vector, profile, mean, deviation)
			 VALUES ($1, $2, $3, $4, $5, $6) ON CONFLICT DO NOTHING`,
			[spaceId, imageKey, floatsToBytes(vector), floatsToBytes(profile), mean, deviation],
		);
	});
}

/** At most `maximum` embeddings with a higher number than `afterSeq`, in the order of their numbers. */
export async function readEmbeddings(
	store: Store,
	space: EmbeddingSpace,
	afterSeq: string,
	maximum: number,
): Promise<readonly StoredEmbedding[]> {
	const rows = await query<{
		imageKey: string;
		seq: string;
		vector: Buffer;
		profile: Buffer;
		mean: number;
		deviation: number;
	}>(
		store,
		`SELECT "imageKey", seq, vector, profile, mean, deviation FROM "PictureEmbedding"
		 WHERE "spaceId" = $1 AND seq > $2 ORDER BY seq LIMIT $3`,
		[space.id, afterSeq, maximum],
	);
	return rows.map((row) => ({
		...row,
		vector: bytesToFloats(row.vector, space.dimension),
		profile: bytesToFloats(row.profile, space.profileLength),
	}));
}

/** The profile of one picture; null when nobody has looked at it in the space. */
export async function readProfile(store: Store, space: EmbeddingSpace, imageKey: string): Promise<Float32Array | null> {
	const [row] = await query<{ profile: Buffer }>(
		store,
		'SELECT profile FROM "PictureEmbedding" WHERE "spaceId" = $1 AND "imageKey" = $2',
		[space.id, imageKey],
	);
	return row ? bytesToFloats(row.profile, space.profileLength) : null;
}

/** How many of the gallery's artworks have been looked at in the space, and how many there are. */
export async function embeddingProgress(
	store: Store,
	spaceId: number,
): Promise<{ readonly embedded: number; readonly artworks: number }> {
	const [row] = await query<{ embedded: number; artworks: number }>(
		store,
		`SELECT count(made."imageKey")::int AS embedded, count(*)::int AS artworks FROM "Artwork"
		 LEFT JOIN "PictureEmbedding" AS made ON made."spaceId" = $1 AND made."imageKey" = "Artwork"."imageKey"`,
		[spaceId],
	);
	return row ?? { embedded: 0, artworks: 0 };
}
