/**
 * @file Which caption fits an artwork: asked for by a visitor, answered by a worker, and kept for a day, once for all who
 * compare the same captions. A request is a row, and its answer is written into it; the doorbell rings for both.
 */
import { createHash } from 'node:crypto';
import { checkCaptions, type PerceptorRanking, RenderError } from '@galatea/render';
import type { CountedAs } from '../access/networks.ts';
import { countTryOf } from '../access/rate-limits.ts';
import { storable } from '../database/storable.ts';
import { query, type Store, transaction } from '../database/store.ts';
import { workerTimeoutSeconds } from '../renders/workers.ts';

/** Captions that somebody compares. */
export interface CaptionRequest {
	readonly artworkId: string;
	/** The artwork's picture. */
	readonly imageKey: string;
	/** Whose perceptors should rank: its id, and the SHA-256 that recipes name it by. */
	readonly pack: { readonly id: string; readonly hash: string };
	/** As somebody wrote them. */
	readonly captions: readonly string[];
}

/** `FAILED`: asking again tries again. */
export interface CaptionRanking {
	readonly state: 'WAITING' | 'DONE' | 'FAILED';
	/** Names the ranking among those of its artwork. */
	readonly key: string;
	readonly packId: string;
	/** What each perceptor of the pack says, in their order; null until DONE. */
	readonly perceptors: readonly PerceptorRanking[] | null;
}

/** What a worker should rank. */
export interface WantedRanking {
	readonly imageKey: string;
	readonly packId: string;
	readonly captions: readonly string[];
}

/** What of a gallery waits at most: more than a worker ranks while somebody waits. */
const maximumWaitingRankings = 100;
/** Rankings that one caller has made: nobody types captions faster. */
const fromCaller = { maximum: 30, windowSeconds: 60 };

/**
 * Asks for a ranking for a caller who is counted as `callers` (nobody when it is empty) and may see the artwork. The same
 * captions in another order are the same ranking. Throws `INVALID_INPUT` for captions that cannot be compared,
 * `PACK_UNAVAILABLE` while no worker is there that has the pack, and `TOO_MANY_TRIES`.
 */
export async function requestCaptionRanking(
	store: Store,
	{ artworkId, imageKey, pack, captions }: CaptionRequest,
	callers: readonly CountedAs[],
): Promise<CaptionRanking> {
	const sorted = [...checkCaptions(captions)].sort();
	const key = createHash('sha256')
		.update(JSON.stringify([imageKey, pack.hash, ...sorted]))
		.digest('hex');
	const known = await findCaptionRanking(store, artworkId, key);
	if (known?.state === 'DONE') return known;
	await mustBeServable(store, pack.id);
	if (known?.state === 'WAITING') return known;
	await countTryOf(store, 'caption rankings', callers, fromCaller);
	const made = await query(
		store,
		`INSERT INTO "CaptionRanking" ("artworkId", key, "packId", captions) SELECT $1, $2, $3, $4
		 WHERE (SELECT count(*) FROM "CaptionRanking" WHERE perceptors IS NULL AND failure IS NULL) < ${maximumWaitingRankings}
		 ON CONFLICT ("artworkId", key) DO UPDATE SET failure = NULL, "requestedAt" = now() RETURNING key`,
		[artworkId, key, pack.id, sorted],
	);
	if (made.length === 0)
		throw new RenderError('TOO_MANY_TRIES', 'Too many captions wait for a worker; try again in a moment', {
			retryable: true,
		});
	return { state: 'WAITING', key, packId: pack.id, perceptors: null };
}

/** Null for what nobody asked for, or was forgotten since. Asks nobody who may see the artwork. */
export async function findCaptionRanking(store: Store, artworkId: string, key: string): Promise<CaptionRanking | null> {
	const [row] = await query<Omit<CaptionRanking, 'state' | 'key'> & { readonly failure: string | null }>(
		store,
		'SELECT "packId", perceptors, failure FROM "CaptionRanking" WHERE "artworkId" = $1 AND key = $2',
		[artworkId, key],
	);
	if (!row) return null;
	const { packId, perceptors, failure } = row;
	return { state: perceptors ? 'DONE' : failure === null ? 'WAITING' : 'FAILED', key, packId, perceptors };
}

async function mustBeServable(store: Store, packId: string): Promise<void> {
	const workers = await query(
		store,
		`SELECT FROM "Worker" WHERE "lastSeenAt" > now() - make_interval(secs => $2) AND $1 = ANY("packIds") LIMIT 1`,
		[packId, workerTimeoutSeconds],
	);
	if (workers.length > 0) return;
	throw new RenderError('PACK_UNAVAILABLE', 'No worker that is there has the pack', { retryable: true });
}

/**
 * Takes up the ranking that waits the longest, with one of these packs, and that no other worker has, and stores what `rank` makes
 * of it: what each perceptor says, or in English why there is nothing. False when there is none. While `rank` is under way,
 * and also when this process dies or it throws, nothing is lost: the row is locked, not marked.
 */
export async function answerCaptionRanking(
	store: Store,
	packIds: readonly string[],
	rank: (wanted: WantedRanking) => Promise<readonly PerceptorRanking[] | { readonly failure: string }>,
): Promise<boolean> {
	return transaction(store, async (sql) => {
		const [wanted] = await sql.query<WantedRanking & { readonly artworkId: string; readonly key: string }>(
			`SELECT ranking."artworkId", ranking.key, "imageKey", "packId", captions FROM "CaptionRanking" AS ranking
			 JOIN "Artwork" AS artwork ON artwork.id = "artworkId"
			 WHERE perceptors IS NULL AND failure IS NULL AND "packId" = ANY($1)
			 ORDER BY "requestedAt", "artworkId", key LIMIT 1 FOR UPDATE OF ranking SKIP LOCKED`,
			[packIds],
		);
		if (!wanted) return false;
		const { artworkId, key, ...asked } = wanted;
		const made = await rank(asked);
		await sql.query(
			'UPDATE "CaptionRanking" SET perceptors = $3, failure = $4 WHERE "artworkId" = $1 AND key = $2',
			'failure' in made ? [artworkId, key, null, storable(made.failure)] : [artworkId, key, JSON.stringify(made), null],
		);
		return true;
	});
}

/** Forgets rankings of yesterday, and those that nobody answered while somebody waited. */
export async function forgetCaptionRankings(store: Store): Promise<void> {
	await query(
		store,
		`DELETE FROM "CaptionRanking" WHERE "requestedAt" < now() - interval '1 day'
			OR (perceptors IS NULL AND "requestedAt" < now() - interval '10 minutes')`,
	);
}
