import {
	type PresetValues,
	parseRecipe,
	presetNames,
	type Recipe,
	recipePresets,
	storyTerms,
	usualLearningRate,
} from '@galatea/render';
import { describe, expect, test } from 'vitest';
import type { CreateRenderInput } from '../../graphql/generated/graphql.ts';
import { newDraft } from './draft.ts';
import { draftOfPreset, presetOf } from './draft-of-preset.ts';
import { draftOfRecipe, usualText } from './draft-of-recipe.ts';
import { allSettings, fullRecipe, testPack } from './fixtures.ts';
import { readDraft } from './read-draft.ts';

function inputOf(recipe: Recipe): CreateRenderInput {
	const reading = readDraft(draftOfRecipe(recipe, [testPack], 'sameSeed'), testPack);
	if (reading.kind === 'issues') throw new Error(JSON.stringify(reading.issues));
	return reading.input;
}
const { motion: _motion, ...still } = fullRecipe;
const plain: Recipe = parseRecipe({
	...still,
	prompts: [{ text: 'a red apple', weight: 1, stop: null }],
	imagePrompts: [],
	noisePrompts: [],
	width: 128,
	height: 128,
	steps: 60,
	optimiser: { name: 'adam', learningRate: 0.15 },
	cutouts: { method: 'crops', count: 16, power: 1, noise: 0.1, augmentations: ['affine'] },
	initial: { kind: 'noise', noise: 'mist' },
	losses: {},
	perceptorWeights: [1, 1],
	ema: 0,
	tiling: 'none',
});

describe('a remix with the same seed', () => {
	test('asks for everything that the recipe says', () => {
		const region = { left: 0.5, top: 0, width: 0.5, height: 0.75 };
		const schedule = {
			curve: 'SMOOTH',
			keyframes: [
				{ step: 1, share: 0.25 },
				{ step: 40, share: 1 },
			],
		};
		const sha256 = 'c'.repeat(64);
		expect(inputOf(fullRecipe)).toEqual({
			prompt: 'a blue \\| fish:-2.5:0.75 | a green tree',
			packId: 'starter',
			width: 192,
			height: 64,
			steps: 50,
			seed: '18446744073709551615',
			schedules: [{ term: 0, ...schedule }],
			regions: [{ term: 0, ...region }],
			masks: [{ term: 1, sha256 }],
			imagePrompts: [
				{ sha256, weight: 0.5, stop: 0.25, schedule, region },
				{ sha256, weight: 1, stop: null, mask: { sha256 } },
			],
			noisePrompts: [{ seed: '18446744073709551614', weight: -1, stop: null, schedule, region }],
			optimiser: {
				name: 'RADAM',
				learningRate: 0.07,
				schedule: { kind: 'DROPS', factor: 0.5, at: [0.25, 0.5] },
				warmUpSteps: 5,
			},
			cutouts: {
				method: 'AVERAGED_CROPS',
				count: 8,
				power: 0.5,
				noise: 0.05,
				augmentations: ['ERASING', 'AFFINE', 'COLOUR_JITTER'],
				clamp: true,
				settings: { affine: { degrees: 30, border: 'EDGE' }, erasing: { probability: 0.5 } },
			},
			initial: { kind: 'IMAGE', sha256, fit: 'COVER' },
			losses: {
				...fullRecipe.losses,
				symmetry: { weight: 0.6, axis: 'BOTH' },
			},
			perceptorWeights: [1, 0.5],
			ema: 0.9,
			tiling: 'VERTICAL',
			motion: { zoom: 1.02, turnDegrees: -3, shiftX: 0.1, shiftY: -0.2, everySteps: 5, firstStep: 11, border: 'WRAP' },
		});
	});

	test('sends nothing that the pack has anyway', () => {
		expect(inputOf(plain)).toEqual({ prompt: 'a red apple', packId: 'starter', seed: plain.seed });
	});

	test('keeps a story and how long its phrases hold', () => {
		const phrases = ['a seed', 'a sprout', 'a tree'].map((text) => [{ text, weight: 1, stop: null }]);
		const told = (stepsPerPhrase: number) =>
			inputOf(parseRecipe({ ...plain, prompts: storyTerms({ phrases, stepsPerPhrase }, 60) }));
		expect(told(20)).toMatchObject({ prompt: 'a seed ^ a sprout ^ a tree' });
		expect(told(20)).not.toHaveProperty('stepsPerPhrase');
		expect(told(9)).toMatchObject({ prompt: 'a seed ^ a sprout ^ a tree', stepsPerPhrase: 9 });
		expect(told(9)).not.toHaveProperty('schedules');
	});

	test('keeps every number of every augmentation', () => {
		const cutouts = { ...plain.cutouts, augmentations: Object.keys(allSettings), settings: allSettings };
		const { settings, augmentations } = inputOf(parseRecipe({ ...plain, cutouts })).cutouts ?? {};
		expect(JSON.parse(JSON.stringify(settings).replaceAll('EDGE', 'edge'))).toEqual(allSettings);
		expect(augmentations).toHaveLength(12);
	});

	test('goes on from where a fork goes on', () => {
		const initial = { kind: 'fork', recipe: plain, step: 30 };
		const fork = parseRecipe({ ...plain, steps: 90, initial });
		expect(inputOf(fork)).toMatchObject({ steps: 90, initial: { kind: 'FORK', recipe: plain, step: 30 } });
	});

	test('begins elsewhere than the pack, and without noise and augmentations, where the recipe does', () => {
		const bare = { ...plain, initial: { kind: 'codes' }, cutouts: { ...plain.cutouts, noise: 0, augmentations: [] } };
		expect(inputOf(parseRecipe(bare))).toMatchObject({
			initial: { kind: 'CODES' },
			cutouts: { noise: 0, augmentations: [] },
		});
	});
});

