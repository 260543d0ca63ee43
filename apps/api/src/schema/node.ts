/** @file Everything that has an id can be asked for by it; the id's prefix says what it is. */
import { isIdentifier } from '@galatea/render';
import type { User } from '@galatea/store/accounts';
import type { Artwork } from '@galatea/store/artworks';
import type { Collection } from '@galatea/store/collections';
import { findBatch, type Render, type RenderBatch } from '@galatea/store/renders';
import type { Comment } from '@galatea/store/talk';
import { builder } from './builder.ts';

export const NodeInterface = builder
	.interfaceRef<Artwork | Collection | Comment | Render | RenderBatch | User>('Node')
	.implement({
		resolveType(node) {
			if (isIdentifier('artwork', node.id)) return 'Artwork';
			if (isIdentifier('batch', node.id)) return 'RenderBatch';
			if (isIdentifier('collection', node.id)) return 'Collection';
			if (isIdentifier('comment', node.id)) return 'Comment';
			return isIdentifier('render', node.id) ? 'Render' : 'User';
		},
		fields: (t) => ({ id: t.exposeID('id') }),
	});

builder.queryField('node', (t) =>
	t.field({
		type: NodeInterface,
		nullable: true,
		args: { id: t.arg.id({ required: true }) },
		resolve: async (_root, { id }, { loaders, person, store }) => {
			if (isIdentifier('render', id)) return loaders.renders.load(id);
			if (isIdentifier('artwork', id)) return loaders.artworks.load(id);
			if (isIdentifier('batch', id)) return findBatch(store, id, await person.viewer());
			if (isIdentifier('collection', id)) return loaders.collections.load(id);
			if (isIdentifier('comment', id)) return loaders.comments.load(id);
			return isIdentifier('user', id) ? loaders.users.load(id) : null;
		},
	}),
);
