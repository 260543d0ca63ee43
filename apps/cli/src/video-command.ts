/** @file `galatea video`: how a picture came about, as an animated WebP or an MP4. */
import { parseArgs } from 'node:util';
import {
	chooseFrames,
	type Film,
	type FilmDecoder,
	type FilmFrame,
	openFilmDecoder,
	type Picture,
} from '@galatea/optimiser';
import { printRecipe, recipePrompt } from '@galatea/render';
import { createBar } from './bar.ts';
import { packShelf, runtimeOfEnvironment } from './environment.ts';
import { findRecipe } from './found-recipe.ts';
import { findFilm } from './kept-states.ts';
import { checkFolder } from './picture-file.ts';
import { findPictureFiles, type NamedPictures } from './picture-files.ts';
import { createProgress } from './progress.ts';
import { type RecipeRun, runRecipe } from './run-recipe.ts';
import { UsageError } from './usage-error.ts';
import { isVideoName, writeVideo } from './video-file.ts';

const usage = `galatea video FILE --out VIDEO [options]

How a picture of Galatea came about, step by step: an animated WebP, or an MP4 where ffmpeg is. The steps are decoded from
their codes, which are kept by galatea render --keep, or else computed again.

  --out VIDEO           where it goes: .webp or .mp4
  --seconds S           how long it runs; 8 when left out, shorter for few steps
  --fps N               pictures a second; 25 when left out
  --keep DIR            the folder of galatea render --keep
  --init FILE           the picture that the run began from, if it did
  --picture FILE        a picture of its prompt; may be repeated
  --quiet               no bars

MODELS_DIR, GALATEA_PROVIDER and GALATEA_THREADS are read.`;

/** The last picture stays, so that there is time to see what came of it. */
const lastSeconds = 2;

interface VideoOptions extends NamedPictures {
	readonly file: string;
	readonly out: string;
	readonly seconds: number;
	readonly framesPerSecond: number;
	readonly keep: string | null;
	readonly quiet: boolean;
}

/** Makes one video of one picture; prints where it is. */
export async function videoCommand(words: readonly string[], signal: AbortSignal): Promise<void> {
	const options = readWords(words);
	if (options === null) return console.log(usage);
	const { recipe } = await findRecipe(options.file);
	const out = await checkFolder(options.out);
	const shelf = await packShelf();
	await using runtime = await runtimeOfEnvironment();
	const kept = options.keep === null ? null : await findFilm(options.keep, recipe);
	const film = kept ?? (await runAgain({ recipe, runtime, shelf, signal }, options));
	const frames = chooseFrames(film.frames, Math.max(2, Math.round(options.seconds * options.framesPerSecond)));
	await using decoder = await openFilmDecoder(runtime, recipe, await shelf.load(recipe.pack.id));
	const bar = options.quiet ? null : decodingBar(frames.length);
	try {
		const pictures = decodeAll(decoder, frames, signal, () => bar?.increment());
		await writeVideo(pictures, {
			...{ out, width: recipe.width, height: recipe.height, count: frames.length, signal },
			...{ framesPerSecond: options.framesPerSecond, lastSeconds },
			...{ title: recipePrompt(recipe), recipe: printRecipe(recipe) },
		});
	} finally {
		bar?.stop();
	}
	console.log(out);
}

/** The codes of every step, from a run that only they are wanted of. */
async function runAgain(
	run: Omit<RecipeRun, 'pictures' | 'onStep'>,
	options: NamedPictures & { readonly quiet: boolean },
): Promise<Film> {
	const pictures = await findPictureFiles(run.recipe, options);
	const progress = createProgress({ json: false, quiet: options.quiet });
	try {
		progress.started(run.recipe, run.runtime.device);
		return (await runRecipe({ ...run, pictures, onStep: progress.step })).film;
	} finally {
		progress.close();
	}
}

async function* decodeAll(
	decoder: FilmDecoder,
	frames: readonly FilmFrame[],
	signal: AbortSignal,
	onPicture: () => void,
): AsyncGenerator<Picture> {
	for (const { codes } of frames) {
		signal.throwIfAborted();
		yield await decoder.decode(codes);
		onPicture();
	}
}

function decodingBar(total: number): ReturnType<typeof createBar> {
	const bar = createBar('{bar} {value}/{total} pictures decoded');
	bar.start(total, 0);
	return bar;
}

/** Null when help is wanted. */
function readWords(words: readonly string[]): VideoOptions | null {
	const { values, positionals } = parse(words);
	if (values.help) return null;
	const [file, ...others] = positionals;
	if (file === undefined || others.length > 0) throw new UsageError(`Of which picture? ${usage}`);
	const { out } = values;
	if (out === undefined || !isVideoName(out))
		throw new UsageError(`--out ${out ?? ''}: name a file that ends in .webp or .mp4.`);
	return {
		file,
		out,
		seconds: readNumber('seconds', values.seconds ?? '8', 0.1, 600),
		framesPerSecond: readNumber('fps', values.fps ?? '25', 1, 60),
		keep: values.keep ?? null,
		initFile: values.init ?? null,
		pictureFiles: values.picture ?? [],
		quiet: values.quiet === true,
	};
}

function parse(words: readonly string[]) {
	try {
		const options = {
			out: { type: 'string', short: 'o' },
			seconds: { type: 'string' },
			fps: { type: 'string' },
			keep: { type: 'string' },
			init: { type: 'string' },
			picture: { type: 'string', multiple: true },
			quiet: { type: 'boolean', short: 'q' },
			help: { type: 'boolean', short: 'h' },
		} as const;
		return parseArgs({ args: [...words], options, allowPositionals: true });
	} catch (error) {
		throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
	}
}

function readNumber(name: string, text: string, least: number, most: number): number {
	const value = Number(text);
	if (text.trim() === '' || !(value >= least && value <= most))
		throw new UsageError(`--${name} ${text} is not a number from ${least} to ${most}.`);
	return value;
}
