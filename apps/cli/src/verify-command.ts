/** @file `galatea verify`: renders the recipe in a picture again and says whether it is the picture. */
import { parseArgs } from 'node:util';
import { type Film, openFilmDecoder, type Picture } from '@galatea/optimiser';
import { decodePicture, type Similarity, similarity } from '@galatea/pictures';
import { forkOf } from '@galatea/render';
import { isPng } from '@galatea/render/metadata';
import { packShelf, runtimeOfEnvironment } from './environment.ts';
import { type FoundRecipe, findRecipe } from './found-recipe.ts';
import { findPictureFiles, type NamedPictures } from './picture-files.ts';
import { createProgress } from './progress.ts';
import { type RecipeRun, runRecipe } from './run-recipe.ts';
import { UsageError } from './usage-error.ts';
import { describeVerdict, judge, type Verdict } from './verdict.ts';

const usage = `galatea verify FILE [options]

Renders the recipe in a picture of Galatea again, step by step, and says: identical, identical until step k, or how
similar. A picture of an earlier step is compared with that step. On the CPU the same recipe gives the same codes at
every step. Ends with 0 when it is identical, else with 1.

  --init FILE           the picture that the recipe begins from, if it does
  --picture FILE        a picture of its prompt; may be repeated
  --json                one JSON value on standard output, no bar
  --quiet               no bar

MODELS_DIR, GALATEA_PROVIDER and GALATEA_THREADS are read.`;

/** The picture is not what its recipe gives; the report was printed. */
class NotIdenticalError extends Error {
	override readonly name = 'NotIdenticalError';
	readonly code = 'NOT_IDENTICAL';
}

/** Prints the verdict; throws when it is not that the picture is what its recipe gives. */
export async function verifyCommand(words: readonly string[], signal: AbortSignal): Promise<void> {
	const { file, json, quiet, help, ...named } = readWords(words);
	if (help) return console.log(usage);
	const found = await findRecipe(file);
	const { verdict, device } = await renderAgain(found, named, { quiet: quiet || json, signal });
	const { recipe, step, run } = found;
	if (json) {
		const { ssim, psnrDb, isIdentical } = verdict.similarity;
		const told = { ...verdict, similarity: { isIdentical, ssim, psnrDb: Number.isFinite(psnrDb) ? psnrDb : null } };
		console.log(
			JSON.stringify({ file, step, steps: recipe.steps, ...told, device, claimedDevice: run?.device ?? null }, null, 2),
		);
	} else {
		console.log(`${file}: ${describeVerdict(verdict, step)}`);
		if (step < recipe.steps) console.log(`It is the picture of step ${step} of the ${recipe.steps} of its recipe.`);
		if (run?.device && run.device !== device) console.log(`It was rendered on ${run.device}, and now on ${device}.`);
	}
	if (verdict.kind !== 'identical' && verdict.kind !== 'copy')
		throw new NotIdenticalError(`${file} is not what its recipe gives here.`);
}

async function renderAgain(
	{ bytes, size, recipe, step, run }: FoundRecipe,
	named: NamedPictures,
	{ quiet, signal }: { readonly quiet: boolean; readonly signal: AbortSignal },
): Promise<{ readonly verdict: Verdict; readonly device: string }> {
	const pictures = await findPictureFiles(recipe, named);
	const shelf = await packShelf();
	await using runtime = await runtimeOfEnvironment();
	const progress = createProgress({ json: false, quiet });
	try {
		progress.started(recipe, runtime.device);
		const again = await runRecipe({ recipe, runtime, shelf, pictures, signal, lastStep: step, onStep: progress.step });
		const picture = step < recipe.steps ? await decodeLast(again.film, { recipe, runtime, shelf }) : again.picture;
		const verdict = judge(run?.trace ?? null, again.trace, await compare(bytes, size, picture), {
			fromStep: forkOf(recipe)?.step ?? 0,
			isLossless: isPng(bytes) && isWhole(size, recipe),
		});
		return { verdict, device: runtime.device };
	} finally {
		progress.close();
	}
}

/** The last picture of a film as a gallery makes that of a step that is kept: from its codes alone. */
async function decodeLast(
	{ frames }: Film,
	{ recipe, runtime, shelf }: Pick<RecipeRun, 'recipe' | 'runtime' | 'shelf'>,
): Promise<Picture> {
	const last = frames.at(-1);
	if (!last) throw new Error('the film of the run has no frames');
	await using decoder = await openFilmDecoder(runtime, recipe, await shelf.load(recipe.pack.id));
	return await decoder.decode(last.codes);
}

/** A copy of another size is scaled to that of the recipe first, and is never identical. */
async function compare(
	bytes: Uint8Array,
	size: FoundRecipe['size'],
	picture: { readonly width: number; readonly height: number; readonly data: Uint8ClampedArray },
): Promise<Similarity> {
	const given = await decodePicture(bytes, picture.width, picture.height).catch((error: Error) => {
		throw new UsageError(error.message);
	});
	const found = similarity(given, picture);
	return isWhole(size, picture) ? found : { ...found, isIdentical: false };
}

function isWhole(
	{ widthPx, heightPx }: FoundRecipe['size'],
	{ width, height }: { width: number; height: number },
): boolean {
	return widthPx === width && heightPx === height;
}

function readWords(words: readonly string[]) {
	const { values, positionals } = parse(words);
	const [file, ...others] = positionals;
	if (!values.help && (file === undefined || others.length > 0)) throw new UsageError(`Which file? ${usage}`);
	return {
		file: file ?? '',
		initFile: values.init ?? null,
		pictureFiles: values.picture ?? [],
		json: values.json === true,
		quiet: values.quiet === true,
		help: values.help === true,
	};
}

function parse(words: readonly string[]) {
	try {
		const options = {
			init: { type: 'string' },
			picture: { type: 'string', multiple: true },
			json: { type: 'boolean' },
			quiet: { type: 'boolean', short: 'q' },
			help: { type: 'boolean', short: 'h' },
		} as const;
		return parseArgs({ args: [...words], options, allowPositionals: true });
	} catch (error) {
		throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
	}
}
