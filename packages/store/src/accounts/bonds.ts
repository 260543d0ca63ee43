/**
 * @file What one member is to another: followed, muted, blocked. Followers see what is for followers; of the muted
 * nothing is shown unasked; who is blocked sees nothing of who blocks them but their name and avatar, and nothing of theirs is
 * shown to that person either. Only the two who are followed and follow may know of it; nobody is told that they are muted.
 */
import { RenderError } from '@galatea/render';
import type { AliasableExpression, Compilable } from 'kysely';
import { accessChannel } from '../database/channels.ts';
import { maximumPageSize } from '../database/cursor.ts';
import { type Queryable, type Store, transaction } from '../database/store.ts';
import { isOlder, printTimeCursor, readTimeCursor } from '../database/time-cursor.ts';
import { anyOf, db, rows, run, sql } from '../database/typed.ts';
import { notify } from '../notifications/notify.ts';

/** The kinds, as GraphQL and this file name them. */
export type Bond = 'follow' | 'mute' | 'block';

/** To whom a member has a bond, and since when. */
function selectBound(bond: Bond, userId: string): AliasableExpression<{ otherId: string; since: Date }> {
	switch (bond) {
		case 'follow':
			return db
				.selectFrom('Follow')
				.select(['followedId as otherId', 'createdAt as since'])
				.where('followerId', '=', userId);
		case 'mute':
			return db.selectFrom('Mute').select(['mutedId as otherId', 'createdAt as since']).where('muterId', '=', userId);
		case 'block':
			return db
				.selectFrom('Block')
				.select(['blockedId as otherId', 'createdAt as since'])
				.where('blockerId', '=', userId);
	}
}

function insertBond(bond: Bond, userId: string, otherId: string) {
	switch (bond) {
		case 'follow':
			return db.insertInto('Follow').values({ followerId: userId, followedId: otherId });
		case 'mute':
			return db.insertInto('Mute').values({ muterId: userId, mutedId: otherId });
		case 'block':
			return db.insertInto('Block').values({ blockerId: userId, blockedId: otherId });
	}
}

function deleteBond(bond: Bond, userId: string, otherId: string): Compilable {
	switch (bond) {
		case 'follow':
			return db.deleteFrom('Follow').where('followerId', '=', userId).where('followedId', '=', otherId);
		case 'mute':
			return db.deleteFrom('Mute').where('muterId', '=', userId).where('mutedId', '=', otherId);
		case 'block':
			return db.deleteFrom('Block').where('blockerId', '=', userId).where('blockedId', '=', otherId);
	}
}

/**
 * `userId` follows, mutes or blocks `otherId` from now on; twice is once. Blocking ends following, both ways. Throws
 * `NOT_ALLOWED` unless both are members and not the same, and for following while one blocks the other.
 */
export async function bind(store: Store, bond: Bond, userId: string, otherId: string): Promise<void> {
	const both = [userId, otherId];
	await transaction(store, async (connection) => {
		// Both are locked in one order, so that a block and a follow at the same time come one after the other.
		const members = await rows(
			connection,
			db.selectFrom('User').select('id').where('id', 'in', both).where('role', '<>', 'GUEST').orderBy('id').forUpdate(),
		);
		if (members.length < 2) throw new RenderError('NOT_ALLOWED', `Members ${bond} other members`);
		if (bond === 'block')
			await run(connection, db.deleteFrom('Follow').where('followerId', 'in', both).where('followedId', 'in', both));
		if (bond === 'follow') {
			const blocks = await rows(
				connection,
				db.selectFrom('Block').select('blockerId').where('blockerId', 'in', both).where('blockedId', 'in', both),
			);
			if (blocks.length > 0) throw new RenderError('NOT_ALLOWED', 'One of you has blocked the other');
		}
		await run(
			connection,
			insertBond(bond, userId, otherId).onConflict((conflict) => conflict.doNothing()),
		);
		if (bond === 'block') await endWatching(connection, userId);
		if (bond === 'follow')
			await notify(connection, {
				recipientId: otherId,
				kind: 'FOLLOW',
				subjectId: otherId,
				aboutId: userId,
				actorId: userId,
			});
	});
}

/** Whoever watches a render of this person is asked again whether they may, once this is written. */
async function endWatching(connection: Queryable, userId: string): Promise<void> {
	await run(
		connection,
		db
			.selectFrom('Render')
			.select(({ ref }) => sql`pg_notify(${accessChannel}, ${ref('id')})`.as('told'))
			.where('requestedById', '=', userId)
			.where('state', 'not in', ['DONE', 'FAILED', 'CANCELLED']),
	);
}

/** Ends it; where there was nothing, nothing changes. */
export async function unbind(store: Store, bond: Bond, userId: string, otherId: string): Promise<void> {
	await run(store, deleteBond(bond, userId, otherId));
}

/** For each of `otherIds`, what they are to `userId`. */
export async function bondsOf(
	store: Store,
	userId: string,
	otherIds: readonly string[],
): Promise<readonly ReadonlySet<Bond>[]> {
	const selectKind = (bond: Bond) =>
		db
			.selectFrom(selectBound(bond, userId).as('bound'))
			.select(['otherId', sql.lit(bond).as('bond')])
			.where('otherId', '=', anyOf(otherIds));
	const found = await rows(store, selectKind('follow').unionAll(selectKind('mute')).unionAll(selectKind('block')));
	return otherIds.map((id) => new Set(found.filter((row) => row.otherId === id).map((row) => row.bond)));
}

/** Which of `otherIds` have blocked `userId`. */
export async function blockersOf(
	store: Store,
	userId: string,
	otherIds: readonly string[],
): Promise<ReadonlySet<string>> {
	const found = await rows(
		store,
		db.selectFrom('Block').select('blockerId').where('blockedId', '=', userId).where('blockerId', '=', anyOf(otherIds)),
	);
	return new Set(found.map(({ blockerId }) => blockerId));
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
	const found = await rows(
		store,
		db
			.selectFrom(selectBound(bond, userId).as('bound'))
			.select(['otherId as userId', 'since'])
			.where(({ ref }) => isOlder({ createdAt: ref('since'), id: ref('otherId') }, after))
			.orderBy('since', 'desc')
			.orderBy('otherId', 'desc')
			.limit(page.first + 1),
	);
	const edges = found.slice(0, page.first).map((bound) => ({
		cursor: printTimeCursor({ createdAt: bound.since, id: bound.userId }),
		bound,
	}));
	return { edges, hasNextPage: found.length > page.first };
}
