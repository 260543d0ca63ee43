import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { assembled } from './assemble.ts';
import { productScale, RowTable } from './row-table.ts';

/** The same numbers each time, of length 1. */
function vector(seed: number, width: number): Float32Array {
	const drawn = Float32Array.from({ length: width }, (_, index) => Math.sin(seed * 12.9898 + index * 78.233));
	const length = Math.hypot(...drawn);
	return drawn.map((value) => value / length);
}

test('the module is what its source says', async () => {
	expect(await readFile(new URL('dot-rows.wasm', import.meta.url))).toEqual(Buffer.from(await assembled()));
});

test.each([1, 5, 8, 126, 256])('rows of %i numbers are multiplied as by hand, to 1/10,000', (width) => {
	const table = new RowTable(width, 64);
	const rows = Array.from({ length: 1_000 }, (_, index) => vector(index + 1, width));
	for (const row of rows) table.add(row);
	const sought = vector(5_000, width);
	for (const first of [0, 64, 960, 999]) {
		const products = table.products(sought, first);
		expect(products.length).toBe(Math.min(64, 1_000 - first));
		for (const [index, product] of products.entries()) {
			const byHand = (rows[first + index] as Float32Array).reduce(
				(sum, value, at) => sum + value * (sought[at] ?? 0),
				0,
			);
			expect(Math.abs(product / productScale - byHand)).toBeLessThan(1e-4);
		}
	}
	const back = table.row(7);
	for (const [at, value] of back.entries()) expect(Math.abs(value - (rows[7]?.[at] ?? 0))).toBeLessThan(1e-4);
});

test('products of the same and of opposite vectors, the largest there are, do not overflow', () => {
	const table = new RowTable(2, 4);
	for (const row of [
		[1, 0],
		[-1, 0],
		[Math.SQRT1_2, Math.SQRT1_2],
	])
		table.add(Float32Array.from(row));
	const products = Array.from(table.products(Float32Array.from([1, 0]), 0), (product) => product / productScale);
	expect(products).toEqual([1, -1, Math.SQRT1_2].map((value) => expect.closeTo(value, 4)));
});

test('a vector of another width is refused', () => {
	expect(() => new RowTable(3, 4).add(new Float32Array(4))).toThrow('4 numbers are not 3');
});
