import { augmentationDefaults } from '@galatea/render';
import { describe, expect, it } from 'vitest';
import { randomSource } from '../random.ts';
import { drawGaussianNoise } from './gaussian-noise.ts';
import { apply, type Homography, invert } from './homography.ts';
import { drawSharpness } from './sharpness.ts';
import { thinPlateSpline } from './thin-plate-spline.ts';
import { drawElastic, drawThinPlateSpline } from './warp-fields.ts';
import { drawAffine, drawHorizontalFlip, drawRandomCrop, drawResizedCrop, drawRotation } from './warp-geometry.ts';

const random = randomSource(22n);
const stream = (purpose: number) => random.draw(1, purpose);
const isIdentity = (map: Homography): boolean => map.join() === '1,0,0,0,1,0,0,0,1';
const share = <T>(items: readonly T[], test: (item: T) => boolean): number => items.filter(test).length / items.length;
const near = (value: number, wanted: number, tolerance: number): void => {
	expect(Math.abs(value - wanted)).toBeLessThan(tolerance);
};
const range = (values: readonly number[]): readonly [number, number] => [
	values.reduce((a, b) => Math.min(a, b)),
	values.reduce((a, b) => Math.max(a, b)),
];
const deviation = (values: ArrayLike<number>): number => {
	let [sum, squares] = [0, 0];
	for (let index = 0; index < values.length; index++) {
		sum += values[index] as number;
		squares += (values[index] as number) ** 2;
	}
	return Math.sqrt(squares / values.length - (sum / values.length) ** 2);
};

describe('Affine with numbers of its own', () => {
	it('may shift sideways, and not turn or shear', () => {
		const settings = {
			...augmentationDefaults.affine,
			degrees: 0,
			shearDegrees: 0,
			shiftX: 0.3,
			shiftY: 0,
			probability: 1,
		};
		const maps = drawAffine(5_000, 100, settings, stream(256));
		const moved = maps.map((map) => apply(invert(map), { x: 20, y: 70 }));
		near(range(moved.map(({ x }) => x))[0], -10, 0.1);
		near(range(moved.map(({ x }) => x))[1], 50, 0.1);
		expect(range(moved.map(({ y }) => Math.abs(y - 70)))[1]).toBeLessThan(1e-9);
	});
});

describe('HorizontalFlip', () => {
	it('mirrors every other cutout', () => {
		const maps = drawHorizontalFlip(20_000, 100, augmentationDefaults.horizontalFlip, stream(257));
		near(share(maps, isIdentity), 0.5, 0.015);
		const flip = maps.find((map) => !isIdentity(map)) as Homography;
		expect([apply(flip, { x: 0, y: 3 }), apply(flip, { x: 60, y: 3 })]).toEqual([
			{ x: 99, y: 3 },
			{ x: 39, y: 3 },
		]);
	});
});

describe('Rotation', () => {
	it('turns by up to 15° about the centre, seven cutouts in ten', () => {
		const maps = drawRotation(20_000, 100, augmentationDefaults.rotation, stream(258));
		near(share(maps, isIdentity), 0.3, 0.015);
		const turns = maps
			.filter((map) => !isIdentity(map))
			.map((map) => {
				const centre = apply(map, { x: 49.5, y: 49.5 });
				near(centre.x, 49.5, 1e-9);
				near(centre.y, 49.5, 1e-9);
				const right = apply(map, { x: 99, y: 49.5 });
				near(Math.hypot(right.x - 49.5, right.y - 49.5), 49.5, 1e-9);
				return (Math.atan2(right.y - 49.5, right.x - 49.5) * 180) / Math.PI;
			});
		near(range(turns)[0], -15, 0.05);
		near(range(turns)[1], 15, 0.05);
		near(deviation(turns), 15 / Math.sqrt(3), 0.15);
	});
});

