/**
 * @file Two recipes made into one. The codes of two pictures cannot be mixed: they are rows of a codebook, and what is
 * between two rows is no picture. So what is mixed is what both are measured against.
 */
import { maximumPromptTerms } from '../limits.ts';
import { type Recipe, recipeTerms, rootOf } from './recipe.ts';
import type { TermSchedule } from './terms.ts';

/** Digits that are kept of a weight: nobody can see a difference beyond. */
const weightDigits = 4;

/** Whether two recipes have no more terms together than one may have. */
export function canBeMixed(first: Recipe, second: Recipe): boolean {
	return recipeTerms(first).length + recipeTerms(second).length <= maximumPromptTerms;
}

/**
 * The terms of both recipes, those of the first with `share` (above 0, below 1) of the weight of all, and everything else as
 * in the first. It begins anew, where the first did before it may have gone on from other steps. Moments of the second's
 * schedules come at the same part of the steps as before. A recipe that is mixed with itself asks for the same picture.
 * Throws a RangeError on `share`, and on more terms than a recipe may have: ask {@link canBeMixed}.
 */
export function mixRecipes(first: Recipe, second: Recipe, share: number): Recipe {
	if (!(share > 0 && share < 1)) throw new RangeError(`A share is above 0 and below 1, not ${share}`);
	if (!canBeMixed(first, second)) throw new RangeError(`A recipe has at most ${maximumPromptTerms} terms`);
	const [firstTotal, secondTotal] = [totalWeight(first), totalWeight(second)];
	const total = share * firstTotal + (1 - share) * secondTotal;
	const ofFirst = scaled((share * total) / firstTotal, 1, first.steps);
	const ofSecond = scaled(((1 - share) * total) / secondTotal, first.steps / second.steps, first.steps);
	const imagePrompts = [...(first.imagePrompts ?? []).map(ofFirst), ...(second.imagePrompts ?? []).map(ofSecond)];
	const noisePrompts = [...(first.noisePrompts ?? []).map(ofFirst), ...(second.noisePrompts ?? []).map(ofSecond)];
	const { imagePrompts: _images, noisePrompts: _noises, ...rest } = first;
	return {
		...rest,
		initial: rootOf(first).initial,
		prompts: [...first.prompts.map(ofFirst), ...second.prompts.map(ofSecond)],
		...(imagePrompts.length > 0 && { imagePrompts }),
		...(noisePrompts.length > 0 && { noisePrompts }),
	};
}

function totalWeight(recipe: Recipe): number {
	return recipeTerms(recipe).reduce((sum, { weight }) => sum + Math.abs(weight), 0);
}

function scaled(factor: number, pace: number, steps: number) {
	return <Term extends { readonly weight: number; readonly schedule?: TermSchedule }>(term: Term): Term => ({
		...term,
		weight: Number((term.weight * factor).toPrecision(weightDigits)),
		...(term.schedule && { schedule: paced(term.schedule, pace, steps) }),
	});
}

// Of two moments that fall together the later one holds; each step comes once.
function paced(schedule: TermSchedule, pace: number, steps: number): TermSchedule {
	const moved = schedule.keyframes.map(({ step, share }) => {
		const moment = Math.round((step - 1) * pace) + 1;
		return [Math.min(steps, Math.max(1, moment)), share] as const;
	});
	const keyframes = [...new Map(moved)].map(([step, share]) => ({ step, share }));
	return { ...schedule, keyframes: keyframes.some(({ share }) => share > 0) ? keyframes : schedule.keyframes };
}
