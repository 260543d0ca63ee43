/** @file Every operator's gradient on the real runtime, against finite differences. */
import { operators, opTypes } from '@galatea/autodiff';
import { checkGradient, gradientSamples, unitSamples } from '@galatea/autodiff/testing';
import { describe, expect, test } from 'vitest';
import { prepareOnRuntime } from './gradients.runner.ts';

// Finite differences in single precision are good for three digits of the sum, and better for most.
const tolerance = 2e-3;

describe.each(opTypes)('%s', (opType) => {
	const samples = gradientSamples[opType] ?? [];
	const { gradient } = operators[opType];
	if (gradient.kind === 'rule') {
		test('has samples', () => expect(samples.length).toBeGreaterThan(0));
		for (const sample of samples)
			test(`${sample.title}: the gradient is that of finite differences`, async () => {
				const { error, differences, gradient: found } = await checkGradient(sample, prepareOnRuntime);
				expect(error, `${found} for ${differences}`).toBeLessThan(tolerance);
			});
	} else test('is not differentiable, and has no samples', () => expect(samples).toEqual([]));
});

describe('units', () => {
	for (const sample of unitSamples)
		test(`${sample.title}: the gradient is that of finite differences`, async () => {
			const { error, differences, gradient } = await checkGradient(sample, prepareOnRuntime);
			expect(error, `${gradient} for ${differences}`).toBeLessThan(tolerance);
		});
});
