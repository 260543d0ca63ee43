/** @file Which members of a recipe have a name that people know; the others are told by their path. */

const names = {
	width: 'width',
	height: 'height',
	steps: 'steps',
	seed: 'seed',
	'pack.id': 'pack',
	'pack.sha256': 'packHash',
	'optimiser.name': 'optimiser',
	'optimiser.learningRate': 'learningRate',
	'cutouts.method': 'cutMethod',
	'cutouts.count': 'cutouts',
	'cutouts.power': 'cutPower',
	'cutouts.noise': 'cutNoise',
	'cutouts.noiseFinal': 'cutNoiseFinal',
	'cutouts.augmentations': 'augmentations',
	'initial.kind': 'beginning',
	'initial.noise': 'beginningNoise',
	'initial.step': 'forkStep',
	'initial.recipe': 'forkRecipe',
	'initial.sha256': 'beginningPicture',
	tiling: 'tiling',
	'motion.zoom': 'zoom',
	'motion.turnDegrees': 'turnDegrees',
	'motion.shiftX': 'shiftX',
	'motion.shiftY': 'shiftY',
	'motion.everySteps': 'motionEverySteps',
	'motion.firstStep': 'motionFirstStep',
	'motion.border': 'motionBorder',
	ema: 'ema',
	engine: 'engine',
} as const;

export type MemberName = (typeof names)[keyof typeof names];

/** Key of the name among the messages; null for a member that has none. */
export function memberName(path: string): MemberName | null {
	return Object.hasOwn(names, path) ? names[path as keyof typeof names] : null;
}
