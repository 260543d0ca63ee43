/** @file Lists of collections, and what is read for many of them at once. Of everything only what the viewer may be shown. */
import { isIdentifier } from '@galatea/render';
import { collectionMayBeSeen, itemMayBeSeen } from '../access/collection-visibility.ts';
import { type Viewer, viewerValue } from '../access/visibility.ts';
import { CursorError, maximumPageSize } from '../database/cursor.ts';
import { query, type Store } from '../database/store.ts';
import type { Collection } from './collection.ts';
import { collectionColumns, sectionPlace } from './collection-rows.ts';

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
	/** Words that are in title or statement: as search engines read them, with "phrases", `or`, and `-` for not. */
	readonly words?: string | undefined;
}

/** What each order compares, of the viewer `$1`: a time, or a number. */
const orderKeys = {
	TENDED: 'collection."tendedAt"',
	NEWEST: 'collection."createdAt"',
	FOLLOWED: 'collection."followerCount"',
	USED: `coalesce((SELECT max(item."addedAt") FROM "CollectionItem" AS item
		WHERE item."collectionId" = collection.id AND item."addedById" = $1), collection."createdAt")`,
} as const;

/**
 * What was tended last, made last or is followed by most comes first. USED is for shelves of one's own: first the one
 * into which the viewer put something last.
 */
export type CollectionListOrder = keyof typeof orderKeys;

/** A page of collections. A cursor is opaque, and one of its order. */
export interface CollectionPage {
	readonly edges: readonly { readonly cursor: string; readonly collection: Collection }[];
	readonly hasNextPage: boolean;
}

/** In the given order, TENDED when left out. Throws a RangeError on `first`, and CursorError on `after`. */
export async function listCollections(
	store: Store,
	request: {
		readonly first: number;
		readonly after?: string | null;
		readonly filter?: CollectionFilter;
		readonly order?: CollectionListOrder;
	},
	viewer: Viewer,
): Promise<CollectionPage> {
	const { first, filter = {}, order = 'TENDED' } = request;
	if (!Number.isInteger(first) || first < 1 || first > maximumPageSize)
		throw new RangeError(`A page has 1 to ${maximumPageSize} collections, not ${first}`);
	const after = readListCursor(order, request.after ?? null);
	const values: unknown[] = [viewerValue(viewer)];
	const bind = (value: unknown): string => `$${values.push(value)}`;
	const key = orderKeys[order];
	const rows = await query<Collection & { readonly key: Date | number }>(
		store,
		`SELECT ${collectionColumns('$1')}, ${key} AS key FROM "Collection" AS collection
		 WHERE ${conditionsOf(filter, viewer, bind).join(' AND ')}
		 ${after ? `AND (${key}, collection.id) < (${bind(after.key)}, ${bind(after.id)})` : ''}
		 ORDER BY ${key} DESC, collection.id DESC LIMIT ${bind(first + 1)}`,
		values,
	);
	const edges = rows.slice(0, first).map(({ key: place, ...collection }) => ({
		cursor: Buffer.from(`${order}:${Number(place)}:${collection.id}`).toString('base64url'),
		collection,
	}));
	return { edges, hasNextPage: rows.length > first };
}

/** Null for null: the beginning. Throws {@link CursorError} on what is no cursor of a list in that order. */
function readListCursor(
	order: CollectionListOrder,
	cursor: string | null,
): { readonly key: Date | number; readonly id: string } | null {
	if (cursor === null) return null;
	const [, found, digits, id = ''] =
		/^([A-Z]+):(\d{1,15}):(\w{1,40})$/.exec(Buffer.from(cursor, 'base64url').toString()) ?? [];
	const time = new Date(Number(digits));
	// Numbers of followers are four bytes in the database.
	const fits = order === 'FOLLOWED' ? Number(digits) < 2 ** 31 : !Number.isNaN(time.getTime());
	if (found !== order || !isIdentifier('collection', id) || !fits)
		throw new CursorError('This is not a cursor of this list: leave it out to begin anew');
	return { key: order === 'FOLLOWED' ? Number(digits) : time, id };
}

function conditionsOf(
	{ ownerId, artworkId, open, followed, title, words }: CollectionFilter,
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
	if (words !== undefined)
		// What the database takes as text has no NUL, and no half of a surrogate pair.
		conditions.push(`collection.words @@ galatea_query(${bind(words.replaceAll(/[\0\p{Surrogate}]/gu, ' '))})`);
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
			LEFT JOIN "CollectionSection" AS section ON section.id = item."sectionId"
			WHERE item."collectionId" = collection.id AND ${itemMayBeSeen(viewer, '$2')}
			ORDER BY item.id = collection."coverItemId" DESC NULLS LAST,
				CASE collection."itemOrder" WHEN 'NEWEST' THEN item."addedAt" END DESC NULLS LAST,
				${sectionPlace}, item.position, item.id LIMIT 4
		 ) AS "coverArtworkIds",
		 collection."followerCount",
		 EXISTS (SELECT FROM "CollectionFollow" AS follow
			WHERE follow."collectionId" = collection.id AND follow."userId" = $2) AS followed
		 FROM "Collection" AS collection WHERE collection.id = ANY($1)`,
		[ids, viewerValue(viewer)],
	);
	const byId = new Map(rows.map(({ id, ...row }) => [id, row]));
	const none = { itemCount: 0, coverArtworkIds: [], followerCount: 0, followed: false };
	return ids.map((id) => byId.get(id) ?? none);
}

/** In how many collections that are listed for the viewer each artwork stands, in the order of `artworkIds`. One statement. */
export async function countCollectionsOf(
	store: Store,
	artworkIds: readonly string[],
	viewer: Viewer,
): Promise<readonly number[]> {
	const rows = await query<{ readonly artworkId: string; readonly count: number }>(
		store,
		`SELECT item."artworkId", count(*)::int AS count
		 FROM "CollectionItem" AS item JOIN "Collection" AS collection ON collection.id = item."collectionId"
		 WHERE item."artworkId" = ANY($1) AND ${collectionMayBeSeen(viewer, 'list', '$2')} GROUP BY item."artworkId"`,
		[artworkIds, viewerValue(viewer)],
	);
	const counts = new Map(rows.map(({ artworkId, count }) => [artworkId, count]));
	return artworkIds.map((id) => counts.get(id) ?? 0);
}
