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

/** How an artwork stands to the collections of a viewer. */
export interface Collecting {
	readonly permission: CollectPermission;
	/** In how many of the viewer's own collections it stands. */
	readonly ownCount: number;
}

/** A row with what {@link collectingColumns} reads; without them, of somebody who keeps no collections. */
export type CollectingRow = Partial<CollectRow & { readonly ownCount: number }>;

/**
 * Columns and joins that read {@link CollectingRow}s along with artworks, of "Artwork" under the name `artwork` with
 * the ids `idsParameter`, so that walls need no statement more. Nothing for who is no member.
 */
export function collectingColumns(
	viewer: Viewer,
	{ idsParameter, viewerParameter }: { readonly idsParameter: string; readonly viewerParameter: string },
): { readonly columns: string; readonly joins: string } {
	if (!isMember(viewer)) return { columns: '', joins: '' };
	return {
		columns: `, ${collectColumns(viewer, viewerParameter)}, coalesce(kept.count, 0) AS "ownCount"`,
		joins: `JOIN "User" AS artist ON artist.id = artwork."publishedById" LEFT JOIN (
			SELECT item."artworkId", count(*)::int AS count
			FROM "Collection" AS collection JOIN "CollectionItem" AS item ON item."collectionId" = collection.id
			WHERE collection."ownerId" = ${viewerParameter} AND collection."deletedAt" IS NULL
			AND item."artworkId" = ANY(${idsParameter}) GROUP BY item."artworkId"
		) AS kept ON kept."artworkId" = artwork.id`,
	};
}

/** What a row says. */
export function collectingOf(row: CollectingRow, viewer: Viewer): Collecting {
	const { shown, mine, policy, follows, ownCount = 0 } = row;
	const known =
		shown === undefined || mine === undefined || policy === undefined || follows === undefined
			? undefined
			: { shown, mine, policy, follows };
	return { permission: collectPermissionOf(known, viewer), ownCount };
}

function isMember(viewer: Viewer): boolean {
	return viewer.userId !== null && viewer.role !== 'GUEST';
}

/** The permission that a row says; without one, of an artwork that is not there. */
export function collectPermissionOf(row: CollectRow | undefined, viewer: Viewer): CollectPermission {
	if (!isMember(viewer)) return 'MEMBERS_ONLY';
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
