/** @file Telling people what has happened to what they made, in the transaction in which it happens. */
import { newIdentifier } from '@galatea/render';
import type { Expression, RawBuilder, SqlBool } from 'kysely';
import { hasNotBlocked, hasNotMuted } from '../access/visibility.ts';
import type { Queryable } from '../database/store.ts';
import { anyOf, columnsOf, db, rows, run, sql } from '../database/typed.ts';

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
	connection: Queryable,
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
	const { kind, subjectId, aboutId = subjectId } = news;
	const [recipientId, actorId] = [sql.val(news.recipientId), sql.val(news.actorId)];
	const isForGuests = kind === 'DECISION' || kind === 'APPEAL';
	await run(
		connection,
		db
			.insertInto('Notification')
			.columns(['id', 'kind', 'actorId', 'recipientId', 'subjectId', 'aboutId'])
			.expression(
				db
					.selectFrom(['User as recipient', 'Subject as subject', 'Subject as about'])
					.select([
						sql.val(newIdentifier('notification')).as('id'),
						asKind(kind).as('kind'),
						actorId.as('actorId'),
						'recipient.id as recipientId',
						'subject.id as subjectId',
						'about.id as aboutId',
					])
					.where('recipient.id', '=', recipientId)
					.where('subject.id', '=', subjectId)
					.where('about.id', '=', aboutId)
					.where('recipient.leftAt', 'is', null)
					.where('recipient.id', 'is distinct from', actorId)
					.where(({ eb }) => eb.or([eb.lit(isForGuests), eb('recipient.role', '<>', 'GUEST')]))
					.where(wants(kind))
					.where(hasNotBlocked(recipientId, actorId))
					.where(hasNotBlocked(actorId, recipientId))
					.where(hasNotMuted(recipientId, actorId)),
			)
			.onConflict((conflict) => conflict.doNothing()),
	);
}

function asKind(kind: NotificationKind): RawBuilder<NotificationKind> {
	return sql`${kind}::"NotificationKind"`;
}

/** The condition that the recipient has not turned the kind off. */
function wants(kind: NotificationKind): Expression<SqlBool> {
	return sql`not ${asKind(kind)} = any(${columnsOf('User', 'recipient')('silenced')})`;
}

/**
 * Tells everybody who follows a collection of an artwork that was put into it, but for its artist, who is told otherwise;
 * with the exceptions of {@link notify}. What they may not see they are not shown when they read.
 */
export async function notifyCollectionFollowers(
	connection: Queryable,
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
	const [recipient, actor] = [columnsOf('User', 'recipient')('id'), sql.val(actorId)];
	const recipients = await rows(
		connection,
		db
			.selectFrom('CollectionFollow as follow')
			.innerJoin('User as recipient', 'recipient.id', 'follow.userId')
			.select('recipient.id')
			.where('follow.collectionId', '=', collectionId)
			.where('recipient.leftAt', 'is', null)
			.where('recipient.id', 'not in', [actorId, artistId])
			.where(wants('NEW_IN_COLLECTION'))
			.where(hasNotBlocked(recipient, actor))
			.where(hasNotBlocked(actor, recipient))
			.where(hasNotMuted(recipient, actor)),
	);
	if (recipients.length === 0) return;
	const [ids, recipientIds] = [recipients.map(() => newIdentifier('notification')), recipients.map(({ id }) => id)];
	await run(
		connection,
		db
			.insertInto('Notification')
			.columns(['id', 'recipientId', 'kind', 'subjectId', 'aboutId', 'actorId'])
			.expression(
				db
					.selectFrom(
						sql<{ id: string; recipientId: string }>`unnest(${ids}::text[], ${recipientIds}::text[])`.as<'told'>(
							sql`told (id, "recipientId")`,
						),
					)
					.select([
						'told.id',
						'told.recipientId',
						asKind('NEW_IN_COLLECTION').as('kind'),
						sql.val(collectionId).as('subjectId'),
						sql.val(artworkId).as('aboutId'),
						actor.as('actorId'),
					]),
			)
			.onConflict((conflict) => conflict.doNothing()),
	);
}

/** Nobody is told of artworks that are no longer in a collection. */
export async function forgetCollectionNews(
	connection: Queryable,
	collectionId: string,
	artworkIds: readonly string[],
): Promise<void> {
	await run(
		connection,
		db
			.deleteFrom('Notification')
			.where('kind', '=', 'NEW_IN_COLLECTION')
			.where('subjectId', '=', collectionId)
			.where('aboutId', '=', anyOf(artworkIds)),
	);
}
