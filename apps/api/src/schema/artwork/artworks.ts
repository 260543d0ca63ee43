import { type Artwork, type ArtworkListRequest, type ArtworkPage, listArtworks } from '@galatea/store/artworks';
import { CursorError, maximumPageSize } from '@galatea/store/database';
import { GraphQLError } from 'graphql';
import type { RequestContext } from '../../context.ts';
import { builder } from '../builder.ts';
import { type PageInfoSource, PageInfoType } from '../page-info.ts';
import { ArtworkType } from '../references.ts';
import { ArtworkFilterInput, ArtworkOrderType, readFilter } from './artwork-filter.ts';

/** A page with what its PageInfo needs to know of how it was asked for. */
type Page = ArtworkPage & PageInfoSource;

const ArtworkEdgeType = builder
	.objectRef<{ readonly cursor: string; readonly artwork: Artwork }>('ArtworkEdge')
	.implement({
		fields: (t) => ({
			cursor: t.exposeString('cursor'),
			node: t.expose('artwork', { type: ArtworkType }),
		}),
	});

export const ArtworkConnectionType = builder.objectRef<Page>('ArtworkConnection').implement({
	fields: (t) => ({
		// The field `artworks` counts the page already (operation-limits.ts).
		edges: t.field({ type: [ArtworkEdgeType], extensions: { listSize: 1 }, resolve: (page) => [...page.edges] }),
		pageInfo: t.field({ type: PageInfoType, resolve: (page) => page }),
	}),
});

builder.queryField('artworks', (t) =>
	t.field({
		type: ArtworkConnectionType,
		description: 'What is listed for the viewer.',
		args: {
			first: t.arg.int({ defaultValue: 24 }),
			after: t.arg.string(),
			order: t.arg({ type: ArtworkOrderType, defaultValue: 'NEWEST' }),
			seed: t.arg.int({ description: 'Of the order RANDOM: the same seed is the same order.' }),
			filter: t.arg({ type: ArtworkFilterInput }),
		},
		extensions: { listSize: 24 },
		resolve: (_root, { first, after, order, seed, filter }, context) =>
			readPage(
				{
					first: first ?? 24,
					after: after ?? null,
					order: order ?? 'NEWEST',
					seed: seed ?? 0,
					filter: readFilter(filter, context.shelf),
				},
				context,
			),
	}),
);

/** A page of artworks that are listed for who asks. */
export async function readPage(request: ArtworkListRequest, { store, person }: RequestContext): Promise<Page> {
	const { first, after = null } = request;
	if (first < 1 || first > maximumPageSize)
		throw new GraphQLError(`first must be from 1 to ${maximumPageSize}, not ${first}`, {
			extensions: { code: 'BAD_USER_INPUT' },
		});
	try {
		return { ...(await listArtworks(store, request, await person.viewer())), after };
	} catch (error) {
		if (!(error instanceof CursorError)) throw error;
		throw new GraphQLError('after is not a cursor of this list; leave it out to begin at the beginning', {
			extensions: { code: 'BAD_USER_INPUT' },
		});
	}
}
