/** @file Every member, for admins: found by name, by role, or by whether they are suspended. */
import type { Role } from '../access/role.ts';
import { maximumPageSize } from '../database/cursor.ts';
import type { Store } from '../database/store.ts';
import { isOlder, printTimeCursor, readTimeCursor } from '../database/time-cursor.ts';
import { db, now, rows, sql } from '../database/typed.ts';

/** What an admin sees of a member besides what everybody does. */
export interface ListedMember {
	readonly userId: string;
	/** When a browser of theirs was last here, to the day; null for none that is signed in. */
	readonly lastSeenAt: Date | null;
	readonly artworkCount: number;
	/** Asked for within the last 30 days, whatever became of them. */
	readonly recentRenderCount: number;
}

export interface MemberPage {
	readonly edges: readonly { readonly cursor: string; readonly member: ListedMember }[];
	readonly hasNextPage: boolean;
}

interface MemberRequest {
	readonly first: number;
	readonly after: string | null;
	/** A part of a handle or a name, or a whole e-mail address; empty for all. */
	readonly words: string;
	/** Null for all. */
	readonly role: Exclude<Role, 'GUEST'> | null;
	readonly suspended: boolean;
}

const recentDays = 30;

/**
 * Members who have not left, who signed up last first. For admins; that is for the caller to check. Throws a RangeError on `first` (1 to
 * 100), `CursorError` on `after`.
 */
export async function listMembers(store: Store, request: MemberRequest): Promise<MemberPage> {
	const { first, words, role, suspended } = request;
	if (!Number.isInteger(first) || first < 1 || first > maximumPageSize)
		throw new RangeError(`A page has 1 to ${maximumPageSize} entries, not ${first}`);
	const after = readTimeCursor(request.after, 'user');
	const looked = words.trim().toLowerCase().replace(/^@/, '');
	const part = `%${looked.replace(/[\\%_]/g, '\\$&')}%`;
	const found = await rows(
		store,
		db
			.selectFrom('User')
			.select(({ selectFrom, fn }) => [
				'User.id',
				'User.createdAt',
				selectFrom('Session')
					.select(({ ref }) => fn.max(ref('Session.updatedAt')).as('at'))
					.whereRef('Session.userId', '=', 'User.id')
					.where('Session.expiresAt', '>', now)
					.as('lastSeenAt'),
				selectFrom('Artwork')
					.select(sql<number>`count(*)::int`.as('count'))
					.whereRef('Artwork.publishedById', '=', 'User.id')
					.as('artworkCount'),
				selectFrom('Render')
					.select(sql<number>`count(*)::int`.as('count'))
					.whereRef('Render.requestedById', '=', 'User.id')
					.where('Render.createdAt', '>', sql<Date>`now() - make_interval(days => ${recentDays})`)
					.as('recentRenderCount'),
			])
			.where('User.role', '<>', 'GUEST')
			.where('User.leftAt', 'is', null)
			.where('User.handle', 'is not', null)
			.$if(looked !== '', (list) =>
				list.where(({ eb, or }) =>
					or([
						eb('User.handle', 'like', part),
						eb(sql`lower("User"."displayName")`, 'like', part),
						eb('User.email', '=', looked),
					]),
				),
			)
			.$if(role !== null, (list) => list.where('User.role', '=', role ?? 'MEMBER'))
			.$if(suspended, (list) => list.where('User.suspendedUntil', '>', now))
			.where(({ ref }) => isOlder({ createdAt: ref('User.createdAt'), id: ref('User.id') }, after))
			.orderBy('User.createdAt', 'desc')
			.orderBy('User.id', 'desc')
			.limit(first + 1),
	);
	const edges = found.slice(0, first).map(({ id, createdAt, lastSeenAt, artworkCount, recentRenderCount }) => ({
		cursor: printTimeCursor({ id, createdAt }),
		member: { userId: id, lastSeenAt, artworkCount: artworkCount ?? 0, recentRenderCount: recentRenderCount ?? 0 },
	}));
	return { edges, hasNextPage: found.length > first };
}
