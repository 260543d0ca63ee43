/** @file What who asks has asked for; nobody sees that of others, who have published what they wanted to show. */
import { CursorError, maximumPageSize } from '@galatea/store/database';
import { listOwnRenders, type OwnRenderPage, renderStages } from '@galatea/store/renders';
import { GraphQLError } from 'graphql';
import type { RequestContext } from '../../context.ts';
import { builder } from '../builder.ts';
import { type PageInfoSource, PageInfoType } from '../page-info.ts';
import { RenderType, UserType } from '../references.ts';

const RenderStageType = builder.enumType('RenderStage', {
	description:
		'How far a render has come: queued or with a worker; done and not published; published; failed or stopped.',
	values: renderStages,
});

type Page = OwnRenderPage & PageInfoSource;

const OwnRenderEdgeType = builder.objectRef<OwnRenderPage['edges'][number]>('OwnRenderEdge').implement({
	fields: (t) => ({
		cursor: t.exposeString('cursor'),
		node: t.expose('render', { type: RenderType }),
	}),
});

const OwnRenderConnectionType = builder.objectRef<Page>('OwnRenderConnection').implement({
	fields: (t) => ({
		// The field `renders` counts the page already (operation-limits.ts).
		edges: t.field({ type: [OwnRenderEdgeType], extensions: { listSize: 1 }, resolve: (page) => [...page.edges] }),
		pageInfo: t.field({ type: PageInfoType, resolve: (page) => page }),
	}),
});

builder.objectField(UserType, 'renders', (t) =>
	t.field({
		type: OwnRenderConnectionType,
		nullable: true,
		description: 'What who asks has asked for, the newest first, whatever became of it; null of everybody else.',
		args: {
			first: t.arg.int({ defaultValue: 20 }),
			after: t.arg.string(),
			stage: t.arg({ type: RenderStageType, description: 'Only these; all without it.' }),
		},
		extensions: { listSize: 20 },
		resolve: async (user, { first, after, stage }, context) =>
			(await context.person.find())?.id === user.id
				? readPage({ first: first ?? 20, after: after ?? null, stage: stage ?? null }, context)
				: null,
	}),
);

async function readPage(page: Parameters<typeof listOwnRenders>[1], { store, person }: RequestContext): Promise<Page> {
	if (page.first < 1 || page.first > maximumPageSize)
		throw refusal(`first must be from 1 to ${maximumPageSize}, not ${page.first}`);
	try {
		return { ...(await listOwnRenders(store, page, await person.viewer())), after: page.after };
	} catch (error) {
		if (!(error instanceof CursorError)) throw error;
		throw refusal('after is not a cursor of this list; leave it out to begin at the newest');
	}
}

function refusal(message: string): GraphQLError {
	return new GraphQLError(message, { extensions: { code: 'BAD_USER_INPUT' } });
}
