/** @file Fields of how the perceptors look at the picture. Numbers of single augmentations are in augmentations.ts. */
import { maximumCutouts } from '../../limits.ts';
import type { RecipeFields } from '../field.ts';
import { augmentationNames, cutMethods } from './choices.ts';

export const cutoutFields = {
	'cutouts.method': {
		kind: 'choice',
		choices: cutMethods,
		choicesText: `Squares of random size and place; the whole picture, pooled; random squares, averaged; or large squares, pixels picked
and not mixed.`,
		name: 'cutMethod',
		group: 'cutouts',
		description: 'How cutouts are taken.',
		asked: "Another than the pack's own comes without noise and augmentations, unless they are asked for.",
	},
	'cutouts.count': {
		kind: 'whole',
		from: 1,
		to: maximumCutouts,
		name: 'cutoutCount',
		group: 'cutouts',
		option: 'cutouts',
		description: 'How many cutouts the perceptors see per step.',
	},
	/** Exponent of the crop size's uniform draw. The whole picture has no size to draw, and large crops have sizes of their own. */
	'cutouts.power': {
		kind: 'number',
		from: 0.01,
		to: 100,
		name: 'cutPower',
		group: 'cutouts',
		when: { path: 'cutouts.method', is: ['crops', 'averagedCrops'] },
		description:
			'Exponent of the draw of a size: above 1 small cutouts are more frequent. Not of `pooled`, `largeCrops` and `mixed`.',
	},
	'cutouts.noise': {
		kind: 'number',
		from: 0,
		to: 1,
		name: 'cutNoise',
		group: 'cutouts',
		description: 'Largest standard deviation of the noise of a cutout, 0 to 1.',
	},
	/** It falls by the same factor at every step. */
	'cutouts.noiseFinal': {
		kind: 'number',
		from: 0.001,
		to: 1,
		absent: 1,
		unit: 'share',
		name: 'cutNoiseFinal',
		group: 'cutouts',
		description: 'The share of `noise` that the last step has, 0.001 to 1; 1 when it does not fall.',
	},
	/** As in Crowson's notebooks. */
	'cutouts.clamp': {
		kind: 'switch',
		absent: false,
		name: 'cutClamp',
		group: 'cutouts',
		description: 'Whether cutouts are clamped to black and white at last.',
	},
	'cutouts.augmentations': {
		kind: 'choices',
		choices: augmentationNames,
		type: 'Augmentation',
		most: 16,
		name: 'augmentations',
		option: 'augment',
		description: 'How cutouts are varied, in this order.',
	},
} as const satisfies RecipeFields;
