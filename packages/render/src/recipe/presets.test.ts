import { describe, expect, it } from 'vitest';
import { parseRecipe, presetNames, type RecipePreset, recipePresets } from '../index.ts';

const recipe = {
	format: 1,
	engine: 1,
	pack: { id: 'starter', sha256: 'a'.repeat(64) },
	prompts: [{ text: 'a red apple', weight: 1, stop: null }],
	width: 128,
	height: 128,
	steps: 200,
	seed: '7',
	optimiser: { name: 'adam', learningRate: 0.15 },
	cutouts: { method: 'crops', count: 16, power: 1, noise: 0.1, augmentations: [] },
	initial: { kind: 'codes' },
};

describe('a preset', () => {
	it.each(presetNames)('%s says what a recipe may say, and where it is from', (name) => {
		const { values, source, description }: RecipePreset = recipePresets[name];
		const cutouts = { ...recipe.cutouts, ...values.cutouts };
		expect(parseRecipe({ ...recipe, ...values, cutouts })).toMatchObject(values);
		expect(source.length).toBeGreaterThan(0);
		expect(description).toMatch(/\.$/);
	});

	it('nerdyrodent is what his script does when it is told only a prompt', () => {
		// generate.py, add_argument: -i 500, -lr 0.1, -opt Adam, -cuts 32, -cutp 1, -cutm latest, -iw 0, no -ii, -in or -aug.
		expect(recipePresets.nerdyrodent.values).toEqual({
			steps: 500,
			optimiser: { name: 'adam', learningRate: 0.1 },
			cutouts: {
				// `latest` pools the whole picture, noise_fac is 0.1, and without -aug it takes [Af, Pe, Ji, Er].
				method: 'pooled',
				count: 32,
				power: 1,
				noise: 0.1,
				augmentations: ['affine', 'perspective', 'colourJitter', 'erasing'],
			},
			initial: { kind: 'codes' },
		});
	});

	it('crowson is the first cell of the notebook', () => {
		// step_size 0.05, cutn 64, cut_pow 1, init_weight 0; MakeCutouts crops only, and clamps.
		expect(recipePresets.crowson.values).toEqual({
			optimiser: { name: 'adam', learningRate: 0.05 },
			cutouts: { method: 'crops', count: 64, power: 1, noise: 0, augmentations: [], clamp: true },
			initial: { kind: 'codes' },
		});
	});
});
