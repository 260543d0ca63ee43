/**
 * @file One thing wrong with an input. The code and its values are what a page needs to say it in its own language;
 * the message is English, for logs and terminals.
 */
import type { z } from 'zod';
import { foreignCodes } from './prompt/foreign-reading.ts';

/** Stable codes of what may be wrong with one value; what `values` holds stands beside each. */
export const issueCodes = [
	/** It is of another kind, or not there: `expected` is a kind of JSON value. */
	'WRONG_TYPE',
	'NOT_A_NUMBER',
	'NOT_WHOLE',
	/** `minimum` is the least. */
	'BELOW',
	/** Must be more than `minimum`. */
	'NOT_ABOVE',
	/** `maximum` is the most. */
	'ABOVE',
	/** No characters where some must be. */
	'EMPTY',
	/** More than `maximum` characters; `length` where it is known. */
	'TOO_LONG',
	/** Fewer entries than `minimum`. */
	'TOO_FEW',
	/** More entries than `maximum`. */
	'TOO_MANY',
	/** `allowed` lists what it may be. */
	'NOT_ONE_OF',
	/** `names` lists members that nothing is known of. */
	'UNKNOWN_MEMBER',
	/** Not in the form that it must have, such as the digits of a hash or a colour. */
	'BAD_FORMAT',
	/** Not a whole number from 0 to 2^64 − 1. */
	'BAD_SEED',
	/** A weight of 0, or nothing but shares of 0. */
	'NO_EFFECT',
	/** Numbers that must rise do not. */
	'NOT_RISING',
	/** The least of something is above its most. */
	'LEAST_ABOVE_MOST',
	/** Neither words nor pictures nor noises. */
	'NO_TERMS',
	/** A side that the pack cannot make: a multiple of `multiple` from `minimum` to `maximum`; `nearest` would do. */
	'BAD_SIZE',
	/** Must be that of the recipe which it goes on from. */
	'FORK_DIFFERS',
	/** A picture that is not there, or may not be used by who asks. */
	'NO_SUCH_PICTURE',
	/** The pack knows no word of `text`. */
	'NO_KNOWN_WORD',
	/** As another program writes it: `found` is what was written, `instead` the same here; `otherwise` where there is a doubt. */
	...foreignCodes,
	/** Control characters, half a surrogate pair, or characters that stand for no text. */
	'NOT_TEXT',
	/** Nothing that can be seen. */
	'NOTHING_VISIBLE',
	/** A writing direction is begun and not ended. */
	'UNBALANCED_DIRECTION',
	/** More marks on one letter than any script has. */
	'TOO_MANY_MARKS',
	/** Only the message says it. */
	'OTHER',
] as const;
export type IssueCode = (typeof issueCodes)[number];

/** One thing wrong with an input: where (a path such as `prompts.0.weight`), what, and what would be right. */
export interface InputIssue {
	readonly path: string;
	readonly message: string;
	/** Left out where no form asks: as `OTHER`. */
	readonly code?: IssueCode;
	/** Numbers and words that the code speaks of. */
	readonly values?: Readonly<Record<string, string | number>>;
}

/** What zod found, as an issue. A refinement names its code itself: `params: { code: 'NO_EFFECT' }`. */
export function inputIssue(issue: z.core.$ZodIssue): InputIssue {
	return { path: issue.path.join('.'), message: issue.message, ...classify(issue) };
}

function classify(issue: z.core.$ZodIssue): Required<Pick<InputIssue, 'code' | 'values'>> {
	switch (issue.code) {
		case 'invalid_type':
			if (issue.expected === 'int') return plain('NOT_WHOLE');
			return issue.expected === 'number' ? plain('NOT_A_NUMBER') : plain('WRONG_TYPE', { expected: issue.expected });
		case 'too_small':
			if (issue.origin === 'string') return plain('EMPTY');
			return plain(issue.origin === 'array' ? 'TOO_FEW' : issue.inclusive ? 'BELOW' : 'NOT_ABOVE', {
				minimum: Number(issue.minimum),
			});
		case 'too_big': {
			const codes: Readonly<Record<string, IssueCode>> = { string: 'TOO_LONG', array: 'TOO_MANY' };
			return plain(codes[issue.origin] ?? 'ABOVE', { maximum: Number(issue.maximum) });
		}
		case 'invalid_value':
			return plain('NOT_ONE_OF', { allowed: issue.values.map(String).join(', ') });
		case 'invalid_union':
			return 'options' in issue && Array.isArray(issue.options)
				? plain('NOT_ONE_OF', { allowed: issue.options.map(String).join(', ') })
				: plain('OTHER');
		case 'unrecognized_keys':
			return plain('UNKNOWN_MEMBER', { names: issue.keys.join(', ') });
		case 'invalid_format':
			return plain(issue.path.at(-1) === 'seed' ? 'BAD_SEED' : 'BAD_FORMAT');
		case 'custom':
			return plain(issueCodes.find((code) => code === issue.params?.['code']) ?? 'OTHER', valuesOf(issue.params));
		default:
			return plain('OTHER');
	}
}

function plain(code: IssueCode, values: InputIssue['values'] = {}): Required<Pick<InputIssue, 'code' | 'values'>> {
	return { code, values };
}

function valuesOf(params: Readonly<Record<string, unknown>> | undefined): Record<string, string | number> {
	const kept: Record<string, string | number> = {};
	for (const [name, value] of Object.entries(params ?? {}))
		if (name !== 'code' && (typeof value === 'string' || typeof value === 'number')) kept[name] = value;
	return kept;
}
