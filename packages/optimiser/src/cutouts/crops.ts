/**
 * @file Crowson's random crops: squares of random size and place, resampled to what the perceptor reads.
 */
import type { Wrapping } from '../losses/neighbours.ts';
import type { RandomStream } from '../random.ts';
import { averageMatrix, type BandMatrix, nearestMatrix, resampleMatrix } from './resample.ts';

/** A square crop, in whole pixels of the picture. */
export interface Crop {
	readonly sizePx: number;
	readonly leftPx: number;
	readonly topPx: number;
}

export interface CropBounds {
	readonly widthPx: number;
	readonly heightPx: number;
	/** Side that the crop will be resampled to; crops are not smaller, as far as the picture allows. */
	readonly targetPx: number;
	/** Exponent of the size's draw: above 1 favours small crops. */
	readonly power: number;
	/** `large`: Big Sleep's sizes, of half the short side to 0.95 of it. Left out: any. */
	readonly sizes?: 'any' | 'large';
	/** Where the picture goes on at its opposite side: there crops may begin anywhere. Left out: nowhere. */
	readonly wraps?: Wrapping;
}

/**
 * Draws `count` crops: size = ⌊u^power · (largest − smallest) + smallest⌋ with largest = the picture's short side and
 * smallest = that or `targetPx`, the place uniform. Takes three numbers of the stream per crop; large ones take normal
 * ones for all sizes first, then two.
 */
export function drawCrops(bounds: CropBounds, count: number, random: RandomStream): readonly Crop[] {
	const { widthPx, heightPx, targetPx, power, wraps } = bounds;
	const largest = Math.min(widthPx, heightPx);
	const smallest = Math.min(largest, targetPx);
	const large = bounds.sizes === 'large' ? drawLargeSizes(largest, count, random) : null;
	return Array.from({ length: count }, (_, index) => {
		const sizePx = large?.[index] ?? Math.floor(random.uniform() ** power * (largest - smallest) + smallest);
		return {
			sizePx,
			leftPx: random.integer(wraps?.horizontal ? widthPx : widthPx - sizePx + 1),
			topPx: random.integer(wraps?.vertical ? heightPx : heightPx - sizePx + 1),
		};
	});
}

// Big Sleep: ⌊side · clip(a normal number of mean 0.8 and deviation 0.3, 0.5 to 0.95)⌋.
function drawLargeSizes(sidePx: number, count: number, random: RandomStream): readonly number[] {
	const normal = new Float32Array(count);
	random.fillNormal(normal, 0, count, 0.3);
	return Array.from(normal, (value) => Math.max(1, Math.floor(sidePx * Math.min(Math.max(0.8 + value, 0.5), 0.95))));
}

/** How a crop becomes a square of the perceptor's size. */
export type CropMethod = 'crops' | 'averagedCrops' | 'largeCrops';

const resamplings: Readonly<Record<CropMethod, (source: number, target: number) => BandMatrix>> = {
	crops: resampleMatrix,
	averagedCrops: averageMatrix,
	largeCrops: nearestMatrix,
};

const matrices = new Map<string, BandMatrix>();

// A few hundred sizes at most (short side − target), each some 20 kB: kept for the life of the process.
function matrixFor(sizePx: number, targetPx: number, method: CropMethod): BandMatrix {
	const key = `${method}:${sizePx}:${targetPx}`;
	const found = matrices.get(key);
	if (found !== undefined) return found;
	if (matrices.size >= 1_000) matrices.clear();
	const made = resamplings[method](sizePx, targetPx);
	matrices.set(key, made);
	return made;
}

/**
 * One interpolation matrix per crop for one axis of `lengthPx` pixels, dense `[count, targetPx, lengthPx]`: row r holds
 * the weights of the pixels that make sample r. `offset` says where a crop begins on that axis.
 */
export function cropMatrices(
	crops: readonly Crop[],
	lengthPx: number,
	targetPx: number,
	offset: (crop: Crop) => number,
	method: CropMethod = 'crops',
): Float32Array {
	const dense = new Float32Array(crops.length * targetPx * lengthPx);
	crops.forEach((crop, index) => {
		const { rows, width, first, weights } = matrixFor(crop.sizePx, targetPx, method);
		const start = offset(crop);
		for (let row = 0; row < rows; row++) {
			const line = (index * targetPx + row) * lengthPx;
			const from = start + (first[row] as number);
			// What goes beyond the end comes in at the beginning.
			for (let tap = 0; tap < width; tap++)
				dense[line + ((from + tap) % lengthPx)] = weights[row * width + tap] as number;
		}
	});
	return dense;
}
