import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Picture, similarity } from './index.ts';

const reference: {
	readonly width: number;
	readonly height: number;
	readonly cases: readonly { readonly shift: number; readonly ssim: number; readonly psnrDb: number }[];
} = JSON.parse(readFileSync(join(import.meta.dirname, '../fixtures/similarity.json'), 'utf8'));

/** The pattern of fixtures/make.py. */
function pattern(shift: number): Picture {
	const { width, height } = reference;
	const data = new Uint8Array(3 * width * height);
	for (let y = 0; y < height; y++)
		for (let x = 0; x < width; x++)
			for (let c = 0; c < 3; c++) data[3 * (y * width + x) + c] = (7 * x + 13 * y + 29 * c + shift * x * y) % 256;
	return { width, height, data };
}

test.each(reference.cases)('is what PyTorch computes (shift $shift)', ({ shift, ssim, psnrDb }) => {
	const found = similarity(pattern(0), pattern(shift));
	expect(found.ssim).toBeCloseTo(ssim, 9);
	expect(found.psnrDb).toBeCloseTo(psnrDb, 9);
	expect(found.isIdentical).toBe(false);
});

test('of a picture with itself is 1, and one changed byte is seen', () => {
	expect(similarity(pattern(0), pattern(0))).toEqual({
		isIdentical: true,
		ssim: 1,
		psnrDb: Number.POSITIVE_INFINITY,
	});
	const other = pattern(0);
	other.data[100] = (other.data[100] as number) ^ 1;
	expect(similarity(pattern(0), other)).toMatchObject({ isIdentical: false });
	expect(similarity(pattern(0), other).ssim).toBeGreaterThan(0.999);
});

test('pictures of other sizes, or too small for a window, are refused', () => {
	const small = { width: 10, height: 40, data: new Uint8Array(1200) };
	expect(() => similarity(small, { ...small, width: 40, height: 10 })).toThrow('10×40 and 40×10 cannot be compared');
	expect(() => similarity(small, small)).toThrow('11 px a side at least');
});
