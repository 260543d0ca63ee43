/** @file `galatea restyle`: a film rendered anew, picture by picture. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { extname, resolve } from 'node:path';
import { nearestSizes, type OfferedPack } from '@galatea/optimiser';
import { decodePicture, encodeOriginal, type Picture, readPicture } from '@galatea/pictures';
import { type InitialFit, parseRecipe, printRecipe, recipePrompt } from '@galatea/render';
import { printRunRecord } from '@galatea/render/metadata';
import { openSessionPool } from '@galatea/runtime';
import { packShelf, runtimeOfEnvironment } from './environment.ts';
import { choosePack, makeRecipe } from './new-recipe.ts';
import { checkFolder, encodePictureFile } from './picture-file.ts';
import { type PictureFiles, readRenderPictures } from './picture-files.ts';
import type { RenderOptions } from './render-options.ts';
import { openRestyleFolder, type RestyleFolder, type RestyleTask, seedOfFolder } from './restyle-folder.ts';
import { type RestyleOptions, readRestyleOptions, restyleUsage } from './restyle-options.ts';
import { restyleProgress } from './restyle-progress.ts';
import { findSource, type SourceFrame } from './restyle-source.ts';
import { type RecipeRun, runRecipe } from './run-recipe.ts';
import { UsageError } from './usage-error.ts';
import { writeVideo } from './video-file.ts';
import { writeWhole } from './write-whole.ts';

/** Renders all pictures that are not done yet, and makes a film of all; prints where it is. */
export async function restyleCommand(words: readonly string[], signal: AbortSignal): Promise<void> {
	const options = readRestyleOptions(words);
	if (options === null) return console.log(restyleUsage);
	for (const note of options.render.notes) console.error(note);
	const out = await checkFolder(options.out);
	const into = resolve(options.into);
	const shelf = await packShelf();
	const pack = choosePack(shelf, options.render.packId);
	const pictures = await readRenderPictures(options.render);
	const { frames, framesPerSecond, soundOf } = await findSource(options.source, { ...options, into, signal });
	if (soundOf !== null && extname(out).toLowerCase() === '.webp')
		console.error('An animated WebP has no sound, so that of the film is left out: name an .mp4 to keep it.');
	const asked = await usualSize(options.render, frames[0] as SourceFrame, pack);
	const seed = asked.seed ?? (await seedOfFolder(into));
	// Which picture each begins from is said later.
	const recipe = parseRecipe({ ...makeRecipe({ ...asked, seed }, pack, pictures), initial: { kind: 'codes' } });
	const task = { recipe, carry: options.carry, fit: options.fit, frames };
	const folder = await openRestyleFolder(into, task);
	await using runtime = await runtimeOfEnvironment();
	await using sessions = openSessionPool();
	await restyleAll(task, { runtime, sessions, shelf, signal }, { folder, pictures: pictures.files, options });
	await writeVideo(readAll(folder, frames.length, signal), {
		...{ out, width: recipe.width, height: recipe.height, count: frames.length, signal },
		...{ framesPerSecond, lastSeconds: 1 / framesPerSecond, soundOf },
		// Each picture has a recipe of its own, and carries it.
		...{ title: recipePrompt(recipe), recipe: null },
	});
	console.log(out);
}

interface Around {
	readonly folder: RestyleFolder;
	/** Those that every recipe names. */
	readonly pictures: PictureFiles;
	readonly options: RestyleOptions;
}

async function restyleAll(
	task: RestyleTask,
	run: Omit<RecipeRun, 'recipe' | 'pictures' | 'onStep'>,
	{ folder, pictures, options }: Around,
): Promise<void> {
	const { frames, recipe } = task;
	const progress = restyleProgress(frames.length, recipe.steps, options.render.quiet);
	let done = 0;
	try {
		for (const index of frames.keys()) {
			run.signal.throwIfAborted();
			if (!(await folder.isDone(index))) await restyleOne(task, index, { run, folder, pictures, progress });
			progress.finished(++done);
		}
	} finally {
		progress.close();
		if (run.signal.aborted)
			console.error(`${done} of ${frames.length} pictures are done; the same command goes on with the next.`);
	}
}

