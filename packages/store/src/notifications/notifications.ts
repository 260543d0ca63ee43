/**
 * @file What somebody has been told, as they read it: of one kind about one subject as one, the newest first. What they
 * may no longer see, and what somebody did whom they have muted or blocked since, is not there.
 */
import { RenderError } from '@galatea/render';
import { collectionMayBeSeen } from '../access/collection-visibility.ts';
import { commentMayBeRead } from '../access/comment-visibility.ts';
import { mayBeSeen, type Purpose, type Viewer, viewerValue } from '../access/visibility.ts';
import { maximumPageSize } from '../database/cursor.ts';
import { query, type Store } from '../database/store.ts';
import { printTimeCursor, readTimeCursor } from '../database/time-cursor.ts';
import type { NotificationKind } from './notify.ts';

/** Names shown of those who did it; of more there is the number. */
const maximumActors = 3;
/** The header says so many, or more. */
export const maximumUnreadCount = 99;

/** All that is told of one kind about one subject. */
export interface NotificationGroup {
	/** Of the newest in it. */
	readonly id: string;
	readonly kind: NotificationKind;
	readonly subjectId: string;
	/** What has come of it last: a comment, a remix; the subject itself where there is nothing else. */
	readonly aboutId: string;
	/** Who did it, the newest first, at most three. */
	readonly actorIds: readonly string[];
	readonly actorCount: number;
	/** How many times; of what is new in a collection as long as it is unread, how many are. */
	readonly count: number;
	readonly unread: boolean;
	readonly createdAt: Date;
}

export interface NotificationPage {
	readonly edges: readonly { readonly cursor: string; readonly group: NotificationGroup }[];
	readonly hasNextPage: boolean;
}

/** The condition that what a column names is there for the viewer ($1). */
function isThere(viewer: Viewer, id: string, purpose: Purpose): string {
	const artwork = { owner: 'artwork."publishedById"', visibility: 'artwork.visibility' };
	const render = { owner: 'render."requestedById"', visibility: 'render.visibility' };
	return `CASE left(${id}, 4) WHEN 'usr_' THEN true
		WHEN 'art_' THEN EXISTS (SELECT FROM "Artwork" AS artwork WHERE artwork.id = ${id} AND ${mayBeSeen(viewer, purpose, artwork, '$1')})
		WHEN 'col_' THEN EXISTS (SELECT FROM "Collection" AS collection WHERE collection.id = ${id} AND ${collectionMayBeSeen(viewer, purpose, '$1')})
		WHEN 'rnd_' THEN EXISTS (SELECT FROM "Render" AS render WHERE render.id = ${id} AND ${mayBeSeen(viewer, 'address', render, '$1')})
		ELSE EXISTS (SELECT FROM "Comment" AS comment LEFT JOIN "Artwork" AS artwork ON artwork.id = comment."subjectId"
			LEFT JOIN "Collection" AS collection ON collection.id = comment."subjectId"
			WHERE comment.id = ${id} AND comment."deletedAt" IS NULL AND ${commentMayBeRead(viewer, '$1')}
			AND (${mayBeSeen(viewer, 'address', artwork, '$1')} OR ${collectionMayBeSeen(viewer, 'address', '$1')})) END`;
}

/** The notifications of the viewer ($1) that are there for them. */
function shown(viewer: Viewer): string {
	// A remix that is in no list for the viewer is not to be found by way of a notification.
	return `"Notification" AS told WHERE "recipientId" = $1
		AND NOT EXISTS (SELECT FROM "Block" WHERE "blockerId" = $1 AND "blockedId" = "actorId" OR "blockerId" = "actorId" AND "blockedId" = $1)
		AND NOT EXISTS (SELECT FROM "Mute" WHERE "muterId" = $1 AND "mutedId" = "actorId")
		AND ${isThere(viewer, 'told."subjectId"', 'address')} AND ${isThere(viewer, 'told."aboutId"', 'list')}`;
}

