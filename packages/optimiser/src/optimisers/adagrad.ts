/** @file Adagrad (Duchi, Hazan and Singer, 2011) as PyTorch computes it: ε 1e-10, sums begin at 0. */
import type { OptimiserRule } from './rule.ts';

const epsilon = 1e-10;

/** s ← s + g²; z ← z − rate · g / (√s + ε) */
export const adagrad: OptimiserRule = {
	memory: ['sumOfSquares'],
	move(z, gradient, [sums], _step, rate) {
		if (sums === undefined) throw new RangeError('Adagrad remembers a sum of squares');
		for (let index = 0; index < z.length; index++) {
			const g = gradient[index] as number;
			const sum = Math.fround((sums[index] as number) + g * g);
			sums[index] = sum;
			z[index] = (z[index] as number) - (rate * g) / (Math.sqrt(sum) + epsilon);
		}
	},
};
