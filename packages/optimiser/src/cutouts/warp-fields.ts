/**
 * @file Augmentations that bend: how far each pixel of the result looks beside its own place, in pixels. A field is
 * [fields, 2, S²], x before y; one for every cutout, or one for all of them.
 */
import type { AugmentationSettings } from '@galatea/render';
import type { RandomStream } from '../random.ts';
import { thinPlateSpline } from './thin-plate-spline.ts';

/** Kornia's `RandomElasticTransform`: noise of −1 to 1, blurred by 63 taps of a Gaussian of 32 px, for 224 px. */
const kornia = { sidePx: 224, taps: 63, sigmaPx: 32 } as const;
/** Points of the drawn noise along a side: what lies between is so smooth that a line will do. */
const coarse = 28;

/**
 * Smooth random shifts, as large as Kornia's for every side. Kornia draws noise for each pixel; here it is drawn on a
 * coarse grid with the same variance after the blur. Takes one number per cutout, then noise for all of them.
 */
export function drawElastic(
	count: number,
	sidePx: number,
	{ strength, probability }: AugmentationSettings['elastic'],
	random: RandomStream,
): Float32Array {
	const field = new Float32Array(count * 2 * sidePx * sidePx);
	const applied = Array.from({ length: count }, () => random.chance(probability));
	const shrink = coarse / kornia.sidePx;
	const kernel = gaussian(2 * Math.floor((kornia.taps * shrink) / 2) + 1, kornia.sigmaPx * shrink);
	const energy = (taps: readonly number[]): number => taps.reduce((sum, tap) => sum + tap * tap, 0);
	// Both axes: the energies of a separable kernel multiply. Half a side is 1 in Kornia's coordinates.
	const gain = energy(gaussian(kornia.taps, kornia.sigmaPx)) / energy(kernel);
	const scale = strength * gain * (sidePx / 2);
	for (let plane = 0; plane < 2 * count; plane++) {
		const noise = Float64Array.from({ length: coarse * coarse }, () => 2 * random.uniform() - 1);
		if (!applied[plane >> 1]) continue;
		const smooth = turned(blurred(turned(blurred(noise, kernel)), kernel));
		stretch(smooth, sidePx, scale, field.subarray(plane * sidePx * sidePx, (plane + 1) * sidePx * sidePx));
	}
	return field;
}

function gaussian(taps: number, sigma: number): readonly number[] {
	const weights = Array.from({ length: taps }, (_, tap) =>
		Math.exp(-((tap - (taps - 1) / 2) ** 2) / (2 * sigma * sigma)),
	);
	const sum = weights.reduce((total, weight) => total + weight);
	return weights.map((weight) => weight / sum);
}

// Along rows; nothing lies outside.
function blurred(grid: Float64Array, kernel: readonly number[]): Float64Array {
	const reach = (kernel.length - 1) / 2;
	return grid.map((_, index) => {
		const [row, column] = [Math.floor(index / coarse), index % coarse];
		return kernel.reduce((sum, weight, tap) => {
			const at = column + tap - reach;
			return at < 0 || at >= coarse ? sum : sum + weight * (grid[row * coarse + at] as number);
		}, 0);
	});
}

function turned(grid: Float64Array): Float64Array {
	return grid.map((_, index) => grid[(index % coarse) * coarse + Math.floor(index / coarse)] as number);
}

// Bilinear, corner on corner.
function stretch(grid: Float64Array, sidePx: number, scale: number, out: Float32Array): void {
	const places = Array.from({ length: sidePx }, (_, pixel) => {
		const at = (pixel * (coarse - 1)) / Math.max(sidePx - 1, 1);
		const low = Math.min(Math.floor(at), coarse - 2);
		return { low, share: at - low };
	});
	places.forEach((down, y) => {
		const [upper, lower] = [down.low * coarse, (down.low + 1) * coarse];
		places.forEach((across, x) => {
			const between = (row: number): number =>
				(grid[row + across.low] as number) * (1 - across.share) + (grid[row + across.low + 1] as number) * across.share;
			out[y * sidePx + x] = scale * (between(upper) * (1 - down.share) + between(lower) * down.share);
		});
	});
}

/**
 * Kornia's `RandomThinPlateSpline` with one draw for all cutouts: the corners and the centre look up to `scale` of half a
 * side away on each axis, and what lies between bends with them. Takes eleven numbers. [1, 2, S²]
 */
export function drawThinPlateSpline(
	sidePx: number,
	{ scale, probability }: AugmentationSettings['thinPlateSpline'],
	random: RandomStream,
): Float32Array {
	const field = new Float32Array(2 * sidePx * sidePx);
	const applied = random.chance(probability);
	// From −1 to 1 along a side, as Kornia counts.
	const points = [
		{ x: -1, y: -1 },
		{ x: -1, y: 1 },
		{ x: 1, y: -1 },
		{ x: 1, y: 1 },
		{ x: 0, y: 0 },
	];
	const shift = (): readonly number[] => points.map(() => (2 * random.uniform() - 1) * scale);
	const axes = [thinPlateSpline(points, shift()), thinPlateSpline(points, shift())];
	if (!applied) return field;
	const half = (sidePx - 1) / 2;
	axes.forEach((at, axis) => {
		for (let pixel = 0; pixel < sidePx * sidePx; pixel++) {
			const place = { x: (pixel % sidePx) / half - 1, y: Math.floor(pixel / sidePx) / half - 1 };
			field[axis * sidePx * sidePx + pixel] = at(place) * half;
		}
	});
	return field;
}
