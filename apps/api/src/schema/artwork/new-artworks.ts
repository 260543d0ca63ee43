import { countNewer } from '@galatea/store/artworks';
import { CursorError } from '@galatea/store/database';
import { GraphQLError } from 'graphql';
import { builder } from '../builder.ts';
import { ArtworkFilterInput, readFilter } from './artwork-filter.ts';

builder.queryField('newArtworkCount', (t) =>
	t.int({
		description: 'How many artworks a list of the newest has got before a cursor of it; 100 stands for 100 and more.',
		args: {
			before: t.arg.string({ required: true }),
			filter: t.arg({ type: ArtworkFilterInput }),
		},
		resolve: async (_root, { before, filter }, { store, shelf, person }) => {
			try {
				return await countNewer(store, before, readFilter(filter, shelf), await person.viewer());
			} catch (error) {
				if (!(error instanceof CursorError)) throw error;
				throw new GraphQLError('before is not a cursor of the newest artworks', {
					extensions: { code: 'BAD_USER_INPUT' },
				});
			}
		},
	}),
);
