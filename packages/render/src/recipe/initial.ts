/** @file The part of a recipe that says where z begins. */
import { z } from 'zod';
import { memberSchema, schemaOf } from './schemas.ts';

export const initial = z.discriminatedUnion('kind', [
	/** A random codebook row per position. */
	z.strictObject({ kind: z.literal('codes') }),
	/** An encoded picture, named by the SHA-256 of its file. `fit` absent: stretched, as the notebooks do. */
	z.strictObject({ kind: z.literal('image'), sha256: schemaOf('initial.sha256'), fit: memberSchema('initial.fit') }),
	/** An encoded picture of noise, drawn from the seed. */
	z.strictObject({ kind: z.literal('noise'), noise: schemaOf('initial.noise') }),
	/** What the pack's prior guesses from the text that weighs most; what the text leaves open is drawn from the seed. */
	z.strictObject({ kind: z.literal('prior') }),
	/**
	 * The state after that step of another recipe, with all that its optimiser remembers; steps are counted on from
	 * there. The recipe is a whole one (`forkOf` reads it), so that this one still says everything.
	 */
	z.strictObject({
		kind: z.literal('fork'),
		recipe: z.record(z.string(), z.unknown()).readonly(),
		step: schemaOf('initial.step'),
	}),
]);
