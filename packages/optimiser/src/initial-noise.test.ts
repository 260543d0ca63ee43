import { initialNoises } from '@galatea/render';
import { describe, expect, it } from 'vitest';
import { drawInitialNoise } from './initial-noise.ts';
import type { Picture } from './plan.ts';
import { randomSource } from './random.ts';

const size = { width: 48, height: 32 };
const draw = (kind: (typeof initialNoises)[number], seed = 3n): Picture =>
	drawInitialNoise(kind, size, randomSource(seed).draw(0, 6));

const channel = ({ data }: Picture, index: number): readonly number[] =>
	Array.from({ length: data.length / 3 }, (_, pixel) => data[3 * pixel + index] as number);
const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
const deviation = (values: readonly number[]): number => {
	const centre = mean(values);
	return Math.sqrt(mean(values.map((value) => (value - centre) ** 2)));
};
/** Of values next to each other in a row, against all. */
const unlikeness = (values: readonly number[]): number => {
	const steps = values.slice(1).map((value, index) => value - (values[index] as number));
	return deviation(steps) / deviation(values);
};

describe('noise to begin from', () => {
	it.each(initialNoises)('of %s follows from the seed', (kind) => {
		expect(draw(kind)).toEqual(draw(kind));
		expect(draw(kind, 4n).data).not.toEqual(draw(kind).data);
	});

	it('of pixels has 0 to 254 everywhere alike, as numpy draws them', () => {
		for (const index of [0, 1, 2]) {
			const values = channel(draw('pixels'), index);
			// 1,536 of them: the mean is 127 ± 1.9, the deviation 73.6 ± 0.9.
			expect(Math.abs(mean(values) - 127)).toBeLessThan(6);
			expect(Math.abs(deviation(values) - 73.6)).toBeLessThan(4);
			expect(Math.max(...values)).toBeLessThan(255);
			expect(unlikeness(values)).toBeCloseTo(Math.SQRT2, 1);
		}
	});

	it('of a gradient goes red across, green down from black, and blue down to at most half', () => {
		for (let seed = 0n; seed < 20n; seed++) {
			const { data } = draw('gradient', seed);
			const at = (x: number, y: number): readonly number[] => [
				...data.subarray(3 * (48 * y + x), 3 * (48 * y + x) + 3),
			];
			const [, , top] = at(0, 0);
			expect(at(0, 0)).toEqual([0, 0, top]);
			const [red = 0, green = 0, blue = 0] = at(47, 31);
			expect(red >= 1 && red <= 254 && green >= 2 && green <= 254 && blue >= 3 && blue <= 127).toBe(true);
			expect(at(47, 0)).toEqual([red, 0, top]);
			expect(at(0, 31)).toEqual([0, green, blue]);
			expect(at(24, 0)[0]).toBe(Math.floor((red * 24) / 47));
		}
	});

	it('of clouds is smooth, grey in the mean, and of all colours', () => {
		const picture = draw('clouds');
		for (const index of [0, 1, 2]) {
			const values = channel(picture, index);
			expect(Math.abs(mean(values) - 127.5)).toBeLessThan(25);
			expect(deviation(values)).toBeGreaterThan(15);
			expect(unlikeness(values)).toBeLessThan(0.8);
		}
		expect(channel(picture, 0)).not.toEqual(channel(picture, 1));
	});

	it('of mist is fainter than clouds, and smoother for its contrast', () => {
		const [mist, clouds] = [channel(draw('mist'), 0), channel(draw('clouds'), 0)];
		expect(Math.abs(mean(mist) - 127.5)).toBeLessThan(10);
		expect(deviation(mist)).toBeGreaterThan(4);
		expect(deviation(mist)).toBeLessThan(deviation(clouds) / 2);
		expect(unlikeness(mist)).toBeLessThan(unlikeness(clouds));
	});
});
