/**
 * @file AdamP (Heo and others, 2021) as its authors and torch-optimizer compute it: Adam, without the part of the step
 * along z where the gradient is nearly at right angles to z. A latent is one picture, so the projection is of the whole.
 */
import { decay1, decay2, type OptimiserRule } from './rule.ts';

const epsilon = 1e-8;
const delta = 0.1;

/** p = m / (√v / √(1 − β₂ᵗ) + ε); where |cos(g, z)| < 0.1 / √length: p ← p − ẑ(ẑ·p); z ← z − rate / (1 − β₁ᵗ) · p */
export const adamp: OptimiserRule = {
	memory: ['firstMoment', 'secondMoment'],
	move(z, gradient, [firstMoment, secondMoment], step, rate) {
		if (firstMoment === undefined || secondMoment === undefined) throw new RangeError('AdamP remembers two moments');
		const stepSize = rate / (1 - decay1 ** step);
		const rootCorrection = Math.sqrt(1 - decay2 ** step);
		const move = new Float64Array(z.length);
		for (let index = 0; index < z.length; index++) {
			const g = gradient[index] as number;
			const m = Math.fround(decay1 * (firstMoment[index] as number) + (1 - decay1) * g);
			const v = Math.fround(decay2 * (secondMoment[index] as number) + (1 - decay2) * g * g);
			firstMoment[index] = m;
			secondMoment[index] = v;
			move[index] = m / (Math.sqrt(v) / rootCorrection + epsilon);
		}
		const lengthOfZ = Math.sqrt(dot(z, z));
		const cosine =
			dot(z, gradient) / (Math.max(lengthOfZ, epsilon) * Math.max(Math.sqrt(dot(gradient, gradient)), epsilon));
		const isTangential = Math.abs(cosine) < delta / Math.sqrt(z.length);
		const along = isTangential ? dot(z, move) / (lengthOfZ + epsilon) ** 2 : 0;
		for (let index = 0; index < z.length; index++) {
			const before = z[index] as number;
			z[index] = before - stepSize * ((move[index] as number) - along * before);
		}
	},
};

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
	let sum = 0;
	for (let index = 0; index < a.length; index++) sum += (a[index] as number) * (b[index] as number);
	return sum;
}
