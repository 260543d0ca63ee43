/**
 * @file Who may make something from an artwork: its person always; else whom its person lets, as far as its licence lets
 * anybody. Of each artwork the first thing that stands against it is told.
 */

import { forbidsRemix, type Licence } from '@galatea/render';
import { query, type Store } from '../database/store.ts';
import { maySeeRecipe, type Viewer, viewerValue } from './visibility.ts';

/** Who may make something from an artwork, besides its person. */
export const remixPolicies = ['EVERYONE', 'FOLLOWERS', 'NOBODY'] as const;
export type RemixPolicy = (typeof remixPolicies)[number];

/** Whether somebody may make something from an artwork, or what stands against it. */
export const remixPermissions = ['ALLOWED', 'RECIPE_HIDDEN', 'LICENCE', 'NOBODY', 'FOLLOWERS_ONLY', 'BLOCKED'] as const;
export type RemixPermission = (typeof remixPermissions)[number];

interface PermissionRow {
	readonly id: string;
	readonly policy: RemixPolicy;
	readonly licence: Licence | null;
	readonly artistId: string;
	readonly recipeHidden: boolean;
	readonly follows: boolean;
	readonly blocked: boolean;
}

/** Of each artwork that the viewer may see (the caller has asked), in the order of `artworkIds`; NOBODY for what is gone. */
export async function remixPermissionsOf(
	store: Store,
	artworkIds: readonly string[],
	viewer: Viewer,
): Promise<readonly RemixPermission[]> {
	const rows = await query<PermissionRow>(
		store,
		`SELECT id, "remixPolicy" AS policy, licence, "publishedById" AS "artistId", "recipeHidden",
			EXISTS (SELECT FROM "Follow" WHERE "followerId" = $2 AND "followedId" = "publishedById") AS follows,
			EXISTS (SELECT FROM "Block" WHERE "blockerId" = "publishedById" AND "blockedId" = $2
				OR "blockerId" = $2 AND "blockedId" = "publishedById") AS blocked
		 FROM "Artwork" WHERE id = ANY($1)`,
		[artworkIds, viewerValue(viewer)],
	);
	const byId = new Map(rows.map((row) => [row.id, row]));
	return artworkIds.map((id) => permissionOf(byId.get(id), viewer));
}

function permissionOf(row: PermissionRow | undefined, viewer: Viewer): RemixPermission {
	if (!row) return 'NOBODY';
	if (viewer.userId === row.artistId) return 'ALLOWED';
	if (!maySeeRecipe(viewer, row.artistId, row.recipeHidden)) return 'RECIPE_HIDDEN';
	if (row.blocked) return 'BLOCKED';
	if (forbidsRemix(row.licence)) return 'LICENCE';
	if (row.policy === 'NOBODY') return 'NOBODY';
	return row.policy === 'FOLLOWERS' && !row.follows ? 'FOLLOWERS_ONLY' : 'ALLOWED';
}
