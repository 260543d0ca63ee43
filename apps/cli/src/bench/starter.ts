/**
 * @file `galatea bench starter`: how well the pack's perceptor knows composites that it has not seen, and what a
 * perceptor that was never climbed says of renders of fixed names. What is rendered is kept, so that a run that is
 * stopped goes on where it was.
 */
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { composeRecipe, type PackShelf, type Picture } from '@galatea/optimiser';
import { encodeContactSheet } from '@galatea/pictures';
import { initialNoises, type Recipe } from '@galatea/render';
import { type OpenedRuntime, openSessionPool } from '@galatea/runtime';
import { modelsDir, packShelf, repositoryDir, runtimeOfEnvironment } from '../environment.ts';
import { type Judge, openJudge } from '../judge.ts';
import { UsageError } from '../usage-error.ts';
import { starterPrompts } from './starter-prompts.ts';
import { keptRender, packOf } from './starter-renders.ts';
import { unseenComposites } from './unseen.ts';

const usage = `galatea bench starter [options]

  --names N      the first N of the ${starterPrompts.length} names (all)
  --seeds N      renders of each (4)
  --steps N      steps of each (the pack's default)
  --initial X    where renders begin: codes, ${initialNoises.join(', ')} (the pack's default)
  --pack ID      renders of another pack, such as one with another generator, with the starter's settings
  --retrieval    only the composites; no renders
  --keep DIR     where the renders are kept (.galatea/bench-starter)
  --sheet FILE   contact sheet of all renders, in order (docs/starter-contact-sheet.webp)
  --json         print JSON`;

const packId = 'starter';

interface Options {
	readonly names: number;
	readonly seeds: number;
	readonly steps: number | null;
	readonly initial: Recipe['initial'] | null;
	readonly pack: string;
	readonly keep: string;
	readonly sheet: string;
	readonly retrieval: boolean;
	readonly json: boolean;
}

/** One render and what the judge says of it. */
interface Verdict {
	readonly name: string;
	readonly seed: string;
	readonly rank: number;
}

/** Ranks of true names as rates. */
interface Rates {
	readonly pictures: number;
	readonly firstPercent: number;
	readonly firstTenPercent: number;
}

/** Measures retrieval, renders, judges, prints the rates and writes the sheet. */
export async function benchStarter(words: readonly string[], signal: AbortSignal): Promise<void> {
	if (words.includes('--help') || words.includes('-h')) return console.log(usage);
	const options = readOptions(words);
	await using runtime = await runtimeOfEnvironment();
	const retrieval: Record<string, Rates> = {};
	for (const weights of ['own', 'judge'] as const) {
		await using judge = await openJudge(runtime, { modelsDir: modelsDir(), packId, weights });
		retrieval[weights] = await measureRetrieval(judge, signal);
		printRates(`${weights === 'own' ? 'perceptor' : 'judge'}: composites it has not seen`, retrieval[weights], options);
	}
	const verdicts = options.retrieval ? [] : await judgeRenders(runtime, options, signal);
	if (!options.retrieval) printRates('judge: renders', rates(verdicts.map(({ rank }) => rank)), options);
	if (options.json)
		console.log(JSON.stringify({ retrieval, renders: rates(verdicts.map(({ rank }) => rank)), verdicts }));
}

async function measureRetrieval(judge: Judge, signal: AbortSignal): Promise<Rates> {
	const ranks: number[] = [];
	for (const { name, picture } of await unseenComposites()) {
		signal.throwIfAborted();
		ranks.push(await judge.rank(picture, name));
	}
	return rates(ranks);
}

async function judgeRenders(runtime: OpenedRuntime, options: Options, signal: AbortSignal): Promise<Verdict[]> {
	await mkdir(options.keep, { recursive: true });
	const shelf = await packShelf();
	await using judge = await openJudge(runtime, { modelsDir: modelsDir(), packId, weights: 'judge' });
	await using sessions = openSessionPool();
	const verdicts: Verdict[] = [];
	const pictures: Picture[] = [];
	for (const name of starterPrompts.slice(0, options.names))
		for (let seed = 0; seed < options.seeds; seed++) {
			const recipe = recipeOf(shelf, name, String(seed), options);
			const picture = await keptRender({ runtime, sessions, shelf, keep: options.keep, signal }, recipe);
			const rank = await judge.rank(picture, name);
			verdicts.push({ name, seed: String(seed), rank });
			pictures.push(picture);
			console.error(`${verdicts.length}/${options.names * options.seeds} ${name}, seed ${seed}: rank ${rank}`);
		}
	const sheet = await encodeContactSheet(pictures, { columns: 4 * options.seeds, cellPx: 96, gapPx: 2, quality: 82 });
	await writeFile(options.sheet, sheet);
	if (!options.json) console.log(`contact sheet: ${options.sheet}`);
	return verdicts;
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
		initial: values.initial === undefined ? null : initialOf(values.initial),
		pack: values.pack,
		keep: resolve(values.keep),
		sheet: resolve(values.sheet),
		retrieval: values.retrieval,
		json: values.json,
	};
}

function initialOf(name: string): Recipe['initial'] {
	if (name === 'codes') return { kind: 'codes' };
	const noise = initialNoises.find((each) => each === name);
	if (noise) return { kind: 'noise', noise };
	throw new UsageError(`--initial ${name} must be one of codes, ${initialNoises.join(', ')}.`);
}

function parse(words: readonly string[]) {
	try {
		const options = {
			names: { type: 'string', default: String(starterPrompts.length) },
			seeds: { type: 'string', default: '4' },
			steps: { type: 'string' },
			initial: { type: 'string' },
			pack: { type: 'string', default: packId },
			keep: { type: 'string', default: join(repositoryDir, '.galatea', 'bench-starter') },
			sheet: { type: 'string', default: join(repositoryDir, 'docs', 'starter-contact-sheet.webp') },
			retrieval: { type: 'boolean', default: false },
			json: { type: 'boolean', default: false },
		} as const;
		return parseArgs({ args: [...words], options });
	} catch (error) {
		throw new UsageError(`${error instanceof Error ? error.message : String(error)}\n\n${usage}`);
	}
}

/** The settings are the starter's whatever the pack, so that only what is compared differs. */
function recipeOf(shelf: PackShelf, prompt: string, seed: string, { pack: id, steps, initial }: Options): Recipe {
	const { defaults } = packOf(shelf, packId);
	const { width, height, cutouts, learningRate } = defaults;
	const settings = { width, height, cutouts, learningRate, steps: steps ?? defaults.steps };
	const composed = composeRecipe(
		{ prompt, seed, ...settings, initial: initial ?? defaults.initial },
		packOf(shelf, id),
	);
	if (composed.recipe === null) throw new Error(composed.issues.map((issue) => issue.message).join('; '));
	return composed.recipe;
}

function rates(ranks: readonly number[]): Rates {
	const percent = (maximumRank: number): number =>
		(100 * ranks.filter((rank) => rank <= maximumRank).length) / Math.max(1, ranks.length);
	return { pictures: ranks.length, firstPercent: percent(1), firstTenPercent: percent(10) };
}

function printRates(what: string, { pictures, firstPercent, firstTenPercent }: Rates, { json }: Options): void {
	if (json) return;
	const figures = `true name first ${firstPercent.toFixed(1)} %, in the first ten ${firstTenPercent.toFixed(1)} %`;
	console.log(`${what} (${pictures}): ${figures}`);
}
