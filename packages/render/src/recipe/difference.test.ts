import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { compareRecipes } from './difference.ts';
import { parseRecipe } from './recipe.ts';

const base = {
	format: 1,
	engine: 1,
	pack: { id: 'starter', sha256: 'a'.repeat(64) },
	prompts: [
		{ text: 'a red apple', weight: 1, stop: null },
		{ text: 'snow', weight: 0.5, stop: null },
	],
	width: 128,
	height: 128,
	steps: 40,
	seed: '7',
	optimiser: { name: 'adam', learningRate: 0.1 },
	cutouts: { method: 'crops', count: 4, power: 1, noise: 0, augmentations: [] },
	initial: { kind: 'codes' },
};
const recipe = (change: object = {}) => parseRecipe({ ...base, ...change });
const text = (words: string, weight = 1) => ({ text: words, weight, stop: null });

describe('what two recipes differ in', () => {
	test('is nothing for a recipe and itself, however much of the usual one of them says', () => {
		expect(compareRecipes(recipe(), recipe({ tiling: 'none', ema: 0 }))).toEqual({ terms: [], members: [] });
	});

	test('names terms that came, went, and got another weight; case and spaces make no other term', () => {
		const after = recipe({ prompts: [text('Snow ', 0.8), text('a green pear')] });
		expect(compareRecipes(recipe(), after).terms).toEqual([
			{ before: { kind: 'text', ...text('snow', 0.5) }, after: { kind: 'text', ...text('Snow', 0.8) } },
			{ before: null, after: { kind: 'text', ...text('a green pear') } },
			{ before: { kind: 'text', ...text('a red apple') }, after: null },
		]);
	});

	test('pairs terms that are asked for more than once, and leaves the order of terms out', () => {
		const twice = recipe({ prompts: [text('snow'), text('snow', 2), text('a fox')] });
		const other = recipe({ prompts: [text('a fox'), text('snow'), text('snow', 3)] });
		expect(compareRecipes(twice, other).terms).toEqual([
			{ before: { kind: 'text', ...text('snow', 2) }, after: { kind: 'text', ...text('snow', 3) } },
		]);
	});

	test('tells pictures and noises by their names', () => {
		const image = { sha256: 'b'.repeat(64), weight: 1, stop: null };
		const noise = { seed: '9', weight: 0.25, stop: null };
		expect(compareRecipes(recipe(), recipe({ imagePrompts: [image], noisePrompts: [noise] })).terms).toEqual([
			{ before: null, after: { kind: 'image', ...image } },
			{ before: null, after: { kind: 'noise', ...noise } },
		]);
	});

	test('gives members with both values, and with what their absence means', () => {
		const after = recipe({
			seed: '18446744073709551615',
			tiling: 'both',
			optimiser: { name: 'adam', learningRate: 0.2 },
			losses: { totalVariation: { weight: 2 } },
		});
		expect(compareRecipes(recipe(), after).members).toEqual([
			{ path: 'losses.totalVariation.weight', before: null, after: 2 },
			{ path: 'optimiser.learningRate', before: 0.1, after: 0.2 },
			{ path: 'seed', before: '7', after: '18446744073709551615' },
			{ path: 'tiling', before: 'none', after: 'both' },
		]);
	});

	test('tells the recipe that one goes on from by its name, not in full', () => {
		const fork = recipe({ initial: { kind: 'fork', recipe: recipe(), step: 20 }, steps: 60 });
		expect(compareRecipes(recipe(), fork).members).toEqual([
			{ path: 'initial.kind', before: 'codes', after: 'fork' },
			{ path: 'initial.recipe', before: null, after: expect.stringMatching(/^[0-9a-f]{64}$/) },
			{ path: 'initial.step', before: null, after: 20 },
			{ path: 'steps', before: 40, after: 60 },
		]);
	});

	test('is the same seen from the other side, with before and after exchanged', () => {
		const some = fc.record({
			prompts: fc.uniqueArray(fc.constantFrom('a fox', 'snow', 'a red apple', 'rain'), { minLength: 1 }),
			steps: fc.integer({ min: 1, max: 50 }),
			ema: fc.constantFrom(0, 0.5),
		});
		fc.assert(
			fc.property(some, some, (one, other) => {
				const [left, right] = [one, other].map(({ prompts, ...rest }) =>
					recipe({ prompts: prompts.map((words) => text(words)), ...rest }),
				);
				if (!left || !right) return;
				const there = compareRecipes(left, right);
				const back = compareRecipes(right, left);
				expect(back.members.map(({ path, before, after }) => ({ path, before: after, after: before }))).toEqual(
					there.members,
				);
				expect(new Set(back.terms.map(({ before, after }) => JSON.stringify([after, before])))).toEqual(
					new Set(there.terms.map(({ before, after }) => JSON.stringify([before, after]))),
				);
			}),
		);
	});
});
