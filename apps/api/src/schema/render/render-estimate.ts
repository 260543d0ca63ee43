/** @file What a render would take if it were asked for now, so that people know before they ask. */
import { engineVersion } from '@galatea/render';
import { estimateRender, maximumBatch } from '@galatea/store/renders';
import { GraphQLError } from 'graphql';
import { builder } from '../builder.ts';
import { QueuePlaceType } from './render.ts';

builder.queryField('renderEstimate', (t) =>
	t.field({
		type: QueuePlaceType,
		nullable: true,
		description:
			'The place and time of a render if it were asked for now, behind all that wait; turns may bring it forward. Null for a pack that ' +
			'is not offered here. What is left out is as the pack usually has it.',
		args: {
			packId: t.arg.id({ description: 'The first of `packs` when left out.' }),
			width: t.arg.int({ description: 'In pixels.' }),
			height: t.arg.int({ description: 'In pixels.' }),
			steps: t.arg.int(),
			cutouts: t.arg.int({ description: 'How many.' }),
			count: t.arg.int({
				description: `So many of them, at most ${maximumBatch}: the time is until all are done. One when left out.`,
			}),
		},
		resolve: async (_root, { packId, count, ...asked }, { shelf, store }) => {
			for (const [name, value] of Object.entries({ ...asked, count }))
				if (typeof value === 'number' && value < 1)
					throw new GraphQLError(`${name} must be 1 or more, not ${value}`, { extensions: { code: 'BAD_USER_INPUT' } });
			if (count != null && count > maximumBatch)
				throw new GraphQLError(`count must be at most ${maximumBatch}, not ${count}`, {
					extensions: { code: 'BAD_USER_INPUT' },
				});
			const pack = shelf.packs.find(({ id }) => id === (packId ?? shelf.defaultPackId));
			if (!pack) return null;
			const { width, height, steps, cutouts } = pack.defaults;
			const work = {
				engineVersion,
				packId: pack.id,
				width: asked.width ?? width,
				height: asked.height ?? height,
				steps: asked.steps ?? steps,
				cutouts: asked.cutouts ?? cutouts.count,
			};
			return estimateRender(store, work, count ?? 1);
		},
	}),
);
