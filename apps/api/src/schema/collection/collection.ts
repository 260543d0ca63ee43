import { isIdentifier } from '@galatea/render';
import { findUserByHandle } from '@galatea/store/accounts';
import { type Collection, findCollection } from '@galatea/store/collections';
import { builder } from '../builder.ts';
import {
	CollectionAddPolicyType,
	CollectionOrderType,
	CollectionRoleType,
	ContentLevelType,
	VisibilityType,
} from '../enums.ts';
import { hidden } from '../errors.ts';
import { NodeInterface } from '../node.ts';
import { ArtworkType, CollectionType, UserType } from '../references.ts';

/** Whether who asks takes part in keeping it, and may know what is done to it. */
export const keeps = ({ role }: Collection): boolean => role !== null && role !== 'VIEWER';

/** Artworks that stand for a collection, as the store gives at most. */
const maximumCovers = 4;

CollectionType.implement({
	interfaces: [NodeInterface],
	description: 'An ordered shelf of artworks, kept by one person or several.',
	fields: (t) => ({
		title: t.exposeString('title', { description: 'One line of 1 to 200 characters.' }),
		slug: t.exposeString('slug', { description: 'Its address is `/@handle/c/slug`; addresses it had before lead on.' }),
		statement: t.exposeString('statement', {
			description: 'What its curators say of it: plain text, empty where they say nothing.',
		}),
		owner: t.field({
			type: UserType,
			description: 'Who decides who else may do what.',
			resolve: async ({ id, ownerId }, _arguments, { loaders }) => {
				const user = await loaders.users.load(ownerId);
				if (!user) throw hidden('collection', id);
				return user;
			},
		}),
		visibility: t.expose('visibility', { type: VisibilityType }),
		contentLevel: t.expose('contentLevel', { type: ContentLevelType }),
		hidden: t.exposeBoolean('hidden', { description: 'By moderators: nobody else but its owner sees it.' }),
		order: t.expose('order', { type: CollectionOrderType, description: 'In which its items are shown.' }),
		addPolicy: t.expose('addPolicy', { type: CollectionAddPolicyType, description: 'Who may add to it.' }),
		createdAt: t.expose('createdAt', { type: 'DateTime' }),
		tendedAt: t.expose('tendedAt', {
			type: 'DateTime',
			description: 'When an item was last added, moved or removed.',
		}),
		itemCount: t.int({
			description: 'Items that are shown to who asks, places of deleted artworks included.',
			resolve: async ({ id }, _arguments, { loaders }) => (await loaders.collectionSummaries.load(id)).itemCount,
		}),
		covers: t.field({
			type: [ArtworkType],
			description: 'Artworks that stand for it, at most four: the one that was chosen, then the first ones.',
			extensions: { listSize: maximumCovers },
			resolve: async ({ id }, _arguments, { loaders }) => {
				const { coverArtworkIds } = await loaders.collectionSummaries.load(id);
				const artworks = await Promise.all(coverArtworkIds.map((artworkId) => loaders.artworks.load(artworkId)));
				return artworks.filter((artwork) => artwork !== null);
			},
		}),
		coverItemId: t.id({
			nullable: true,
			description: 'The item whose picture was chosen to stand for it; null for the first ones.',
			resolve: ({ coverItemId }) => coverItemId,
		}),
		followerCount: t.int({
			description: 'How many members follow it.',
			resolve: async ({ id }, _arguments, { loaders }) => (await loaders.collectionSummaries.load(id)).followerCount,
		}),
		viewerFollows: t.boolean({
			resolve: async ({ id }, _arguments, { loaders }) => (await loaders.collectionSummaries.load(id)).followed,
		}),
		seq: t.int({
			nullable: true,
			description: 'Number of its newest change, for those who keep it; null for others.',
			resolve: (collection) => (keeps(collection) ? collection.seq : null),
		}),
		viewerRole: t.expose('role', {
			type: CollectionRoleType,
			nullable: true,
			description: 'Of who asks; null for who only sees it.',
		}),
	}),
});

builder.queryField('collection', (t) =>
	t.field({
		type: CollectionType,
		nullable: true,
		description: 'The collection with this id.',
		args: { id: t.arg.id({ required: true }) },
		resolve: (_root, { id }, { loaders }) => (isIdentifier('collection', id) ? loaders.collections.load(id) : null),
	}),
);

builder.queryField('collectionAt', (t) =>
	t.field({
		type: CollectionType,
		nullable: true,
		description: 'The collection at the address `/@handle/c/slug`, now or before: its own `slug` is the present one.',
		args: { handle: t.arg.string({ required: true }), slug: t.arg.string({ required: true }) },
		resolve: async (_root, { handle, slug }, { store, person }) => {
			const owner = await findUserByHandle(store, handle);
			return owner ? findCollection(store, { ownerId: owner.id, slug }, await person.viewer()) : null;
		},
	}),
);
