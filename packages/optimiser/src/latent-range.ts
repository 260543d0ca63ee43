/** @file Keeping z within reach of the codebook. */

/**
 * Clamps each channel of `z` (row-major `[1, channels, positions]`) to its own range, in place; what the optimiser
 * remembers stays as it is.
 */
export function clampChannels(z: Float32Array, minimum: Float32Array, maximum: Float32Array): void {
	const positions = z.length / minimum.length;
	for (let index = 0; index < z.length; index++) {
		const channel = Math.floor(index / positions);
		z[index] = Math.min(Math.max(z[index] as number, minimum[channel] as number), maximum[channel] as number);
	}
}
