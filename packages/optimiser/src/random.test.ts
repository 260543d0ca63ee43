import { describe, expect, it } from 'vitest';
import { normalQuantile } from './normal-quantile.ts';
import { philox } from './philox.ts';
import { randomSource } from './random.ts';

describe('Philox4x32-10', () => {
	// kat_vectors of Random123 1.14: counter, key, output.
	it.each([
		[
			[0, 0, 0, 0],
			[0, 0],
			[0x6627e8d5, 0xe169c58d, 0xbc57ac4c, 0x9b00dbd8],
		],
		[
			[0xffffffff, 0xffffffff, 0xffffffff, 0xffffffff],
			[0xffffffff, 0xffffffff],
			[0x408f276d, 0x41c83b0e, 0xa20bc7c6, 0x6d5451fd],
		],
		[
			[0x243f6a88, 0x85a308d3, 0x13198a2e, 0x03707344],
			[0xa4093822, 0x299f31d0],
			[0xd16cfe09, 0x94fdcceb, 0x5001e420, 0x24126ea1],
		],
	] as const)('gives the published words for counter %j', (counter, key, words) => {
		const out = new Uint32Array(4);
		philox(counter, key, out);
		expect([...out]).toEqual(words);
	});

	it('multiplies exactly, whatever the words', () => {
		// The same function in integers of any size.
		const exact = (c: number[], k: readonly number[]): number[] => {
			let [k0, k1] = k.map(BigInt) as [bigint, bigint];
			let words = c.map(BigInt) as [bigint, bigint, bigint, bigint];
			const mask = 0xffffffffn;
			for (let round = 0; round < 10; round++) {
				const product0 = 0xd2511f53n * words[0];
				const product1 = 0xcd9e8d57n * words[2];
				words = [
					(product1 >> 32n) ^ words[1] ^ k0,
					product1 & mask,
					(product0 >> 32n) ^ words[3] ^ k1,
					product0 & mask,
				];
				k0 = (k0 + 0x9e3779b9n) & mask;
				k1 = (k1 + 0xbb67ae85n) & mask;
			}
			return words.map(Number);
		};
		const out = new Uint32Array(4);
		for (let index = 0; index < 2_000; index++) {
			const counter = [index * 2654435761, index * 40503, ~index, index << 20].map((word) => word >>> 0);
			philox(counter as [number, number, number, number], [index, 0xfffffff0 + (index % 16)], out);
			expect([...out]).toEqual(exact(counter, [index, 0xfffffff0 + (index % 16)]));
		}
	});
});

describe('the normal quantile', () => {
	// Values of the algorithm's paper and of torch.special.ndtri.
	it.each([
		[0.25, -0.674489750196082],
		[0.001, -3.09023230616781],
		[1e-20, -9.26234008979841],
		[0.5, 0],
		[0.975, 1.95996398454005],
		[0.5 / 65_536, -4.32491904082604],
	])('of %d is %d', (probability, value) => {
		expect(normalQuantile(probability)).toBeCloseTo(value, 10);
	});
});

describe('a random source', () => {
	it('gives the same numbers for the same seed, step and purpose, in whatever order they are drawn', () => {
		const source = randomSource(7n);
		const later = source.draw(9, 2).uniform();
		const first = Array.from({ length: 10 }, (_, step) => source.draw(step, 2).uniform());
		expect(first[9]).toBe(later);
		expect(new Set(first).size).toBe(10);
	});

	it('gives other numbers for another half of the seed, another step and another purpose', () => {
		const draws = [
			randomSource(1n).draw(1, 1),
			randomSource(1n + (1n << 32n)).draw(1, 1),
			randomSource(1n).draw(2, 1),
			randomSource(1n).draw(1, 2),
		].map((stream) => stream.uniform());
		expect(new Set(draws).size).toBe(4);
	});

	it('takes seeds of 64 bits and no others', () => {
		expect(() => randomSource(18_446_744_073_709_551_615n)).not.toThrow();
		expect(() => randomSource(-1n)).toThrow(/from 0 to 18446744073709551615, not -1/);
		expect(() => randomSource(1n << 64n)).toThrow(RangeError);
	});

	it('draws whole numbers evenly', () => {
		const stream = randomSource(3n).draw(0, 1);
		const counts = new Array<number>(7).fill(0);
		for (let index = 0; index < 70_000; index++) {
			const value = stream.integer(7);
			counts[value] = (counts[value] as number) + 1;
		}
		// Chi squared with 6 degrees of freedom stays below 22.5 in 99.9 % of cases.
		const chiSquared = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
		expect(chiSquared).toBeLessThan(22.5);
	});

	it('fills with normal numbers: mean, spread, skew, tails and neighbours', () => {
		const out = new Float32Array(400_003);
		randomSource(11n).draw(5, 4).fillNormal(out, 0, out.length, 1);
		const moment = (power: number): number => out.reduce((sum, value) => sum + value ** power, 0) / out.length;
		expect(Math.abs(moment(1))).toBeLessThan(0.006);
		expect(moment(2)).toBeCloseTo(1, 1.9);
		expect(Math.abs(moment(3))).toBeLessThan(0.02);
		expect(Math.abs(moment(4) - 3)).toBeLessThan(0.06);
		let neighbours = 0;
		for (let index = 1; index < out.length; index++) neighbours += (out[index] as number) * (out[index - 1] as number);
		expect(Math.abs(neighbours / out.length)).toBeLessThan(0.006);
	});

	it('fills only what it is told to', () => {
		const out = new Float32Array(20);
		randomSource(11n).draw(5, 4).fillNormal(out, 3, 16, 0.5);
		expect([...out].flatMap((value, index) => (value === 0 ? [index] : []))).toEqual([0, 1, 2, 16, 17, 18, 19]);
	});
});
