/**
 * @file The running mean of z: what pictures are made of when a recipe has `ema`. Exponential, and right from the first
 * step on: after step k it is Σ dᵏ⁻ⁱ · zᵢ / Σ dᵏ⁻ⁱ over i = 0 … k, so the noise of the beginning does not linger.
 */

/** Takes the z after step `step` (from 1) into `mean`, in place. `decay` is from 0 to below 1. */
export function takeIntoMean(mean: Float32Array, z: Float32Array, decay: number, step: number): void {
	const share = (1 - decay) / (1 - decay ** (step + 1));
	for (let index = 0; index < mean.length; index++) {
		const before = mean[index] as number;
		mean[index] = before + share * ((z[index] as number) - before);
	}
}
