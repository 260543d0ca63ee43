/** @file What who asks has been told; nobody sees what others were told. */
import type { User } from '@galatea/store/accounts';
import { CursorError, maximumPageSize } from '@galatea/store/database';
import {
	countUnread,
	listNotifications,
	type NotificationGroup,
	type NotificationPage,
	notificationKinds,
} from '@galatea/store/notifications';
import { GraphQLError } from 'graphql';
import type { RequestContext } from '../../context.ts';
import { builder } from '../builder.ts';
import { NotificationKindType } from '../enums.ts';
import { loadSubject, SubjectType } from '../moderation/subject.ts';
import { type PageInfoSource, PageInfoType } from '../page-info.ts';
import { UserType } from '../references.ts';

/** As the store gives at most. */
const maximumActors = 3;

const NotificationType = builder.objectRef<NotificationGroup>('Notification').implement({
	description: 'All that somebody is told of one kind about one subject.',
	fields: (t) => ({
		id: t.exposeID('id'),
		kind: t.expose('kind', { type: NotificationKindType }),
		subject: t.field({
			type: SubjectType,
			nullable: true,
			description: 'What it happened to.',
			resolve: ({ subjectId }, _arguments, context) => loadSubject(subjectId, context),
		}),
		about: t.field({
			type: SubjectType,
			nullable: true,
			description: 'What has come of it last, such as a comment; the subject itself where there is nothing else.',
			resolve: ({ aboutId }, _arguments, context) => loadSubject(aboutId, context),
		}),
		actors: t.field({
			type: [UserType],
			description: 'Who did it, the newest first, at most three; none of moderators, and for renders.',
			extensions: { listSize: maximumActors },
			resolve: async ({ actorIds }, _arguments, { loaders }) => {
				const users = await Promise.all(actorIds.map((id) => loaders.users.load(id)));
				return users.filter((user) => user !== null);
			},
		}),
		actorCount: t.exposeInt('actorCount'),
		count: t.exposeInt('count', { description: 'How many times.' }),
		unread: t.exposeBoolean('unread'),
		createdAt: t.expose('createdAt', { type: 'DateTime', description: 'Of the newest.' }),
	}),
});

type Page = NotificationPage & PageInfoSource;

const NotificationEdgeType = builder
	.objectRef<{ readonly cursor: string; readonly group: NotificationGroup }>('NotificationEdge')
	.implement({
		fields: (t) => ({
			cursor: t.exposeString('cursor'),
			node: t.expose('group', { type: NotificationType }),
		}),
	});

const NotificationConnectionType = builder.objectRef<Page>('NotificationConnection').implement({
	fields: (t) => ({
		// The field `notifications` counts the page already (operation-limits.ts).
		edges: t.field({ type: [NotificationEdgeType], extensions: { listSize: 1 }, resolve: (page) => [...page.edges] }),
		pageInfo: t.field({ type: PageInfoType, resolve: (page) => page }),
	}),
});

async function isViewer(user: User, { person }: RequestContext): Promise<boolean> {
	return (await person.find())?.id === user.id;
}

builder.objectFields(UserType, (t) => ({
	notifications: t.field({
		type: NotificationConnectionType,
		nullable: true,
		description: 'What who asks has been told, the newest first; null of everybody else.',
		args: { first: t.arg.int({ defaultValue: 20 }), after: t.arg.string() },
		extensions: { listSize: 20 },
		resolve: async (user, { first, after }, context) =>
			(await isViewer(user, context)) ? readPage(first ?? 20, after ?? null, context) : null,
	}),
	unreadNotificationCount: t.int({
		description: 'Of who asks, 99 for more as well; 0 of everybody else.',
		resolve: async (user, _arguments, context) =>
			(await isViewer(user, context)) ? countUnread(context.store, await context.person.viewer()) : 0,
	}),
	silencedNotifications: t.field({
		type: [NotificationKindType],
		description: 'Of what who asks does not want to be told; none of everybody else.',
		extensions: { listSize: notificationKinds.length },
		resolve: async (user, _arguments, context) => ((await isViewer(user, context)) ? [...user.silenced] : []),
	}),
}));

async function readPage(first: number, after: string | null, { store, person }: RequestContext): Promise<Page> {
	if (first < 1 || first > maximumPageSize) throw refusal(`first must be from 1 to ${maximumPageSize}, not ${first}`);
	try {
		return { ...(await listNotifications(store, { first, after }, await person.viewer())), after };
	} catch (error) {
		if (!(error instanceof CursorError)) throw error;
		throw refusal('after is not a cursor of this list; leave it out to begin at the newest');
	}
}

function refusal(message: string): GraphQLError {
	return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}
