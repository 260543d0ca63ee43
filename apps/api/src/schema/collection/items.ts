/** @file What is in a collection, page by page. */
import { type Collection, type CollectionItem, type ItemPage, listItems } from '@galatea/store/collections';
import { builder } from '../builder.ts';
import { type PageInfoSource, PageInfoType } from '../page-info.ts';
import { readListPage } from '../read-list-page.ts';
import { ArtworkType, CollectionSectionType, CollectionType, UserType } from '../references.ts';

export const CollectionItemType = builder.objectRef<CollectionItem>('CollectionItem').implement({
	description: 'A place in a collection.',
	fields: (t) => ({
		id: t.exposeID('id', { description: 'Begins with `itm_`.' }),
		artwork: t.field({
			type: ArtworkType,
			nullable: true,
			description: 'Null once it is deleted: its place, note and credit stay.',
			resolve: ({ artworkId }, _arguments, { loaders }) =>
				artworkId === null ? null : loaders.artworks.load(artworkId),
		}),
		note: t.exposeString('note', {
			description: 'What its curators say of it: plain text, empty where they say nothing.',
		}),
		section: t.field({
			type: CollectionSectionType,
			nullable: true,
			description: 'The section it stands in; null for what stands before the first one.',
			resolve: ({ sectionId }, _arguments, { loaders }) =>
				sectionId === null ? null : loaders.sections.load(sectionId),
		}),
		addedBy: t.field({
			type: UserType,
			nullable: true,
			description: 'Who put it in.',
			resolve: ({ addedById }, _arguments, { loaders }) => loaders.users.load(addedById),
		}),
		addedAt: t.expose('addedAt', { type: 'DateTime', description: 'When it was put in.' }),
		goneTitle: t.exposeString('goneTitle', {
			nullable: true,
			description: 'Title of an artwork that is deleted; empty where not everybody could see it.',
		}),
		goneArtist: t.exposeString('goneArtist', {
			nullable: true,
			description: 'The name of its artist then.',
		}),
	}),
});

type Page = ItemPage & PageInfoSource;

const CollectionItemEdgeType = builder
	.objectRef<{ readonly cursor: string; readonly item: CollectionItem }>('CollectionItemEdge')
	.implement({
		fields: (t) => ({
			cursor: t.exposeString('cursor'),
			node: t.expose('item', { type: CollectionItemType }),
		}),
	});

const CollectionItemConnectionType = builder.objectRef<Page>('CollectionItemConnection').implement({
	fields: (t) => ({
		// The field `items` counts the page already (operation-limits.ts).
		edges: t.field({ type: [CollectionItemEdgeType], extensions: { listSize: 1 }, resolve: (page) => [...page.edges] }),
		pageInfo: t.field({ type: PageInfoType, resolve: (page) => page }),
	}),
});

builder.objectField(CollectionType, 'items', (t) =>
	t.field({
		type: CollectionItemConnectionType,
		description: 'Those that are shown to who asks, section by section, each in the order of the collection.',
		args: {
			first: t.arg.int({ defaultValue: 24 }),
			after: t.arg.string(),
			seed: t.arg.int({
				description: 'Of the order RANDOM: the same seed is the same order; the day gives it when left out.',
			}),
		},
		extensions: { listSize: 24 },
		resolve: (collection: Collection, { first, after, seed }, { store, person }) =>
			readListPage({ first: first ?? 24, after: after ?? null }, async (page) =>
				listItems(store, collection, { ...page, seed: seed ?? null }, await person.viewer()),
			),
	}),
);
