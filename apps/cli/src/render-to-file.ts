/** @file A recipe's run from its first step to a picture file that carries how it was made. */
import type { PackShelf } from '@galatea/optimiser';
import { printRecipe, type Recipe, recipePrompt } from '@galatea/render';
import { printRunRecord } from '@galatea/render/metadata';
import { runtimeOfEnvironment } from './environment.ts';
import { openKeptStates } from './kept-states.ts';
import { encodePictureFile } from './picture-file.ts';
import type { PictureFiles } from './picture-files.ts';
import { createProgress } from './progress.ts';
import { runRecipe } from './run-recipe.ts';
import { writeWhole } from './write-whole.ts';

interface FileRender {
	readonly recipe: Recipe;
	readonly shelf: PackShelf;
	readonly pictures: PictureFiles;
	/** As {@link checkOut} gives it. */
	readonly out: string;
	readonly signal: AbortSignal;
	readonly options: {
		/** A folder of states; null keeps none. */
		readonly keep: string | null;
		/** Steps; null for four states in all. */
		readonly keepEvery: number | null;
		readonly json: boolean;
		readonly quiet: boolean;
		/** Whether the signal ends the steps and not the render; absent: it ends the render. */
		readonly untilStopped?: boolean;
	};
}

/** Shows progress; the file appears only when it is complete. Throws as `runRecipe` does, and `UsageError` on the folder. */
export async function renderToFile({ recipe, shelf, pictures, out, signal, options }: FileRender): Promise<void> {
	const states = options.keep === null ? null : await openKeptStates(options.keep, recipe, options.keepEvery);
	const progress = createProgress(options);
	try {
		await using runtime = await runtimeOfEnvironment();
		progress.started(recipe, runtime.device);
		const { picture, trace, film, steps } = await runRecipe({
			recipe,
			runtime,
			shelf,
			pictures,
			...(options.untilStopped
				? { signal: new AbortController().signal, isStopped: () => signal.aborted }
				: { signal }),
			...(states && { kept: states.find }),
			async onStep(result, isOwn) {
				progress.step(result);
				if (isOwn) await states?.keep(result);
			},
		});
		await states?.keepFilm(film);
		// The marks of a trace stand for the steps that were planned.
		const run = printRunRecord({ format: 1, device: runtime.device, trace: steps === recipe.steps ? trace : null });
		const made = { ...recipe, steps };
		const texts = { recipe: printRecipe(made), description: recipePrompt(made), run };
		await writeWhole(out, await encodePictureFile(picture, texts, out));
		progress.done(out);
	} finally {
		progress.close();
	}
}
