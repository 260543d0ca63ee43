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
