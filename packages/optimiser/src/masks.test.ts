import { parseRecipe, type Recipe } from '@galatea/render';
import { describe, expect, it } from 'vitest';
import { type Mask, placeOnWhite, planMasks } from './masks.ts';
import type { Picture } from './plan.ts';
import { randomSource } from './random.ts';

const sha256 = 'd'.repeat(64);
const recipe: Recipe = parseRecipe({
	format: 1,
	engine: 1,
	pack: { id: 'any', sha256: '0'.repeat(64) },
	prompts: [{ text: 'a red apple', weight: 1, stop: null, mask: { sha256 } }],
	width: 32,
	height: 32,
	steps: 1,
	seed: '0',
	optimiser: { name: 'adam', learningRate: 0.1 },
	cutouts: { method: 'crops', count: 4, power: 1, noise: 0, augmentations: [] },
	initial: { kind: 'codes' },
});

/** A picture that is black but for the levels (of 255) at these pixels. */
function picture(levels: readonly (readonly [x: number, y: number, level: number])[], width = 32): Picture {
	const data = new Uint8ClampedArray(width * 32 * 3);
	for (const [x, y, level] of levels) data.fill(level, 3 * (y * width + x), 3 * (y * width + x) + 3);
	return { width, height: 32, data };
}

function maskOf(drawn: Picture): Mask {
	return planMasks(recipe, new Map([[sha256, drawn]])).get(sha256) as Mask;
}

describe('a mask', () => {
	it('is as white as its picture, and its area is all that is not black', () => {
		const mask = maskOf(
			picture([
				[3, 5, 255],
				[9, 7, 51],
				[30, 30, 9],
			]),
		);
		expect(mask.area).toEqual({ leftPx: 3, topPx: 5, widthPx: 7, heightPx: 3 });
		expect([mask.white[5 * 32 + 3], mask.white[7 * 32 + 9], mask.white[30 * 32 + 30]]).toEqual([
			1,
			expect.closeTo(0.2),
			0,
		]);
	});

	it('reads a colour by its luma, as Pillow does', () => {
		// Pillow 9.4: Image.new('RGB', (1, 1), colour).convert('L').getpixel((0, 0)).
		for (const [colour, level] of [
			[[255, 0, 0], 76],
			[[0, 255, 0], 150],
			[[10, 200, 90], 131],
		] as const) {
			const drawn = picture([]);
			drawn.data.set(colour, 0);
			expect(Math.round(255 * (maskOf(drawn).white[0] as number))).toBe(level);
		}
	});

	it.each([
		['that was not given', null, 'prompts.0.mask.sha256 names a mask, which was not given'],
		['of another size', picture([[0, 0, 255]], 31), 'needs a mask of 32 × 32, not 31 × 32'],
		['that is all black', picture([[0, 0, 15]]), 'must have white in it'],
	])('%s is refused', (_title, drawn, message) => {
		expect(() => planMasks(recipe, new Map(drawn && [[sha256, drawn]]))).toThrow(message);
	});
});

describe('crops of a mask', () => {
	const crops = (sizePx: number, count: number) =>
		Array.from({ length: count }, () => ({ sizePx, leftPx: 0, topPx: 0 }));

	it('are as likely as what they hold is white', () => {
		const mask = maskOf(
			picture([
				[4, 4, 255],
				[20, 9, 255],
				[7, 28, 51],
			]),
		);
		const seen = new Map<string, number>();
		for (const { leftPx, topPx } of placeOnWhite(crops(1, 22_000), mask, 32, randomSource(1n).draw(1, 1)))
			seen.set(`${leftPx},${topPx}`, (seen.get(`${leftPx},${topPx}`) ?? 0) + 1);
		expect([...seen.keys()].sort()).toEqual(['20,9', '4,4', '7,28']);
		// 10 000, 10 000 and 2 000 are meant; the deviation of the first is 74.
		expect(Math.abs((seen.get('4,4') ?? 0) - 10_000)).toBeLessThan(370);
		expect(Math.abs((seen.get('20,9') ?? 0) - 10_000)).toBeLessThan(370);
	});

	it('hold white, lie within its area, and come everywhere in it', () => {
		// A diagonal: most squares of its area are black.
		const mask = maskOf(picture(Array.from({ length: 20 }, (_, at) => [6 + at, 8 + at, 255] as const)));
		const lefts = new Set<number>();
		for (const { leftPx, topPx } of placeOnWhite(crops(3, 4_000), mask, 32, randomSource(2n).draw(1, 1))) {
			lefts.add(leftPx);
			expect(Math.abs(topPx - 2 - leftPx)).toBeLessThan(3);
			expect([leftPx >= 6, topPx >= 8, leftPx + 3 <= 26, topPx + 3 <= 28]).toEqual([true, true, true, true]);
		}
		expect(lefts.size).toBe(18);
	});
});
