/** @file Where somebody is signed in, and how that ends. */
import type { Store } from '../database/store.ts';
import { ago, db, now, rows, run, sql } from '../database/typed.ts';

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
	// The database takes no NUL.
	const name = userAgent?.replaceAll('\0', '') ?? null;
	await run(
		store,
		db
			.updateTable('Session')
			.set({ userAgent: sql<string | null>`left(${name}, ${maximumUserAgentLength})` })
			.where('token', '=', tokenOf(cookie)),
	);
}

/** Whose session a cookie is of, and whether it began within so many minutes; null when it has ended. */
export async function isNewSession(
	store: Store,
	cookie: string,
	minutes: number,
): Promise<{ readonly userId: string; readonly isNew: boolean } | null> {
	const [session] = await rows(
		store,
		db
			.selectFrom('Session')
			.select(({ eb }) => ['userId', eb('createdAt', '>', ago(minutes, 'mins')).$castTo<boolean>().as('isNew')])
			.where('token', '=', tokenOf(cookie))
			.where('expiresAt', '>', now),
	);
	return session ?? null;
}

/** Those of a member that have not ended. `cookie` is that of who asks; null for none. */
export async function listSessions(
	store: Store,
	userId: string,
	cookie: string | null,
): Promise<readonly BrowserSession[]> {
	const token = cookie === null ? '' : tokenOf(cookie);
	return rows(
		store,
		db
			.selectFrom('Session')
			.select(({ eb }) => [
				'id',
				'createdAt',
				'updatedAt as lastUsedAt',
				'userAgent',
				eb('token', '=', token).$castTo<boolean>().as('current'),
			])
			.where('userId', '=', userId)
			.where('expiresAt', '>', now)
			.orderBy('current', 'desc')
			.orderBy('updatedAt', 'desc')
			.orderBy('id')
			.limit(maximumShownSessions),
	);
}

/** Ends one session of a member, or with null all but that of `cookie`. Returns how many have ended. */
export async function endSessions(
	store: Store,
	{ userId, id, cookie }: { readonly userId: string; readonly id: string | null; readonly cookie: string | null },
): Promise<number> {
	const sessions = db.deleteFrom('Session').where('userId', '=', userId).returning('id');
	const ended = await rows(
		store,
		id === null ? sessions.where('token', '<>', cookie === null ? '' : tokenOf(cookie)) : sessions.where('id', '=', id),
	);
	return ended.length;
}
