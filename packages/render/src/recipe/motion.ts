/** @file The part of a recipe that says how the picture moves between steps: the zooms and pans of films. */
import { z } from 'zod';
import { shapeOf } from './schemas.ts';
import { usualOf } from './usual.ts';

/** What each movement is when a recipe leaves it out: none, before every step but the first, with a mirror at the edges. */
export const motionDefaults = usualOf('motion');

const movements = ['zoom', 'turnDegrees', 'shiftX', 'shiftY'] as const;

/**
 * Between two steps the picture is decoded, moved and encoded again, and what the optimiser remembers moves along. One
 * movement enlarges and turns about the centre, then shifts.
 */
export const motion = z
	.strictObject(shapeOf('motion'))
	.refine((given) => movements.some((name) => (given[name] ?? motionDefaults[name]) !== motionDefaults[name]), {
		error: 'must move something: say a zoom other than 1, a turn or a shift',
		params: { code: 'NO_EFFECT' },
	});

/** How a picture moves, as a recipe says it. */
export type Motion = z.infer<typeof motion>;

/** All numbers of a motion. */
export type WholeMotion = typeof motionDefaults;

/** Whether the picture moves before `step` (from 1). */
export function movesBefore({ everySteps, firstStep }: WholeMotion, step: number): boolean {
	return step > 1 && step >= firstStep && (step - 1) % everySteps === 0;
}
