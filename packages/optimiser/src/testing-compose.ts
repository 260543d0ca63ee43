/** @file For this package's tests: recipes of one pack, and what is wrong with requests for it. */
import { wordsTokenizer } from '@galatea/networks';
import { type ComposedRecipe, composeRecipe } from './compose-recipe.ts';
import type { OfferedPack } from './pack-shelf.ts';
import type { RecipeRequest } from './recipe-request.ts';

/** It knows five words. */
export const pack: OfferedPack = {
	id: 'starter',
	title: 'Starter',
	description: '',
	licence: 'MIT',
	training: [],
	hash: 'ab'.repeat(32),
	generator: 'taesd-vq',
	sizes: { minimumPx: 64, maximumPx: 512, multipleOf: 8 },
	defaults: {
		width: 128,
		height: 128,
		steps: 100,
		learningRate: 0.15,
		rateSchedule: null,
		cutouts: { method: 'crops', count: 16, power: 1, noise: 0.1, augmentations: ['affine'] },
		initial: { kind: 'codes' },
		initialWithoutText: { kind: 'codes' },
	},
	hasPrior: false,
	perceptorHashes: [],
	tokenizers: [wordsTokenizer(['a', 'red', 'apple', 'blue', 'fish'], 16)],
};

/** What becomes of a request; its prompt is of words that the pack knows when it has none. */
export function compose(request: Partial<RecipeRequest>): ComposedRecipe {
	return composeRecipe({ prompt: 'a red apple', ...request }, pack);
}

/** What is wrong with a request; throws when nothing is. */
export function issuesOf(request: Partial<RecipeRequest>): readonly { path: string; message: string }[] {
	const composed = compose(request);
	if (composed.recipe) throw new Error('A recipe was composed where issues were expected');
	return composed.issues;
}
