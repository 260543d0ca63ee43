/** @file `galatea render`: the engine without a server, a database or a queue. */
import { printRecipe, recipePrompt } from '@galatea/render';
import { printRunRecord } from '@galatea/render/metadata';
import { packShelf, runtimeOfEnvironment } from './environment.ts';
import { openKeptStates } from './kept-states.ts';
import { choosePack, makeRecipe } from './new-recipe.ts';
import { checkOut, encodePictureFile } from './picture-file.ts';
import { readRenderPictures } from './picture-files.ts';
import { createProgress } from './progress.ts';
import { readRenderOptions, renderUsage } from './render-options.ts';
import { runRecipe } from './run-recipe.ts';
import { writeWhole } from './write-whole.ts';

/** Renders one picture into one file, which appears only when it is complete. */
export async function renderCommand(words: readonly string[], signal: AbortSignal): Promise<void> {
	const options = readRenderOptions(words);
	if (options.help) return console.log(renderUsage);
	for (const note of options.notes) console.error(note);
	const shelf = await packShelf();
	const pack = choosePack(shelf, options.packId);
	const pictures = await readRenderPictures(options);
	const recipe = makeRecipe(options, pack, pictures);
	const out = await checkOut(options.out ?? `galatea-${recipe.seed}.png`);
	const states = options.keep === null ? null : await openKeptStates(options.keep, recipe, options.keepEvery);
	const progress = createProgress(options);
	try {
		await using runtime = await runtimeOfEnvironment();
		progress.started(recipe, runtime.device);
		const { picture, trace, film } = await runRecipe({
			recipe,
			runtime,
			shelf,
			pictures: pictures.files,
			signal,
			async onStep(result) {
				progress.step(result);
				await states?.keep(result);
			},
		});
		await states?.keepFilm(film);
		const run = printRunRecord({ format: 1, device: runtime.device, trace });
		const texts = { recipe: printRecipe(recipe), description: recipePrompt(recipe), run };
		await writeWhole(out, await encodePictureFile(picture, texts, out));
		progress.done(out);
	} finally {
		progress.close();
	}
}
