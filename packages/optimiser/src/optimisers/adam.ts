/**
 * @file Adam (Kingma and Ba, 2015) as PyTorch computes it: β 0.9 and 0.999, ε 1e-8 outside the root, both bias
 * corrections, no weight decay.
 */
import { decay1, decay2, type OptimiserRule } from './rule.ts';

const epsilon = 1e-8;

/** m ← β₁m + (1 − β₁)g; v ← β₂v + (1 − β₂)g²; z ← z − rate / (1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + ε) */
export const adam: OptimiserRule = {
	memory: ['firstMoment', 'secondMoment'],
	move(z, gradient, [firstMoment, secondMoment], step, rate) {
		if (firstMoment === undefined || secondMoment === undefined) throw new RangeError('Adam remembers two moments');
		const stepSize = rate / (1 - decay1 ** step);
		const rootCorrection = Math.sqrt(1 - decay2 ** step);
		for (let index = 0; index < z.length; index++) {
			const g = gradient[index] as number;
			const m = Math.fround(decay1 * (firstMoment[index] as number) + (1 - decay1) * g);
			const v = Math.fround(decay2 * (secondMoment[index] as number) + (1 - decay2) * g * g);
			firstMoment[index] = m;
			secondMoment[index] = v;
			z[index] = (z[index] as number) - (stepSize * m) / (Math.sqrt(v) / rootCorrection + epsilon);
		}
	},
};
