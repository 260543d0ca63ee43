/** @file Where an attempt begins: at the start, at its own newest checkpoint, or at the state that its recipe forks. */
import { type Checkpoint, findForkState, type Plan, planRender } from '@galatea/optimiser';
import { hashRecipe } from '@galatea/render';
import { type Claim, findCheckpoint } from '@galatea/store/renders';
import { decodeKeptState, type KeptState } from './kept-state.ts';
import type { Reporter } from './reporter.ts';
import { openRecord, type RunRecorder } from './run-record.ts';
import type { WorkerContext } from './worker-context.ts';

export interface Beginning {
	/** The state to go on from; null begins at the start. */
	readonly from: Checkpoint | null;
	/** Of the steps before, as far as they are known. */
	readonly record: RunRecorder;
	/** Whether "started" was said already. */
	readonly isStarted: boolean;
}

/**
 * Finds it. When the state of a fork is no longer kept, the steps before it are run again, and told as steps of this
 * render.
 */
export async function findBeginning(
	context: WorkerContext,
	claim: Claim,
	plan: Plan,
	reporter: Reporter,
	signal: AbortSignal,
): Promise<Beginning> {
	if (claim.checkpoint !== null) {
		const own = decodeKeptState(claim.checkpoint.bytes);
		return { from: own.checkpoint, record: openRecord(plan, own), isStarted: false };
	}
	const { runtime, sessions, store } = context;
	let state: KeptState | null = null;
	let record: RunRecorder | null = null;
	const from = await findForkState(claim.recipe, {
		runtime,
		sessions,
		signal,
		plan: async (recipe) => planRender(recipe, plan.pack, await context.recipePictures(recipe)),
		async kept(recipe, step) {
			const bytes = await findCheckpoint(store, hashRecipe(recipe), step);
			state = bytes === null ? null : decodeKeptState(bytes);
			return state?.checkpoint ?? null;
		},
		onStep(result) {
			// When the recipe forks one that forks another, whose state is kept, its steps begin there.
			if (record === null) reporter.started(result.step - 1);
			record ??= openRecord(plan, state);
			record.add(result, false);
			// Its terms are those of another recipe.
			reporter.step({ step: result.step, loss: result.loss, terms: [] });
		},
	});
	return { from, record: record ?? openRecord(plan, state), isStarted: record !== null };
}
