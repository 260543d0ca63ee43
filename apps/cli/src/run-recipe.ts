/** @file Runs a recipe from its first step, or from the state that it goes on from, to its last. */
import {
	type Checkpoint,
	findForkState,
	optimise,
	type PackShelf,
	type Picture,
	type Plan,
	planRender,
	type StepResult,
} from '@galatea/optimiser';
import { decodePicture } from '@galatea/pictures';
import type { Recipe } from '@galatea/render';
import { type Trace, traceBuilder } from '@galatea/render/metadata';
import type { OpenedRuntime } from '@galatea/runtime';
import { UsageError } from './usage-error.ts';

export interface RecipeRun {
	readonly recipe: Recipe;
	readonly runtime: OpenedRuntime;
	readonly shelf: PackShelf;
	/** The file that the recipe, or one that it goes on from, begins from; null when none does. */
	readonly init: Uint8Array | null;
	readonly signal: AbortSignal;
	/** A kept state of a recipe that this one goes on from; without it that recipe is run again. */
	readonly kept?: (recipe: Recipe, step: number) => Promise<Checkpoint | null>;
	/** Told of each of its steps before the next one begins, and of those that are run again to get there. */
	readonly onStep: (result: StepResult, isOwn: boolean) => void | Promise<void>;
}

export interface FinishedRun {
	readonly picture: Picture;
	/** Of its own steps. */
	readonly trace: Trace;
}

/** Runs all steps. Throws as `planRender` and `optimise` do. */
export async function runRecipe(run: RecipeRun): Promise<FinishedRun> {
	const { recipe, runtime, signal, onStep } = run;
	const again = (result: StepResult): void | Promise<void> => onStep(result, false);
	const plan = (each: Recipe): Promise<Plan> => planOf(run, each);
	const kept = run.kept ?? (async () => null);
	const from = await findForkState(recipe, { runtime, signal, plan, kept, onStep: again });
	const codes = traceBuilder(recipe.steps - (from?.step ?? 0));
	let last: Picture | null = null;
	const wantImage = (step: number): boolean => step === recipe.steps;
	for await (const result of optimise({ runtime, plan: await plan(recipe), signal, from, wantImage })) {
		codes.add(result.codes);
		last = result.image ?? last;
		await onStep(result, true);
	}
	if (last === null) throw new Error('the last step brought no picture');
	return { picture: last, trace: codes.trace() };
}

async function planOf({ shelf, init }: Pick<RecipeRun, 'shelf' | 'init'>, recipe: Recipe): Promise<Plan> {
	const initialPicture = init === null || recipe.initial.kind !== 'image' ? null : await decodeInit(init, recipe);
	return planRender(recipe, await shelf.load(recipe.pack.id), { initialPicture });
}

async function decodeInit(bytes: Uint8Array, { width, height }: Recipe): Promise<Picture> {
	const { data } = await decodePicture(bytes, width, height).catch((error: Error) => {
		throw new UsageError(`--init: ${error.message}`);
	});
	return { width, height, data: new Uint8ClampedArray(data.buffer, data.byteOffset, data.length) };
}
