/**
 * @file `galatea bench starter`: renders of fixed names, judged by a perceptor that was never climbed. What is rendered is
 * kept, so that a run that is stopped goes on where it was.
 */
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import {
	composeRecipe,
	optimise,
	type PackShelf,
	type Picture,
	planRender,
	type SessionPool,
} from '@galatea/optimiser';
import { encodeContactSheet, encodeOriginal, readEmbeddedRecipe, readPicture } from '@galatea/pictures';
import { hashRecipe, printRecipe, type Recipe } from '@galatea/render';
import { type OpenedRuntime, openSessionPool } from '@galatea/runtime';
import { starterPrompts } from './bench-starter-prompts.ts';
import { modelsDir, packShelf, repositoryDir, runtimeOfEnvironment } from './environment.ts';
import { type Judge, openJudge } from './judge.ts';
import { UsageError } from './usage-error.ts';

const usage = `galatea bench starter [options]

  --names N      the first N of the ${starterPrompts.length} names (all)
  --seeds N      renders of each (4)
  --steps N      steps of each (the pack's default)
  --keep DIR     where the renders are kept (.galatea/bench-starter)
  --sheet FILE   contact sheet of all renders, in order (docs/starter-contact-sheet.webp)
  --json         print JSON`;

const packId = 'starter';

interface Options {
	readonly names: number;
	readonly seeds: number;
	readonly steps: number | null;
	readonly keep: string;
	readonly sheet: string;
	readonly json: boolean;
}

/** One render and what the judge says of it. */
interface Verdict {
	readonly name: string;
	readonly seed: string;
	readonly rank: number;
}

/** Renders, judges, prints the two rates and writes the sheet. */
export async function benchStarter(words: readonly string[], signal: AbortSignal): Promise<void> {
	if (words.includes('--help') || words.includes('-h')) return console.log(usage);
	const options = readOptions(words);
	await mkdir(options.keep, { recursive: true });
	const shelf = await packShelf();
	await using runtime = await runtimeOfEnvironment();
	await using judge = await openJudge(runtime, modelsDir(), packId);
	await using sessions = openSessionPool();
	const verdicts: Verdict[] = [];
	const pictures: Picture[] = [];
	for (const name of starterPrompts.slice(0, options.names))
		for (let seed = 0; seed < options.seeds; seed++) {
			const recipe = recipeOf(shelf, name, String(seed), options.steps);
			const picture = await kept(options.keep, recipe, () => render(runtime, sessions, shelf, recipe, signal));
			const rank = await judge.rank(picture, name);
			verdicts.push({ name, seed: String(seed), rank });
			pictures.push(picture);
			console.error(`${verdicts.length}/${options.names * options.seeds} ${name}, seed ${seed}: rank ${rank}`);
		}
	const sheet = await encodeContactSheet(pictures, { columns: 4 * options.seeds, cellPx: 96, gapPx: 2, quality: 82 });
	await writeFile(options.sheet, sheet);
	report(verdicts, judge, options);
}

function readOptions(words: readonly string[]): Options {
	const { values } = parse(words);
	const whole = (name: 'names' | 'seeds' | 'steps', text: string, maximum: number): number => {
		const value = Number(text);
		if (Number.isInteger(value) && value >= 1 && value <= maximum) return value;
		throw new UsageError(`--${name} ${text} must be a whole number from 1 to ${maximum}.`);
	};
	return {
		names: whole('names', values.names, starterPrompts.length),
		seeds: whole('seeds', values.seeds, 100),
		steps: values.steps === undefined ? null : whole('steps', values.steps, 10_000),
		keep: resolve(values.keep),
		sheet: resolve(values.sheet),
		json: values.json,
	};
}

function parse(words: readonly string[]) {
	try {
		const options = {
			names: { type: 'string', default: String(starterPrompts.length) },
			seeds: { type: 'string', default: '4' },
			steps: { type: 'string' },
			keep: { type: 'string', default: join(repositoryDir, '.galatea', 'bench-starter') },
			sheet: { type: 'string', default: join(repositoryDir, 'docs', 'starter-contact-sheet.webp') },
			json: { type: 'boolean', default: false },
		} as const;
		return parseArgs({ args: [...words], options });
	} catch (error) {
		throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
	}
}

function recipeOf(shelf: PackShelf, prompt: string, seed: string, steps: number | null): Recipe {
	const pack = shelf.packs.find((each) => each.id === packId);
	if (!pack) throw new Error(`There is no pack "${packId}" in ${modelsDir()}.`);
	const composed = composeRecipe({ prompt, seed, steps }, pack);
	if (composed.recipe === null) throw new Error(composed.issues.map((issue) => issue.message).join('; '));
	return composed.recipe;
}

/** The picture of a recipe, from the folder if it is there. */
async function kept(folder: string, recipe: Recipe, make: () => Promise<Picture>): Promise<Picture> {
	const file = join(folder, `${hashRecipe(recipe)}.png`);
	const stored = await readFile(file).catch(() => null);
	if (stored !== null && readEmbeddedRecipe(stored) === printRecipe(recipe)) {
		const { width, height, data } = await readPicture(stored);
		return { width, height, data: new Uint8ClampedArray(data) };
	}
	const picture = await make();
	const texts = { recipe: printRecipe(recipe), description: recipe.prompts[0]?.text ?? '' };
	await writeFile(file, (await encodeOriginal(picture, texts)).bytes);
	return picture;
}

async function render(
	runtime: OpenedRuntime,
	sessions: SessionPool,
	shelf: PackShelf,
	recipe: Recipe,
	signal: AbortSignal,
): Promise<Picture> {
	const plan = planRender(recipe, await shelf.load(recipe.pack.id));
	let last: Picture | null = null;
	for await (const { image } of optimise({
		runtime,
		plan,
		signal,
		sessions,
		wantImage: (step) => step === recipe.steps,
	}))
		last = image ?? last;
	if (last === null) throw new Error('the last step brought no picture');
	return last;
}

function report(verdicts: readonly Verdict[], judge: Judge, options: Options): void {
	const share = (maximumRank: number): number =>
		(100 * verdicts.filter((verdict) => verdict.rank <= maximumRank).length) / verdicts.length;
	const result = {
		renders: verdicts.length,
		amongNames: judge.names.length,
		firstPercent: share(1),
		firstTenPercent: share(10),
	};
	if (options.json) {
		console.log(JSON.stringify({ ...result, verdicts }));
		return;
	}
	console.log(`${result.renders} renders, judged among ${result.amongNames} names`);
	console.log(`true name first:        ${result.firstPercent.toFixed(1)} %`);
	console.log(`true name in first ten: ${result.firstTenPercent.toFixed(1)} %`);
	console.log(`contact sheet: ${options.sheet}`);
}
