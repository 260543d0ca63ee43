/** @file The part of a recipe that says where z begins. */
import { z } from 'zod';
import { maximumSteps } from '../limits.ts';
import { sha256, wholeBetween } from './values.ts';

/** What becomes of a picture of another aspect: stretched, cut to fill, or whole with grey beside it. */
export const initialFits = ['stretch', 'cover', 'contain'] as const;
export type InitialFit = (typeof initialFits)[number];

/**
 * Made pictures to begin from: a colour per pixel, ramps of colour (both nerdyrodent's), clouds of colour, and mist, which
 * is clouds without their small parts and with a third of their contrast.
 */
export const initialNoises = ['pixels', 'gradient', 'clouds', 'mist'] as const;
export type InitialNoise = (typeof initialNoises)[number];

/** What a render may begin from. */
export const initialKinds = ['codes', 'image', 'noise', 'fork'] as const;

export const initial = z.discriminatedUnion('kind', [
	/** A random codebook row per position. */
	z.strictObject({ kind: z.literal('codes') }),
	/** An encoded picture, named by the SHA-256 of its file. `fit` absent: stretched, as the notebooks do. */
	z.strictObject({ kind: z.literal('image'), sha256, fit: z.enum(initialFits).exactOptional() }),
	/** An encoded picture of noise, drawn from the seed. */
	z.strictObject({ kind: z.literal('noise'), noise: z.enum(initialNoises) }),
	/**
	 * The state after that step of another recipe, with all that its optimiser remembers; steps are counted on from
	 * there. The recipe is a whole one (`forkOf` reads it), so that this one still says everything.
	 */
	z.strictObject({
		kind: z.literal('fork'),
		recipe: z.record(z.string(), z.unknown()).readonly(),
		step: wholeBetween(1, maximumSteps),
	}),
]);
