/**
 * @file Who may comment on an artwork or a collection: its person and its curators always; else whom its person lets, of the
 * members who see it. Guests may not: what is said stays, and somebody must stand behind it.
 */
import { internals, type Queryable, type Store } from '../database/store.ts';
import { type Viewer, viewerValue } from './visibility.ts';

/** Who may comment, besides its person and its curators. */
export const commentPolicies = ['EVERYONE', 'FOLLOWERS', 'NOBODY'] as const;
export type CommentPolicy = (typeof commentPolicies)[number];

/** Whether somebody may comment, or what stands against it. */
export const commentPermissions = ['ALLOWED', 'MEMBERS_ONLY', 'FOLLOWERS_ONLY', 'CLOSED', 'BLOCKED'] as const;
export type CommentPermission = (typeof commentPermissions)[number];

/** Of each artwork or collection that the viewer may see (the caller has asked), in the order of `subjectIds`. */
export function commentPermissionsOf(
	store: Store,
	subjectIds: readonly string[],
	viewer: Viewer,
): Promise<readonly CommentPermission[]> {
	return readCommentPermissions(internals(store), subjectIds, viewer);
}

/** As {@link commentPermissionsOf}, inside a transaction. */
export async function readCommentPermissions(
	sql: Queryable,
	subjectIds: readonly string[],
	viewer: Viewer,
): Promise<readonly CommentPermission[]> {
	const rows = await sql.query<{
		id: string;
		policy: CommentPolicy;
		mine: boolean;
		follows: boolean;
		blocked: boolean;
	}>(
		`SELECT id, policy, owner = $2 OR curates AS mine,
			EXISTS (SELECT FROM "Follow" WHERE "followerId" = $2 AND "followedId" = owner) AS follows,
			EXISTS (SELECT FROM "Block" WHERE "blockerId" = owner AND "blockedId" = $2
				OR "blockerId" = $2 AND "blockedId" = owner) AS blocked
		 FROM (
			SELECT id, "commentPolicy" AS policy, "publishedById" AS owner, false AS curates FROM "Artwork" WHERE id = ANY($1)
			UNION ALL SELECT id, "commentPolicy", "ownerId", EXISTS (
				SELECT FROM "CollectionCurator" AS curator WHERE curator."collectionId" = collection.id AND curator."userId" = $2
					AND role IN ('EDITOR', 'CONTRIBUTOR'))
			FROM "Collection" AS collection WHERE id = ANY($1)
		 ) AS subject`,
		[subjectIds, viewerValue(viewer)],
	);
	const byId = new Map(rows.map((row) => [row.id, row]));
	return subjectIds.map((id) => {
		const row = byId.get(id);
		if (viewer.userId === null || viewer.role === 'GUEST') return 'MEMBERS_ONLY';
		if (!row) return 'CLOSED';
		if (row.mine) return 'ALLOWED';
		if (row.blocked) return 'BLOCKED';
		if (row.policy === 'NOBODY') return 'CLOSED';
		return row.policy === 'FOLLOWERS' && !row.follows ? 'FOLLOWERS_ONLY' : 'ALLOWED';
	});
}
