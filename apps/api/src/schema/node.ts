/** @file Everything that has an id can be asked for by it; the id's prefix says what it is. */
import { isIdentifier } from '@galatea/render';
import type { Artwork, Render, User } from '@galatea/store';
import { builder } from './builder.ts';

export const NodeInterface = builder.interfaceRef<Artwork | Render | User>('Node').implement({
	resolveType(node) {
		if (isIdentifier('artwork', node.id)) return 'Artwork';
		return isIdentifier('render', node.id) ? 'Render' : 'User';
	},
	fields: (t) => ({ id: t.exposeID('id') }),
});

builder.queryField('node', (t) =>
	t.field({
		type: NodeInterface,
		nullable: true,
		args: { id: t.arg.id({ required: true }) },
		resolve: async (_root, { id }, { loaders }) => {
			if (isIdentifier('render', id)) return loaders.renders.load(id);
			if (isIdentifier('artwork', id)) return loaders.artworks.load(id);
			return isIdentifier('user', id) ? loaders.users.load(id) : null;
		},
	}),
);
