/** @file What every rule of the optimiser is: how z moves against a gradient, and what it remembers of the steps before. */

/** Running numbers of a rule, each as long as z. All begin as zeros. */
export type OptimiserMemory = readonly Float32Array[];

export interface OptimiserRule {
	/** What is remembered, in the order of {@link OptimiserMemory}. A checkpoint holds them in this order. */
	readonly memory: readonly string[];
	/**
	 * Moves `z` and changes the memory, both in place. `step` counts from 1; `rate` is this step's learning rate.
	 * z and what is remembered are rounded to single precision, everything in between is not.
	 */
	move(z: Float32Array, gradient: Float32Array, memory: OptimiserMemory, step: number, rate: number): void;
}

/** β₁ and β₂ of Adam and its relatives, everywhere in PyTorch. */
export const decay1 = 0.9;
export const decay2 = 0.999;
