import { type OptimiserName, optimiserNames } from '@galatea/render';
import { describe, expect, it } from 'vitest';
import cases from '../../fixtures/optimisers.json' with { type: 'json' };
import { newMemory, optimisers } from './index.ts';

type Case = (typeof cases)[number];

function follow({ name, start, gradients, learningRate }: Case): readonly Float32Array[] {
	const z = Float32Array.from(start);
	const memory = newMemory(name as OptimiserName, z.length);
	return gradients.map((gradient, index) => {
		optimisers[name as OptimiserName].move(z, Float32Array.from(gradient), memory, index + 1, learningRate);
		return z.slice();
	});
}

describe('the optimisers', () => {
	it('are all compared', () => {
		expect(cases.map(({ name }) => name)).toEqual(optimiserNames);
	});

	it.each(cases)('$name moves as PyTorch does, over gradients of very different size', (test) => {
		follow(test).forEach((z, step) => {
			(test.trace[step] as number[]).forEach((value, place) => {
				expect(Math.abs((z[place] as number) - value)).toBeLessThan(5e-6 * Math.max(1, Math.abs(value)));
			});
		});
	});

	it('move in ways of their own', () => {
		const ends = cases.map((test) => follow(test).at(-1)?.join());
		expect(new Set(ends).size).toBe(cases.length);
	});
});
