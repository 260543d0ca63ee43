/** @file Where somebody is signed in, and how that ends. */
import { query, type Store } from './store.ts';

/** Shown at most, the newest use first; nobody has so many browsers. */
const maximumShownSessions = 50;

/** A browser that is signed in. */
export interface BrowserSession {
	readonly id: string;
	readonly createdAt: Date;
	/** To the day. */
	readonly lastUsedAt: Date;
	/** Whether it is the one that asks. */
	readonly current: boolean;
}

/** The text in the database of a cookie: what stands before its signature. */
function tokenOf(cookie: string): string {
	return decodeURIComponent(cookie).split('.')[0] ?? '';
}

/** Those of a member that have not ended. `cookie` is that of who asks; null for none. */
export async function listSessions(
	store: Store,
	userId: string,
	cookie: string | null,
): Promise<readonly BrowserSession[]> {
	return query<BrowserSession>(
		store,
		`SELECT id, "createdAt", "updatedAt" AS "lastUsedAt", token = $2 AS current FROM "Session"
		 WHERE "userId" = $1 AND "expiresAt" > now() ORDER BY token = $2 DESC, "updatedAt" DESC, id LIMIT $3`,
		[userId, cookie === null ? '' : tokenOf(cookie), maximumShownSessions],
	);
}

/** Ends one session of a member, or with null all but that of `cookie`. Returns how many have ended. */
export async function endSessions(
	store: Store,
	{ userId, id, cookie }: { readonly userId: string; readonly id: string | null; readonly cookie: string | null },
): Promise<number> {
	const ended = await query(
		store,
		`DELETE FROM "Session" WHERE "userId" = $1 AND (id = $2 OR $2::text IS NULL AND token <> $3) RETURNING id`,
		[userId, id, cookie === null ? '' : tokenOf(cookie)],
	);
	return ended.length;
}
