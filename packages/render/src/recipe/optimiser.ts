/** @file The part of a recipe that says how the latent moves: the rule of the optimiser and its learning rate. */
import { z } from 'zod';
import { schemaOf, shapeOf } from './schemas.ts';
import { between } from './values.ts';

/** The share of the learning rate that the last step has. */
const final = schemaOf('optimiser.schedule.final');

/** How the learning rate changes in the course of the steps; absent: it does not. */
const rateSchedule = z.discriminatedUnion('kind', [
	/** Multiplied by `factor` at each of `at`, shares of the steps (pixray: 0.1 at 0.75). */
	z.strictObject({
		kind: z.literal('drops'),
		factor: schemaOf('optimiser.schedule.factor'),
		at: schemaOf('optimiser.schedule.at'),
	}),
	/** Straight down to `final`. */
	z.strictObject({ kind: z.literal('linear'), final }),
	/** Down to `final` along half a cosine. */
	z.strictObject({ kind: z.literal('cosine'), final }),
	/** By the same factor at every step, down to `final`, which cannot be 0. */
	z.strictObject({ kind: z.literal('exponential'), final: between(1e-6, 1) }),
]);
export type RateSchedule = z.infer<typeof rateSchedule>;

export const optimiser = z.strictObject({ ...shapeOf('optimiser'), schedule: rateSchedule.exactOptional() });
