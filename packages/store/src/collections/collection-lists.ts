/** @file Lists of collections, and what is read for many of them at once. Of everything only what the viewer may be shown. */
import {
	type CollectPermission,
	type CollectRow,
	collectColumns,
	collectPermissionOf,
} from '../access/collect-permission.ts';
import { collectionMayBeSeen, itemMayBeSeen } from '../access/collection-visibility.ts';
import { type Viewer, viewerValue } from '../access/visibility.ts';
import { maximumPageSize } from '../database/cursor.ts';
import { query, type Store } from '../database/store.ts';
import { printTimeCursor, readTimeCursor } from '../database/time-cursor.ts';
import type { Collection } from './collection.ts';
import { collectionColumns } from './collection-rows.ts';

/** What narrows a list of collections; what is left out does not. */
export interface CollectionFilter {
	/** Of one person: what they own. */
	readonly ownerId?: string | undefined;
	/** Those that an artwork stands in. */
	readonly artworkId?: string | undefined;
	/** Those into which the viewer may put something: their own, and those they curate. */
	readonly open?: boolean | undefined;
	/** Those that the viewer follows. */
	readonly followed?: boolean | undefined;
	/** Part of the title, in any case. */
	readonly title?: string | undefined;
}

/** A page of collections. A cursor is opaque. */
export interface CollectionPage {
	readonly edges: readonly { readonly cursor: string; readonly collection: Collection }[];
	readonly hasNextPage: boolean;
}

/** What was tended last comes first. Throws a RangeError on `first`, and CursorError on `after`. */
export async function listCollections(
	store: Store,
	request: { readonly first: number; readonly after?: string | null; readonly filter?: CollectionFilter },
	viewer: Viewer,
): Promise<CollectionPage> {
	const { first, filter = {} } = request;
	if (!Number.isInteger(first) || first < 1 || first > maximumPageSize)
		throw new RangeError(`A page has 1 to ${maximumPageSize} collections, not ${first}`);
	const after = readTimeCursor(request.after ?? null, 'collection');
	const values: unknown[] = [viewerValue(viewer)];
	const bind = (value: unknown): string => `$${values.push(value)}`;
	const rows = await query<Collection>(
		store,
		`SELECT ${collectionColumns('$1')} FROM "Collection" AS collection
		 WHERE ${conditionsOf(filter, viewer, bind).join(' AND ')}
		 ${after ? `AND (collection."tendedAt", collection.id) < (${bind(after.createdAt)}, ${bind(after.id)})` : ''}
		 ORDER BY collection."tendedAt" DESC, collection.id DESC LIMIT ${bind(first + 1)}`,
		values,
	);
	const edges = rows.slice(0, first).map((collection) => ({
		cursor: printTimeCursor({ createdAt: collection.tendedAt, id: collection.id }),
		collection,
	}));
	return { edges, hasNextPage: rows.length > first };
}

function conditionsOf(
	{ ownerId, artworkId, open, followed, title }: CollectionFilter,
	viewer: Viewer,
	bind: (value: unknown) => string,
): readonly string[] {
	const purpose = open || followed ? 'address' : ownerId === undefined ? 'list' : 'profile';
	const conditions = [collectionMayBeSeen(viewer, purpose, '$1')];
	if (ownerId !== undefined) conditions.push(`collection."ownerId" = ${bind(ownerId)}`);
	if (artworkId !== undefined)
		conditions.push(`EXISTS (SELECT FROM "CollectionItem" AS item
			JOIN "Artwork" AS artwork ON artwork.id = item."artworkId"
			WHERE item."collectionId" = collection.id AND item."artworkId" = ${bind(artworkId)} AND ${itemMayBeSeen(viewer, '$1')})`);
	if (open)
		conditions.push(`(collection."ownerId" = $1 OR EXISTS (
			SELECT FROM "CollectionCurator" AS curator WHERE curator."collectionId" = collection.id AND curator."userId" = $1
			AND (role = 'EDITOR' OR role = 'CONTRIBUTOR' AND collection."addPolicy" <> 'EDITORS')))`);
	if (followed)
		conditions.push(`EXISTS (SELECT FROM "CollectionFollow" AS follow
			WHERE follow."collectionId" = collection.id AND follow."userId" = $1)`);
	if (title !== undefined)
		conditions.push(`collection.title ILIKE ${bind(`%${title.replaceAll(/[\\%_]/g, '\\$&')}%`)}`);
	return conditions;
}

