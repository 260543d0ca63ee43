/**
 * @file Fields that no recipe has, for tests which put them into the table and look for them wherever a field must come to by
 * itself: one of a part, one of the recipe itself, and a loss.
 */
import type { RecipeFields } from './field.ts';

export const madeUpFields = {
	'optimiser.wobble': {
		kind: 'number',
		from: 0,
		to: 5,
		absent: 0,
		name: 'wobbleRate',
		group: 'move',
		description: 'How much the latent wobbles.',
	},
	sparkle: {
		kind: 'choice',
		choices: ['none', 'silver'],
		absent: 'none',
		name: 'sparkle',
		group: 'look',
		description: 'How the picture sparkles.',
	},
	'losses.shine.weight': {
		kind: 'number',
		from: -10,
		to: 10,
		notZero: true,
		name: 'shine',
		group: 'look',
		option: null,
		description: 'Brighter lights.',
	},
} as const satisfies RecipeFields;

/** The module of the table's fields of the optimiser, with these among them. */
export function withMadeUpFields<Module extends { readonly optimiserFields: object }>(real: Module) {
	return { ...real, optimiserFields: { ...real.optimiserFields, ...madeUpFields } };
}
