/** @file Where somebody is signed in, and how that ends. */
import { query, type Store } from '../database/store.ts';

/** Shown at most, the newest use first; nobody has so many browsers. */
const maximumShownSessions = 50;
/** Characters that are kept of a browser's name for itself; usual ones have some 150. */
const maximumUserAgentLength = 500;

/** A browser that is signed in. */
export interface BrowserSession {
	readonly id: string;
	readonly createdAt: Date;
	/** To the day. */
	readonly lastUsedAt: Date;
	/** Whether it is the one that asks. */
	readonly current: boolean;
	/** As the browser named itself; null when it did not. */
	readonly userAgent: string | null;
}

/** The text in the database of a cookie: what stands before its signature. */
function tokenOf(cookie: string): string {
	return decodeURIComponent(cookie).split('.')[0] ?? '';
}

/** Notes for a session that has just begun how its browser names itself. */
export async function nameSession(store: Store, cookie: string, userAgent: string | null): Promise<void> {
	await query(store, 'UPDATE "Session" SET "userAgent" = left($2, $3) WHERE token = $1', [
		tokenOf(cookie),
		// The database takes no NUL.
		userAgent?.replaceAll('\0', '') ?? null,
		maximumUserAgentLength,
	]);
}

/** Whose session a cookie is of, and whether it began within so many minutes; null when it has ended. */
export async function isNewSession(
	store: Store,
	cookie: string,
	minutes: number,
): Promise<{ readonly userId: string; readonly isNew: boolean } | null> {
	const [session] = await query<{ userId: string; isNew: boolean }>(
		store,
		`SELECT "userId", "createdAt" > now() - make_interval(mins => $2) AS "isNew" FROM "Session"
		 WHERE token = $1 AND "expiresAt" > now()`,
		[tokenOf(cookie), minutes],
	);
	return session ?? null;
}

/** Those of a member that have not ended. `cookie` is that of who asks; null for none. */
export async function listSessions(
	store: Store,
	userId: string,
	cookie: string | null,
): Promise<readonly BrowserSession[]> {
	return query<BrowserSession>(
		store,
		`SELECT id, "createdAt", "updatedAt" AS "lastUsedAt", token = $2 AS current, "userAgent" FROM "Session"
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
