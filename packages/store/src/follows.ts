/** @file Who follows whom. Followers see what is for followers. */
import { RenderError } from '@galatea/render';
import { query, type Store } from './store.ts';

/** Follows from now on; following twice is once. Throws `NOT_ALLOWED` unless both are members and not the same. */
export async function follow(store: Store, followerId: string, followedId: string): Promise<void> {
	const rows = await query(
		store,
		`WITH pair AS (
			SELECT follower.id AS "followerId", followed.id AS "followedId" FROM "User" AS follower, "User" AS followed
			WHERE follower.id = $1 AND followed.id = $2 AND follower.role <> 'GUEST' AND followed.role <> 'GUEST' AND $1 <> $2
		), made AS (
			INSERT INTO "Follow" ("followerId", "followedId") SELECT * FROM pair ON CONFLICT DO NOTHING
		)
		SELECT FROM pair`,
		[followerId, followedId],
	);
	if (rows.length === 0) throw new RenderError('NOT_ALLOWED', 'Members follow other members');
}

/** Follows no more; of who was not followed nothing changes. */
export async function unfollow(store: Store, followerId: string, followedId: string): Promise<void> {
	await query(store, 'DELETE FROM "Follow" WHERE "followerId" = $1 AND "followedId" = $2', [followerId, followedId]);
}

/** For each of `followedIds`, whether `followerId` follows them. */
export async function followsOf(
	store: Store,
	followerId: string,
	followedIds: readonly string[],
): Promise<readonly boolean[]> {
	const rows = await query<{ followedId: string }>(
		store,
		'SELECT "followedId" FROM "Follow" WHERE "followerId" = $1 AND "followedId" = ANY($2)',
		[followerId, followedIds],
	);
	const followed = new Set(rows.map((row) => row.followedId));
	return followedIds.map((id) => followed.has(id));
}
