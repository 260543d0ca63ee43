/**
 * @file `galatea bench motion`: what the memory of the optimiser is worth when the picture moves between steps. The same
 * zooms with the memory moved along, kept where it is, and forgotten, and with z on rows of the codebook, by the loss of the
 * steps on the way and by how much the picture flickers from one to the next.
 */
import { parseArgs } from 'node:util';
import {
	composeRecipe,
	optimise,
	type PackShelf,
	type Picture,
	type Plan,
	planRender,
	type SessionPool,
} from '@galatea/optimiser';
import { type Motion, movesBefore, type OptimiserName, optimiserNames, type Recipe } from '@galatea/render';
import { type OpenedRuntime, openSessionPool } from '@galatea/runtime';
import { modelsDir, packShelf, runtimeOfEnvironment } from '../environment.ts';
import { readChoice } from '../readers.ts';
import { UsageError } from '../usage-error.ts';
import { starterPrompts } from './starter-prompts.ts';

const usage = `galatea bench motion [options]

  --names N      the first N of the ${starterPrompts.length} names (4)
  --seeds N      renders of each (2)
  --steps N      steps of each while it moves, after as many that do not (40)
  --size PX      sides of the square (96)
  --optimiser O  its rule (adam)
  --json         print JSON`;

const packId = 'starter';
const motions: Readonly<Record<string, Motion>> = {
	'zoom 1.02 every 2 steps': { zoom: 1.02, everySteps: 2 },
	'zoom 1.05 every 5 steps': { zoom: 1.05, everySteps: 5 },
	'turn 10° every 10 steps': { turnDegrees: 10, everySteps: 10 },
	'shift 1/4 every 10 steps': { shiftX: 0.25, everySteps: 10, border: 'wrap' },
};
/** What a recipe has, and what is there to be measured against. */
const ways = {
	'as recipes have it': {},
	'memory kept where it is': { memory: 'kept' },
	'memory forgotten': { memory: 'forgotten' },
	'latent on rows': { latent: 'rows' },
} as const satisfies Readonly<Record<string, Partial<NonNullable<Plan['motion']>>>>;
type Way = keyof typeof ways;
const wayNames = Object.keys(ways) as readonly Way[];

/** Means over the steps while the picture moves. */
interface Measure {
	readonly loss: number;
	/** Mean difference of a pixel to the step before, of 255, at steps before which nothing was moved. */
	readonly flicker: number;
}

interface Options {
	readonly names: number;
	readonly seeds: number;
	readonly steps: number;
	readonly size: number;
	readonly optimiser: OptimiserName;
}

/** Renders, and prints means over the steps from the first movement on. */
export async function benchMotion(words: readonly string[], signal: AbortSignal): Promise<void> {
	if (words.includes('--help') || words.includes('-h')) return console.log(usage);
	const { json, ...options } = readWords(words);
	const shelf = await packShelf();
	await using runtime = await runtimeOfEnvironment();
	await using sessions = openSessionPool({ maximumIdle: 3 });
	const found: ({ motion: string; way: Way } & Measure)[] = [];
	for (const [motion, moved] of Object.entries(motions)) {
		const all = recipes(shelf, { ...moved, firstStep: options.steps + 1 }, options);
		for (const way of wayNames) {
			const measures: Measure[] = [];
			for (const recipe of all)
				measures.push(await measure(recipe, way, { runtime, sessions, signal, shelf, from: options.steps }));
			const mean = (name: keyof Measure): number =>
				measures.reduce((sum, each) => sum + each[name], 0) / measures.length;
			const [loss, flicker] = [mean('loss'), mean('flicker')];
			found.push({ motion, way, loss, flicker });
			if (!json) console.log(`${motion}, ${way}: loss ${loss.toFixed(4)}, flicker ${flicker.toFixed(2)}`);
		}
	}
	if (json) console.log(JSON.stringify(found));
}

/** Twice as many steps as are measured: a picture that moves should be there first. */
function recipes(
	{ packs }: PackShelf,
	motion: Motion,
	{ names, seeds, steps, size, optimiser }: Options,
): readonly Recipe[] {
	const pack = packs.find(({ id }) => id === packId);
	if (pack === undefined) throw new UsageError(`There is no pack "${packId}" in ${modelsDir()}.`);
	return starterPrompts.slice(0, names).flatMap((prompt) =>
		Array.from({ length: seeds }, (_, seed) => {
			const request = { prompt, seed: String(seed), steps: 2 * steps, width: size, height: size };
			const composed = composeRecipe({ ...request, motion, optimiser: { name: optimiser } }, pack);
			if (composed.recipe === null) throw new Error(composed.issues.map(({ message }) => message).join('; '));
			return composed.recipe;
		}),
	);
}

interface Run {
	readonly runtime: OpenedRuntime;
	readonly sessions: SessionPool;
	readonly shelf: PackShelf;
	readonly signal: AbortSignal;
	/** The last step that does not count. */
	readonly from: number;
}

async function measure(recipe: Recipe, way: Way, { from, shelf, ...rest }: Run): Promise<Measure> {
	const plan = planRender(recipe, await shelf.load(recipe.pack.id));
	if (plan.motion === null) throw new Error('a recipe that does not move');
	const motion = { ...plan.motion, ...ways[way] };
	let loss = 0;
	let flicker = 0;
	let still = 0;
	let before: Picture | null = null;
	const wantImage = (step: number): boolean => step >= from;
	for await (const result of optimise({ ...rest, plan: { ...plan, motion }, wantImage })) {
		const { step, image } = result;
		if (step > from) loss += result.loss;
		if (before !== null && image !== null && !movesBefore(motion, step)) {
			flicker += difference(before, image);
			still += 1;
		}
		before = image;
	}
	return { loss: loss / (plan.steps - from), flicker: flicker / still };
}

function difference(a: Picture, b: Picture): number {
	return a.data.reduce((sum, value, index) => sum + Math.abs(value - (b.data[index] as number)), 0) / a.data.length;
}

function readWords(words: readonly string[]): Options & { readonly json: boolean } {
	const { values } = parseArgs({
		args: [...words],
		options: {
			names: { type: 'string', default: '4' },
			seeds: { type: 'string', default: '2' },
			steps: { type: 'string', default: '40' },
			size: { type: 'string', default: '96' },
			optimiser: { type: 'string', default: 'adam' },
			json: { type: 'boolean', default: false },
		},
	});
	const whole = (name: 'names' | 'seeds' | 'steps' | 'size'): number => {
		const value = Number(values[name]);
		if (Number.isInteger(value) && value >= 1) return value;
		throw new UsageError(`--${name} ${values[name]} must be a whole number from 1.`);
	};
	const optimiser = readChoice('optimiser', values.optimiser, optimiserNames);
	return {
		optimiser: optimiser ?? 'adam',
		names: Math.min(whole('names'), starterPrompts.length),
		seeds: whole('seeds'),
		steps: whole('steps'),
		size: whole('size'),
		json: values.json,
	};
}
