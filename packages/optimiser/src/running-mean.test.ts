import { expect, it } from 'vitest';
import { takeIntoMean } from './running-mean.ts';

it.each([0, 0.5, 0.99])('the mean of a decay of %d is the weighted mean of all, by its definition', (decay) => {
	const values = [4, -1, 2.5, 8, 0.25, -3];
	const mean = Float32Array.of(values[0] as number);
	for (let step = 1; step < values.length; step++) {
		takeIntoMean(mean, Float32Array.of(values[step] as number), decay, step);
		const weights = Array.from({ length: step + 1 }, (_, index) => decay ** (step - index));
		const sum = weights.reduce((total, weight, index) => total + weight * (values[index] as number), 0);
		expect(mean[0]).toBeCloseTo(sum / weights.reduce((total, weight) => total + weight), 5);
	}
});
