/** @file `galatea render`: the engine without a server, a database or a queue. */
import type { OfferedPack } from '@galatea/optimiser';
import { maximumSteps, type Recipe } from '@galatea/render';
import { packShelf } from './environment.ts';
import { choosePack, makeRecipe } from './new-recipe.ts';
import { checkOut } from './picture-file.ts';
import { readRenderPictures } from './picture-files.ts';
import { readRenderOptions, renderUsage } from './render-options.ts';
import { renderToFile } from './render-to-file.ts';
import { UsageError } from './usage-error.ts';

/** Renders one picture into one file, which appears only when it is complete. */
export async function renderCommand(words: readonly string[], signal: AbortSignal): Promise<void> {
	const options = readRenderOptions(words);
	if (options.help) return console.log(renderUsage);
	for (const note of options.notes) console.error(note);
	const shelf = await packShelf();
	const chosen = choosePack(shelf, options.packId);
	const pack = options.untilStopped ? withoutPlans(chosen) : chosen;
	const pictures = await readRenderPictures(options);
	const steps = options.untilStopped ? maximumSteps : options.steps;
	const recipe = makeRecipe({ ...options, steps }, pack, pictures);
	if (options.untilStopped) refuseSchedules(recipe);
	const out = await checkOut(options.out ?? `galatea-${recipe.seed}.png`);
	await renderToFile({ recipe, shelf, pictures: pictures.files, out, signal, options });
}

/** The pack without what it usually plans over all steps: rate and noise stay as they begin. */
function withoutPlans(pack: OfferedPack): OfferedPack {
	const { noiseFinal: _noiseFinal, ...cutouts } = pack.defaults.cutouts;
	return { ...pack, defaults: { ...pack.defaults, rateSchedule: null, cutouts } };
}

/** What is planned over all steps has no meaning where nobody knows how many they will be. */
function refuseSchedules({ prompts, optimiser }: Recipe): void {
	if (optimiser.schedule !== undefined || prompts.some(({ schedule }) => schedule !== undefined))
		throw new UsageError('--max_iteraciones -1 has no end, and a story or a schedule needs one: say how many steps.');
}
