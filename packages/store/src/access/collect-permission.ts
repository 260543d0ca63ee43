/**
 * @file Who may put an artwork into a collection: its artist always; else who sees it in a list, as far as its artist
 * lets them.
 */
import type { Queryable } from '../database/store.ts';
import { mayBeSeen, type Viewer, viewerValue } from './visibility.ts';

/** Who may put an artist's works into collections, besides the artist. */
export const collectPolicies = ['EVERYONE', 'FOLLOWERS', 'NOBODY'] as const;
export type CollectPolicy = (typeof collectPolicies)[number];

/** Whether somebody may collect an artwork, or what stands against it. */
export const collectPermissions = ['ALLOWED', 'MEMBERS_ONLY', 'FOLLOWERS_ONLY', 'CLOSED'] as const;
export type CollectPermission = (typeof collectPermissions)[number];

/** What decides it, of one artwork. */
export interface CollectRow {
	/** Whether a list would show it to the viewer. */
	readonly shown: boolean;
	readonly mine: boolean;
	readonly policy: CollectPolicy;
	readonly follows: boolean;
}

/** The columns of a {@link CollectRow}, of "Artwork" under the name `artwork` and its artist as `artist`. */
export function collectColumns(viewer: Viewer, viewerParameter: string): string {
	const columns = { owner: 'artwork."publishedById"', visibility: 'artwork.visibility' };
	return `${mayBeSeen(viewer, 'profile', columns, viewerParameter)} AS shown,
		artwork."publishedById" = ${viewerParameter} AS mine, artist."collectPolicy" AS policy,
		EXISTS (SELECT FROM "Follow" WHERE "followerId" = ${viewerParameter} AND "followedId" = artwork."publishedById") AS follows`;
}

/** The permission that a row says; without one, of an artwork that is not there. */
export function collectPermissionOf(row: CollectRow | undefined, viewer: Viewer): CollectPermission {
	if (viewer.userId === null || viewer.role === 'GUEST') return 'MEMBERS_ONLY';
	if (!row?.shown) return 'CLOSED';
	if (row.mine || row.policy === 'EVERYONE') return 'ALLOWED';
	if (row.policy === 'NOBODY') return 'CLOSED';
	return row.follows ? 'ALLOWED' : 'FOLLOWERS_ONLY';
}

/** Whether the viewer may collect an artwork. What they would find in no list is CLOSED. */
export async function readCollectPermission(
	sql: Queryable,
	artworkId: string,
	viewer: Viewer,
): Promise<CollectPermission> {
	const [row] = await sql.query<CollectRow>(
		`SELECT ${collectColumns(viewer, '$2')} FROM "Artwork" AS artwork
		 JOIN "User" AS artist ON artist.id = "publishedById" WHERE artwork.id = $1`,
		[artworkId, viewerValue(viewer)],
	);
	return collectPermissionOf(row, viewer);
}
