/** @file The part of a recipe that says how the latent moves: the rule of the optimiser and its learning rate. */
import { z } from 'zod';
import { maximumDrops, maximumSteps } from '../limits.ts';
import { between, finite, isRising, share, wholeBetween } from './values.ts';

/** nerdyrodent's eight, with the defaults of the libraries that he takes them from. */
export const optimiserNames = ['adam', 'adamw', 'adagrad', 'adamax', 'diffgrad', 'adamp', 'radam', 'rmsprop'] as const;
export type OptimiserName = (typeof optimiserNames)[number];

/** Ways in which the learning rate may fall; {@link rateSchedule} says how. */
export const rateScheduleKinds = ['drops', 'linear', 'cosine', 'exponential'] as const;

/** The share of the learning rate that the last step has. */
const final = share;

/** How the learning rate changes in the course of the steps; absent: it does not. */
const rateSchedule = z.discriminatedUnion('kind', [
	/** Multiplied by `factor` at each of `at`, shares of the steps (pixray: 0.1 at 0.75). */
	z.strictObject({
		kind: z.literal('drops'),
		factor: between(0.001, 1),
		at: z
			.array(share)
			.min(1, 'must name at least one drop')
			.max(maximumDrops, `must name at most ${maximumDrops} drops`)
			.refine(isRising, { error: 'must rise, each share once', params: { code: 'NOT_RISING' } })
			.readonly(),
	}),
	/** Straight down to `final`. */
	z.strictObject({ kind: z.literal('linear'), final }),
	/** Down to `final` along half a cosine. */
	z.strictObject({ kind: z.literal('cosine'), final }),
	/** By the same factor at every step, down to `final`. */
	z.strictObject({ kind: z.literal('exponential'), final: between(1e-6, 1) }),
]);
export type RateSchedule = z.infer<typeof rateSchedule>;

export const optimiser = z.strictObject({
	name: z.enum(optimiserNames),
	learningRate: finite.positive('must be above 0').max(10, 'must be at most 10'),
	schedule: rateSchedule.exactOptional(),
	/** Steps over which the rate rises in equal parts to its full size; absent: 0. */
	warmUpSteps: wholeBetween(0, maximumSteps).exactOptional(),
});
