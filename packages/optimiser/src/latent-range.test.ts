import { expect, test } from 'vitest';
import { clampChannels } from './latent-range.ts';

test('the clamp to the codebook holds each channel to its own range', () => {
	const z = Float32Array.of(-5, 0, 5, -5, 0, 5);
	clampChannels(z, Float32Array.of(-1, -2), Float32Array.of(1, 3));
	expect([...z]).toEqual([-1, 0, 1, -2, 0, 3]);
});
