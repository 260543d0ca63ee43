/** @file How often something may be tried, counted in the database, so that all processes of a gallery count together. */
import { RenderError } from '@galatea/render';
import { query, type Store } from '../database/store.ts';
import { type CountedAs, countedFrom } from './networks.ts';
import { hashToken } from './token-hash.ts';

/** So many tries in a window that begins with the first. */
export interface Limit {
	readonly maximum: number;
	readonly windowSeconds: number;
}

/** Tries to sign in from one address, whichever the account and the way. */
export const triesFromAddress: Limit = { maximum: 100, windowSeconds: 15 * 60 };

/** How much was counted in a window, and when that is over. */
interface Counted {
	readonly count: number;
	/** Whole seconds until nothing counts any more, at least 1. */
	readonly resetSeconds: number;
}

/** Counts `by` more for `key`, any text such as `sign-in:ana@example.org`, and tells what there is now. */
export async function countUp(store: Store, key: string, windowSeconds: number, by = 1): Promise<Counted> {
	const [row] = await query<Counted & { readonly count: number }>(
		store,
		`INSERT INTO "RateLimit" AS kept (key, count, "resetAt") VALUES ($1, $3, now() + make_interval(secs => $2))
		 ON CONFLICT (key) DO UPDATE SET
			count = CASE WHEN kept."resetAt" <= now() THEN excluded.count ELSE kept.count + excluded.count END,
			"resetAt" = CASE WHEN kept."resetAt" <= now() THEN excluded."resetAt" ELSE kept."resetAt" END
		 RETURNING count, greatest(1, ceil(extract(epoch FROM "resetAt" - now())))::int AS "resetSeconds"`,
		// A hash: keys hold what people typed, of any length.
		[hashToken(key), windowSeconds, by],
	);
	if (!row) throw new Error('What was counted did not come back');
	return row;
}

/**
 * Counts one try of `key`, or `by` of something else. Throws `TOO_MANY_TRIES`, which says when the next may come, once there were
 * more than the limit allows.
 */
export async function countTry(store: Store, key: string, limit: Limit, by = 1): Promise<void> {
	const { count, resetSeconds } = await countUp(store, key, limit.windowSeconds, by);
	if (count <= limit.maximum) return;
	throw new RenderError('TOO_MANY_TRIES', `Too many tries; the next may come in ${resetSeconds} s`, {
		retryable: true,
	});
}

/** Counts one try of `what` from an IP address, such as `sign-in`, or `by` of something else. Throws as {@link countTry} does. */
export async function countTryFrom(store: Store, what: string, address: string, limit: Limit, by = 1): Promise<void> {
	await countTryOf(store, what, countedFrom(address), limit, by);
}

/** Counts one try of `what`, or `by` of something else, under each key with its share of the limit. Throws as {@link countTry} does. */
export async function countTryOf(
	store: Store,
	what: string,
	counted: readonly CountedAs[],
	limit: Limit,
	by = 1,
): Promise<void> {
	for (const { key, share } of counted)
		await countTry(store, `${what} of:${key}`, { ...limit, maximum: limit.maximum * share }, by);
}

/** Days for which people can look up what they were told. */
const notificationDays = 180;

/**
 * Removes counts and sessions that are over, which are without effect before, what renders counted for that are over, what was
 * searched with a day ago, and what people were told long ago.
 */
export async function forgetWhatIsOver(store: Store): Promise<void> {
	await query(store, 'DELETE FROM "RateLimit" WHERE "resetAt" <= now()');
	await query(store, 'DELETE FROM "Session" WHERE "expiresAt" <= now()');
	await query(
		store,
		`DELETE FROM "RenderCharge" WHERE "createdAt" <= now() - interval '1 hour'
			AND NOT EXISTS (SELECT FROM "Render" WHERE id = "renderId" AND state IN ('QUEUED', 'WARMING', 'RUNNING'))`,
	);
	// Who was served a day ago comes first, as who never was.
	await query(store, `DELETE FROM "Turn" WHERE "servedAt" <= now() - interval '1 day'`);
	await query(store, 'DELETE FROM "Verification" WHERE "expiresAt" <= now()');
	await query(store, `DELETE FROM "EmbeddingRequest" WHERE "requestedAt" < now() - interval '1 day'`);
	await query(store, 'DELETE FROM "Notification" WHERE "createdAt" <= now() - make_interval(days => $1)', [
		notificationDays,
	]);
}
