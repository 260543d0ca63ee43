/** @file Runs a recipe from its first step, or from the state that it goes on from, to its last. */
import {
	type Checkpoint,
	type Film,
	type FilmFrame,
	filmEverySteps,
	findForkState,
	optimise,
	type PackShelf,
	type Picture,
	type Plan,
	planRender,
	type SessionPool,
	type StepResult,
} from '@galatea/optimiser';
import type { Recipe } from '@galatea/render';
import { type Trace, traceBuilder } from '@galatea/render/metadata';
import type { OpenedRuntime } from '@galatea/runtime';
import { decodePictureFiles, type PictureFiles } from './picture-files.ts';

export interface RecipeRun {
	readonly recipe: Recipe;
	readonly runtime: OpenedRuntime;
	readonly shelf: PackShelf;
	/** The files that the recipe, and those that it goes on from, name. */
	readonly pictures: PictureFiles;
	readonly signal: AbortSignal;
	/** Whether the next step should be the last, however many were planned. */
	readonly isStopped?: () => boolean;
	/** The step to end with; the recipe's last when left out. */
	readonly lastStep?: number;
	/** Sessions that outlive this run; without it they are closed when it ends. */
	readonly sessions?: SessionPool;
	/** A kept state of a recipe that this one goes on from; without it that recipe is run again. */
	readonly kept?: (recipe: Recipe, step: number) => Promise<Checkpoint | null>;
	/** Told of each of its steps before the next one begins, and of those that are run again to get there. */
	readonly onStep: (result: StepResult, isOwn: boolean) => void | Promise<void>;
}

export interface FinishedRun {
	readonly picture: Picture;
	/** The step that the picture is of: the recipe's last, unless it was stopped. */
	readonly steps: number;
	/** Of its own steps. */
	readonly trace: Trace;
	/** Of all steps that were run, those of an earlier recipe among them. */
	readonly film: Film;
}

/** Runs all steps. Throws as `planRender` and `optimise` do. */
export async function runRecipe(run: RecipeRun): Promise<FinishedRun> {
	const { recipe, runtime, signal, onStep, sessions, isStopped = () => false, lastStep = run.recipe.steps } = run;
	const plan = (each: Recipe): Promise<Plan> => planOf(run, each);
	const own = await plan(recipe);
	const { codePlane, codeCount } = own.pack.generator;
	const { width, height } = codePlane(own.latentShape);
	const frames: FilmFrame[] = [];
	const everySteps = filmEverySteps(recipe.steps, width * height);
	const shoot = ({ step, codes }: StepResult): void => {
		if (step % everySteps === 0 || step === 1 || step === recipe.steps) frames.push({ step, codes });
	};
	const again = (result: StepResult): void | Promise<void> => {
		shoot(result);
		return onStep(result, false);
	};
	const kept = run.kept ?? (async () => null);
	const from = await findForkState(recipe, { runtime, signal, plan, kept, onStep: again });
	const codes = traceBuilder(recipe.steps - (from?.step ?? 0));
	let last: Picture | null = null;
	let steps = recipe.steps;
	const wantImage = (step: number): boolean => step === lastStep || isStopped();
	for await (const result of optimise({ runtime, plan: own, signal, from, wantImage, ...(sessions && { sessions }) })) {
		shoot(result);
		codes.add(result.codes);
		last = result.image ?? last;
		await onStep(result, true);
		if (result.image === null || result.step === recipe.steps) continue;
		steps = result.step;
		if (frames.at(-1)?.step !== steps) frames.push({ step: steps, codes: result.codes });
		break;
	}
	if (last === null) throw new Error('the last step gave no picture');
	return { picture: last, steps, trace: codes.trace(), film: { width, height, codebookRows: codeCount, frames } };
}

async function planOf({ shelf, pictures }: Pick<RecipeRun, 'shelf' | 'pictures'>, recipe: Recipe): Promise<Plan> {
	const decoded = await decodePictureFiles(pictures, recipe);
	return planRender(recipe, await shelf.load(recipe.pack.id), decoded);
}
