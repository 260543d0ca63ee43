import type { UnknownWord } from '@galatea/networks';
import { builder } from '../builder.ts';

/** Looking for near words takes about a millisecond each; who writes more unknown words than this knows why. */
const maximumSuggestions = 20;

/** All the words, the first of them with what may have been meant. */
export function withSuggestions(unknown: readonly UnknownWord[]): UnknownWord[] {
	return unknown.map((each, index) => (index < maximumSuggestions ? each : { word: each.word, near: [] }));
}

export const UnknownWordType = builder.objectRef<UnknownWord>('UnknownWord').implement({
	fields: (t) => ({
		word: t.exposeString('word'),
		near: t.stringList({
			description: 'Known words that are near, best first, at most five.',
			resolve: (unknown) => unknown.near.slice(0, 5),
		}),
	}),
});
