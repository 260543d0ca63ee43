/** @file A pack and a recipe that says everything, for tests of the form. */
import { augmentationDefaults, parseRecipe, type Recipe } from '@galatea/render';
import type { PackChoiceFragment } from '../../graphql/generated/graphql.ts';

/** Shaped like the starter pack, but that it has an augmentation of its own. */
export const testPack: PackChoiceFragment = {
	id: 'starter',
	title: 'Starter',
	description: '',
	generator: 'TAESD_VQ',
	vocabularySize: 4000,
	perceptors: 2,
	sizes: { minimumPx: 64, maximumPx: 512, multipleOf: 8 },
	defaults: {
		width: 128,
		height: 128,
		steps: 60,
		learningRate: 0.15,
		rateSchedule: null,
		cutouts: 16,
		cutMethod: 'CROPS',
		cutoutDetails: { power: 1, noise: 0.1, noiseFinal: 1, augmentations: ['AFFINE'], clamp: false },
		initial: { kind: 'NOISE', noise: 'MIST' },
	},
};

const sha256 = 'c'.repeat(64);
const region = { left: 0.5, top: 0, width: 0.5, height: 0.75 };
const schedule = {
	curve: 'smooth',
	keyframes: [
		{ step: 1, share: 0.25 },
		{ step: 40, share: 1 },
	],
};

/** A recipe that uses every member. */
export const fullRecipe: Recipe = parseRecipe({
	format: 1,
	engine: 1,
	pack: { id: 'starter', sha256: 'a'.repeat(64) },
	prompts: [
		{ text: 'a blue | fish', weight: -2.5, stop: 0.75, schedule, region },
		{ text: 'a green tree', weight: 1, stop: null, mask: { sha256 } },
	],
	imagePrompts: [
		{ sha256, weight: 0.5, stop: 0.25, schedule, region },
		{ sha256, weight: 1, stop: null, mask: { sha256 } },
	],
	noisePrompts: [{ seed: '18446744073709551614', weight: -1, stop: null, schedule, region }],
	width: 192,
	height: 64,
	steps: 50,
	seed: '18446744073709551615',
	optimiser: {
		name: 'radam',
		learningRate: 0.07,
		schedule: { kind: 'drops', factor: 0.5, at: [0.25, 0.5] },
		warmUpSteps: 5,
	},
	cutouts: {
		method: 'averagedCrops',
		count: 8,
		power: 0.5,
		noise: 0.05,
		augmentations: ['erasing', 'affine', 'colourJitter'],
		clamp: true,
		settings: { affine: { degrees: 30, border: 'edge' }, erasing: { probability: 0.5 } },
	},
	initial: { kind: 'image', sha256, fit: 'cover' },
	losses: {
		keepInitial: { weight: 1, halfLifeSteps: 20 },
		shrinkLatent: { weight: 0.1 },
		latentVariation: { weight: 0.2 },
		naturalNoise: { weight: 0.02 },
		fewClasses: { weight: 0.03 },
		totalVariation: { weight: -0.3 },
		smoothness: { weight: 0.4 },
		saturation: { weight: 0.5 },
		symmetry: { weight: 0.6, axis: 'both' },
		palette: { weight: 0.7, colours: ['#102030', '#ffcc00'] },
	},
	perceptorWeights: [1, 0.5],
	ema: 0.9,
	tiling: 'vertical',
	motion: { zoom: 1.02, turnDegrees: -3, shiftX: 0.1, shiftY: -0.2, everySteps: 5, firstStep: 11, border: 'wrap' },
});

/** Every number of every augmentation, another than the usual. */
export const allSettings = Object.fromEntries(
	Object.entries(augmentationDefaults).map(([name, numbers]) => [
		name,
		Object.fromEntries(
			Object.entries(numbers).map(([member, value]) => [
				member,
				typeof value === 'string' ? 'edge' : Number((value * 0.9 + 0.02).toFixed(3)),
			]),
		),
	]),
);
