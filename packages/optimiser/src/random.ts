/**
 * @file All randomness of a render. Every draw is a pure function of (seed, step, purpose, index): no generator is
 * advanced, so a step can be computed again, or alone, and resuming needs no state.
 */
import { normalQuantile } from './normal-quantile.ts';
import { philox } from './philox.ts';

/**
 * What a stream of numbers is for. A purpose keeps its number for ever: with another, old recipes would give other
 * pictures. Augmentations add their place in the recipe's list.
 */
export const purposes = {
	initialCodes: 1,
	crops: 2,
	noiseLevel: 3,
	noise: 4,
	noisePrompt: 5,
	initialNoise: 6,
	roll: 7,
	mixed: 8,
	variation: 9,
	augmentation: 256,
} as const;

/** An endless stream of random numbers; each call takes the next ones. */
export interface RandomStream {
	/** Uniform, from 0 inclusive to 1 exclusive, in steps of 2⁻³². */
	uniform(): number;
	/** Uniform whole number from 0 to `count` − 1; `count` at most 2²⁰, so that no value is favoured by more than 2⁻¹². */
	integer(count: number): number;
	/** True with that probability. */
	chance(probability: number): boolean;
	/**
	 * Fills `out[start … end − 1]` with `scale` × a standard normal variable, taken from its 65,536 equally likely
	 * quantiles (so within ±4.33). Uses whole blocks: what was left of a block before is dropped.
	 */
	fillNormal(out: Float32Array, start: number, end: number, scale: number): void;
}

export interface RandomSource {
	/** The stream of a step (0 is before the first step) and a purpose; both unsigned 32-bit integers. */
	draw(step: number, purpose: number): RandomStream;
}

/** The generator of a render, keyed by its unsigned 64-bit seed. */
export function randomSource(seed: bigint): RandomSource {
	if (seed < 0n || seed >= 1n << 64n) throw new RangeError(`a seed is from 0 to 18446744073709551615, not ${seed}`);
	const key = [Number(seed & 0xffffffffn), Number(seed >> 32n)] as const;
	return { draw: (step, purpose) => openStream(key, step, purpose) };
}

function openStream(key: readonly [number, number], step: number, purpose: number): RandomStream {
	const block = new Uint32Array(4);
	let blocks = 0;
	let used = 4;
	const nextBlock = (): void => {
		philox([blocks, 0, step, purpose], key, block);
		blocks += 1;
		used = 0;
	};
	const word = (): number => {
		if (used === 4) nextBlock();
		const value = block[used] as number;
		used += 1;
		return value;
	};
	const uniform = (): number => word() * 2 ** -32;
	return {
		uniform,
		integer: (count) => Math.floor(uniform() * count),
		chance: (probability) => uniform() < probability,
		fillNormal(out, start, end, scale): void {
			const quantiles = normalQuantiles();
			for (let index = start; index < end; index += 8) {
				nextBlock();
				const count = Math.min(8, end - index);
				for (let half = 0; half < count; half++) {
					const pair = block[half >> 1] as number;
					out[index + half] = scale * (quantiles[(half & 1) === 0 ? pair & 0xffff : pair >>> 16] as number);
				}
			}
			used = 4;
		},
	};
}

let quantileTable: Float32Array | null = null;

// A table instead of Box–Muller: an eighth of the time, and no logarithm or cosine that another engine rounds otherwise.
function normalQuantiles(): Float32Array {
	quantileTable ??= Float32Array.from({ length: 65_536 }, (_, index) => normalQuantile((index + 0.5) / 65_536));
	return quantileTable;
}
