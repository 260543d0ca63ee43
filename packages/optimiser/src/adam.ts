/**
 * @file Adam (Kingma and Ba, 2015) as PyTorch computes it: β 0.9 and 0.999, ε 1e-8 outside the root, both bias
 * corrections, no weight decay.
 */

const decay1 = 0.9;
const decay2 = 0.999;
const epsilon = 1e-8;

export interface AdamState {
	readonly firstMoment: Float32Array;
	readonly secondMoment: Float32Array;
}

/** The state before the first step. */
export function newAdamState(length: number): AdamState {
	return { firstMoment: new Float32Array(length), secondMoment: new Float32Array(length) };
}

/**
 * Changes `z` and the moments in place.
 * `step` counts from 1. m ← β₁m + (1 − β₁)g; v ← β₂v + (1 − β₂)g²; z ← z − rate / (1 − β₁ᵗ) · m / (√v / √(1 − β₂ᵗ) + ε)
 */
export function adamStep(
	z: Float32Array,
	gradient: Float32Array,
	state: AdamState,
	step: number,
	learningRate: number,
): void {
	const { firstMoment, secondMoment } = state;
	const stepSize = learningRate / (1 - decay1 ** step);
	const rootCorrection = Math.sqrt(1 - decay2 ** step);
	for (let index = 0; index < z.length; index++) {
		const g = gradient[index] as number;
		const m = Math.fround(decay1 * (firstMoment[index] as number) + (1 - decay1) * g);
		const v = Math.fround(decay2 * (secondMoment[index] as number) + (1 - decay2) * g * g);
		firstMoment[index] = m;
		secondMoment[index] = v;
		z[index] = (z[index] as number) - (stepSize * m) / (Math.sqrt(v) / rootCorrection + epsilon);
	}
}

/**
 * Clamps each channel of `z` (row-major `[1, channels, positions]`) to its own range, in place; the moments stay as
 * they are. Keeps z within reach of the codebook.
 */
export function clampChannels(z: Float32Array, minimum: Float32Array, maximum: Float32Array): void {
	const positions = z.length / minimum.length;
	for (let index = 0; index < z.length; index++) {
		const channel = Math.floor(index / positions);
		z[index] = Math.min(Math.max(z[index] as number, minimum[channel] as number), maximum[channel] as number);
	}
}
