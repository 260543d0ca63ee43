/** @file `galatea fork`: goes on from any step of a picture's run, with the true state of its optimiser. */
import { parseArgs } from 'node:util';
import { composeFork, type ForkRequest, type PackShelf, summarise } from '@galatea/optimiser';
import { type Recipe, RenderError } from '@galatea/render';
import { packShelf } from './environment.ts';
import { findRecipe } from './found-recipe.ts';
import { checkOut } from './picture-file.ts';
import { findPictureFiles } from './picture-files.ts';
import { renderToFile } from './render-to-file.ts';
import { UsageError } from './usage-error.ts';

const usage = `galatea fork FILE ["<prompt>"] [options]

Goes on from a step of the run that made a picture of Galatea, with the latent and all that the optimiser remembers. The
steps before it are run again, unless their state was kept (galatea render --keep). What is left out stays as it was.

  --from STEP           the last step to share; the last of all when left out
  --steps N             in all; as many as before, or at the end as many again
  --seed S              of the steps from there on
  --learning-rate X     from there on
  --out FILE            where the picture goes: .png, .webp, .jpg or .avif
  --init FILE           the picture that the run began from, if it did
  --picture FILE        a picture of its prompt; may be repeated
  --keep DIR            a folder of kept states: taken from there, and kept there
  --keep-every N        steps; four states of a run when left out
  --json                one line of JSON per event on standard output, no bar
  --quiet               no bar

MODELS_DIR, GALATEA_PROVIDER and GALATEA_THREADS are read.`;

/** Renders one picture into one file, which carries the recipe of all that led to it. */
export async function forkCommand(words: readonly string[], signal: AbortSignal): Promise<void> {
	const options = readWords(words);
	if (options.help) return console.log(usage);
	const { recipe: before } = await findRecipe(options.file);
	const shelf = await packShelf();
	const recipe = forkOfRequest({ ...options.request, step: options.fromStep ?? before.steps }, before, shelf);
	const pictures = await findPictureFiles(recipe, options);
	const out = await checkOut(options.out ?? `galatea-${recipe.seed}-fork.png`);
	await renderToFile({ recipe, shelf, pictures, out, signal, options });
}

function forkOfRequest(request: ForkRequest, before: Recipe, { packs }: PackShelf): Recipe {
	const pack = packs.find((each) => each.id === before.pack.id && each.hash === before.pack.sha256);
	if (!pack)
		throw new RenderError(
			'PACK_UNAVAILABLE',
			`The picture was made with pack "${before.pack.id}" (${before.pack.sha256.slice(0, 12)}…), which is not here.`,
		);
	const composed = composeFork(request, before, pack);
	if (composed.recipe === null) throw new UsageError(summarise(composed.issues));
	return composed.recipe;
}

function readWords(words: readonly string[]) {
	const { values, positionals } = parse(words);
	const [file, prompt, ...others] = positionals;
	if (!values.help && (file === undefined || others.length > 0))
		throw new UsageError(`Which picture, and on to what? ${usage}`);
	return {
		file: file ?? '',
		fromStep: readNumber('from', values.from),
		request: {
			prompt: prompt ?? null,
			steps: readNumber('steps', values.steps),
			seed: values.seed ?? null,
			learningRate: readNumber('learning-rate', values['learning-rate']),
		},
		out: values.out ?? null,
		initFile: values.init ?? null,
		pictureFiles: values.picture ?? [],
		keep: values.keep ?? null,
		keepEvery: readNumber('keep-every', values['keep-every']),
		json: values.json === true,
		quiet: values.quiet === true,
		help: values.help === true,
	};
}

function parse(words: readonly string[]) {
	try {
		const options = {
			from: { type: 'string' },
			steps: { type: 'string' },
			seed: { type: 'string' },
			'learning-rate': { type: 'string' },
			out: { type: 'string', short: 'o' },
			init: { type: 'string' },
			picture: { type: 'string', multiple: true },
			keep: { type: 'string' },
			'keep-every': { type: 'string' },
			json: { type: 'boolean' },
			quiet: { type: 'boolean', short: 'q' },
			help: { type: 'boolean', short: 'h' },
		} as const;
		return parseArgs({ args: [...words], options, allowPositionals: true });
	} catch (error) {
		throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n${usage}`);
	}
}

function readNumber(name: string, text: string | undefined): number | null {
	if (text === undefined) return null;
	const value = Number(text);
	if (text.trim() === '' || !Number.isFinite(value)) throw new UsageError(`--${name} ${text} is not a number.`);
	return value;
}
