/** @file Adamax (Kingma and Ba, 2015, section 7.1) as PyTorch computes it: ε 1e-8 added to each |g|. */
import { decay1, decay2, type OptimiserRule } from './rule.ts';

const epsilon = 1e-8;

/** m ← β₁m + (1 − β₁)g; u ← max(β₂u, |g| + ε); z ← z − rate / (1 − β₁ᵗ) · m / u */
export const adamax: OptimiserRule = {
	memory: ['firstMoment', 'largest'],
	move(z, gradient, [firstMoment, largest], step, rate) {
		if (firstMoment === undefined || largest === undefined)
			throw new RangeError('Adamax remembers a moment and a norm');
		const stepSize = rate / (1 - decay1 ** step);
		for (let index = 0; index < z.length; index++) {
			const g = gradient[index] as number;
			const m = Math.fround(decay1 * (firstMoment[index] as number) + (1 - decay1) * g);
			const u = Math.fround(Math.max(decay2 * (largest[index] as number), Math.abs(g) + epsilon));
			firstMoment[index] = m;
			largest[index] = u;
			z[index] = (z[index] as number) - (stepSize * m) / u;
		}
	},
};
