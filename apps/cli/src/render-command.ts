/** @file `galatea render`: the engine without a server, a database or a queue. */
import type { UnknownWord } from '@galatea/networks';
import { composeRecipe, type OfferedPack, type PackShelf, type RecipeRequest, summarise } from '@galatea/optimiser';
import { printRecipe, type Recipe, recipePrompt } from '@galatea/render';
import { printRunRecord } from '@galatea/render/metadata';
import { modelsDir, packShelf, runtimeOfEnvironment } from './environment.ts';
import { openKeptStates } from './kept-states.ts';
import { checkOut, encodePictureFile } from './picture-file.ts';
import { type RenderPictures, readRenderPictures } from './picture-files.ts';
import { createProgress } from './progress.ts';
import { type RenderOptions, readRenderOptions, renderUsage } from './render-options.ts';
import { runRecipe } from './run-recipe.ts';
import { UsageError } from './usage-error.ts';
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

function choosePack({ packs, defaultPackId }: PackShelf, wanted: string | null): OfferedPack {
	const id = wanted ?? defaultPackId;
	const pack = packs.find((each) => each.id === id);
	if (pack) return pack;
	const there = packs.length === 0 ? 'there is none at all' : `there are: ${packs.map((each) => each.id).join(', ')}`;
	throw new UsageError(`There is no pack "${id ?? ''}" in ${modelsDir()}; ${there}.`);
}

function makeRecipe(options: RenderOptions, pack: OfferedPack, { initial, prompts, masks }: RenderPictures): Recipe {
	const composed = composeRecipe(
		{
			...options,
			initial: initialOf(options, initial),
			imagePrompts: prompts,
			masks,
		},
		pack,
	);
	for (const word of composed.unknownWords) console.error(describeUnknown(word, pack.id));
	if (composed.recipe === null) throw new UsageError(summarise(composed.issues));
	return composed.recipe;
}

function initialOf({ initFit, initNoise }: RenderOptions, sha256: string | null): RecipeRequest['initial'] {
	if (sha256 !== null) return { kind: 'image', sha256, fit: initFit };
	return initNoise === null ? null : { kind: 'noise', noise: initNoise };
}

function describeUnknown({ word, near }: UnknownWord, packId: string): string {
	const instead = near.length > 0 ? ` It knows: ${near.join(', ')}.` : '';
	return `"${word}" is not in the vocabulary of the pack "${packId}".${instead}`;
}