async function restyleOne(
	task: RestyleTask,
	index: number,
	{
		run,
		folder,
		pictures,
		progress,
	}: {
		readonly run: Omit<RecipeRun, 'recipe' | 'pictures' | 'onStep'>;
		readonly folder: RestyleFolder;
		readonly pictures: PictureFiles;
		readonly progress: ReturnType<typeof restyleProgress>;
	},
): Promise<void> {
	const { bytes, name, fit } = await beginningOf(task, index, folder);
	const sha256 = createHash('sha256').update(bytes).digest('hex');
	const recipe = parseRecipe({
		...task.recipe,
		initial: { kind: 'image', sha256, ...(fit !== null && { fit }) },
	});
	const { picture, trace } = await runRecipe({
		...run,
		recipe,
		pictures: new Map([...pictures, [sha256, { name, bytes }]]),
		onStep: ({ step }) => progress.step(index, step),
	});
	const texts = {
		recipe: printRecipe(recipe),
		description: recipePrompt(recipe),
		run: printRunRecord({ format: 1, device: run.runtime.device, trace }),
	};
	const file = folder.result(index);
	await writeWhole(file, await encodePictureFile(picture, texts, file));
}

interface Beginning {
	readonly bytes: Uint8Array;
	readonly name: string;
	/** Null where it already has the render's size. */
	readonly fit: InitialFit | null;
}

/** The file that a picture begins from: that of the source, or with some of the result before one that is kept beside. */
async function beginningOf(
	{ recipe, frames, carry, fit }: RestyleTask,
	index: number,
	folder: RestyleFolder,
): Promise<Beginning> {
	const { file } = frames[index] as SourceFrame;
	const bytes = await readFile(file);
	if (carry === 0 || index === 0) return { bytes, name: file, fit: fit as InitialFit | null };
	const { width, height } = recipe;
	const frame = await decodePicture(bytes, width, height, (fit ?? 'stretch') as InitialFit).catch((error: Error) => {
		throw new UsageError(`${file}: ${error.message}`);
	});
	const before = await readResult(folder, index - 1);
	const data = frame.data.map((value, at) => Math.round((1 - carry) * value + carry * (before.data[at] as number)));
	const mixed = (await encodeOriginal({ width, height, data }, { recipe: '', description: '' })).bytes;
	await writeWhole(folder.beginning(index), mixed);
	return { bytes: mixed, name: folder.beginning(index), fit: null };
}

/** The pack's usual area in the aspect of the first picture, where no size is asked for. */
async function usualSize(options: RenderOptions, first: SourceFrame, pack: OfferedPack): Promise<RenderOptions> {
	if (options.width !== null) return options;
	const { width, height } = await readPicture(await readFile(first.file)).catch((error: Error) => {
		throw new UsageError(`${first.file}: ${error.message}`);
	});
	const { defaults, sizes } = pack;
	const scale = Math.sqrt((defaults.width * defaults.height) / (width * height));
	const nearest = (side: number): number => {
		const [below = side, above = below] = nearestSizes(Math.round(side * scale), sizes);
		return above - side * scale < side * scale - below ? above : below;
	};
	return { ...options, width: nearest(width), height: nearest(height) };
}

async function* readAll(folder: RestyleFolder, count: number, signal: AbortSignal): AsyncGenerator<Picture> {
	for (let index = 0; index < count; index++) {
		signal.throwIfAborted();
		yield await readResult(folder, index);
	}
}

/** A picture that was rendered, maybe long ago. Throws {@link UsageError} where its file has been damaged since. */
async function readResult(folder: RestyleFolder, index: number): Promise<Picture> {
	const file = folder.result(index);
	return readPicture(await readFile(file)).catch((error: Error) => {
		throw new UsageError(`${file}: ${error.message}. Remove it, and the same command renders it again.`);
	});
}
