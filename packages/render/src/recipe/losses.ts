/** @file What a recipe may ask beside its prompt: losses of the picture and of the latent, by name. */
import { z } from 'zod';
import { shapeOf } from './schemas.ts';

/** Each loss with its parameters; a loss that is absent does not count. */
export const losses = z.strictObject(shapeOf('losses'));
export type Losses = z.infer<typeof losses>;
export type LossName = keyof Losses;

/** The order in which a step adds and reports them: sums of numbers depend on it, so what stands here stays. */
const first: readonly LossName[] = [
	'keepInitial',
	'shrinkLatent',
	'latentVariation',
	'naturalNoise',
	'fewClasses',
	'totalVariation',
	'smoothness',
	'saturation',
	'symmetry',
	'palette',
];

/** The names of the losses, in the order in which a step reports them; new ones come last. */
export const lossNames: readonly LossName[] = [
	...first,
	...(Object.keys(losses.shape) as LossName[]).filter((name) => !first.includes(name)),
];
