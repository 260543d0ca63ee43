import { wordsTokenizer } from '@galatea/networks';
import { forkOf, type Recipe } from '@galatea/render';
import { expect, test } from 'vitest';
import { composeFork, type ForkRequest } from './compose-fork.ts';
import { composeRecipe } from './compose-recipe.ts';
import type { OfferedPack } from './pack-shelf.ts';

const pack: OfferedPack = {
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

const { recipe: parent } = composeRecipe(
	{
		prompt: 'a red apple ^ a blue fish',
		steps: 40,
		seed: '7',
		width: 64,
		tiling: 'both',
		optimiser: { name: 'adamw', warmUpSteps: 5 },
		cutouts: { count: 8 },
	},
	pack,
);

function fork(request: ForkRequest): Recipe {
	if (!parent) throw new Error('the recipe of the test is not right');
	const composed = composeFork(request, parent, pack);
	if (!composed.recipe) throw new Error(JSON.stringify(composed.issues));
	return composed.recipe;
}

test('what is left out stays, with what the form and the grammar do not say', () => {
	const recipe = fork({ step: 20 });
	expect(recipe).toEqual({ ...parent, initial: { kind: 'fork', recipe: parent, step: 20 } });
	expect(forkOf(recipe)).toEqual({ recipe: parent, step: 20 });
});

test('what is asked for changes, and only that', () => {
	const recipe = fork({ step: 20, prompt: 'a blue fish', steps: 50, seed: '8', learningRate: 0.3 });
	expect(recipe).toMatchObject({
		prompts: [{ text: 'a blue fish', weight: 1, stop: null }],
		steps: 50,
		seed: '8',
		optimiser: { ...parent?.optimiser, learningRate: 0.3 },
		tiling: 'both',
		cutouts: { count: 8 },
	});
	expect(recipe.prompts[0]).not.toHaveProperty('schedule');
});

test('from the end there are as many steps again', () => {
	expect(fork({ step: 40 }).steps).toBe(80);
	expect(fork({ step: 39 }).steps).toBe(40);
});

test('everything wrong is said by the names of the request', () => {
	const issuesOf = (request: ForkRequest) => {
		const composed = parent && composeFork(request, parent, pack);
		return composed?.recipe === null ? composed.issues.map(({ path, message }) => `${path} ${message}`) : [];
	};
	expect(issuesOf({ step: 41 })).toEqual(['step must be at most 40, the last step there']);
	expect(issuesOf({ step: 0 })[0]).toContain('step must be at least 1');
	expect(issuesOf({ step: 20, steps: 20 })).toEqual(['steps must be more than 20, where it goes on']);
	expect(issuesOf({ step: 20, prompt: 'xyzzy' })[0]).toContain('"xyzzy"');
	expect(issuesOf({ step: 20, seed: '-1' })[0]).toContain('seed');
});
