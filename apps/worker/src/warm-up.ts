/**
 * @file The first render should not pay for reading networks and preparing a session: one step of the default pack's
 * default recipe is made before any is taken up. What it leaves behind is in the shelf and in the session pool.
 */
import { composeRecipe, optimise, type PackShelf, planRender } from '@galatea/optimiser';
import type { WorkerContext } from './worker-context.ts';

/** Makes one step of a default recipe; without any pack there is nothing to warm. */
export async function warmUp(
	context: Pick<WorkerContext, 'runtime' | 'sessions'>,
	shelf: PackShelf,
	signal: AbortSignal,
): Promise<void> {
	const pack = shelf.packs.find((each) => each.id === shelf.defaultPackId);
	if (!pack) return;
	const { recipe } = composeRecipe({ prompt: 'picture', seed: '0' }, pack);
	if (recipe === null) return;
	const plan = planRender(recipe, await shelf.load(pack.id));
	for await (const _step of optimise({ ...context, plan, signal })) return;
}
