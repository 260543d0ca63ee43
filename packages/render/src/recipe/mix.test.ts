import { describe, expect, test } from 'vitest';
import { canBeMixed, mixRecipes } from './mix.ts';
import { parseRecipe, type Recipe } from './recipe.ts';

function recipe(changes: Partial<Recipe> = {}): Recipe {
	return parseRecipe({
		format: 1,
		engine: 1,
		pack: { id: 'starter', sha256: 'a'.repeat(64) },
		prompts: [{ text: 'an apple', weight: 1, stop: null }],
		width: 128,
		height: 64,
		steps: 100,
		seed: '7',
		optimiser: { name: 'adam', learningRate: 0.15 },
		cutouts: { method: 'crops', count: 16, power: 1, noise: 0.1, augmentations: [] },
		initial: { kind: 'codes' },
		...changes,
	});
}

const term = (text: string, weight: number) => ({ text, weight, stop: null });
const weights = ({ prompts }: Recipe) => prompts.map(({ text, weight }) => [text, weight]);

describe('two recipes that are mixed', () => {
	test('have the terms of both, each with its share of the weight of all, and all else of the first', () => {
		const first = recipe({ prompts: [term('a', 3), term('b', -1)] });
		const second = recipe({ prompts: [term('c', 2)], width: 256, seed: '8', steps: 200 });
		const mixed = mixRecipes(first, second, 0.75);
		// 0.75 × 4 + 0.25 × 2 = 3.5 in all; 3.5 × 0.75 of it for a and b as 3 : 1, and 3.5 × 0.25 for c.
		expect(weights(mixed)).toEqual([
			['a', 1.969],
			['b', -0.6563],
			['c', 0.875],
		]);
		expect(mixed).toMatchObject({ width: 128, height: 64, seed: '7', steps: 100, initial: { kind: 'codes' } });
		expect(parseRecipe(mixed)).toEqual(mixed);
	});

	test('keep their measure: with itself a recipe weighs what it weighed', () => {
		expect(weights(mixRecipes(recipe(), recipe(), 0.25))).toEqual([
			['an apple', 0.25],
			['an apple', 0.75],
		]);
	});

	test('keep pictures and noises too', () => {
		const first = recipe({ imagePrompts: [{ sha256: 'b'.repeat(64), weight: 1, stop: 0.5 }] });
		const second = recipe({ noisePrompts: [{ seed: '3', weight: 1, stop: null }] });
		const mixed = mixRecipes(first, second, 0.5);
		expect([mixed.imagePrompts, mixed.noisePrompts]).toEqual([
			[{ sha256: 'b'.repeat(64), weight: 0.5, stop: 0.5 }],
			[{ seed: '3', weight: 0.5, stop: null }],
		]);
	});

	test('have the moments of the second at the same part of the steps', () => {
		const keyframes = [1, 101, 200].map((step, share) => ({ step, share: share / 2 }));
		const prompts = [{ ...term('c', 1), schedule: { curve: 'linear' as const, keyframes } }];
		const mixed = mixRecipes(recipe(), recipe({ steps: 200, prompts }), 0.5);
		expect(mixed.prompts[1]?.schedule?.keyframes).toEqual([
			{ step: 1, share: 0 },
			{ step: 51, share: 0.5 },
			{ step: 100, share: 1 },
		]);
		// Many steps become few.
		const few = mixRecipes(recipe({ steps: 2 }), recipe({ steps: 200, prompts }), 0.5);
		expect(parseRecipe(few)).toEqual(few);
	});

	test('begin anew, also where the first went on from another', () => {
		const root = recipe({ initial: { kind: 'noise', noise: 'mist' } });
		const fork = recipe({ steps: 150, initial: { kind: 'fork', recipe: root, step: 50 } });
		expect(mixRecipes(fork, recipe(), 0.5).initial).toEqual({ kind: 'noise', noise: 'mist' });
	});
});

test('what has too many terms together, or a share that is none, is refused', () => {
	const many = recipe({ prompts: Array.from({ length: 16 }, (_, index) => term(`t${index}`, 1)) });
	expect([canBeMixed(many, recipe()), canBeMixed(recipe(), recipe())]).toEqual([false, true]);
	expect(() => mixRecipes(many, recipe(), 0.5)).toThrow('at most 16 terms');
	for (const share of [0, 1, -1, Number.NaN]) expect(() => mixRecipes(recipe(), recipe(), share)).toThrow(RangeError);
});
