/** @file The part of a recipe that says how the perceptors look at the picture. */
import { z } from 'zod';
import { maximumCutouts } from '../limits.ts';
import { between, finite, share, wholeBetween } from './values.ts';

/**
 * Crowson's random crops; the whole picture pooled as in nerdyrodent's "latest"; random crops reduced by plain averages as
 * rkhamilton's "sg3"; Big Sleep's crops of half the picture and more, pixels picked and not mixed; pixray's mixture of near
 * and wide looks at the pooled picture.
 */
export const cutMethods = ['crops', 'pooled', 'averagedCrops', 'largeCrops', 'mixed'] as const;

/** What lies beyond a cutout's edge when it is moved: black, or its edge pixels drawn out. */
export const cutoutBorders = ['black', 'edge'] as const;
const border = z.enum(cutoutBorders).exactOptional();
const probability = share.exactOptional();

// Every number may be left out; what it then is stands in `augmentationDefaults`.
const settings = {
	/** Turn and shear of x in degrees, shifts as shares of the side. */
	affine: z.strictObject({
		degrees: between(0, 180).exactOptional(),
		shiftX: share.exactOptional(),
		shiftY: share.exactOptional(),
		shearDegrees: between(0, 45).exactOptional(),
		border,
		probability,
	}),
	/** Corners move inwards by up to that share of half a side. */
	perspective: z.strictObject({ distortion: between(0, 0.95).exactOptional(), probability }),
	/** Largest changes; hue in turns. */
	colourJitter: z.strictObject({
		brightness: share.exactOptional(),
		contrast: share.exactOptional(),
		saturation: share.exactOptional(),
		hue: between(0, 0.5).exactOptional(),
		probability,
	}),
	/** One black rectangle for all cutouts; area as shares, aspect as height over width. */
	erasing: z.strictObject({
		leastArea: share.exactOptional(),
		mostArea: share.exactOptional(),
		leastAspect: between(0.05, 1).exactOptional(),
		mostAspect: between(1, 20).exactOptional(),
		probability,
	}),
	/** Mirrored left to right. */
	horizontalFlip: z.strictObject({ probability }),
	/** 0 to this share of the picture, the rest its blurred copy: Kornia's sharpness, which blurs below 1. */
	sharpness: z.strictObject({ most: share.exactOptional(), probability }),
	/** Normal noise of that standard deviation. */
	gaussianNoise: z.strictObject({ deviation: between(0, 2).exactOptional(), probability }),
	rotation: z.strictObject({ degrees: between(0, 180).exactOptional(), probability }),
	/** Smooth random shifts; `strength` multiplies Kornia's. */
	elastic: z.strictObject({ strength: between(0, 20).exactOptional(), probability }),
	/** Corners and centre pulled by up to that share of half a side; the same for all cutouts. */
	thinPlateSpline: z.strictObject({ scale: share.exactOptional(), probability }),
	/** Shifted by up to that share of the side; what comes in from outside is mirrored. */
	randomCrop: z.strictObject({ padding: between(0, 0.5).exactOptional(), probability }),
	/** A random rectangle drawn out to the whole cutout; area as shares, aspect as width over height. */
	resizedCrop: z.strictObject({
		leastArea: between(0.01, 1).exactOptional(),
		mostArea: between(0.01, 1).exactOptional(),
		leastAspect: between(0.05, 20).exactOptional(),
		mostAspect: between(0.05, 20).exactOptional(),
		probability,
	}),
};

/** nerdyrodent's augmentations and `updated`'s flip, in the words of this project. */
export const augmentationNames = Object.keys(settings) as unknown as readonly [AugmentationName];
export type AugmentationName = keyof typeof settings;

/** All numbers of each augmentation. */
export type AugmentationSettings = {
	readonly [Name in AugmentationName]: Readonly<Required<z.infer<(typeof settings)[Name]>>>;
};

/** What an augmentation does when a recipe names it only: nerdyrodent's numbers, with what Kornia makes of them. */
export const augmentationDefaults: AugmentationSettings = {
	// `translate=0.1` becomes the pair (0, 0.1): no shift sideways.
	affine: { degrees: 15, shiftX: 0, shiftY: 0.1, shearDegrees: 5, border: 'black', probability: 0.7 },
	perspective: { distortion: 0.7, probability: 0.7 },
	colourJitter: { brightness: 0.1, contrast: 0.1, saturation: 0.1, hue: 0.1, probability: 0.7 },
	erasing: { leastArea: 0.1, mostArea: 0.4, leastAspect: 0.3, mostAspect: 3.33, probability: 0.7 },
	horizontalFlip: { probability: 0.5 },
	sharpness: { most: 0.3, probability: 0.5 },
	gaussianNoise: { deviation: 1, probability: 0.5 },
	rotation: { degrees: 15, probability: 0.7 },
	elastic: { strength: 1, probability: 0.7 },
	thinPlateSpline: { scale: 0.8, probability: 0.7 },
	// His crop is as large as what it is cut from, and changes nothing; ours moves.
	randomCrop: { padding: 0.125, probability: 0.5 },
	resizedCrop: { leastArea: 0.1, mostArea: 1, leastAspect: 0.75, mostAspect: 1.333, probability: 0.5 },
};

export const cutouts = z.strictObject({
	method: z.enum(cutMethods),
	count: wholeBetween(1, maximumCutouts),
	/** Exponent of the crop size's uniform draw; above 1 favours small crops. Not of `pooled`, `largeCrops` and `mixed`. */
	power: finite.min(0.01, 'must be at least 0.01').max(100, 'must be at most 100'),
	/** Each cutout gets normal noise of a standard deviation drawn from 0 to this. */
	noise: finite.min(0, 'must be at least 0').max(1, 'must be at most 1'),
	/** The share of `noise` that the last step has: it falls by the same factor at every step; absent: 1. */
	noiseFinal: between(0.001, 1).exactOptional(),
	augmentations: z.array(z.enum(augmentationNames)).max(16).readonly(),
	/** Whether cutouts are clamped to black and white at last, as in Crowson's notebooks; absent: no. */
	clamp: z.boolean().exactOptional(),
	/** Numbers of augmentations that are not the usual ones. */
	settings: z
		.strictObject(settings)
		.partial()
		.superRefine((given, context) => {
			for (const name of ['erasing', 'resizedCrop'] as const) {
				const { leastArea, mostArea, leastAspect, mostAspect } = { ...augmentationDefaults[name], ...given[name] };
				const refuse = (message: string): void =>
					context.addIssue({ code: 'custom', path: [name], message, params: { code: 'LEAST_ABOVE_MOST' } });
				if (leastArea > mostArea) refuse(areaMessage);
				if (leastAspect > mostAspect) refuse(aspectMessage);
			}
		})
		.exactOptional(),
});

const areaMessage = 'must not have a leastArea above its mostArea';
const aspectMessage = 'must not have a leastAspect above its mostAspect';
