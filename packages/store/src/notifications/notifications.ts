/**
 * @file What somebody has been told, as they read it: of one kind about one subject as one, the newest first. What they
 * may no longer see, and what somebody did whom they have muted or blocked since, is not there.
 */
import { RenderError } from '@galatea/render';
import type { Expression, SqlBool } from 'kysely';
import { isCollectionVisible } from '../access/collection-visibility.ts';
import { isReadable } from '../access/comment-visibility.ts';
import {
	hasNotBlocked,
	hasNotMuted,
	isVisible,
	type Purpose,
	seenArtwork,
	seenRender,
	type Viewer,
	viewerId,
} from '../access/visibility.ts';
import { maximumPageSize } from '../database/cursor.ts';
import type { Store } from '../database/store.ts';
import { isOlder, printTimeCursor, readTimeCursor, type TimePlace } from '../database/time-cursor.ts';
import { columnsOf, db, eb, now, rows, run, sql } from '../database/typed.ts';
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

/** The condition that what an id names is there for the viewer. */
function isThere(viewer: Viewer, id: Expression<string>, purpose: Purpose): Expression<SqlBool> {
	const isArtworkVisible = (purpose: Purpose) => isVisible(viewer, purpose, seenArtwork());
	const artwork = db.selectFrom('Artwork as artwork').where('artwork.id', '=', id).where(isArtworkVisible(purpose));
	const collection = db
		.selectFrom('Collection as collection')
		.where('collection.id', '=', id)
		.where(isCollectionVisible(viewer, purpose));
	const render = db
		.selectFrom('Render as render')
		.where('render.id', '=', id)
		.where(isVisible(viewer, 'address', seenRender()));
	const comment = db
		.selectFrom('Comment as comment')
		.leftJoin('Artwork as artwork', 'artwork.id', 'comment.subjectId')
		.leftJoin('Collection as collection', 'collection.id', 'comment.subjectId')
		.where('comment.id', '=', id)
		.where('comment.deletedAt', 'is', null)
		.where(isReadable(viewer))
		.where(eb.or([isArtworkVisible('address'), isCollectionVisible(viewer, 'address')]));
	return eb
		.case(eb.fn<string>('left', [id, eb.lit(4)]))
		.when(sql.lit('usr_'))
		.then(eb.lit(true))
		.when(sql.lit('art_'))
		.then(eb.exists(artwork))
		.when(sql.lit('col_'))
		.then(eb.exists(collection))
		.when(sql.lit('rnd_'))
		.then(eb.exists(render))
		.else(eb.exists(comment))
		.end();
}

/** The notifications of the viewer that are there for them. */
function shown(viewer: Viewer) {
	const of = columnsOf('Notification', 'told');
	const [reader, actor] = [viewerId(viewer), of('actorId')];
	return (
		db
			.selectFrom('Notification as told')
			.where('recipientId', '=', reader)
			.where(hasNotBlocked(reader, actor))
			.where(hasNotBlocked(actor, reader))
			.where(hasNotMuted(reader, actor))
			.where(isThere(viewer, of('subjectId'), 'address'))
			// A remix that is in no list for the viewer is not to be found by way of a notification.
			.where(isThere(viewer, of('aboutId'), 'list'))
	);
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
	const found = await rows(store, groups(viewer, after).limit(page.first + 1));
	const edges = found.slice(0, page.first).map((group) => ({ cursor: printTimeCursor(group), group }));
	return { edges, hasNextPage: found.length > page.first };
}

/** Those of one kind about one subject as one, from the newest on, or from after a place. */
function groups(viewer: Viewer, after: TimePlace | null) {
	const statement = shown(viewer)
		.groupBy(['kind', 'subjectId'])
		.select(({ eb, fn }) => {
			const newestFirst = <Column extends 'id' | 'aboutId' | 'actorId'>(column: Column) =>
				fn.agg('array_agg', [column]).orderBy('createdAt', 'desc').orderBy('id', 'desc');
			const isUnread = fn.agg<boolean>('bool_or', [eb('readAt', 'is', null)]);
			const isOfCollection = eb('kind', '=', 'NEW_IN_COLLECTION');
			const unreadCount = fn.countAll().filterWhere('readAt', 'is', null);
			const count = eb
				.case()
				.when(eb.and([isOfCollection, isUnread]))
				.then(unreadCount)
				.else(fn.countAll())
				.end();
			return [
				'kind',
				'subjectId',
				sql<string>`(${newestFirst('id')})[1]`.as('id'),
				sql<string>`(${newestFirst('aboutId')})[1]`.as('aboutId'),
				fn.max('createdAt').as('createdAt'),
				sql<readonly string[]>`coalesce((select array_agg(actor) from (
					select actor from unnest(${newestFirst('actorId')}) with ordinality as each (actor, place)
					where actor is not null group by actor order by min(place) limit ${eb.lit(maximumActors)}
				) as newest), '{}')`.as('actorIds'),
				eb.cast<number>(fn.count('actorId').distinct(), 'integer').as('actorCount'),
				isUnread.as('unread'),
				eb.cast<number>(count, 'integer').as('count'),
			];
		});
	return db
		.selectFrom(statement.as('grouped'))
		.selectAll()
		.where(({ ref }) => isOlder({ createdAt: ref('createdAt'), id: ref('id') }, after))
		.orderBy('createdAt', 'desc')
		.orderBy('id', 'desc');
}

/** How many groups have something unread; no more than {@link maximumUnreadCount} are counted. */
export async function countUnread(store: Store, viewer: Viewer): Promise<number> {
	const unread = shown(viewer).where('readAt', 'is', null).groupBy(['kind', 'subjectId']).limit(maximumUnreadCount);
	const [row] = await rows(
		store,
		db.selectFrom(unread.as('unread')).select(({ eb, fn }) => eb.cast<number>(fn.countAll(), 'integer').as('count')),
	);
	return row?.count ?? 0;
}

/** Marks the group that a notification stands for, up to that one, or with null all of them. What comes later is unread. */
export async function markRead(store: Store, userId: string, id: string | null): Promise<void> {
	const unread = db
		.updateTable('Notification as told')
		.set({ readAt: now })
		.where('recipientId', '=', userId)
		.where('readAt', 'is', null);
	const upTo = (newestId: string) =>
		unread.where(({ exists, selectFrom }) =>
			exists(
				selectFrom('Notification as newest')
					.where('newest.id', '=', newestId)
					.where('newest.recipientId', '=', userId)
					.whereRef('newest.kind', '=', 'told.kind')
					.whereRef('newest.subjectId', '=', 'told.subjectId')
					.whereRef('newest.createdAt', '>=', 'told.createdAt'),
			),
		);
	await run(store, id === null ? unread : upTo(id));
}

/** Says of what somebody does not want to be told, from now on. Throws `NOT_SIGNED_IN` for who is no member. */
export async function setSilenced(store: Store, userId: string, kinds: readonly NotificationKind[]): Promise<void> {
	const changed = await rows(
		store,
		db
			.updateTable('User')
			.set({ silenced: [...new Set(kinds)] })
			.where('id', '=', userId)
			.where('role', '<>', 'GUEST')
			.returning('id'),
	);
	if (changed.length === 0) throw new RenderError('NOT_SIGNED_IN', 'Only who has signed up chooses what to be told of');
}
