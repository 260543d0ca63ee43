/** @file What is said of a prompt that is written as in another program: an issue with its code, and a sentence in English. */
import type { InputIssue } from '../input-issue.ts';
import type { ForeignCode } from './foreign-reading.ts';
import type { ForeignSpelling } from './foreign-spellings.ts';

const sentences: Readonly<Record<ForeignCode, (spelling: ForeignSpelling, instead: string) => string>> = {
	FOREIGN_WEIGHT: ({ found }, instead) => `weighs words as other programs do: ${found}; here it is ${instead}`,
	FOREIGN_TERMS: ({ found }, instead) => `separates terms as other programs do: ${found}; here it is ${instead}`,
	MISSING_BAR: ({ found }, instead) => `has words after a weight: ${found}; put | between terms: ${instead}`,
	FOREIGN_FLAG: ({ found }, instead) =>
		`has settings of another program: ${found}; size, seed and steps are set beside the prompt; write ${instead}`,
	FOREIGN_EDITING: ({ found }, instead) =>
		`changes on the way as in other programs: ${found}; here it is a story: ${instead}`,
	FOREIGN_MODEL: ({ found }, instead) =>
		`names a model of another program: ${found}; a pack brings its own; write ${instead}`,
	TIME_OR_WEIGHT: ({ found, otherwise }, instead) =>
		`may end in a time, a ratio or a weight: ${found}; write ${instead} for words, or ${otherwise} for a weight`,
};

/** The issue of a foreign spelling. Its values are `found`, `instead` (empty where nothing is left) and, where there is one, `otherwise`. */
export function foreignIssue(spelling: ForeignSpelling): InputIssue {
	const { term, code, found, instead, otherwise } = spelling;
	return {
		path: `prompts.${term}.text`,
		message: sentences[code](spelling, instead ?? 'something else'),
		code,
		values: { found, instead: instead ?? '', ...(otherwise !== null && { otherwise }) },
	};
}
