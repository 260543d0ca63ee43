/**
 * @file Who may comment on an artwork: its person always; else whom its person lets, of the members who see it. Guests
 * may not: what is said stays, and somebody must stand behind it.
 */
import { internals, type Queryable, type Store } from '../database/store.ts';
import { type Viewer, viewerValue } from './visibility.ts';

/** Who may comment on an artwork, besides its person. */
export const commentPolicies = ['EVERYONE', 'FOLLOWERS', 'NOBODY'] as const;
export type CommentPolicy = (typeof commentPolicies)[number];

/** Whether somebody may comment, or what stands against it. */
export const commentPermissions = ['ALLOWED', 'MEMBERS_ONLY', 'FOLLOWERS_ONLY', 'CLOSED', 'BLOCKED'] as const;
export type CommentPermission = (typeof commentPermissions)[number];

/** Of each artwork that the viewer may see (the caller has asked), in the order of `artworkIds`. */
export function commentPermissionsOf(
	store: Store,
	artworkIds: readonly string[],
	viewer: Viewer,
): Promise<readonly CommentPermission[]> {
	return readCommentPermissions(internals(store), artworkIds, viewer);
}

/** As {@link commentPermissionsOf}, inside a transaction. */
export async function readCommentPermissions(
	sql: Queryable,
	artworkIds: readonly string[],
	viewer: Viewer,
): Promise<readonly CommentPermission[]> {
	const rows = await sql.query<{
		id: string;
		policy: CommentPolicy;
		mine: boolean;
		follows: boolean;
		blocked: boolean;
	}>(
		`SELECT id, "commentPolicy" AS policy, "publishedById" = $2 AS mine,
			EXISTS (SELECT FROM "Follow" WHERE "followerId" = $2 AND "followedId" = "publishedById") AS follows,
			EXISTS (SELECT FROM "Block" WHERE "blockerId" = "publishedById" AND "blockedId" = $2
				OR "blockerId" = $2 AND "blockedId" = "publishedById") AS blocked
		 FROM "Artwork" WHERE id = ANY($1)`,
		[artworkIds, viewerValue(viewer)],
	);
	const byId = new Map(rows.map((row) => [row.id, row]));
	return artworkIds.map((id) => {
		const row = byId.get(id);
		if (viewer.userId === null || viewer.role === 'GUEST') return 'MEMBERS_ONLY';
		if (!row) return 'CLOSED';
		if (row.mine) return 'ALLOWED';
		if (row.blocked) return 'BLOCKED';
		if (row.policy === 'NOBODY') return 'CLOSED';
		return row.policy === 'FOLLOWERS' && !row.follows ? 'FOLLOWERS_ONLY' : 'ALLOWED';
	});
}
