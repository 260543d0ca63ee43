/**
 * @file Who may put an artwork into a collection: its artist always; else who sees it in a list, as far as its artist
 * lets them.
 */
import { internals, type Queryable, type Store } from '../database/store.ts';
import { mayBeSeen, type Viewer, viewerValue } from './visibility.ts';

/** Who may put an artist's works into collections, besides the artist. */
export const collectPolicies = ['EVERYONE', 'FOLLOWERS', 'NOBODY'] as const;
export type CollectPolicy = (typeof collectPolicies)[number];

/** Whether somebody may collect an artwork, or what stands against it. */
export const collectPermissions = ['ALLOWED', 'MEMBERS_ONLY', 'FOLLOWERS_ONLY', 'CLOSED'] as const;
export type CollectPermission = (typeof collectPermissions)[number];

/** Of each artwork, in the order of `artworkIds`. What the viewer would find in no list is CLOSED. */
export function collectPermissionsOf(
	store: Store,
	artworkIds: readonly string[],
	viewer: Viewer,
): Promise<readonly CollectPermission[]> {
	return readCollectPermissions(internals(store), artworkIds, viewer);
}

/** As {@link collectPermissionsOf}, inside a transaction. */
export async function readCollectPermissions(
	sql: Queryable,
	artworkIds: readonly string[],
	viewer: Viewer,
): Promise<readonly CollectPermission[]> {
	if (viewer.userId === null || viewer.role === 'GUEST') return artworkIds.map(() => 'MEMBERS_ONLY');
	const columns = { owner: 'artwork."publishedById"', visibility: 'artwork.visibility' };
	const rows = await sql.query<{ id: string; mine: boolean; policy: CollectPolicy; follows: boolean }>(
		`SELECT artwork.id, "publishedById" = $2 AS mine, person."collectPolicy" AS policy,
			EXISTS (SELECT FROM "Follow" WHERE "followerId" = $2 AND "followedId" = "publishedById") AS follows
		 FROM "Artwork" AS artwork JOIN "User" AS person ON person.id = "publishedById"
		 WHERE artwork.id = ANY($1) AND ${mayBeSeen(viewer, 'profile', columns, '$2')}`,
		[artworkIds, viewerValue(viewer)],
	);
	const byId = new Map(rows.map((row) => [row.id, row]));
	return artworkIds.map((id) => {
		const row = byId.get(id);
		if (!row) return 'CLOSED';
		if (row.mine || row.policy === 'EVERYONE') return 'ALLOWED';
		if (row.policy === 'NOBODY') return 'CLOSED';
		return row.follows ? 'ALLOWED' : 'FOLLOWERS_ONLY';
	});
}
