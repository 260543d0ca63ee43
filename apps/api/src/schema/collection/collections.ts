/** @file Lists of collections: of the gallery, of a person, around an artwork. */
import { maximumSearchLength } from '@galatea/render';
import {
	type Collection,
	type CollectionFilter,
	type CollectionItem,
	type CollectionListOrder,
	type CollectionPage,
	itemsWith,
	listCollections,
	listDeletedCollections,
} from '@galatea/store/collections';
import type { RequestContext } from '../../context.ts';
import { builder } from '../builder.ts';
import { CollectionListOrderType, CollectPermissionType } from '../enums.ts';
import { type PageInfoSource, PageInfoType } from '../page-info.ts';
import { readListPage } from '../read-list-page.ts';
import { ArtworkType, CollectionType, UserType } from '../references.ts';
import { CollectionItemType } from './items.ts';

type Page = CollectionPage & PageInfoSource;

const CollectionEdgeType = builder
	.objectRef<{ readonly cursor: string; readonly collection: Collection }>('CollectionEdge')
	.implement({
		fields: (t) => ({
			cursor: t.exposeString('cursor'),
			node: t.expose('collection', { type: CollectionType }),
		}),
	});

const CollectionConnectionType = builder.objectRef<Page>('CollectionConnection').implement({
	fields: (t) => ({
		// The fields that give it count the page already (operation-limits.ts).
		edges: t.field({ type: [CollectionEdgeType], extensions: { listSize: 1 }, resolve: (page) => [...page.edges] }),
		pageInfo: t.field({ type: PageInfoType, resolve: (page) => page }),
	}),
});

function readPage(
	page: {
		readonly first?: number | null | undefined;
		readonly after?: string | null | undefined;
		readonly order?: CollectionListOrder | null | undefined;
	},
	filter: CollectionFilter,
	{ store, person }: RequestContext,
): Promise<Page> {
	return readListPage({ first: page.first ?? 24, after: page.after ?? null }, async (request) =>
		listCollections(store, { ...request, filter, order: page.order ?? 'TENDED' }, await person.viewer()),
	);
}

builder.queryField('collections', (t) =>
	t.field({
		type: CollectionConnectionType,
		description: 'What is listed for who asks.',
		args: {
			first: t.arg.int({ defaultValue: 24 }),
			after: t.arg.string(),
			order: t.arg({ type: CollectionListOrderType, defaultValue: 'TENDED' }),
			followed: t.arg.boolean({ description: 'Those that who asks follows only.' }),
			title: t.arg.string({ description: 'Those with this in their title, in any case.' }),
			words: t.arg.string({
				description: `Words that are in their title or statement, in English or Spanish. As search engines read them: "phrases", \`or\`, and \`-\` for
not.`,
			}),
		},
		extensions: { listSize: 24 },
		resolve: (_root, { followed, title, words, ...page }, context) =>
			readPage(
				page,
				{
					followed: followed ?? false,
					title: title?.slice(0, maximumSearchLength) || undefined,
					words: words?.slice(0, maximumSearchLength).trim() || undefined,
				},
				context,
			),
	}),
);

builder.objectFields(UserType, (t) => ({
	collections: t.field({
		type: CollectionConnectionType,
		description: 'Those of this person that are listed for who asks.',
		args: {
			first: t.arg.int({ defaultValue: 24 }),
			after: t.arg.string(),
			order: t.arg({ type: CollectionListOrderType, defaultValue: 'TENDED' }),
		},
		extensions: { listSize: 24 },
		resolve: (user, page, context) => readPage(page, { ownerId: user.id }, context),
	}),
	openCollections: t.field({
		type: CollectionConnectionType,
		nullable: true,
		description:
			'Those into which who asks may put something, own and curated ones: first what they used last. Null of everybody else.',
		args: {
			first: t.arg.int({ defaultValue: 24 }),
			after: t.arg.string(),
			title: t.arg.string({ description: 'Those with this in their title, in any case.' }),
		},
		extensions: { listSize: 24 },
		resolve: async (user, { first, after, title }, context) =>
			(await context.person.find())?.id === user.id
				? readPage(
						{ first, after, order: 'USED' },
						{ open: true, title: title?.slice(0, maximumSearchLength) || undefined },
						context,
					)
				: null,
	}),
	deletedCollections: t.field({
		type: [CollectionType],
		description: 'Of who asks, for 30 days after they were deleted; none of everybody else.',
		extensions: { listSize: 24 },
		resolve: async (user, _arguments, { store, person }) =>
			(await person.find())?.id === user.id ? [...(await listDeletedCollections(store, user.id))] : [],
	}),
}));

builder.objectFields(ArtworkType, (t) => ({
	collections: t.field({
		type: CollectionConnectionType,
		description: 'Those that it stands in and that are listed for who asks.',
		args: { first: t.arg.int({ defaultValue: 24 }), after: t.arg.string() },
		extensions: { listSize: 24 },
		resolve: (artwork, page, context) => readPage(page, { artworkId: artwork.id }, context),
	}),
	collectionCount: t.int({
		description: 'In how many collections it stands that are listed for who asks.',
		resolve: ({ id }, _arguments, { loaders }) => loaders.collectionCounts.load(id),
	}),
	viewerCollectionCount: t.int({
		description: 'In how many collections of who asks it stands.',
		resolve: ({ collecting }) => collecting.ownCount,
	}),
	viewerCollectPermission: t.field({
		type: CollectPermissionType,
		description: 'Whether who asks may put it into collections.',
		resolve: ({ collecting }) => collecting.permission,
	}),
}));

builder.objectField(CollectionType, 'itemOf', (t) =>
	t.field({
		type: CollectionItemType,
		nullable: true,
		description: 'The item in which an artwork stands in it; null where it does not.',
		args: { artworkId: t.arg.id({ required: true }) },
		resolve: async (collection, { artworkId }, context): Promise<CollectionItem | null> => {
			const artwork = await context.loaders.artworks.load(artworkId);
			if (!artwork) return null;
			const [item] = await itemsWith(context.store, artworkId, [collection.id]);
			return item ?? null;
		},
	}),
);
