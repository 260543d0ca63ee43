/** @file The names that fields of a recipe choose from. */

/** nerdyrodent's eight, with the defaults of the libraries that he takes them from. */
export const optimiserNames = ['adam', 'adamw', 'adagrad', 'adamax', 'diffgrad', 'adamp', 'radam', 'rmsprop'] as const;
export type OptimiserName = (typeof optimiserNames)[number];

/** Ways in which the learning rate may fall. */
export const rateScheduleKinds = ['drops', 'linear', 'cosine', 'exponential'] as const;

/** Sides on which the picture goes on at the opposite one. */
export const tilings = ['none', 'horizontal', 'vertical', 'both'] as const;
export type Tiling = (typeof tilings)[number];

/** Axes of symmetry: `horizontal` is left and right alike. */
export const symmetryAxes = ['horizontal', 'vertical', 'both'] as const;

/**
 * Crowson's random crops; the whole picture pooled as in nerdyrodent's "latest"; random crops reduced by plain averages as
 * rkhamilton's "sg3"; Big Sleep's crops of half the picture and more, pixels picked and not mixed; pixray's mixture of near
 * and wide looks at the pooled picture.
 */
export const cutMethods = ['crops', 'pooled', 'averagedCrops', 'largeCrops', 'mixed'] as const;

/** What lies beyond a cutout's edge when it is moved: black, or its edge pixels drawn out. */
export const cutoutBorders = ['black', 'edge'] as const;

/** nerdyrodent's augmentations and `updated`'s flip, in the words of this project. */
export const augmentationNames = [
	'affine',
	'perspective',
	'colourJitter',
	'erasing',
	'horizontalFlip',
	'sharpness',
	'gaussianNoise',
	'rotation',
	'elastic',
	'thinPlateSpline',
	'randomCrop',
	'resizedCrop',
] as const;
export type AugmentationName = (typeof augmentationNames)[number];

/**
 * What comes in from beyond the picture's edge: what a mirror there shows, its edge pixels drawn out, what goes out at
 * the opposite side, or black. Sides that a tiling joins are joined in any case.
 */
export const motionBorders = ['mirror', 'edge', 'wrap', 'black'] as const;

/** What a render may begin from. */
export const initialKinds = ['codes', 'image', 'noise', 'prior', 'fork'] as const;

/** What becomes of a picture of another aspect: stretched, cut to fill, or whole with grey beside it. */
export const initialFits = ['stretch', 'cover', 'contain'] as const;
export type InitialFit = (typeof initialFits)[number];

/**
 * Made pictures to begin from: a colour per pixel, ramps of colour (both nerdyrodent's), clouds of colour, and mist, which
 * is clouds without their small parts and with a third of their contrast.
 */
export const initialNoises = ['pixels', 'gradient', 'clouds', 'mist'] as const;
export type InitialNoise = (typeof initialNoises)[number];