describe('RandomCrop', () => {
	it('shifts by whole pixels, up to an eighth of the side each way', () => {
		const maps = drawRandomCrop(20_000, 64, augmentationDefaults.randomCrop, stream(259));
		const shifts = maps.filter((map) => !isIdentity(map)).map((map) => apply(map, { x: 0, y: 0 }));
		near(shifts.length / maps.length, 0.5 * (1 - 1 / 17 ** 2), 0.015);
		for (const axis of ['x', 'y'] as const) expect(new Set(shifts.map((shift) => shift[axis])).size).toBe(17);
		expect(range(shifts.map(({ x }) => x))).toEqual([-8, 8]);
	});
});

describe('RandomResizedCrop', () => {
	it('shows a rectangle of a tenth to all, three to four at most, that lies inside', () => {
		const maps = drawResizedCrop(20_000, 101, augmentationDefaults.resizedCrop, stream(260));
		near(share(maps, isIdentity), 0.5, 0.015);
		const shown = maps
			.filter((map) => !isIdentity(map))
			.map((map) => ({ from: apply(map, { x: 0, y: 0 }), to: apply(map, { x: 100, y: 100 }) }));
		const areas = shown.map(({ from, to }) => ((to.x - from.x) * (to.y - from.y)) / 1e4);
		const aspects = shown.map(({ from, to }) => (to.x - from.x) / (to.y - from.y));
		near(range(areas)[0], 0.1, 0.001);
		near(range(areas)[1], 1, 0.01);
		near(range(aspects)[0], 0.75, 0.01);
		near(range(aspects)[1], 1.333, 0.01);
		near(
			share(aspects, (aspect) => aspect > 1),
			0.5,
			0.02,
		);
		for (const { from, to } of shown) {
			expect(Math.min(from.x, from.y)).toBeGreaterThanOrEqual(0);
			expect(Math.max(to.x, to.y)).toBeLessThanOrEqual(100 + 1e-9);
		}
	});
});

describe('Sharpness', () => {
	it('keeps none to three tenths of every other cutout', () => {
		const shares = [...drawSharpness(20_000, augmentationDefaults.sharpness, stream(261))];
		near(
			share(shares, (each) => each === 0),
			0.5,
			0.015,
		);
		const [least, most] = range(shares.filter((each) => each > 0));
		near(least, 0.7, 0.001);
		near(most, 1, 0.001);
	});
});

describe('GaussianNoise', () => {
	it('is of the deviation asked for, in every other cutout', () => {
		const noise = drawGaussianNoise(400, 16, { deviation: 0.25, probability: 0.5 }, stream(262));
		const cutouts = Array.from({ length: 400 }, (_, index) => noise.subarray(index * 768, (index + 1) * 768));
		near(
			share(cutouts, (cutout) => cutout.every((value) => value === 0)),
			0.5,
			0.1,
		);
		for (const cutout of cutouts.filter((each) => each[0] !== 0)) near(deviation(cutout), 0.25, 0.03);
	});
});

