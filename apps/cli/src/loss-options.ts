/** @file What the command line says about losses beside the prompt. */
import type { RecipeRequest } from '@galatea/optimiser';
import { lossNames } from '@galatea/render';
import { readMembers } from './members.ts';
import { UsageError } from './usage-error.ts';

/** Reads `NAME=WEIGHT,member=value …`, once for each loss. Which members a loss has is the recipe's matter. */
export function readLosses(texts: readonly string[]): NonNullable<RecipeRequest['losses']> {
	return Object.fromEntries(
		texts.map((text) => {
			const [, name, rest = ''] = /^\s*([a-zA-Z]+)=(.*)$/.exec(text) ?? [];
			const found = lossNames.find((each) => each === name);
			if (found === undefined)
				throw new UsageError(`--loss ${text}: write NAME=WEIGHT, with one of the names ${lossNames.join(', ')}.`);
			return [found, readMembers(`loss ${text}`, `weight=${rest}`)];
		}),
	);
}
