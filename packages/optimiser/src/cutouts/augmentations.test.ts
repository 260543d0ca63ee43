import { augmentationDefaults } from '@galatea/render';
import { describe, expect, it } from 'vitest';
import { randomSource } from '../random.ts';
import { drawColourJitter, jitterRows } from './colour-jitter.ts';
import { drawErasing } from './erasing.ts';
import { apply, compose, fromUnitSquare, type Homography, invert } from './homography.ts';
import { drawAffine, drawPerspective } from './warp-geometry.ts';

const random = randomSource(21n);
const isIdentity = (map: Homography): boolean => map.join() === '1,0,0,0,1,0,0,0,1';
const share = <T>(items: readonly T[], test: (item: T) => boolean): number => items.filter(test).length / items.length;
const near = (value: number, wanted: number, tolerance: number): void => {
	expect(Math.abs(value - wanted)).toBeLessThan(tolerance);
};

describe('a projective map', () => {
	const corners = [
		{ x: 1, y: 2 },
		{ x: 9, y: 1 },
		{ x: 8, y: 7 },
		{ x: 2, y: 9 },
	] as const;

	it('takes the unit square to four given points', () => {
		const map = fromUnitSquare(corners);
		[
			{ x: 0, y: 0 },
			{ x: 1, y: 0 },
			{ x: 1, y: 1 },
			{ x: 0, y: 1 },
		].forEach((point, index) => {
			const to = apply(map, point);
			expect(to.x).toBeCloseTo(corners[index]?.x ?? 0, 9);
			expect(to.y).toBeCloseTo(corners[index]?.y ?? 0, 9);
		});
	});

	it('is undone by its inverse', () => {
		const map = fromUnitSquare(corners);
		const back = apply(compose(invert(map), map), { x: 0.3, y: 0.8 });
		expect(back.x).toBeCloseTo(0.3, 9);
		expect(back.y).toBeCloseTo(0.8, 9);
	});

	it('has no inverse when it is flat', () => {
		expect(() => invert([1, 2, 0, 2, 4, 0, 0, 0, 1])).toThrow(/has no inverse/);
	});
});

describe('Affine', () => {
	const maps = drawAffine(20_000, 100, augmentationDefaults.affine, random.draw(1, 256));
	const moved = maps.filter((map) => !isIdentity(map));

	it('is applied to seven cutouts in ten', () => {
		near(share(maps, isIdentity), 0.3, 0.015);
	});

	it('turns by up to 15°, shears x by up to 5° and shifts only up or down, by up to a tenth', () => {
		// A map goes from the result to the source; its inverse is T · R(turn) · shear, about the centre.
		const parts = moved.map((map) => {
			const forward = invert(map);
			const centre = apply(forward, { x: 49.5, y: 49.5 });
			const turn = Math.atan2(-forward[3], forward[0]);
			const shear = -(Math.cos(turn) * forward[1] - Math.sin(turn) * forward[4]);
			return {
				turn: (turn * 180) / Math.PI,
				shear: (Math.atan(shear) * 180) / Math.PI,
				x: centre.x - 49.5,
				y: centre.y - 49.5,
			};
		});
		const range = (key: keyof (typeof parts)[number]): readonly [number, number] => {
			const values = parts.map((part) => part[key]);
			return [Math.min(...values), Math.max(...values)];
		};
		near(range('turn')[0], -15, 0.05);
		near(range('turn')[1], 15, 0.05);
		near(range('shear')[0], -5, 0.05);
		near(range('shear')[1], 5, 0.05);
		near(range('y')[0], -10, 0.05);
		near(range('y')[1], 10, 0.05);
		expect(Math.max(...range('x').map(Math.abs))).toBeLessThan(1e-9);
		// Uniform: a standard deviation of a third of the range's square.
		near(parts.reduce((sum, { turn }) => sum + turn * turn, 0) / parts.length, 225 / 3, 2);
	});
});

