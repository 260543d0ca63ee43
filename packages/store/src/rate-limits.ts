/** @file How often something may be tried, counted in the database, so that all processes of a gallery count together. */
import { RenderError } from '@galatea/render';
import { query, type Store } from './store.ts';
import { hashToken } from './users.ts';

/** So many tries in a window that begins with the first. */
export interface Limit {
	readonly maximum: number;
	readonly windowSeconds: number;
}

/**
 * Counts one try of `key`, any text such as `sign-in:ana@example.org`. Throws `TOO_MANY_TRIES`, which says when the
 * next may come, once there were more than the limit allows.
 */
export async function countTry(store: Store, key: string, limit: Limit): Promise<void> {
	const [row] = await query<{ count: number; waitSeconds: number }>(
		store,
		`INSERT INTO "RateLimit" AS kept (key, count, "resetAt") VALUES ($1, 1, now() + make_interval(secs => $2))
		 ON CONFLICT (key) DO UPDATE SET
			count = CASE WHEN kept."resetAt" <= now() THEN 1 ELSE kept.count + 1 END,
			"resetAt" = CASE WHEN kept."resetAt" <= now() THEN excluded."resetAt" ELSE kept."resetAt" END
		 RETURNING count, ceil(extract(epoch FROM "resetAt" - now()))::int AS "waitSeconds"`,
		// A hash: keys hold what people typed, of any length.
		[hashToken(key), limit.windowSeconds],
	);
	if (!row || row.count <= limit.maximum) return;
	throw new RenderError('TOO_MANY_TRIES', `Too many tries; the next may come in ${row.waitSeconds} s`, {
		retryable: true,
	});
}

/** Days for which people can look up what they were told. */
const notificationDays = 180;

/**
 * Removes counts and sessions that are over, which are without effect before, what was searched with a day ago, and what
 * people were told long ago.
 */
export async function forgetWhatIsOver(store: Store): Promise<void> {
	await query(store, 'DELETE FROM "RateLimit" WHERE "resetAt" <= now()');
	await query(store, 'DELETE FROM "Session" WHERE "expiresAt" <= now()');
	await query(store, `DELETE FROM "EmbeddingRequest" WHERE "requestedAt" < now() - interval '1 day'`);
	await query(store, 'DELETE FROM "Notification" WHERE "createdAt" <= now() - make_interval(days => $1)', [
		notificationDays,
	]);
}
