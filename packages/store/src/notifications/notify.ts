/** @file Telling people what has happened to what they made, in the transaction in which it happens. */
import { newIdentifier } from '@galatea/render';
import type { Queryable } from '../database/store.ts';

/** What somebody can be told of, and can turn off. */
export const notificationKinds = [
	'COMMENT',
	'REPLY',
	'REACTION',
	'FOLLOW',
	'REMIX',
	'DECISION',
	'APPEAL',
	'RENDER_DONE',
	'RENDER_FAILED',
	'COLLECTED',
	'CURATOR',
	'NEW_IN_COLLECTION',
	'SUBMISSION',
	'SUBMISSION_ACCEPTED',
	'SUBMISSION_DECLINED',
] as const;
export type NotificationKind = (typeof notificationKinds)[number];

/**
 * Tells a member, unless they have turned the kind off, did it themselves, have muted who did it, or one of the two has
 * blocked the other. The same once more is not told again. Guests are told of what moderators decide, and of nothing
 * else; who has left, and what is gone, of nothing.
 */
export async function notify(
	sql: Queryable,
	news: {
		readonly recipientId: string;
		readonly kind: NotificationKind;
		/** What it happened to. */
		readonly subjectId: string;
		/** What has come of it; the subject itself when left out. */
		readonly aboutId?: string;
		/** Who did it; null for moderators, and for renders. */
		readonly actorId: string | null;
	},
): Promise<void> {
	await sql.query(
		`INSERT INTO "Notification" (id, "recipientId", kind, "subjectId", "aboutId", "actorId")
		 SELECT $1, recipient.id, $3::"NotificationKind", subject.id, about.id, $6
		 FROM "User" AS recipient, "Subject" AS subject, "Subject" AS about
		 WHERE recipient.id = $2 AND recipient."leftAt" IS NULL
		 AND (recipient.role <> 'GUEST' OR $3 IN ('DECISION', 'APPEAL')) AND subject.id = $4 AND about.id = $5
		 AND NOT $3::"NotificationKind" = ANY(silenced) AND recipient.id IS DISTINCT FROM $6
		 AND NOT EXISTS (SELECT FROM "Block" WHERE "blockerId" = $2 AND "blockedId" = $6 OR "blockerId" = $6 AND "blockedId" = $2)
		 AND NOT EXISTS (SELECT FROM "Mute" WHERE "muterId" = $2 AND "mutedId" = $6)
		 ON CONFLICT DO NOTHING`,
		[
			newIdentifier('notification'),
			news.recipientId,
			news.kind,
			news.subjectId,
			news.aboutId ?? news.subjectId,
			news.actorId,
		],
	);
}

/**
 * Tells everybody who follows a collection of an artwork that was put into it, but for its artist, who is told otherwise;
 * with the exceptions of {@link notify}. What they may not see they are not shown when they read.
 */
export async function notifyCollectionFollowers(
	sql: Queryable,
	{
		collectionId,
		artworkId,
		artistId,
		actorId,
	}: {
		readonly collectionId: string;
		readonly artworkId: string;
		readonly artistId: string;
		readonly actorId: string;
	},
): Promise<void> {
	const recipients = await sql.query<{ id: string }>(
		`SELECT recipient.id FROM "CollectionFollow" AS follow JOIN "User" AS recipient ON recipient.id = follow."userId"
		 WHERE follow."collectionId" = $1 AND recipient."leftAt" IS NULL AND recipient.id NOT IN ($2, $3)
		 AND NOT 'NEW_IN_COLLECTION' = ANY(silenced)
		 AND NOT EXISTS (SELECT FROM "Block" WHERE "blockerId" = recipient.id AND "blockedId" = $2 OR "blockerId" = $2 AND "blockedId" = recipient.id)
		 AND NOT EXISTS (SELECT FROM "Mute" WHERE "muterId" = recipient.id AND "mutedId" = $2)`,
		[collectionId, actorId, artistId],
	);
	if (recipients.length === 0) return;
	await sql.query(
		`INSERT INTO "Notification" (id, "recipientId", kind, "subjectId", "aboutId", "actorId")
		 SELECT told.id, told."recipientId", 'NEW_IN_COLLECTION', $3, $4, $5
		 FROM unnest($1::text[], $2::text[]) AS told (id, "recipientId") ON CONFLICT DO NOTHING`,
		[
			recipients.map(() => newIdentifier('notification')),
			recipients.map(({ id }) => id),
			collectionId,
			artworkId,
			actorId,
		],
	);
}

/** Nobody is told of artworks that are no longer in a collection. */
export async function forgetCollectionNews(
	sql: Queryable,
	collectionId: string,
	artworkIds: readonly string[],
): Promise<void> {
	await sql.query(
		`DELETE FROM "Notification" WHERE kind = 'NEW_IN_COLLECTION' AND "subjectId" = $1 AND "aboutId" = ANY($2)`,
		[collectionId, artworkIds],
	);
}
