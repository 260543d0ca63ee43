/**
 * @file The cut methods of nerdyrodent's script by his names, as the method, noise and augmentations that they are; and
 * his two-letter codes of augmentations.
 */
import type { z } from 'zod';
import type { cutouts } from './cutouts.ts';
import type { AugmentationName } from './fields/choices.ts';

/** The part of `cutouts` that a preset decides. */
export type CutPreset = Pick<z.infer<typeof cutouts>, 'method' | 'noise' | 'augmentations' | 'settings' | 'clamp'>;

const userList = ['affine', 'perspective', 'colourJitter', 'erasing'] as const;

const slight = {
	colourJitter: { brightness: 0, contrast: 0, saturation: 0.01, hue: 0.01 },
	sharpness: { probability: 0.4 },
	affine: { degrees: 30, shearDegrees: 0, border: 'edge', probability: 0.8 },
	perspective: { distortion: 0.2, probability: 0.4 },
} as const;

/** `--cut_method` of nerdyrodent's script, and some of others. Where his list is the user's (`nrupdated`, `latest`), this is its default. */
export const cutPresets = {
	original: { method: 'crops', noise: 0, augmentations: [], clamp: true },
	updated: {
		method: 'crops',
		noise: 0.1,
		augmentations: ['horizontalFlip', 'colourJitter', 'sharpness', 'affine', 'perspective'],
		settings: slight,
	},
	nrupdated: {
		method: 'crops',
		noise: 0.1,
		augmentations: userList,
		settings: { affine: { degrees: 30 }, perspective: { distortion: 0.5 } },
	},
	updatedpooling: {
		method: 'pooled',
		noise: 0.1,
		augmentations: userList,
		settings: {
			affine: { shearDegrees: 0, border: 'edge' },
			colourJitter: { brightness: 0, contrast: 0 },
		},
	},
	latest: { method: 'pooled', noise: 0.1, augmentations: userList },
	/** vqgan-clip-app's, by the name of its author. */
	tnwei: {
		method: 'crops',
		noise: 0.1,
		augmentations: ['horizontalFlip', 'sharpness', 'affine', 'perspective', 'colourJitter'],
		settings: slight,
		clamp: true,
	},
	/** Of the "MSE regularised" notebook. */
	mse: {
		method: 'crops',
		noise: 0.1,
		augmentations: ['horizontalFlip', 'affine', 'perspective', 'colourJitter'],
		settings: slight,
		clamp: true,
	},
	/** rkhamilton's. */
	sg3: { method: 'averagedCrops', noise: 0, augmentations: [] },
	/** Big Sleep's, which has no names for its only one. */
	bigsleep: { method: 'largeCrops', noise: 0, augmentations: [] },
	/** pixray's, which has no names for its only one either. */
	pixray: {
		method: 'mixed',
		noise: 0.1,
		augmentations: ['colourJitter'],
		settings: { colourJitter: { brightness: 0, contrast: 0, probability: 0.8 } },
	},
} as const satisfies Readonly<Record<string, CutPreset>>;

/** `--augments` of nerdyrodent's script. */
export const augmentationCodes = {
	Ji: 'colourJitter',
	Sh: 'sharpness',
	Gn: 'gaussianNoise',
	Pe: 'perspective',
	Ro: 'rotation',
	Af: 'affine',
	Et: 'elastic',
	Ts: 'thinPlateSpline',
	Cr: 'randomCrop',
	Er: 'erasing',
	Re: 'resizedCrop',
} as const satisfies Readonly<Record<string, AugmentationName>>;
