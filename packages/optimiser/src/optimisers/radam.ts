/** @file RAdam (Liu and others, 2020) as PyTorch computes it: no adaptation while the variance cannot be told. */
import { decay1, decay2, type OptimiserRule } from './rule.ts';

const epsilon = 1e-8;
const longest = 2 / (1 - decay2) - 1;

/**
 * ρₜ = ρ∞ − 2tβ₂ᵗ / (1 − β₂ᵗ). Up to ρₜ = 5: z ← z − rate · m̂; beyond it m̂ is multiplied by
 * √((ρₜ−4)(ρₜ−2)ρ∞ / ((ρ∞−4)(ρ∞−2)ρₜ)) · √(1 − β₂ᵗ) / (√v + ε).
 */
export const radam: OptimiserRule = {
	memory: ['firstMoment', 'secondMoment'],
	move(z, gradient, [firstMoment, secondMoment], step, rate) {
		if (firstMoment === undefined || secondMoment === undefined) throw new RangeError('RAdam remembers two moments');
		const stepSize = rate / (1 - decay1 ** step);
		const correction = 1 - decay2 ** step;
		const length = longest - (2 * step * decay2 ** step) / correction;
		const rectified = length > 5;
		const rectification = rectified
			? Math.sqrt((((length - 4) * (length - 2) * longest) / ((longest - 4) * (longest - 2) * length)) * correction)
			: 1;
		for (let index = 0; index < z.length; index++) {
			const g = gradient[index] as number;
			const m = Math.fround(decay1 * (firstMoment[index] as number) + (1 - decay1) * g);
			const v = Math.fround(decay2 * (secondMoment[index] as number) + (1 - decay2) * g * g);
			firstMoment[index] = m;
			secondMoment[index] = v;
			const scale = rectified ? rectification / (Math.sqrt(v) + epsilon) : 1;
			z[index] = (z[index] as number) - stepSize * m * scale;
		}
	},
};
