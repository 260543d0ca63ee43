/** @file Fields of the picture as a whole, and of where it begins. */
import { maximumPerceptors, maximumSizePx, maximumSteps, maximumTermWeight, minimumSizePx } from '../../limits.ts';
import type { RecipeFields } from '../field.ts';
import { initialFits, initialKinds, initialNoises, tilings } from './choices.ts';

const side = { kind: 'whole', from: minimumSizePx, to: maximumSizePx, unit: 'px', option: null } as const;

export const wholeFields = {
	// Sizes are narrowed further by the pack.
	width: { ...side, name: 'width', description: 'Of the picture, in pixels.' },
	height: { ...side, name: 'height', description: 'Of the picture, in pixels.' },
	steps: {
		kind: 'whole',
		from: 1,
		to: maximumSteps,
		unit: 'steps',
		name: 'steps',
		description: 'How many steps there are in all.',
	},
	seed: {
		kind: 'seed',
		name: 'seed',
		description: 'From 0 to 2⁶⁴ − 1; the same seed and recipe give the same picture.',
		asked: 'Drawn when left out.',
	},
	perceptorWeights: {
		kind: 'numbers',
		from: 0,
		to: maximumTermWeight,
		least: 0,
		most: maximumPerceptors,
		entry: 'weight',
		someAboveZero: true,
		optional: true,
		needs: 'perceptors',
		name: 'perceptorWeights',
		group: 'terms',
		description: "Factors of the perceptors' losses, in the pack's order; 1 each when there are none.",
		asked: "One for each of the pack's perceptors, 0 or more.",
	},
	tiling: {
		kind: 'choice',
		choices: tilings,
		choicesText: 'Sides at which a picture goes on at the opposite one; `horizontal`: left and right.',
		absent: 'none',
		needs: 'places',
		name: 'tiling',
		group: 'edges',
		description: 'On which sides the picture goes on at the opposite one.',
	},
} as const satisfies RecipeFields;

const begin = { option: null } as const;

export const initialFields = {
	'initial.kind': {
		...begin,
		kind: 'choice',
		choices: initialKinds,
		choicesText: `A random row of the codebook at each place; a picture; made noise, drawn from the seed; the first guess of the
pack's prior from the prompt; or the state after a step of another recipe.`,
		name: 'initialKind',
		description: 'From what the render begins.',
	},
	/** The picture's file. */
	'initial.sha256': {
		...begin,
		kind: 'sha256',
		name: 'initialPicture',
		when: { path: 'initial.kind', is: ['image'] },
		description: 'Of `image`: the SHA-256 of its file.',
		asked: 'It must be one that everybody may see, or the caller’s own.',
	},
	/** The notebooks stretch. */
	'initial.fit': {
		kind: 'choice',
		choices: initialFits,
		choicesText: 'What becomes of a picture of another aspect: stretched, cut to fill, or whole with grey beside it.',
		absent: 'stretch',
		name: 'initialFit',
		group: 'begin',
		when: { path: 'initial.kind', is: ['image'] },
		option: 'init-fit',
		description: 'Of `image`: what becomes of a picture of another shape.',
	},
	'initial.noise': {
		kind: 'choice',
		choices: initialNoises,
		choicesText: 'A colour per pixel, ramps of colour, clouds of colour, or clouds of little contrast.',
		name: 'initialNoise',
		when: { path: 'initial.kind', is: ['noise'] },
		option: 'init-noise',
		description: 'Of `noise`: the made picture to begin from.',
	},
	'initial.step': {
		...begin,
		kind: 'whole',
		from: 1,
		to: maximumSteps,
		name: 'forkStep',
		when: { path: 'initial.kind', is: ['fork'] },
		description: 'Of `fork`: after which of its steps. Steps are counted on from there.',
	},
} as const satisfies RecipeFields;
