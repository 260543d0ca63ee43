import { describe, expect, it } from 'vitest';
import cases from '../../fixtures/resampling.json' with { type: 'json' };
import { randomSource } from '../random.ts';
import { cropMatrices, drawCrops } from './crops.ts';
import { averageMatrix, lanczosTaps, nearestMatrix, resampleMatrix } from './resample.ts';

describe('resampling', () => {
	it.each(cases)('of $source samples to $target is what PyTorch computes, by every method', (test) => {
		const { source, target, taps, picture } = test;
		expect(lanczosTaps(source, target).length).toBe(taps);
		const methods = [
			[resampleMatrix, test.made],
			[averageMatrix, test.averaged],
			[nearestMatrix, test.nearest],
		] as const;
		for (const [matrix, made] of methods) {
			const { width, first, weights } = matrix(source, target);
			const weight = (row: number, column: number): number => {
				const place = column - (first[row] as number);
				return place >= 0 && place < width ? (weights[row * width + place] as number) : 0;
			};
			for (let y = 0; y < target; y++)
				for (let x = 0; x < target; x++) {
					let sum = 0;
					for (let row = 0; row < source; row++)
						for (let column = 0; column < source; column++)
							sum += weight(y, row) * weight(x, column) * (picture[row * source + column] as number);
					expect(sum).toBeCloseTo(made[y * target + x] as number, 5);
				}
		}
	});

	// Tap counts of the reference for a target of 224.
	it.each([
		[256, 5],
		[300, 5],
		[448, 7],
		[512, 9],
		[224, 1],
		[128, 1],
	])('filters %d samples with %d taps on the way to 224', (source, taps) => {
		expect(lanczosTaps(source, 224).length).toBe(taps);
	});
});

describe('crops', () => {
	const bounds = { widthPx: 320, heightPx: 256, targetPx: 64, power: 1 };
	const random = randomSource(5n);

	it('have sizes and places as Crowson draws them', () => {
		const crops = drawCrops(bounds, 20_000, random.draw(1, 2));
		const sizes = crops.map((crop) => crop.sizePx);
		expect(Math.min(...sizes)).toBe(64);
		expect(Math.max(...sizes)).toBe(255);
		expect(sizes.reduce((sum, size) => sum + size, 0) / sizes.length).toBeCloseTo((64 + 255) / 2, -0.5);
		for (const { sizePx, leftPx, topPx } of crops) {
			expect(leftPx >= 0 && leftPx + sizePx <= 320 && topPx >= 0 && topPx + sizePx <= 256).toBe(true);
		}
		// Both ends of the place are reached.
		expect(crops.some(({ sizePx, leftPx }) => leftPx + sizePx === 320)).toBe(true);
		expect(crops.some(({ leftPx }) => leftPx === 0)).toBe(true);
	});

	it('favour small sizes with a power above 1', () => {
		const mean = (power: number): number => {
			const crops = drawCrops({ ...bounds, power }, 5_000, random.draw(2, 2));
			return crops.reduce((sum, crop) => sum + crop.sizePx, 0) / crops.length;
		};
		// E[u^3] is a quarter.
		expect(mean(3)).toBeCloseTo(64 + 192 / 4, -0.7);
		expect(mean(0.5)).toBeGreaterThan(mean(1));
	});

	it('take the whole short side of a picture that is smaller than the target', () => {
		const crops = drawCrops({ widthPx: 48, heightPx: 32, targetPx: 64, power: 1 }, 50, random.draw(3, 2));
		expect(crops.every((crop) => crop.sizePx === 32 && crop.topPx === 0)).toBe(true);
		expect(new Set(crops.map((crop) => crop.leftPx)).size).toBeGreaterThan(5);
	});

	it('are of half to nearly all of the short side when large, as Big Sleep draws them', () => {
		const crops = drawCrops({ ...bounds, sizes: 'large' }, 20_000, random.draw(4, 2));
		const sizes = crops.map((crop) => crop.sizePx);
		expect([Math.min(...sizes), Math.max(...sizes)]).toEqual([128, 243]);
		// P(z ≥ (0.95 − 0.8) / 0.3) = 0.3085 and P(z ≤ (0.5 − 0.8) / 0.3) = 0.1587 are cut off.
		const share = (size: number): number => sizes.filter((each) => each === size).length / sizes.length;
		expect(share(243)).toBeCloseTo(0.3085, 1);
		expect(share(128)).toBeCloseTo(0.1587, 1);
		expect(crops.every(({ sizePx, leftPx }) => leftPx >= 0 && leftPx + sizePx <= 320)).toBe(true);
	});

	it('begin anywhere where the picture goes on at its opposite side, and are whole there', () => {
		const crops = drawCrops({ ...bounds, wraps: { horizontal: true, vertical: false } }, 2_000, random.draw(5, 2));
		expect(crops.some(({ sizePx, leftPx }) => leftPx + sizePx > 320)).toBe(true);
		expect(crops.every(({ sizePx, topPx }) => topPx + sizePx <= 256)).toBe(true);
		const dense = cropMatrices([{ sizePx: 6, leftPx: 17, topPx: 0 }], 20, 6, (crop) => crop.leftPx);
		// Of the same size, so that every row picks one pixel: 17, 18, 19 and then 0, 1, 2.
		const picked = Array.from({ length: 6 }, (_, row) => dense.subarray(row * 20, row * 20 + 20).indexOf(1));
		expect(picked).toEqual([17, 18, 19, 0, 1, 2]);
	});

	it('become matrices whose rows sum to 1 and read only the crop', () => {
		const crops = [
			{ sizePx: 10, leftPx: 3, topPx: 0 },
			{ sizePx: 6, leftPx: 14, topPx: 2 },
		];
		const dense = cropMatrices(crops, 20, 8, (crop) => crop.leftPx);
		expect(dense.length).toBe(2 * 8 * 20);
		crops.forEach((crop, index) => {
			for (let row = 0; row < 8; row++) {
				const line = dense.subarray((index * 8 + row) * 20, (index * 8 + row + 1) * 20);
				expect(line.reduce((sum, value) => sum + value, 0)).toBeCloseTo(1, 5);
				expect(line.every((value, x) => value === 0 || (x >= crop.leftPx && x < crop.leftPx + crop.sizePx))).toBe(true);
			}
		});
	});
});