describe('Elastic', () => {
	const sidePx = 224;
	const draw = (settings: Partial<(typeof augmentationDefaults)['elastic']>, count: number): Float32Array =>
		drawElastic(count, sidePx, { ...augmentationDefaults.elastic, ...settings }, stream(263));

	it('shifts as far as Kornia’s: noise of −1 to 1 for each pixel, blurred by its 63 taps', () => {
		// Uniform noise has a variance of 1/3; a separable kernel k leaves (Σ k²)² of it, and half a side is 1.
		const taps = Array.from({ length: 63 }, (_, tap) => Math.exp(-((tap - 31) ** 2) / (2 * 32 ** 2)));
		const sum = taps.reduce((a, b) => a + b);
		const energy = taps.reduce((total, tap) => total + (tap / sum) ** 2, 0);
		const expected = (energy / Math.sqrt(3)) * (sidePx / 2);
		const field = draw({ probability: 1 }, 60);
		// In the middle, where the blur sees noise on all sides.
		const middle = Array.from({ length: 120 }, (_, plane) => field[plane * sidePx ** 2 + 112 * sidePx + 112] as number);
		near(deviation(middle) / expected, 1, 0.25);
	});

	it('is smooth, stronger when asked, and left out for three in ten', () => {
		const field = draw({ probability: 1 }, 1);
		const row = [...field.subarray(100 * sidePx, 101 * sidePx)];
		const steps = row.slice(1).map((value, index) => value - (row[index] as number));
		expect(deviation(steps)).toBeLessThan(0.15 * deviation(row));
		const [weak, strong] = [1, 3].map((strength) => draw({ probability: 1, strength }, 1)) as [
			Float32Array,
			Float32Array,
		];
		for (const at of [0, 30_000, 90_000]) expect(strong[at]).toBeCloseTo(3 * (weak[at] as number), 4);
		const many = drawElastic(400, 8, augmentationDefaults.elastic, stream(264));
		const still = Array.from({ length: 400 }, (_, cutout) => many[cutout * 128 + 5] === 0);
		near(share(still, Boolean), 0.3, 0.08);
	});
});

describe('a thin-plate spline', () => {
	const points = [
		{ x: -1, y: -1 },
		{ x: -1, y: 1 },
		{ x: 1, y: -1 },
		{ x: 1, y: 1 },
		{ x: 0, y: 0 },
	];

	it('goes through its values, and is flat where they are', () => {
		const values = [0.3, -0.2, 0.1, 0.4, -0.6];
		const bent = thinPlateSpline(points, values);
		for (const [index, point] of points.entries()) expect(bent(point)).toBeCloseTo(values[index] as number, 9);
		const flat = thinPlateSpline(
			points,
			points.map(({ x, y }) => 2 + 3 * x - y),
		);
		expect(flat({ x: 0.3, y: -0.8 })).toBeCloseTo(2 + 0.9 + 0.8, 9);
	});

	it('is the known sum of kernels where the centre is drawn out of its corners', () => {
		// Symmetric values have symmetric weights that add up to nothing:
		// f = a + w · (Σ corners U − 4 U(centre)), U(r) = r² log r², through 0 at the corners and 1 at the centre.
		const bent = thinPlateSpline(points, [0, 0, 0, 0, 1]);
		const u = (r2: number): number => (r2 === 0 ? 0 : r2 * Math.log(r2));
		const shape = (x: number, y: number): number =>
			[-1, 1].flatMap((cx) => [-1, 1].map((cy) => u((x - cx) ** 2 + (y - cy) ** 2))).reduce((a, b) => a + b) -
			4 * u(x * x + y * y);
		const known = (x: number, y: number): number => (shape(x, y) - shape(1, 1)) / (shape(0, 0) - shape(1, 1));
		for (const [x, y] of [
			[0.5, 0.5],
			[0.2, -0.7],
			[1, 0],
		] as const)
			expect(bent({ x, y })).toBeCloseTo(known(x, y), 9);
	});

	it('has none through points in a line', () => {
		expect(() =>
			thinPlateSpline(
				[0, 1, 2].map((x) => ({ x, y: x })),
				[0, 1, 2],
			),
		).toThrow('points in one line');
	});

	it('moves corners and centre by up to 0.8 of half a side, the same for all cutouts, seven steps in ten', () => {
		const side = 9;
		const fields = Array.from({ length: 3_000 }, (_, step) =>
			drawThinPlateSpline(side, augmentationDefaults.thinPlateSpline, random.draw(step, 265)),
		);
		const bent = fields.filter((field) => field.some((value) => value !== 0));
		near(bent.length / fields.length, 0.7, 0.03);
		for (const place of [0, 8, 72, 80, 40]) {
			const [least, most] = range(bent.flatMap((field) => [field[place] as number, field[81 + place] as number]));
			near(least, -3.2, 0.02);
			near(most, 3.2, 0.02);
		}
	});
});
