import { describe, expect, it } from 'vitest';
import { RenderError } from '../errors.ts';
import { cutPresets } from './cut-presets.ts';
import { augmentationDefaults } from './cutouts.ts';
import { lossNames } from './losses.ts';
import { motionDefaults, movesBefore } from './motion.ts';
import { hashRecipe, parseRecipe, printRecipe, type Recipe, recipeTerms } from './recipe.ts';
import { phaseSchedule, shareAt, type TermSchedule, windowSchedule } from './terms.ts';

const recipe: Recipe = {
	format: 1,
	engine: 1,
	pack: { id: 'starter', sha256: 'a'.repeat(64) },
	prompts: [{ text: 'a red apple', weight: 1, stop: null }],
	width: 128,
	height: 128,
	steps: 200,
	seed: '11779569040992509308',
	optimiser: { name: 'adam', learningRate: 0.15 },
	cutouts: { method: 'crops', count: 16, power: 1, noise: 0.1, augmentations: [] },
	initial: { kind: 'codes' },
};

function issuesOf(change: Record<string, unknown>): readonly string[] {
	try {
		parseRecipe({ ...recipe, ...change });
	} catch (error) {
		if (error instanceof RenderError) return error.issues.map((issue) => issue.path);
		throw error;
	}
	return [];
}

const schedule: TermSchedule = {
	curve: 'linear',
	keyframes: [
		{ step: 10, share: 0 },
		{ step: 20, share: 1 },
	],
};
const colours = ['#000000', '#ff8800'];
const cutouts = (change: object): object => ({ cutouts: { ...recipe.cutouts, ...change } });
const optimiser = (change: object): object => ({ optimiser: { ...recipe.optimiser, ...change } });

describe('a member that came later', () => {
	it('leaves the name of a recipe from before it', () => {
		// As the first version wrote them: the hash in the database of every gallery.
		expect(hashRecipe(parseRecipe(recipe))).toBe('2742e030a1830995773484a17f74c8a734c23801ec0f537b708255499a758285');
	});

	it.each<[string, object]>([
		['imagePrompts', { imagePrompts: [] }],
		['noisePrompts', { noisePrompts: [] }],
		['losses', { losses: {} }],
		['ema', { ema: 0 }],
		['tiling', { tiling: 'none' }],
		['perceptorWeights', { perceptorWeights: [1, 1] }],
		['warmUpSteps', optimiser({ warmUpSteps: 0 })],
		['clamp', cutouts({ clamp: false })],
		['noiseFinal', cutouts({ noiseFinal: 1 })],
		['settings', cutouts({ settings: augmentationDefaults })],
		['part of the settings', cutouts({ settings: { affine: { degrees: 15 }, erasing: {} } })],
	])('leaves it too where %s says what its absence says', (_name, change) => {
		const changed = { ...recipe, ...change } as Recipe;
		expect(parseRecipe(changed)).toEqual(recipe);
		expect(hashRecipe(changed)).toBe(hashRecipe(recipe));
		expect(printRecipe(changed)).toBe(printRecipe(recipe));
	});

	it.each<[string, object]>([
		['a picture that is stretched', { initial: { kind: 'image', sha256: 'b'.repeat(64), fit: 'stretch' } }],
		['a motion', { motion: { zoom: 1.02, turnDegrees: 0, everySteps: 1, border: 'mirror' } }],
		['symmetry from left to right', { losses: { symmetry: { weight: 1, axis: 'horizontal' } } }],
	])('is left out from %s', (_name, change) => {
		expect(printRecipe(parseRecipe({ ...recipe, ...change }))).not.toMatch(/fit|axis|turnDegrees|everySteps|border/);
	});

	it.each<[string, object]>([
		['an image prompt', { imagePrompts: [{ sha256: 'b'.repeat(64), weight: 1, stop: null }] }],
		['a noise prompt alone', { prompts: [], noisePrompts: [{ seed: '5', weight: -0.1, stop: 0.2 }] }],
		['a mask', { prompts: [{ ...recipe.prompts[0], mask: { sha256: 'b'.repeat(64) } }] }],
		['a schedule', { prompts: [{ ...recipe.prompts[0], schedule }] }],
		[
			'each loss',
			{
				losses: Object.fromEntries(
					lossNames.map((name) => [name, { weight: 1, ...(name === 'palette' ? { colours } : {}) }]),
				),
			},
		],
		['keepInitial that decays', { losses: { keepInitial: { weight: 1, halfLifeSteps: 50 } } }],
		['another optimiser', optimiser({ name: 'radam' })],
		['drops of the rate', optimiser({ schedule: { kind: 'drops', factor: 0.1, at: [0.75] } })],
		['a warm-up', optimiser({ warmUpSteps: 10, schedule: { kind: 'cosine', final: 0 } })],
		['noise that falls', cutouts({ noiseFinal: 0.3 })],
		['another turn', cutouts({ augmentations: ['affine'], settings: { affine: { degrees: 30 } } })],
		['a picture cut to fill', { initial: { kind: 'image', sha256: 'b'.repeat(64), fit: 'cover' } }],
		['clouds', { initial: { kind: 'noise', noise: 'clouds' } }],
		['perceptor weights', { perceptorWeights: [1, 0.5] }],
		['a running mean', { ema: 0.99 }],
		['tiling', { tiling: 'both' }],
		['a motion', { motion: { zoom: 1.02, everySteps: 5 } }],
	])('makes another recipe with %s', (_name, change) => {
		const changed = parseRecipe({ ...recipe, ...change });
		expect(changed).toEqual({ ...recipe, ...change });
		expect(hashRecipe(changed)).not.toBe(hashRecipe(recipe));
	});

	it.each<[string, object, string]>([
		['no term of any kind', { prompts: [], imagePrompts: [] }, 'prompts'],
		[
			'too many terms together',
			{ noisePrompts: Array.from({ length: 16 }, () => ({ seed: '1', weight: 1, stop: null })) },
			'prompts',
		],
		[
			'keyframes that go back',
			{
				prompts: [{ ...recipe.prompts[0], schedule: { curve: 'hold', keyframes: [...schedule.keyframes].reverse() } }],
			},
			'prompts.0.schedule.keyframes',
		],
		[
			'a schedule that is never on',
			{ prompts: [{ ...recipe.prompts[0], schedule: { curve: 'hold', keyframes: [{ step: 1, share: 0 }] } }] },
			'prompts.0.schedule.keyframes',
		],
		[
			'a mask beside a region',
			{
				prompts: [
					{
						...recipe.prompts[0],
						region: { left: 0, top: 0, width: 1, height: 1 },
						mask: { sha256: 'b'.repeat(64) },
					},
				],
			},
			'prompts.0.mask',
		],
		['an unknown optimiser', optimiser({ name: 'sgd' }), 'optimiser.name'],
		['a loss of weight 0', { losses: { smoothness: { weight: 0 } } }, 'losses.smoothness.weight'],
		['to be kept from its beginning', { losses: { keepInitial: { weight: -1 } } }, 'losses.keepInitial.weight'],
		['a colour by name', { losses: { palette: { weight: 1, colours: ['red'] } } }, 'losses.palette.colours.0'],
		['an area upside down', cutouts({ settings: { erasing: { leastArea: 0.5 } } }), 'cutouts.settings.erasing'],
		['perceptors that all count nothing', { perceptorWeights: [0, 0] }, 'perceptorWeights'],
		['an endless mean', { ema: 1 }, 'ema'],
		['a motion that moves nothing', { motion: { zoom: 1, shiftX: 0, everySteps: 3 } }, 'motion'],
		['a motion without steps between', { motion: { zoom: 2, everySteps: 0 } }, 'motion.everySteps'],
	])('refuses %s and says where', (_what, change, path) => {
		expect(issuesOf({ ...change })).toEqual([path]);
	});
});

