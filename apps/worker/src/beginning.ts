/** @file Where an attempt begins: at the start, at its own newest checkpoint, or at the state that its recipe forks. */
import { type Checkpoint, decodeCheckpoint, findForkState, planRender, type RenderPack } from '@galatea/optimiser';
import { hashRecipe } from '@galatea/render';
import { type Claim, findCheckpoint } from '@galatea/store';
import type { Reporter } from './reporter.ts';
import type { WorkerContext } from './worker-context.ts';

export interface Beginning {
	/** The state to go on from; null begins at the start. */
	readonly from: Checkpoint | null;
	/** Whether "started" was said already. */
	readonly isStarted: boolean;
}

/**
 * Finds it. When the state of a fork is no longer kept, the steps before it
 * are run again, and told as steps of this render.
 */
export async function findBeginning(
	context: WorkerContext,
	claim: Claim,
	pack: RenderPack,
	reporter: Reporter,
	signal: AbortSignal,
): Promise<Beginning> {
	if (claim.checkpoint !== null) return { from: decodeCheckpoint(claim.checkpoint.bytes), isStarted: false };
	let isStarted = false;
	const { runtime, sessions, store } = context;
	const from = await findForkState(claim.recipe, {
		runtime,
		sessions,
		signal,
		plan: async (recipe) => planRender(recipe, pack, await context.recipePictures(recipe)),
		async kept(recipe, step) {
			const bytes = await findCheckpoint(store, hashRecipe(recipe), step);
			return bytes === null ? null : decodeCheckpoint(bytes);
		},
		onStep({ step, loss }) {
			// When the recipe forks one that forks another, whose state is kept, its steps begin there.
			if (!isStarted) reporter.started(step - 1);
			isStarted = true;
			// Its terms are those of another recipe.
			reporter.step({ step, loss, terms: [] });
		},
	});
	return { from, isStarted };
}