/** What lists show of a collection. */
export interface CollectionSummary {
	/** Items that the viewer sees, places of deleted artworks included. */
	readonly itemCount: number;
	/** Artworks that stand for it, at most four: the cover, or the first ones. */
	readonly coverArtworkIds: readonly string[];
	readonly followerCount: number;
	readonly followed: boolean;
}

/** For each of `ids`, all of which the viewer may see (the caller has asked). One statement. */
export async function summariseCollections(
	store: Store,
	ids: readonly string[],
	viewer: Viewer,
): Promise<readonly CollectionSummary[]> {
	const rows = await query<CollectionSummary & { id: string }>(
		store,
		`SELECT collection.id, (
			SELECT count(*)::int FROM "CollectionItem" AS item LEFT JOIN "Artwork" AS artwork ON artwork.id = item."artworkId"
			WHERE item."collectionId" = collection.id AND ${itemMayBeSeen(viewer, '$2')}
		 ) AS "itemCount", ARRAY(
			SELECT item."artworkId" FROM "CollectionItem" AS item JOIN "Artwork" AS artwork ON artwork.id = item."artworkId"
			WHERE item."collectionId" = collection.id AND ${itemMayBeSeen(viewer, '$2')}
			ORDER BY item.id = collection."coverItemId" DESC NULLS LAST,
				CASE collection."itemOrder" WHEN 'NEWEST' THEN item."addedAt" END DESC NULLS LAST, item.position, item.id LIMIT 4
		 ) AS "coverArtworkIds",
		 (SELECT count(*)::int FROM "CollectionFollow" AS follow WHERE follow."collectionId" = collection.id) AS "followerCount",
		 EXISTS (SELECT FROM "CollectionFollow" AS follow
			WHERE follow."collectionId" = collection.id AND follow."userId" = $2) AS followed
		 FROM "Collection" AS collection WHERE collection.id = ANY($1)`,
		[ids, viewerValue(viewer)],
	);
	const byId = new Map(rows.map(({ id, ...row }) => [id, row]));
	const none = { itemCount: 0, coverArtworkIds: [], followerCount: 0, followed: false };
	return ids.map((id) => byId.get(id) ?? none);
}

/** How an artwork stands to collections, in the eyes of a viewer. */
export interface CollectState {
	/** Collections that are listed for the viewer in which it stands. */
	readonly listed: number;
	/** Collections of the viewer in which it stands. */
	readonly own: number;
	readonly permission: CollectPermission;
}

/** Of each artwork, in the order of `artworkIds`. One statement. */
export async function collectStatesOf(
	store: Store,
	artworkIds: readonly string[],
	viewer: Viewer,
): Promise<readonly CollectState[]> {
	const rows = await query<CollectRow & { readonly id: string; readonly listed: number; readonly own: number }>(
		store,
		`SELECT artwork.id, ${collectColumns(viewer, '$2')}, kept.listed, kept.own
		 FROM "Artwork" AS artwork JOIN "User" AS artist ON artist.id = artwork."publishedById", LATERAL (
			SELECT count(*) FILTER (WHERE ${collectionMayBeSeen(viewer, 'list', '$2')})::int AS listed,
				count(*) FILTER (WHERE collection."ownerId" = $2 AND collection."deletedAt" IS NULL)::int AS own
			FROM "CollectionItem" AS item JOIN "Collection" AS collection ON collection.id = item."collectionId"
			WHERE item."artworkId" = artwork.id
		 ) AS kept WHERE artwork.id = ANY($1)`,
		[artworkIds, viewerValue(viewer)],
	);
	const byId = new Map(rows.map((row) => [row.id, row]));
	return artworkIds.map((id) => {
		const row = byId.get(id);
		return { listed: row?.listed ?? 0, own: row?.own ?? 0, permission: collectPermissionOf(row, viewer) };
	});
}
