import { describe, expect, it } from 'vitest';
import trace from '../fixtures/adam.json' with { type: 'json' };
import { adamStep, clampChannels, newAdamState } from './adam.ts';

describe('Adam', () => {
	it('moves as PyTorch does, over gradients of very different size', () => {
		const z = Float32Array.from(trace.start);
		const state = newAdamState(z.length);
		trace.gradients.forEach((gradient, index) => {
			adamStep(z, Float32Array.from(gradient), state, index + 1, trace.learningRate);
			(trace.trace[index] as number[]).forEach((value, place) => {
				expect(z[place]).toBeCloseTo(value, 5);
			});
		});
	});
});

describe('the clamp to the codebook', () => {
	it('holds each channel to its own range', () => {
		const z = Float32Array.of(-5, 0, 5, -5, 0, 5);
		clampChannels(z, Float32Array.of(-1, -2), Float32Array.of(1, 3));
		expect([...z]).toEqual([-1, 0, 1, -2, 0, 3]);
	});
});
