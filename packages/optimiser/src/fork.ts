/**
 * @file The state that a recipe goes on from. Where nobody kept it, it is found again: a step depends only on (recipe,
 * step), so running the earlier recipe until that step gives the same state, on the same device bit for bit.
 */
import { forkOf, type Recipe } from '@galatea/render';
import type { Checkpoint } from './checkpoint.ts';
import type { Plan } from './plan.ts';
import { optimise, type StepResult } from './run.ts';
import type { Runtime, SessionPool } from './runtime.ts';

export interface ForkOptions {
	readonly runtime: Runtime;
	readonly sessions?: SessionPool;
	readonly signal?: AbortSignal;
	/** The plan of an earlier recipe. */
	readonly plan: (recipe: Recipe) => Promise<Plan>;
	/** The state after `step` of `recipe` if somebody kept it. */
	readonly kept?: (recipe: Recipe, step: number) => Promise<Checkpoint | null>;
	/** Told of each step that is run again. */
	readonly onStep?: (result: StepResult) => void | Promise<void>;
}

/** The checkpoint to begin `recipe` from; null when it goes on from none. Throws as `optimise` does. */
export async function findForkState(recipe: Recipe, options: ForkOptions): Promise<Checkpoint | null> {
	const fork = forkOf(recipe);
	if (fork === null) return null;
	const kept = (await options.kept?.(fork.recipe, fork.step)) ?? null;
	if (kept !== null) return kept;
	const from = await findForkState(fork.recipe, options);
	const { onStep, kept: _kept, plan, ...rest } = options;
	for await (const result of optimise({ ...rest, plan: await plan(fork.recipe), from })) {
		await onStep?.(result);
		if (result.step === fork.step) return result.checkpoint();
	}
	throw new Error(`a run of ${fork.recipe.steps} steps ended before step ${fork.step}`);
}
