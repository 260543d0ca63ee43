/** @file The kinds of numbers and names that several parts of a recipe have in common. */
import { z } from 'zod';
import { maximumSeed, maximumSteps, maximumTermWeight } from '../limits.ts';

/** The name of a file's content. */
export const sha256 = z.string().regex(/^[0-9a-f]{64}$/, 'must be a SHA-256: 64 hexadecimal digits');

/** Any number but NaN and the infinities. */
export const finite = z.number({ error: 'must be a finite number' });

/** A finite number from `least` to `most`. */
export function between(least: number, most: number): z.ZodNumber {
	return finite.min(least, `must be at least ${least}`).max(most, `must be at most ${most}`);
}

/** A whole number from `least` to `most`. */
function wholeBetween(least: number, most: number): z.ZodNumber {
	return z
		.number()
		.int('must be a whole number')
		.min(least, `must be at least ${least}`)
		.max(most, `must be at most ${most}`);
}

/** A share of something, from none to all of it. */
export const share = between(0, 1);

/** A step, counted from 1. */
export const stepNumber = wholeBetween(1, maximumSteps);

/** The factor of a part of the loss; below 0 it pushes away. */
export const weight = between(-maximumTermWeight, maximumTermWeight).refine((value) => value !== 0, {
	error: 'must not be 0: such a term has no effect',
	params: { code: 'NO_EFFECT' },
});

/** An unsigned 64-bit number, in digits. */
export const seed = z
	.string()
	.regex(/^(0|[1-9]\d{0,19})$/, 'must be a whole number from 0 to 18446744073709551615, in digits')
	// A refinement is asked of what is written wrong as well.
	.refine((digits) => !/^\d{1,20}$/.test(digits) || BigInt(digits) <= maximumSeed, {
		error: 'must be at most 18446744073709551615',
		params: { code: 'BAD_SEED' },
	});

/** Whether each number is above the one before. */
export function isRising(values: readonly number[]): boolean {
	return values.every((value, index) => index === 0 || value > (values[index - 1] as number));
}
