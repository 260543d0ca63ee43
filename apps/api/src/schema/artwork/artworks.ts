import { type Artwork, type ArtworkPage, CursorError, listArtworks, maximumPageSize } from '@galatea/store';
import { GraphQLError } from 'graphql';
import type { RequestContext } from '../../context.ts';
import { builder } from '../builder.ts';
import { type PageInfoSource, PageInfoType } from '../page-info.ts';
import { ArtworkType } from '../references.ts';

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
		description: 'Newest first.',
		args: { first: t.arg.int({ defaultValue: 24 }), after: t.arg.string() },
		extensions: { listSize: 24 },
		resolve: (_root, { first, after }, context) =>
			readPage({ first: first ?? 24, after: after ?? null, publishedById: null }, context),
	}),
);

/** Artworks of `publishedById`, or with null of everybody, that are listed for who asks. */
export async function readPage(
	{
		first,
		after,
		publishedById,
	}: { readonly first: number; readonly after: string | null; readonly publishedById: string | null },
	{ store, person }: RequestContext,
): Promise<Page> {
	if (first < 1 || first > maximumPageSize)
		throw new GraphQLError(`first must be from 1 to ${maximumPageSize}, not ${first}`, {
			extensions: { code: 'BAD_USER_INPUT' },
		});
	try {
		return { ...(await listArtworks(store, { first, after, publishedById }, await person.viewer())), after };
	} catch (error) {
		if (!(error instanceof CursorError)) throw error;
		throw new GraphQLError('after is not a cursor of this list; leave it out to begin at the newest', {
			extensions: { code: 'BAD_USER_INPUT' },
		});
	}
}
