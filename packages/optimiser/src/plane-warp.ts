/**
 * @file Planes of numbers, a picture's or a latent's, seen through a map of the plane: bicubic for what is looked at, bilinear
 * for what must stay between its neighbours. As PyTorch's `grid_sample` with corners not aligned.
 */
import { apply, type Homography } from './cutouts/homography.ts';

/** What lies beyond an edge. `mirror` repeats the edge pixel, since the mirror stands on the edge and not on the pixel. */
export type PlaneBorder = 'mirror' | 'edge' | 'wrap' | 'black';

export interface PlaneShape {
	readonly channels: number;
	readonly height: number;
	readonly width: number;
}

export interface PlaneWarp {
	/** From the centre of a pixel of the result to the place that it shows; whole coordinates are centres of pixels. */
	readonly map: Homography;
	readonly kernel: 'bicubic' | 'bilinear';
	/** Beyond the left and right side, and beyond the upper and lower one. */
	readonly borders: { readonly horizontal: PlaneBorder; readonly vertical: PlaneBorder };
}

/** PyTorch's coefficient of bicubic interpolation, that of OpenCV. */
const cubicCoefficient = -0.75;

/** `planes` [channels, height, width] warped; as large as it was. */
export function warpPlanes(
	planes: Float32Array,
	{ channels, height, width }: PlaneShape,
	{ map, kernel, borders }: PlaneWarp,
): Float32Array {
	const positions = height * width;
	const result = new Float32Array(planes.length);
	const weigh = kernels[kernel];
	for (let y = 0; y < height; y++)
		for (let x = 0; x < width; x++) {
			const place = apply(map, { x, y });
			const columns = taps(place.x, weigh, width, borders.horizontal);
			const rows = taps(place.y, weigh, height, borders.vertical);
			for (let channel = 0; channel < channels; channel++) {
				let sum = 0;
				for (const row of rows)
					for (const column of columns)
						sum +=
							row.weight * column.weight * (planes[channel * positions + row.index * width + column.index] as number);
				result[channel * positions + y * width + x] = sum;
			}
		}
	return result;
}

interface Tap {
	readonly index: number;
	readonly weight: number;
}

type Kernel = (fraction: number) => readonly number[];

/** Weights of the positions around a place that is `fraction` beyond the one in the middle, or left of it. */
const kernels: Readonly<Record<PlaneWarp['kernel'], Kernel>> = {
	bilinear: (fraction) => [1 - fraction, fraction],
	bicubic: (fraction) => [outer(1 + fraction), inner(fraction), inner(1 - fraction), outer(2 - fraction)],
};

// Keys, "Cubic convolution interpolation for digital image processing", 1981: up to one pixel away, and from one to two.
function inner(distance: number): number {
	return ((cubicCoefficient + 2) * distance - (cubicCoefficient + 3)) * distance * distance + 1;
}

function outer(distance: number): number {
	return cubicCoefficient * (((distance - 5) * distance + 8) * distance - 4);
}

function taps(place: number, weigh: Kernel, length: number, border: PlaneBorder): readonly Tap[] {
	const low = Math.floor(place);
	const weights = weigh(place - low);
	const first = low + 1 - weights.length / 2;
	return weights.flatMap((weight, tap) => {
		const index = within(first + tap, length, border);
		return index === null ? [] : [{ index, weight }];
	});
}

/** The position that stands for one beyond the edge; null for black. */
function within(index: number, length: number, border: PlaneBorder): number | null {
	if (index >= 0 && index < length) return index;
	switch (border) {
		case 'black':
			return null;
		case 'edge':
			return index < 0 ? 0 : length - 1;
		case 'wrap':
			return modulo(index, length);
		case 'mirror': {
			// There and back again in twice the length.
			const there = modulo(index, 2 * length);
			return there < length ? there : 2 * length - 1 - there;
		}
	}
}

function modulo(value: number, length: number): number {
	return ((value % length) + length) % length;
}
