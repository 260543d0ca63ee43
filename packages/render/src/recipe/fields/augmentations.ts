/**
 * @file Fields of single augmentations. What each is when a recipe names the augmentation only are nerdyrodent's numbers, with
 * what Kornia makes of them.
 */
import type { NumberField, RecipeFields } from '../field.ts';
import { cutoutBorders } from './choices.ts';

/** A number of an augmentation; its name in the form is shared by all that have such a number. */
function number<const Name extends string>(
	name: Name,
	[from, to]: readonly [number, number],
	absent: number,
	description: string,
) {
	return { kind: 'number', name, from, to, absent, option: null, description } as const satisfies NumberField;
}

const whole = [0, 1] as const;
const probability = <const Name extends string>(name: Name, absent: number) =>
	number(`${name}.probability`, whole, absent, 'How often, 0 to 1.');
const aspects = 'Height over width of what is erased, width over height of what is drawn out.';
const area = 'In shares of the cutout.';
const change = 'Largest change.';

export const augmentationFields = {
	// `translate=0.1` becomes the pair (0, 0.1): no shift sideways.
	'cutouts.settings.affine.degrees': number('affine.degrees', [0, 180], 15, 'Largest turn.'),
	'cutouts.settings.affine.shiftX': number('affine.shiftX', whole, 0, 'Largest shift in shares of the width.'),
	'cutouts.settings.affine.shiftY': number('affine.shiftY', whole, 0.1, 'Largest shift in shares of the height.'),
	'cutouts.settings.affine.shearDegrees': number('affine.shearDegrees', [0, 45], 5, 'Largest shear.'),
	'cutouts.settings.affine.border': {
		kind: 'choice',
		choices: cutoutBorders,
		type: 'CutoutBorder',
		choicesText: 'What lies beyond the edge of a cutout that is moved: black, or its edge drawn out.',
		absent: 'black',
		name: 'affine.border',
		option: null,
		description: 'What lies beyond the edge of a cutout that is moved.',
	},
	'cutouts.settings.affine.probability': probability('affine', 0.7),
	'cutouts.settings.perspective.distortion': number(
		'perspective.distortion',
		[0, 0.95],
		0.7,
		'How far corners move inwards, in shares of half a side.',
	),
	'cutouts.settings.perspective.probability': probability('perspective', 0.7),
	'cutouts.settings.colourJitter.brightness': number('colourJitter.brightness', whole, 0.1, change),
	'cutouts.settings.colourJitter.contrast': number('colourJitter.contrast', whole, 0.1, change),
	'cutouts.settings.colourJitter.saturation': number('colourJitter.saturation', whole, 0.1, change),
	'cutouts.settings.colourJitter.hue': number('colourJitter.hue', [0, 0.5], 0.1, 'Largest change in turns.'),
	'cutouts.settings.colourJitter.probability': probability('colourJitter', 0.7),
	/** One black rectangle for all cutouts; aspect as height over width. */
	'cutouts.settings.erasing.leastArea': number('erasing.leastArea', whole, 0.1, area),
	'cutouts.settings.erasing.mostArea': number('erasing.mostArea', whole, 0.4, area),
	'cutouts.settings.erasing.leastAspect': number('erasing.leastAspect', [0.05, 1], 0.3, aspects),
	'cutouts.settings.erasing.mostAspect': number('erasing.mostAspect', [1, 20], 3.33, aspects),
	'cutouts.settings.erasing.probability': probability('erasing', 0.7),
	/** Mirrored left to right. */
	'cutouts.settings.horizontalFlip.probability': probability('horizontalFlip', 0.5),
	/** 0 to this share of the picture, the rest its blurred copy: Kornia's sharpness, which blurs below 1. */
	'cutouts.settings.sharpness.most': number(
		'sharpness.most',
		whole,
		0.3,
		'Largest share of the sharp picture; the rest is blurred.',
	),
	'cutouts.settings.sharpness.probability': probability('sharpness', 0.5),
	'cutouts.settings.gaussianNoise.deviation': number(
		'gaussianNoise.deviation',
		[0, 2],
		1,
		'Standard deviation of the noise.',
	),
	'cutouts.settings.gaussianNoise.probability': probability('gaussianNoise', 0.5),
	'cutouts.settings.rotation.degrees': number('rotation.degrees', [0, 180], 15, 'Largest turn.'),
	'cutouts.settings.rotation.probability': probability('rotation', 0.7),
	/** Smooth random shifts. */
	'cutouts.settings.elastic.strength': number('elastic.strength', [0, 20], 1, "Times Kornia's."),
	'cutouts.settings.elastic.probability': probability('elastic', 0.7),
	/** The same for all cutouts. */
	'cutouts.settings.thinPlateSpline.scale': number(
		'thinPlateSpline.scale',
		whole,
		0.8,
		'How far corners and centre are pulled, in shares of half a side.',
	),
	'cutouts.settings.thinPlateSpline.probability': probability('thinPlateSpline', 0.7),
	// His crop is as large as what it is cut from, and changes nothing; ours moves. What comes in from outside is mirrored.
	'cutouts.settings.randomCrop.padding': number(
		'randomCrop.padding',
		[0, 0.5],
		0.125,
		'Largest shift in shares of the side.',
	),
	'cutouts.settings.randomCrop.probability': probability('randomCrop', 0.5),
	/** A random rectangle drawn out to the whole cutout; aspect as width over height. */
	'cutouts.settings.resizedCrop.leastArea': number('resizedCrop.leastArea', [0.01, 1], 0.1, area),
	'cutouts.settings.resizedCrop.mostArea': number('resizedCrop.mostArea', [0.01, 1], 1, area),
	'cutouts.settings.resizedCrop.leastAspect': number('resizedCrop.leastAspect', [0.05, 20], 0.75, aspects),
	'cutouts.settings.resizedCrop.mostAspect': number('resizedCrop.mostAspect', [0.05, 20], 1.333, aspects),
	'cutouts.settings.resizedCrop.probability': probability('resizedCrop', 0.5),
} as const satisfies RecipeFields;
