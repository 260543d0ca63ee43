/** @file Fields of how the picture moves between steps: the zooms and pans of films. */
import { maximumSteps } from '../../limits.ts';
import type { RecipeFields } from '../field.ts';
import { motionBorders } from './choices.ts';

const common = { group: 'motion', needs: 'encoder', option: null } as const;

export const motionFields = {
	// Beyond these bounds nothing of the picture would be left after a few movements.
	'motion.zoom': {
		...common,
		kind: 'number',
		from: 0.5,
		to: 2,
		absent: 1,
		name: 'zoom',
		description: 'Above 1 it comes closer; from 0.5 to 2.',
	},
	'motion.turnDegrees': {
		...common,
		kind: 'number',
		from: -180,
		to: 180,
		absent: 0,
		unit: 'degrees',
		name: 'turnDegrees',
		description: 'Clockwise.',
	},
	'motion.shiftX': {
		...common,
		kind: 'number',
		from: -1,
		to: 1,
		absent: 0,
		unit: 'share of the width',
		name: 'shiftX',
		description: 'To the right, as a share of the width.',
	},
	'motion.shiftY': {
		...common,
		kind: 'number',
		from: -1,
		to: 1,
		absent: 0,
		unit: 'share of the height',
		name: 'shiftY',
		description: 'Downwards, as a share of the height.',
	},
	'motion.everySteps': {
		...common,
		kind: 'whole',
		from: 1,
		to: maximumSteps,
		absent: 1,
		unit: 'steps',
		name: 'motionEverySteps',
		description: 'Steps from one movement to the next: with N, before the steps N + 1, 2N + 1, …',
	},
	'motion.firstStep': {
		...common,
		kind: 'whole',
		from: 1,
		to: maximumSteps,
		absent: 1,
		name: 'motionFirstStep',
		description: 'No movement before this step.',
	},
	'motion.border': {
		...common,
		kind: 'choice',
		choices: motionBorders,
		choicesText:
			'What comes in from beyond the edge: what a mirror there shows, the edge drawn out, what goes out at the opposite side, black.',
		absent: 'mirror',
		name: 'motionBorder',
		description: 'What comes in from beyond the edge.',
	},
} as const satisfies RecipeFields;
