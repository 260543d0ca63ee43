import { expect, test } from 'vitest';
import { latentFromCodes } from './generator.ts';

const codebook = { rows: Float32Array.of(1, 2, 3, 4, 5, 6), count: 3, dimension: 2 };

test('a latent made from codes holds each code’s row at its position, channel by channel', () => {
	expect([...latentFromCodes(codebook, [2, 0], [1, 2, 1, 2])]).toEqual([5, 1, 6, 2]);
});

test('codes that are too few, or no rows of the codebook, are refused', () => {
	expect(() => latentFromCodes(codebook, [0], [1, 2, 1, 2])).toThrow('A latent of 1 × 2 needs 2 codes, got 1');
	expect(() => latentFromCodes(codebook, [0, 3], [1, 2, 1, 2])).toThrow('Code 3 at position 1 is not a row');
	expect(() => latentFromCodes(codebook, [0, 0.5], [1, 2, 1, 2])).toThrow(RangeError);
});
