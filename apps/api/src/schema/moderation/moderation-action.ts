/** @file The log of moderation: for moderators all of it, for others what concerns them. */
import { viewerModerates } from '@galatea/store/access';
import type { User } from '@galatea/store/accounts';
import { CursorError, maximumPageSize } from '@galatea/store/database';
import { canBeAppealed, listActions, type ModerationAction, type ModerationLogPage } from '@galatea/store/moderation';
import { GraphQLError } from 'graphql';
import type { RequestContext } from '../../context.ts';
import { builder } from '../builder.ts';
import { ContentLevelType, ModerationKindType } from '../enums.ts';
import { type PageInfoSource, PageInfoType } from '../page-info.ts';
import { AppealType, ModerationActionType, UserType } from '../references.ts';
import { loadSubject, SubjectType } from './subject.ts';

/** As the store gives at most. */
const maximumShown = 20;

ModerationActionType.implement({
	description: 'What a moderator did, and why. It is never changed and never removed.',
	fields: (t) => ({
		id: t.exposeID('id'),
		kind: t.expose('kind', { type: ModerationKindType }),
		subjectId: t.exposeID('subjectId', { description: 'Of what it was done to, which may be gone.' }),
		subject: t.field({
			type: SubjectType,
			nullable: true,
			description: 'Null when it is gone, or who asks may not see it.',
			resolve: ({ subjectId }, _arguments, context) => loadSubject(subjectId, context),
		}),
		label: t.exposeString('label', { description: 'Its title, first words or handle at the time.' }),
		moderator: t.field({
			type: UserType,
			nullable: true,
			description: 'Null for who is no moderator.',
			resolve: async ({ moderatorId }, _arguments, { loaders, person }) =>
				viewerModerates(await person.viewer()) ? loaders.users.load(moderatorId) : null,
		}),
		reason: t.exposeString('reason'),
		level: t.expose('level', {
			type: ContentLevelType,
			nullable: true,
			description: 'Of SET_LEVEL: it is at least this.',
		}),
		until: t.expose('until', { type: 'DateTime', nullable: true, description: 'Of SUSPEND.' }),
		undone: t.exposeBoolean('undone', { description: 'Whether an appeal has taken it back.' }),
		appeal: t.field({
			type: AppealType,
			nullable: true,
			resolve: ({ id }, _arguments, { loaders }) => loaders.appeals.load(id),
		}),
		viewerCanAppeal: t.boolean({
			resolve: async (action, _arguments, { loaders, person }) =>
				action.personId !== null &&
				action.personId === (await person.viewer()).userId &&
				canBeAppealed(action) &&
				(await loaders.appeals.load(action.id)) === null,
		}),
		createdAt: t.expose('createdAt', { type: 'DateTime' }),
	}),
});

builder.objectFields(UserType, (t) => ({
	decisions: t.field({
		type: [ModerationActionType],
		description:
			'What moderators have decided about who asks, the newest first, at most 20. Of others for moderators only; else none.',
		extensions: { listSize: maximumShown },
		resolve: async (user, _arguments, context) =>
			(await mayKnow(user, context)) ? [...(await context.loaders.actionsAbout.load(user.id))] : [],
	}),
	strikes: t.int({
		nullable: true,
		description:
			'How many things of theirs moderators have hidden or suspended them for within a year; what was taken back is none. Of others for moderators only.',
		resolve: async (user, _arguments, context) =>
			(await mayKnow(user, context)) ? context.loaders.strikes.load(user.id) : null,
	}),
}));

/** What was decided about a person is for that person and for moderators. */
async function mayKnow(user: User, { person }: RequestContext): Promise<boolean> {
	const viewer = await person.viewer();
	return viewer.userId === user.id || viewerModerates(viewer);
}

type Page = ModerationLogPage & PageInfoSource;

const ModerationLogEdgeType = builder
	.objectRef<{ readonly cursor: string; readonly action: ModerationAction }>('ModerationLogEdge')
	.implement({
		fields: (t) => ({
			cursor: t.exposeString('cursor'),
			node: t.expose('action', { type: ModerationActionType }),
		}),
	});

const ModerationLogConnectionType = builder.objectRef<Page>('ModerationLogConnection').implement({
	fields: (t) => ({
		// The field `moderationLog` counts the page already (operation-limits.ts).
		edges: t.field({ type: [ModerationLogEdgeType], extensions: { listSize: 1 }, resolve: (page) => [...page.edges] }),
		pageInfo: t.field({ type: PageInfoType, resolve: (page) => page }),
	}),
});

builder.queryField('moderationLog', (t) =>
	t.field({
		type: ModerationLogConnectionType,
		nullable: true,
		description: 'All that moderators have done, the newest first. Null for who is no moderator.',
		args: { first: t.arg.int({ defaultValue: 20 }), after: t.arg.string() },
		extensions: { listSize: 20 },
		resolve: (_root, { first, after }, context) => readLog(first ?? 20, after ?? null, context),
	}),
);

async function readLog(first: number, after: string | null, { store, person }: RequestContext): Promise<Page | null> {
	if (!viewerModerates(await person.viewer())) return null;
	if (first < 1 || first > maximumPageSize) throw refusal(`first must be from 1 to ${maximumPageSize}, not ${first}`);
	try {
		return { ...(await listActions(store, { first, after })), after };
	} catch (error) {
		if (!(error instanceof CursorError)) throw error;
		throw refusal('after is not a cursor of this list; leave it out to begin at the newest');
	}
}

function refusal(message: string): GraphQLError {
	return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}