test('a remix with a new seed keeps all but the seed; one that uses the prompt keeps only the words', () => {
	const { seed: _seed, ...rest } = draftOfRecipe(fullRecipe, [testPack], 'sameSeed');
	expect(draftOfRecipe(fullRecipe, [testPack], 'newSeed')).toEqual({ ...rest, seed: '' });
	expect(draftOfRecipe(plain, [testPack], 'prompt')).toEqual(newDraft(testPack, 'a red apple'));
});

test('what is usual is the pack’s, and what suits the optimiser and the method', () => {
	expect(usualText('cutMethod', {}, testPack)).toBe('crops');
	expect(usualText('cutMethod', { cutouts: { method: 'pooled' } }, testPack)).toBe('crops');
	expect(usualText('cutNoise', {}, testPack)).toBe('0.1');
	expect(usualText('cutNoise', { cutouts: { method: 'pooled' } }, testPack)).toBe('0');
	expect(usualText('learningRate', { optimiser: { name: 'rmsprop' } }, testPack)).toBe('0.04');
	expect(usualText('smoothness', {}, testPack)).toBeNull();
});

test('a recipe whose rate and noise stay keeps them so with a pack where they fall', () => {
	const look = { ...testPack.defaults.cutoutDetails, noiseFinal: 0.3 };
	const rateSchedule = { kind: 'LINEAR', final: 0.1 } as const;
	const calm = { ...testPack, defaults: { ...testPack.defaults, rateSchedule, cutoutDetails: look } };
	expect(draftOfRecipe(plain, [calm], 'sameSeed').settings).toMatchObject({
		rateSchedule: 'linear',
		rateFinal: '1',
		cutNoiseFinal: '1',
	});
	const fallen = parseRecipe({
		...plain,
		optimiser: { ...plain.optimiser, schedule: { kind: 'linear', final: 0.1 } },
		cutouts: { ...plain.cutouts, noiseFinal: 0.3 },
	});
	const { settings } = draftOfRecipe(fallen, [calm], 'sameSeed');
	expect([settings.rateSchedule, settings.rateFinal, settings.cutNoiseFinal]).toEqual([
		undefined,
		undefined,
		undefined,
	]);
});

test('a recipe of a pack that is not there is made with one that is', () => {
	const gone = parseRecipe({ ...plain, pack: { ...plain.pack, id: 'gone' } });
	expect(draftOfRecipe(gone, [testPack], 'sameSeed').packId).toBe('starter');
});

describe('a preset', () => {
	test.each(presetNames)('%s asks for its values, and the form knows it', (name) => {
		const draft = draftOfPreset(name, newDraft(testPack, 'a red apple'), testPack);
		const reading = readDraft(draft, testPack);
		if (reading.kind === 'issues') throw new Error(JSON.stringify(reading.issues));
		const { cutouts, optimiser, ...values }: PresetValues = recipePresets[name].values;
		const { input } = reading;
		if (values.steps !== undefined) expect(input.steps ?? 60).toBe(values.steps);
		if (optimiser !== undefined) {
			const suited = usualLearningRate(optimiser.name, testPack.defaults.learningRate);
			expect(input.optimiser?.learningRate ?? suited).toBe(optimiser.learningRate);
			expect(input.optimiser?.name ?? 'ADAM').toBe(optimiser.name.toUpperCase());
		}
		if (cutouts?.augmentations !== undefined)
			expect(input.cutouts?.augmentations).toHaveLength(cutouts.augmentations.length);
		expect(Object.keys(input.losses ?? {})).toEqual(Object.keys(values.losses ?? {}));
		expect([input.ema, input.tiling]).toEqual([values.ema, values.tiling?.toUpperCase()]);
		expect(presetOf(draft, testPack)).toBe(name);
		expect(presetOf({ ...draft, settings: { ...draft.settings, smoothness: '3' } }, testPack)).toBeUndefined();
	});

	test('leaves words, size, seed and the picture to begin from, and is taken back', () => {
		const mine = {
			...newDraft(testPack, 'a red apple'),
			seed: '7',
			width: '64',
			initial: 'image' as const,
			initialPicture: 'c'.repeat(64),
		};
		const draft = draftOfPreset('restyle', mine, testPack);
		expect(draft).toMatchObject({ seed: '7', width: '64', initial: 'image', initialPicture: mine.initialPicture });
		expect(draftOfPreset(null, draft, testPack)).toEqual(mine);
		expect(presetOf(mine, testPack)).toBeNull();
	});
});