describe('the terms of a recipe', () => {
	it('are texts, pictures and noises, in that order', () => {
		const image = { sha256: 'b'.repeat(64), weight: 1, stop: null };
		const noise = { seed: '9', weight: 2, stop: null };
		const terms = recipeTerms(parseRecipe({ ...recipe, noisePrompts: [noise], imagePrompts: [image] }));
		expect(terms).toEqual([
			{ kind: 'text', ...recipe.prompts[0] },
			{ kind: 'image', ...image },
			{ kind: 'noise', ...noise },
		]);
	});
});

describe('a schedule', () => {
	const shares = (of: TermSchedule, steps: readonly number[]): readonly number[] =>
		steps.map((step) => shareAt(of, step));

	it('goes straight, eased, or not at all from keyframe to keyframe', () => {
		const steps = [1, 10, 12.5, 15, 19, 20, 99];
		expect(shares(schedule, steps)).toEqual([0, 0, 0.25, 0.5, 0.9, 1, 1]);
		expect(shares({ ...schedule, curve: 'smooth' }, steps)).toEqual([0, 0, 0.15625, 0.5, expect.closeTo(0.972), 1, 1]);
		expect(shares({ ...schedule, curve: 'hold' }, steps)).toEqual([0, 0, 0, 0, 0, 1, 1]);
		expect(shareAt(undefined, 5)).toBe(1);
	});

	it('of a window is on from its first step to its last', () => {
		expect(shares(windowSchedule(3, 5, 9), [1, 2, 3, 5, 6, 9])).toEqual([0, 0, 1, 1, 0, 0]);
		expect(shares(windowSchedule(1, 9, 9), [1, 9])).toEqual([1, 1]);
		expect(windowSchedule(3, 9, 9).keyframes).toHaveLength(2);
	});

	it('of a story gives every step to one phase, the first again after the last', () => {
		const phases = [0, 1, 2].map((phase) => phaseSchedule(phase, 3, 4, 14));
		const on = Array.from({ length: 14 }, (_, index) => phases.map((phase) => shareAt(phase, index + 1)).indexOf(1));
		expect(on).toEqual([0, 0, 0, 0, 1, 1, 1, 1, 2, 2, 2, 2, 0, 0]);
		const story = phases.map((phase, index) => ({ text: `${index}`, weight: 1, stop: null, schedule: phase }));
		expect(issuesOf({ prompts: story })).toEqual([]);
	});
});

describe('the cut methods of the script', () => {
	it.each(Object.entries(cutPresets))('%s is a recipe’s cutouts', (_name, preset) => {
		const made = { ...recipe.cutouts, ...preset };
		expect(parseRecipe({ ...recipe, cutouts: made }).cutouts).toEqual(made);
	});
});

describe('a motion', () => {
	const moves = (change: object): readonly number[] =>
		Array.from({ length: 14 }, (_, index) => index + 1).filter((step) =>
			movesBefore({ ...motionDefaults, zoom: 2, ...change }, step),
		);

	it('comes before every step but the first, or every so many steps, from a step on', () => {
		expect(moves({})).toEqual([2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14]);
		expect(moves({ everySteps: 4 })).toEqual([5, 9, 13]);
		expect(moves({ everySteps: 4, firstStep: 9 })).toEqual([9, 13]);
	});
});
