/**
 * @file Philox4x32-10 (Salmon, Moraes, Dror, Shaw: "Parallel random numbers: as easy as 1, 2, 3", SC 2011): a keyed
 * bijection of 128-bit counters whose outputs pass every known statistical test. A counter in, four words out, no state:
 * any draw of any step can be made again on its own.
 */

// The two multipliers and the two Weyl increments of the paper.
const multiplier0 = 0xd2511f53;
const multiplier1 = 0xcd9e8d57;
const weyl0 = 0x9e3779b9;
const weyl1 = 0xbb67ae85;

/**
 * Writes four uniform 32-bit words for `counter` under `key` into `out[offset … offset + 3]`.
 * All words are unsigned 32-bit integers.
 */
export function philox(
	counter: readonly [number, number, number, number],
	key: readonly [number, number],
	out: Uint32Array,
	offset = 0,
): void {
	let [c0, c1, c2, c3] = counter;
	let [k0, k1] = key;
	for (let round = 0; round < 10; round++) {
		const low0 = Math.imul(multiplier0, c0) >>> 0;
		const low1 = Math.imul(multiplier1, c2) >>> 0;
		// The double product is off by at most 2^10, so the upper word survives the rounding exactly.
		const high0 = ((multiplier0 * c0 - low0) * 2 ** -32 + 0.5) >>> 0;
		const high1 = ((multiplier1 * c2 - low1) * 2 ** -32 + 0.5) >>> 0;
		c0 = (high1 ^ c1 ^ k0) >>> 0;
		c1 = low1;
		c2 = (high0 ^ c3 ^ k1) >>> 0;
		c3 = low0;
		k0 = (k0 + weyl0) >>> 0;
		k1 = (k1 + weyl1) >>> 0;
	}
	out[offset] = c0;
	out[offset + 1] = c1;
	out[offset + 2] = c2;
	out[offset + 3] = c3;
}