/** `first` groups (1 to 100) after the cursor `after`. Throws a RangeError on `first`, `CursorError` on `after`. */
export async function listNotifications(
	store: Store,
	page: { readonly first: number; readonly after: string | null },
	viewer: Viewer,
): Promise<NotificationPage> {
	if (!Number.isInteger(page.first) || page.first < 1 || page.first > maximumPageSize)
		throw new RangeError(`A page has 1 to ${maximumPageSize} notifications, not ${page.first}`);
	const after = readTimeCursor(page.after, 'notification');
	const rows = await query<NotificationGroup>(
		store,
		`SELECT (array_agg(id ORDER BY "createdAt" DESC, id DESC))[1] AS id, kind, "subjectId",
			(array_agg("aboutId" ORDER BY "createdAt" DESC, id DESC))[1] AS "aboutId", max("createdAt") AS "createdAt",
			coalesce((SELECT array_agg(actor) FROM (
				SELECT actor FROM unnest(array_agg("actorId" ORDER BY "createdAt" DESC, id DESC)) WITH ORDINALITY AS each (actor, place)
				WHERE actor IS NOT NULL GROUP BY actor ORDER BY min(place) LIMIT ${maximumActors}
			) AS newest), '{}') AS "actorIds",
			count(DISTINCT "actorId")::int AS "actorCount", bool_or("readAt" IS NULL) AS unread,
			CASE WHEN kind = 'NEW_IN_COLLECTION' AND bool_or("readAt" IS NULL)
				THEN count(*) FILTER (WHERE "readAt" IS NULL) ELSE count(*) END::int AS count
		 FROM ${shown(viewer)} GROUP BY kind, "subjectId"
		 ${after ? 'HAVING (max("createdAt"), (array_agg(id ORDER BY "createdAt" DESC, id DESC))[1]) < ($3::timestamptz, $4)' : ''}
		 ORDER BY "createdAt" DESC, id DESC LIMIT $2`,
		[viewerValue(viewer), page.first + 1, ...(after ? [after.createdAt, after.id] : [])],
	);
	const edges = rows.slice(0, page.first).map((group) => ({ cursor: printTimeCursor(group), group }));
	return { edges, hasNextPage: rows.length > page.first };
}

/** How many groups have something unread; no more than {@link maximumUnreadCount} are counted. */
export async function countUnread(store: Store, viewer: Viewer): Promise<number> {
	const [row] = await query<{ count: number }>(
		store,
		`SELECT count(*)::int AS count FROM (
			SELECT FROM ${shown(viewer)} AND "readAt" IS NULL GROUP BY kind, "subjectId" LIMIT ${maximumUnreadCount}
		) AS unread`,
		[viewerValue(viewer)],
	);
	return row?.count ?? 0;
}

/** Marks the group that a notification stands for, up to that one, or with null all of them. What comes later is unread. */
export async function markRead(store: Store, userId: string, id: string | null): Promise<void> {
	await query(
		store,
		`UPDATE "Notification" AS told SET "readAt" = now() WHERE "recipientId" = $1 AND "readAt" IS NULL AND ($2::text IS NULL
			OR EXISTS (SELECT FROM "Notification" AS newest WHERE newest.id = $2 AND newest."recipientId" = $1 AND newest.kind = told.kind
				AND newest."subjectId" = told."subjectId" AND newest."createdAt" >= told."createdAt"))`,
		[userId, id],
	);
}

/** Says of what somebody does not want to be told, from now on. Throws `NOT_SIGNED_IN` for who is no member. */
export async function setSilenced(store: Store, userId: string, kinds: readonly NotificationKind[]): Promise<void> {
	const changed = await query(
		store,
		`UPDATE "User" SET silenced = $2::"NotificationKind"[] WHERE id = $1 AND role <> 'GUEST' RETURNING id`,
		[userId, [...new Set(kinds)]],
	);
	if (changed.length === 0) throw new RenderError('NOT_SIGNED_IN', 'Only who has signed up chooses what to be told of');
}
