import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { halvesOf } from './half.ts';

/** The number that 16 bits stand for, by the definition of the format. */
function numberOf(bits: number): number {
	const sign = bits & 0x8000 ? -1 : 1;
	const exponent = (bits >> 10) & 0x1f;
	const fraction = bits & 0x3ff;
	if (exponent === 0x1f) return fraction === 0 ? sign * Number.POSITIVE_INFINITY : Number.NaN;
	return sign * (exponent === 0 ? fraction * 2 ** -24 : (1 + fraction / 1_024) * 2 ** (exponent - 15));
}

const halfOf = (number: number): number => halvesOf(Float32Array.of(number))[0] as number;

describe('half precision', () => {
	it('keeps every number that it has', () => {
		const every = Uint16Array.from({ length: 0x10000 }, (_, bits) => bits).filter(
			(bits) => !Number.isNaN(numberOf(bits)),
		);
		expect(halvesOf(Float32Array.from(every, numberOf))).toEqual(every);
	});

	it.each([
		['one', 1, 0x3c00],
		['minus two', -2, 0xc000],
		['the largest', 65_504, 0x7bff],
		['the first that is infinite', 65_520, 0x7c00],
		['a middle, to the even one below', 1 + 2 ** -11, 0x3c00],
		['a middle, to the even one above', 1 + 3 * 2 ** -11, 0x3c02],
		['the smallest', 2 ** -24, 0x0001],
		['half the smallest, to zero', 2 ** -25, 0x0000],
		['a little more than that', 2 ** -25 * 1.01, 0x0001],
		['minus zero', -0, 0x8000],
		['no number', Number.NaN, 0x7e00],
	])('rounds %s as IEEE 754 says', (_, number, bits) => {
		expect(halfOf(number)).toBe(bits);
	});

	it('takes the nearest for any number', () => {
		fc.assert(
			fc.property(fc.float({ min: -65_504, max: 65_504, noNaN: true }), (number) => {
				const bits = halfOf(number);
				const error = Math.abs(numberOf(bits) - number);
				for (const other of [bits - 1, bits + 1])
					if (!Number.isNaN(numberOf(other))) expect(Math.abs(numberOf(other) - number)).toBeGreaterThanOrEqual(error);
			}),
		);
	});
});
