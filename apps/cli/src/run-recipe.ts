/** @file Runs a recipe from its first step to its last, or from where an earlier run was left. */
import {
	type Checkpoint,
	optimise,
	type PackShelf,
	type Picture,
	planRender,
	type StepResult,
} from '@galatea/optimiser';
import { decodePicture } from '@galatea/pictures';
import type { Recipe } from '@galatea/render';
import { type RunRecord, type Trace, traceBuilder } from '@galatea/render/metadata';
import type { OpenedRuntime } from '@galatea/runtime';
import { UsageError } from './usage-error.ts';

export interface RecipeRun {
	readonly recipe: Recipe;
	readonly runtime: OpenedRuntime;
	readonly shelf: PackShelf;
	/** The file that the recipe begins from; null when it begins from codes. */
	readonly init: Uint8Array | null;
	readonly signal: AbortSignal;
	/** Goes on after it; null begins at the beginning. */
	readonly from?: Checkpoint | null;
	/** Told of each step before the next one begins. */
	readonly onStep: (result: StepResult) => void | Promise<void>;
}

export interface FinishedRun {
	readonly picture: Picture;
	/** Of the steps that were run, from the first after `from`. */
	readonly trace: Trace;
}

/** Runs all steps that are left. Throws as `planRender` and `optimise` do. */
export async function runRecipe(run: RecipeRun): Promise<FinishedRun> {
	const { recipe, runtime, signal, onStep } = run;
	const from = run.from ?? null;
	const plan = await planOf(run, recipe);
	const codes = traceBuilder(recipe.steps - (from?.step ?? 0));
	let last: Picture | null = null;
	const wantImage = (step: number): boolean => step === recipe.steps;
	for await (const result of optimise({ runtime, plan, signal, from, wantImage })) {
		codes.add(result.codes);
		last = result.image ?? last;
		await onStep(result);
	}
	if (last === null) throw new Error('the last step brought no picture');
	return { picture: last, trace: codes.trace() };
}

/** The state in which the runs that a picture went on from left it; null when there were none. */
export async function replayEarlier(
	run: Omit<RecipeRun, 'recipe' | 'from'>,
	earlier: RunRecord['earlier'],
): Promise<Checkpoint | null> {
	let from: Checkpoint | null = null;
	for (const { recipe, untilStep } of earlier) {
		const { runtime, signal } = run;
		for await (const result of optimise({ runtime, plan: await planOf(run, recipe), signal, from })) {
			await run.onStep(result);
			if (result.step < untilStep) continue;
			from = result.checkpoint();
			break;
		}
	}
	return from;
}

async function planOf({ shelf, init }: Pick<RecipeRun, 'shelf' | 'init'>, recipe: Recipe) {
	const initialPicture = init === null || recipe.initial.kind !== 'image' ? null : await decodeInit(init, recipe);
	return planRender(recipe, await shelf.load(recipe.pack.id), { initialPicture });
}

async function decodeInit(bytes: Uint8Array, { width, height }: Recipe): Promise<Picture> {
	const { data } = await decodePicture(bytes, width, height).catch((error: Error) => {
		throw new UsageError(`--init: ${error.message}`);
	});
	return { width, height, data: new Uint8ClampedArray(data.buffer, data.byteOffset, data.length) };
}
