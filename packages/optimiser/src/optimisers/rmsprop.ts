/** @file RMSprop (Tieleman and Hinton, 2012) as PyTorch computes it: α 0.99, ε 1e-8 outside the root, no momentum. */
import type { OptimiserRule } from './rule.ts';

const decay = 0.99;
const epsilon = 1e-8;

/** v ← αv + (1 − α)g²; z ← z − rate · g / (√v + ε) */
export const rmsprop: OptimiserRule = {
	memory: ['meanSquare'],
	move(z, gradient, [meanSquare], _step, rate) {
		if (meanSquare === undefined) throw new RangeError('RMSprop remembers a mean square');
		for (let index = 0; index < z.length; index++) {
			const g = gradient[index] as number;
			const v = Math.fround(decay * (meanSquare[index] as number) + (1 - decay) * g * g);
			meanSquare[index] = v;
			z[index] = (z[index] as number) - (rate * g) / (Math.sqrt(v) + epsilon);
		}
	},
};
