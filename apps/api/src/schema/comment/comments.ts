/** @file The comments on an artwork or a collection, and who may add to them. */
import { CursorError, maximumPageSize } from '@galatea/store/database';
import { type Comment, type CommentPage, listThreads, maximumCommentedSteps, threadOf } from '@galatea/store/talk';
import { GraphQLError } from 'graphql';
import type { RequestContext } from '../../context.ts';
import { builder } from '../builder.ts';
import { CommentPermissionType, CommentPolicyType } from '../enums.ts';
import { type PageInfoSource, PageInfoType } from '../page-info.ts';
import { ArtworkType, CollectionType, CommentType } from '../references.ts';

type Page = CommentPage & PageInfoSource;

const CommentEdgeType = builder
	.objectRef<{ readonly cursor: string; readonly comment: Comment }>('CommentEdge')
	.implement({
		fields: (t) => ({
			cursor: t.exposeString('cursor'),
			node: t.expose('comment', { type: CommentType }),
		}),
	});

const CommentConnectionType = builder.objectRef<Page>('CommentConnection').implement({
	fields: (t) => ({
		// The field `comments` counts the page already (operation-limits.ts).
		edges: t.field({ type: [CommentEdgeType], extensions: { listSize: 1 }, resolve: (page) => [...page.edges] }),
		pageInfo: t.field({ type: PageInfoType, resolve: (page) => page }),
	}),
});

for (const type of [ArtworkType, CollectionType])
	builder.objectFields(type, (t) => ({
		comments: t.field({
			type: CommentConnectionType,
			description: 'Those that begin threads, the newest first.',
			args: { first: t.arg.int({ defaultValue: 10 }), after: t.arg.string() },
			extensions: { listSize: 10 },
			resolve: ({ id }, { first, after }, context) => readPage(id, first ?? 10, after ?? null, context),
		}),
		commentThread: t.field({
			type: CommentType,
			nullable: true,
			description:
				'The comment that began the thread in which another was said of this, to be read with its `replies`, wherever it stands in `comments`. Null where there is no such comment, or none that who asks may read.',
			args: { commentId: t.arg.id({ required: true, description: 'Any comment of the thread.' }) },
			resolve: async ({ id }, { commentId }, { store, person }) =>
				threadOf(store, { subjectId: id, commentId: String(commentId) }, await person.viewer()),
		}),
		commentCount: t.int({
			description: 'Comments and replies that who asks may read.',
			resolve: async ({ id }, _arguments, { loaders }) => (await loaders.commentSummaries.load(id)).count,
		}),
		commentPolicy: t.expose('commentPolicy', { type: CommentPolicyType }),
		viewerCommentPermission: t.field({
			type: CommentPermissionType,
			resolve: ({ id }, _arguments, { loaders }) => loaders.commentPermissions.load(id),
		}),
	}));

builder.objectField(ArtworkType, 'commentedSteps', (t) =>
	t.intList({
		description: `Steps of the run of which comments speak that who asks may read: rising, each once, the first ${maximumCommentedSteps}.`,
		extensions: { listSize: maximumCommentedSteps },
		resolve: async (artwork, _arguments, { loaders }) => [...(await loaders.commentSummaries.load(artwork.id)).steps],
	}),
);

async function readPage(
	subjectId: string,
	first: number,
	after: string | null,
	{ store, person }: RequestContext,
): Promise<Page> {
	if (first < 1 || first > maximumPageSize) throw refusal(`first must be from 1 to ${maximumPageSize}, not ${first}`);
	try {
		return { ...(await listThreads(store, { subjectId, first, after }, await person.viewer())), after };
	} catch (error) {
		if (!(error instanceof CursorError)) throw error;
		throw refusal('after is not a cursor of this list; leave it out to begin at the newest');
	}
}

function refusal(message: string): GraphQLError {
	return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}
