/** @file Fields of the losses of the picture and of the latent. A loss that is absent does not count. */
import { maximumPaletteColours, maximumSteps, maximumTermWeight } from '../../limits.ts';
import type { RecipeFields } from '../field.ts';
import { symmetryAxes } from './choices.ts';

/** Of a loss that may also push the other way. */
const either = {
	kind: 'number',
	from: -maximumTermWeight,
	to: maximumTermWeight,
	notZero: true,
	option: null,
} as const;
const positive = { kind: 'number', from: 0, open: true, to: maximumTermWeight, option: null } as const;

export const lossFields = {
	/** Mean length of the picture's gradient: fewer lines and specks, edges stay. */
	'losses.totalVariation.weight': {
		...either,
		name: 'totalVariation',
		group: 'look',
		description: 'Fewer lines and specks; edges stay.',
	},
	/** Mean square of the differences between neighbours: everything softer. */
	'losses.smoothness.weight': {
		...either,
		name: 'smoothness',
		group: 'look',
		description: 'Everything softer, edges too.',
	},
	/** Above 0 more colourful, below 0 greyer (Hasler and Süsstrunk's measure). */
	'losses.saturation.weight': {
		...either,
		name: 'saturation',
		group: 'look',
		description: 'More colourful; below 0 greyer.',
	},
	/** Mean squared difference from the mirror image. */
	'losses.symmetry.weight': {
		...either,
		name: 'symmetry',
		group: 'look',
		description: 'Alike at both sides of an axis; below 0 unlike.',
	},
	'losses.symmetry.axis': {
		kind: 'choice',
		choices: symmetryAxes,
		choicesText: '`horizontal`: left and right are alike.',
		absent: 'horizontal',
		name: 'symmetryAxis',
		group: 'look',
		when: { path: 'losses.symmetry.weight' },
		option: null,
		description: 'About which the picture should be its own mirror image.',
	},
	/** Mean squared distance of each pixel from the nearest of these colours, `#rrggbb`. */
	'losses.palette.weight': {
		...either,
		name: 'palette',
		group: 'look',
		description: 'Each pixel near one of these colours.',
	},
	'losses.palette.colours': {
		kind: 'colours',
		most: maximumPaletteColours,
		name: 'paletteColours',
		group: 'look',
		when: { path: 'losses.palette.weight' },
		option: null,
		description: `Such as \`#ff8800\`, at most ${maximumPaletteColours}.`,
	},
	/** tnwei's total variation: mean length of the gradient of z, so that neighbouring positions become alike. */
	'losses.latentVariation.weight': {
		...either,
		name: 'latentVariation',
		group: 'look',
		needs: 'places',
		description: 'Neighbouring positions of the latent become alike.',
	},
	/** nerdyrodent's init_weight: mean z² / (2 · (2i + 1)) at his step i = 0, 1, …; pulls z to zero, ever less. */
	'losses.shrinkLatent.weight': {
		...positive,
		name: 'shrinkLatent',
		group: 'look',
		description: "nerdyrodent's `init_weight`: pulls the latent to zero, ever less.",
	},
	/** big-sleep's `lat_loss`, of a BigGAN only: its noise stays like what it was trained on. */
	'losses.naturalNoise.weight': {
		...positive,
		name: 'naturalNoise',
		group: 'look',
		needs: 'conditions',
		description: 'Of a BigGAN: its noise stays like what it was trained on (`lat_loss` of big-sleep).',
	},
	/** big-sleep's `cls_loss`, of a BigGAN only: one class for each layer instead of many. */
	'losses.fewClasses.weight': {
		...positive,
		name: 'fewClasses',
		group: 'look',
		needs: 'conditions',
		description: 'Of a BigGAN: one class for each layer instead of many (`cls_loss` of big-sleep).',
	},
	/** Half the mean squared distance of z from where it began (Crowson's init_weight). */
	'losses.keepInitial.weight': {
		...positive,
		name: 'keepInitial',
		group: 'begin',
		description: 'Half the mean squared distance of the latent from where it began.',
	},
	'losses.keepInitial.halfLifeSteps': {
		kind: 'number',
		from: 0.1,
		to: maximumSteps,
		optional: true,
		unit: 'steps',
		name: 'keepInitialHalfLife',
		group: 'begin',
		when: { path: 'losses.keepInitial.weight' },
		option: null,
		description: 'Steps in which its weight halves; null: it stays.',
	},
} as const satisfies RecipeFields;