describe('Perspective', () => {
	const maps = drawPerspective(20_000, 100, augmentationDefaults.perspective, random.draw(1, 257));
	const moved = maps.filter((map) => !isIdentity(map));

	it('is applied to seven cutouts in ten', () => {
		near(share(maps, isIdentity), 0.3, 0.015);
	});

	it('moves each corner inwards by up to 0.7 of half the side, evenly', () => {
		const corners = moved.map((map) => apply(invert(map), { x: 99, y: 0 }));
		const inX = corners.map(({ x }) => 99 - x);
		const inY = corners.map(({ y }) => y);
		for (const values of [inX, inY]) {
			near(Math.min(...values), 0, 0.05);
			near(Math.max(...values), 35, 0.05);
			near(values.reduce((sum, value) => sum + value, 0) / values.length, 17.5, 0.4);
		}
	});
});

describe('ColourJitter', () => {
	it('changes each of the four by up to 0.1, for seven cutouts in ten, and leaves the others as they are', () => {
		const count = 2_000;
		const values = drawColourJitter(count, augmentationDefaults.colourJitter, random.draw(1, 258));
		expect(values.length).toBe(jitterRows * count);
		const row = (index: number): readonly number[] => [...values.subarray(index * count, (index + 1) * count)];
		const untouched = row(16).map((saturation, cutout) => saturation === 1 && row(17)[cutout] === 0);
		near(share(untouched, Boolean), 0.3, 0.03);
		near(Math.min(...row(16)), 0.9, 0.001);
		near(Math.max(...row(16)), 1.1, 0.001);
		near(Math.min(...row(17)), -0.1, 0.001);
		near(Math.max(...row(17)), 0.1, 0.001);
		// Exactly one step is brightness and one is contrast.
		const used = (offset: number, rest: number): readonly number[] =>
			[0, 1, 2, 3].filter((slot) => row(4 * slot + offset).some((value) => value !== rest));
		expect(used(0, 1).length).toBe(1);
		expect(used(1, 0).length).toBe(1);
		expect(row(2).every((low, cutout) => (low === 0) !== untouched[cutout])).toBe(true);
	});

	it('draws the order anew for each step', () => {
		const orders = Array.from({ length: 60 }, (_, step) => {
			const values = drawColourJitter(30, augmentationDefaults.colourJitter, random.draw(step, 258));
			return [0, 1, 2, 3]
				.map((slot) => {
					const scaled = values.subarray(4 * slot * 30, (4 * slot + 1) * 30).some((value) => value !== 1);
					const shifted = values.subarray((4 * slot + 1) * 30, (4 * slot + 2) * 30).some((value) => value !== 0);
					return `${Number(scaled)}${Number(shifted)}`;
				})
				.join();
		});
		expect(new Set(orders).size).toBe(6);
	});
});

describe('Erasing', () => {
	it('blackens a rectangle of a tenth to two fifths, three to one at most, in seven steps of ten', () => {
		const side = 64;
		const rectangles = Array.from({ length: 1_500 }, (_, step) => {
			const mask = drawErasing(side, augmentationDefaults.erasing, random.draw(step, 259));
			const black = [...mask.keys()].filter((index) => mask[index] === 0);
			if (black.length === 0) return null;
			const columns = black.map((index) => index % side);
			const rows = black.map((index) => Math.floor(index / side));
			const width = Math.max(...columns) - Math.min(...columns) + 1;
			const height = Math.max(...rows) - Math.min(...rows) + 1;
			// It is a full rectangle.
			expect(black.length).toBe(width * height);
			return { area: (width * height) / side ** 2, aspect: height / width };
		});
		near(
			share(rectangles, (rectangle) => rectangle === null),
			0.3,
			0.03,
		);
		const drawn = rectangles.filter((rectangle) => rectangle !== null);
		near(Math.min(...drawn.map(({ area }) => area)), 0.1, 0.01);
		near(Math.max(...drawn.map(({ area }) => area)), 0.4, 0.02);
		near(Math.min(...drawn.map(({ aspect }) => aspect)), 0.3, 0.03);
		near(Math.max(...drawn.map(({ aspect }) => aspect)), 3.33, 0.3);
		// Half are taller than wide.
		near(
			share(drawn, ({ aspect }) => aspect > 1),
			0.5,
			0.04,
		);
	});
});
