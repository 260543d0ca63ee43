/** @file What waits for moderators. */
import { viewerModerates } from '@galatea/store/access';
import { CursorError, maximumPageSize } from '@galatea/store/database';
import { listReported, type Report, type ReportedSubject, type ReportQueuePage } from '@galatea/store/moderation';
import { GraphQLError } from 'graphql';
import type { RequestContext } from '../../context.ts';
import { builder } from '../builder.ts';
import { ReportReasonType } from '../enums.ts';
import { type PageInfoSource, PageInfoType } from '../page-info.ts';
import { ModerationActionType, UserType } from '../references.ts';
import { loadSubject, personOf, SubjectType } from './subject.ts';

/** As the store gives at most. */
const maximumShown = 20;

const ReportType = builder.objectRef<Report>('Report').implement({
	description: 'For moderators.',
	fields: (t) => ({
		id: t.exposeID('id'),
		reason: t.expose('reason', { type: ReportReasonType }),
		words: t.exposeString('words'),
		reporter: t.field({
			type: UserType,
			nullable: true,
			resolve: (report, _arguments, { loaders }) => loaders.users.load(report.reporterId),
		}),
		createdAt: t.expose('createdAt', { type: 'DateTime' }),
	}),
});

const ReportedSubjectType = builder.objectRef<ReportedSubject>('ReportedSubject').implement({
	description: 'Something that has open reports; for moderators.',
	fields: (t) => ({
		id: t.id({ resolve: ({ subjectId }) => subjectId }),
		subject: t.field({
			type: SubjectType,
			nullable: true,
			description: 'Null where its person has made it private since.',
			resolve: ({ subjectId }, _arguments, context) => loadSubject(subjectId, context),
		}),
		person: t.field({
			type: UserType,
			nullable: true,
			description: 'Whose it is; null as the subject is, and for what its person has deleted.',
			resolve: async ({ subjectId }, _arguments, context) => {
				const personId = personOf(await loadSubject(subjectId, context));
				return personId === null ? null : context.loaders.users.load(personId);
			},
		}),
		count: t.exposeInt('count', { description: 'How many members have reported it.' }),
		firstReportedAt: t.expose('createdAt', { type: 'DateTime' }),
		reports: t.field({
			type: [ReportType],
			description: 'The open ones, the oldest first, at most 20.',
			extensions: { listSize: maximumShown },
			resolve: async ({ subjectId }, _arguments, { loaders }) => [...(await loaders.reports.load(subjectId))],
		}),
		history: t.field({
			type: [ModerationActionType],
			description: 'What was done about it before, the newest first, at most 20.',
			extensions: { listSize: maximumShown },
			resolve: async ({ subjectId }, _arguments, { loaders }) => [...(await loaders.actionsOn.load(subjectId))],
		}),
	}),
});

type Page = ReportQueuePage & PageInfoSource;

const ReportQueueEdgeType = builder
	.objectRef<{ readonly cursor: string; readonly reported: ReportedSubject }>('ReportQueueEdge')
	.implement({
		fields: (t) => ({
			cursor: t.exposeString('cursor'),
			node: t.expose('reported', { type: ReportedSubjectType }),
		}),
	});

const ReportQueueConnectionType = builder.objectRef<Page>('ReportQueueConnection').implement({
	fields: (t) => ({
		// The field `reportQueue` counts the page already (operation-limits.ts).
		edges: t.field({ type: [ReportQueueEdgeType], extensions: { listSize: 1 }, resolve: (page) => [...page.edges] }),
		pageInfo: t.field({ type: PageInfoType, resolve: (page) => page }),
	}),
});

builder.queryField('reportQueue', (t) =>
	t.field({
		type: ReportQueueConnectionType,
		nullable: true,
		description: 'What has open reports, the longest waiting first. Null for who is no moderator.',
		args: { first: t.arg.int({ defaultValue: 10 }), after: t.arg.string() },
		extensions: { listSize: 10 },
		resolve: (_root, { first, after }, context) => readQueue(first ?? 10, after ?? null, context),
	}),
);

async function readQueue(first: number, after: string | null, { store, person }: RequestContext): Promise<Page | null> {
	if (!viewerModerates(await person.viewer())) return null;
	if (first < 1 || first > maximumPageSize) throw refusal(`first must be from 1 to ${maximumPageSize}, not ${first}`);
	try {
		return { ...(await listReported(store, { first, after })), after };
	} catch (error) {
		if (!(error instanceof CursorError)) throw error;
		throw refusal('after is not a cursor of this list; leave it out to begin at the oldest');
	}
}

function refusal(message: string): GraphQLError {
	return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}
