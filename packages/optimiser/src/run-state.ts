/** @file What changes from step to step: where a run begins, fresh or from a checkpoint, and how a step moves it. */
import type { Checkpoint } from './checkpoint.ts';
import { initialLatent } from './initial.ts';
import { clampChannels } from './latent-range.ts';
import { rateAt } from './learning-rate.ts';
import { needsInitialLatent } from './losses/losses.ts';
import { optimiserStep } from './motion.ts';
import type { SessionSource } from './opened-graph.ts';
import { newMemory, optimisers } from './optimisers/index.ts';
import type { OptimiserMemory } from './optimisers/rule.ts';
import type { Plan } from './plan.ts';
import { takeIntoMean } from './running-mean.ts';
import type { TensorValue } from './runtime.ts';

/** Arrays are changed in place. */
export interface RunState {
	readonly z: Float32Array;
	readonly memory: OptimiserMemory;
	/** Running mean of z; null when the recipe has none. */
	readonly mean: Float32Array | null;
}

export interface Beginning {
	readonly state: RunState;
	/** Steps completed. */
	readonly done: number;
	/** The latent of the first step, where a loss needs it. */
	readonly initial: TensorValue | null;
}

/** The state before the next step. Throws a RangeError for a checkpoint of another plan. */
export async function begin(source: SessionSource, plan: Plan, from: Checkpoint | null): Promise<Beginning> {
	if (from !== null) checkCheckpoint(plan, from);
	const keeps = needsInitialLatent(plan.losses);
	const first = from === null || keeps ? await initialLatent(source, plan) : new Float32Array(0);
	const initial = keeps ? { dtype: 'float32' as const, shape: plan.latentShape, data: first.slice() } : null;
	const averages = plan.emaDecay > 0;
	if (from !== null) {
		// One that went on without a mean begins it there.
		const mean = averages ? (from.mean ?? from.z).slice() : null;
		const state = { z: from.z.slice(), memory: from.memory.map((part) => part.slice()), mean };
		return { state, done: from.step, initial };
	}
	const memory = newMemory(plan.optimiser, first.length);
	return { state: { z: first, memory, mean: averages ? first.slice() : null }, done: 0, initial };
}

function checkCheckpoint(plan: Plan, { z, optimiser }: Checkpoint): void {
	const length = plan.latentShape.reduce((product, extent) => product * extent, 1);
	if (z.length !== length)
		throw new RangeError(`a checkpoint of ${z.length} latent numbers cannot go on with a plan of ${length}`);
	if (optimiser !== plan.optimiser)
		throw new RangeError(`a checkpoint of ${optimiser} cannot go on with a plan of ${plan.optimiser}`);
}

/** Makes step `step` (from 1) along the gradient. */
export function move(plan: Plan, { z, memory, mean }: RunState, gradient: Float32Array, step: number): void {
	const counted = optimiserStep(plan, step);
	optimisers[plan.optimiser].move(z, gradient, memory, counted, rateAt(plan.rate, step, plan.steps));
	const { minimum, maximum } = plan.pack.generator.latentRange;
	clampChannels(z, minimum, maximum);
	if (mean !== null) takeIntoMean(mean, z, plan.emaDecay, step);
}

/** A copy of the state after `step`. */
export function checkpointOf({ optimiser }: Plan, { z, memory, mean }: RunState, step: number): Checkpoint {
	return { step, z: z.slice(), optimiser, memory: memory.map((part) => part.slice()), mean: mean?.slice() ?? null };
}
