import type { UnknownWord } from '@galatea/networks';
import { builder } from '../builder.ts';

export const UnknownWordType = builder.objectRef<UnknownWord>('UnknownWord').implement({
	fields: (t) => ({
		word: t.exposeString('word'),
		near: t.stringList({
			description: 'Known words that are near, best first, at most five.',
			resolve: (unknown) => unknown.near.slice(0, 5),
		}),
	}),
});
