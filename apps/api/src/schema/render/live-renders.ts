import { liveRenders } from '@galatea/store/renders';
import { builder } from '../builder.ts';
import { RenderType } from '../references.ts';

/** As the store gives at most. */
const maximumLiveRenders = 48;

builder.queryField('liveRenders', (t) =>
	t.field({
		type: [RenderType],
		description: 'Renders in progress that are listed for the viewer, what began last first, at most 48.',
		extensions: { listSize: maximumLiveRenders },
		resolve: async (_root, _arguments, { store, person }) => [...(await liveRenders(store, await person.viewer()))],
	}),
);
