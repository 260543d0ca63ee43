/** @file The part of a recipe that says how the picture moves between steps: the zooms and pans of films. */
import { z } from 'zod';
import { maximumSteps } from '../limits.ts';
import { between, stepNumber, wholeBetween } from './values.ts';

/**
 * What comes in from beyond the picture's edge: what a mirror there shows, its edge pixels drawn out, what goes out at
 * the opposite side, or black. Sides that a tiling joins are joined in any case.
 */
export const motionBorders = ['mirror', 'edge', 'wrap', 'black'] as const;

/** What each movement is when a recipe leaves it out: none, before every step but the first, with a mirror at the edges. */
export const motionDefaults = {
	zoom: 1,
	turnDegrees: 0,
	shiftX: 0,
	shiftY: 0,
	everySteps: 1,
	firstStep: 1,
	border: 'mirror',
} as const;

const movements = ['zoom', 'turnDegrees', 'shiftX', 'shiftY'] as const;

/**
 * Between two steps the picture is decoded, moved and encoded again, and what the optimiser remembers moves along. One
 * movement enlarges and turns about the centre, then shifts.
 */
export const motion = z
	.strictObject({
		/** Above 1 it comes closer. Beyond these bounds nothing of the picture would be left after a few movements. */
		zoom: between(0.5, 2).exactOptional(),
		/** Clockwise. */
		turnDegrees: between(-180, 180).exactOptional(),
		/** To the right, as a share of the width. */
		shiftX: between(-1, 1).exactOptional(),
		/** Downwards, as a share of the height. */
		shiftY: between(-1, 1).exactOptional(),
		/** Steps from one movement to the next: with N, before the steps N + 1, 2N + 1, … */
		everySteps: wholeBetween(1, maximumSteps).exactOptional(),
		/** No movement before this one. */
		firstStep: stepNumber.exactOptional(),
		border: z.enum(motionBorders).exactOptional(),
	})
	.refine((given) => movements.some((name) => (given[name] ?? motionDefaults[name]) !== motionDefaults[name]), {
		error: 'must move something: say a zoom other than 1, a turn or a shift',
		params: { code: 'NO_EFFECT' },
	});

/** How a picture moves, as a recipe says it. */
export type Motion = z.infer<typeof motion>;

/** All numbers of a motion. */
export type WholeMotion = { readonly [Name in keyof Motion]-?: NonNullable<Motion[Name]> };

/** Whether the picture moves before `step` (from 1). */
export function movesBefore({ everySteps, firstStep }: WholeMotion, step: number): boolean {
	return step > 1 && step >= firstStep && (step - 1) % everySteps === 0;
}
