/**
 * @file What one member is to another: followed, muted, blocked. Followers see what is for followers; of the muted
 * nothing is shown unasked; who is blocked sees nothing of who blocks them but their name and avatar, and nothing of theirs is
 * shown to that person either. Only the two who are followed and follow may know of it; nobody is told that they are muted.
 */
import { RenderError } from '@galatea/render';
import { accessChannel } from '../database/channels.ts';
import { maximumPageSize } from '../database/cursor.ts';
import { type Queryable, query, type Store, transaction } from '../database/store.ts';
import { printTimeCursor, readTimeCursor } from '../database/time-cursor.ts';
import { notify } from '../notifications/notify.ts';

/** The kinds, as GraphQL and this file name them. */
export type Bond = 'follow' | 'mute' | 'block';

const tables: Readonly<Record<Bond, { readonly table: string; readonly from: string; readonly to: string }>> = {
	follow: { table: '"Follow"', from: '"followerId"', to: '"followedId"' },
	mute: { table: '"Mute"', from: '"muterId"', to: '"mutedId"' },
	block: { table: '"Block"', from: '"blockerId"', to: '"blockedId"' },
};

/**
 * `userId` follows, mutes or blocks `otherId` from now on; twice is once. Blocking ends following, both ways. Throws
 * `NOT_ALLOWED` unless both are members and not the same, and for following while one blocks the other.
 */
export async function bind(store: Store, bond: Bond, userId: string, otherId: string): Promise<void> {
	const { table, from, to } = tables[bond];
	await transaction(store, async (sql) => {
		// Both are locked in one order, so that a block and a follow at the same time come one after the other.
		const members = await sql.query<{ id: string }>(
			`SELECT id FROM "User" WHERE id IN ($1, $2) AND role <> 'GUEST' ORDER BY id FOR UPDATE`,
			[userId, otherId],
		);
		if (members.length < 2) throw new RenderError('NOT_ALLOWED', `Members ${bond} other members`);
		if (bond === 'block')
			await sql.query(`DELETE FROM "Follow" WHERE "followerId" IN ($1, $2) AND "followedId" IN ($1, $2)`, [
				userId,
				otherId,
			]);
		if (bond === 'follow') {
			const blocks = await sql.query(`SELECT FROM "Block" WHERE "blockerId" IN ($1, $2) AND "blockedId" IN ($1, $2)`, [
				userId,
				otherId,
			]);
			if (blocks.length > 0) throw new RenderError('NOT_ALLOWED', 'One of you has blocked the other');
		}
		await sql.query(`INSERT INTO ${table} (${from}, ${to}) VALUES ($1, $2) ON CONFLICT DO NOTHING`, [userId, otherId]);
		if (bond === 'block') await endWatching(sql, userId);
		if (bond === 'follow')
			await notify(sql, { recipientId: otherId, kind: 'FOLLOW', subjectId: otherId, aboutId: userId, actorId: userId });
	});
}

/** Whoever watches a render of this person is asked again whether they may, once this is written. */
async function endWatching(sql: Queryable, userId: string): Promise<void> {
	await sql.query(
		`SELECT pg_notify('${accessChannel}', id) FROM "Render"
		 WHERE "requestedById" = $1 AND state NOT IN ('DONE', 'FAILED', 'CANCELLED')`,
		[userId],
	);
}

/** Ends it; where there was nothing, nothing changes. */
export async function unbind(store: Store, bond: Bond, userId: string, otherId: string): Promise<void> {
	const { table, from, to } = tables[bond];
	await query(store, `DELETE FROM ${table} WHERE ${from} = $1 AND ${to} = $2`, [userId, otherId]);
}

/** For each of `otherIds`, what they are to `userId`. */
export async function bondsOf(
	store: Store,
	userId: string,
	otherIds: readonly string[],
): Promise<readonly ReadonlySet<Bond>[]> {
	const kinds = Object.entries(tables).map(
		([bond, { table, from, to }]) =>
			`SELECT '${bond}' AS bond, ${to} AS "otherId" FROM ${table} WHERE ${from} = $1 AND ${to} = ANY($2)`,
	);
	const rows = await query<{ bond: Bond; otherId: string }>(store, kinds.join(' UNION ALL '), [userId, otherIds]);
	return otherIds.map((id) => new Set(rows.filter((row) => row.otherId === id).map((row) => row.bond)));
}

/** Which of `otherIds` have blocked `userId`. */
export async function blockersOf(
	store: Store,
	userId: string,
	otherIds: readonly string[],
): Promise<ReadonlySet<string>> {
	const rows = await query<{ id: string }>(
		store,
		'SELECT "blockerId" AS id FROM "Block" WHERE "blockedId" = $1 AND "blockerId" = ANY($2)',
		[userId, otherIds],
	);
	return new Set(rows.map(({ id }) => id));
}

/** Somebody whom a member follows, mutes or blocks. */
export interface BoundUser {
	readonly userId: string;
	readonly since: Date;
}

export interface BoundPage {
	readonly edges: readonly { readonly cursor: string; readonly bound: BoundUser }[];
	readonly hasNextPage: boolean;
}

/**
 * Whom a member follows, mutes or blocks, the newest first: `first` of them (1 to 100) after the cursor `after`. For that
 * member alone; that is for the caller to check. Throws a RangeError on `first`, `CursorError` on `after`.
 */
export async function listBound(
	store: Store,
	bond: Bond,
	userId: string,
	page: { readonly first: number; readonly after: string | null },
): Promise<BoundPage> {
	if (!Number.isInteger(page.first) || page.first < 1 || page.first > maximumPageSize)
		throw new RangeError(`A page has 1 to ${maximumPageSize} people, not ${page.first}`);
	const after = readTimeCursor(page.after, 'user');
	const { table, from, to } = tables[bond];
	const rows = await query<BoundUser>(
		store,
		`SELECT ${to} AS "userId", "createdAt" AS since FROM ${table} WHERE ${from} = $1
		 ${after ? `AND ("createdAt", ${to}) < ($3::timestamptz, $4)` : ''} ORDER BY "createdAt" DESC, ${to} DESC LIMIT $2`,
		[userId, page.first + 1, ...(after ? [after.createdAt, after.id] : [])],
	);
	const edges = rows.slice(0, page.first).map((bound) => ({
		cursor: printTimeCursor({ createdAt: bound.since, id: bound.userId }),
		bound,
	}));
	return { edges, hasNextPage: rows.length > page.first };
}
