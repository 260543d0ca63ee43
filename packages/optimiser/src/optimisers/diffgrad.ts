/**
 * @file DiffGrad (Dubey and others, 2020) as torch-optimizer computes it, with nerdyrodent's ε and weight decay of 1e-9:
 * Adam, slower where the gradient hardly changes. ε is added before the bias is corrected.
 */
import { decay1, decay2, type OptimiserRule } from './rule.ts';

const epsilon = 1e-9;
const weightDecay = 1e-9;

/** g ← g + 1e-9 · z; z ← z − rate · √(1 − β₂ᵗ) / (1 − β₁ᵗ) · m / (√v + ε) / (1 + exp(−|gₜ₋₁ − gₜ|)) */
export const diffgrad: OptimiserRule = {
	memory: ['firstMoment', 'secondMoment', 'lastGradient'],
	move(z, gradient, [firstMoment, secondMoment, lastGradient], step, rate) {
		if (firstMoment === undefined || secondMoment === undefined || lastGradient === undefined)
			throw new RangeError('DiffGrad remembers two moments and the last gradient');
		const stepSize = (rate * Math.sqrt(1 - decay2 ** step)) / (1 - decay1 ** step);
		for (let index = 0; index < z.length; index++) {
			const g = Math.fround((gradient[index] as number) + weightDecay * (z[index] as number));
			const m = Math.fround(decay1 * (firstMoment[index] as number) + (1 - decay1) * g);
			const v = Math.fround(decay2 * (secondMoment[index] as number) + (1 - decay2) * g * g);
			const friction = 1 / (1 + Math.exp(-Math.abs((lastGradient[index] as number) - g)));
			firstMoment[index] = m;
			secondMoment[index] = v;
			lastGradient[index] = g;
			z[index] = (z[index] as number) - (stepSize * m * friction) / (Math.sqrt(v) + epsilon);
		}
	},
};
