/**
 * @file `galatea bench curve`: the loss of nerdyrodent's preset over its first steps, beside his loop in PyTorch, with the
 * same random weights and fed the same geometry and noise of the cutouts.
 */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { optimise, type Plan, planRender, type Runtime, type TensorValue } from '@galatea/optimiser';
import { parseRecipe, type Recipe, recipePresets } from '@galatea/render';
import { z } from 'zod';
import { repositoryDir, runtimeOfEnvironment } from '../environment.ts';
import { UsageError } from '../usage-error.ts';
import { writeSection } from './document.ts';
import { benchRecipe, type KeepWeights, randomPack, scales } from './packs.ts';

/**
 * Largest difference of a step's loss, or twice that of PyTorch in single precision from PyTorch in double precision: where a
 * code is about to change, rounding decides, and at the next step everything is another.
 */
const tolerance = 1e-3;
/**
 * So that half of the codes change within ten steps of 0.1. With rows twice as near, most do by the fourth, and then rounding
 * decides: PyTorch in single precision leaves PyTorch in double precision by 5e-3 at the eighth.
 */
const codebookScale = 1 / 4;

/** The weights of the curve: those of every benchmark, but for a codebook whose rows are nearer to each other. */
export const narrowCodebook: KeepWeights = async (_name, weights) => ({
	...weights,
	async read(name) {
		const numbers = await weights.read(name);
		return name === 'quantize.embedding.weight' ? numbers.map((value) => codebookScale * value) : numbers;
	},
});

const scaleNames = ['full', 'tiny'] as const;
type ScaleName = (typeof scaleNames)[number];

const usage = `galatea bench curve [options]

  --scale full|tiny   the published sizes, or small ones (full)
  --size PX           sides of the square (256, or 64)
  --cutouts N         (32, or 4)
  --steps N           (10)
  --keep FILE         writes PyTorch's losses and last codes as JSON, for the test beside this
  --python PROGRAM    a Python with PyTorch (/usr/bin/python3)
  --write             put the table into docs/benchmarks.md, beside printing it
  --json              print JSON instead of a table`;

const stepsSchema = z.array(z.object({ loss: z.number(), codes: z.array(z.number()) }));
const curveSchema = z.object({ single: stepsSchema, double: stepsSchema });

type Curves = z.infer<typeof curveSchema>;

interface CurveSize {
	readonly sidePx: number;
	readonly cutouts: number;
	readonly steps: number;
}

interface CurveStep {
	readonly loss: number;
	readonly codes: readonly number[];
}

/** Runs both and prints the losses side by side; rejects when they are further apart than they may be. */
export async function benchCurve(words: readonly string[], signal: AbortSignal): Promise<void> {
	if (words.includes('--help') || words.includes('-h')) return console.log(usage);
	const { isWritten, json, keep, python, scale, ...size } = readWords(words);
	const folder = await mkdtemp(join(tmpdir(), 'galatea-curve-'));
	try {
		const ours = await runOurs(folder, scale, curveRecipe(scale, size), signal);
		const theirs = await runPython(python, folder, signal);
		if (keep !== undefined) await writeFile(keep, `${JSON.stringify(expectationOf(theirs.single))}\n`);
		const text = printed(ours, theirs, size);
		console.log(json ? JSON.stringify({ ours, theirs }) : text);
		const wrong = ours.findIndex(({ loss }, at) => {
			const [single, double] = [theirs.single[at]?.loss ?? Number.NaN, theirs.double[at]?.loss ?? Number.NaN];
			return !(Math.abs(loss - single) <= Math.max(tolerance, 2 * Math.abs(single - double)));
		});
		if (wrong !== -1) throw new Error(`The losses of step ${wrong + 1} are further apart than ${tolerance}.`);
		if (isWritten) await writeSection(join(repositoryDir, 'docs'), { name: 'curve', text, drawings: new Map() });
	} finally {
		await rm(folder, { recursive: true });
	}
}

/** nerdyrodent's preset at a size. */
export function curveRecipe(scale: ScaleName, { sidePx, cutouts, steps }: CurveSize): Recipe {
	const { values } = recipePresets.nerdyrodent;
	return parseRecipe({
		...benchRecipe({ scale, sidePx, cutouts }),
		steps,
		optimiser: values.optimiser,
		cutouts: { ...values.cutouts, count: cutouts },
		initial: values.initial,
	});
}

/** Runs the preset, and leaves what its steps were fed in `folder`, as bench/curve.py reads it. */
async function runOurs(
	folder: string,
	scale: ScaleName,
	recipe: Recipe,
	signal: AbortSignal,
): Promise<readonly CurveStep[]> {
	const pack = await randomPack(scale, narrowCodebook);
	const plan = planRender(recipe, pack);
	await using runtime = await runtimeOfEnvironment();
	const steps: CurveStep[] = [];
	let fed = 0;
	const watched = watching(runtime, async (feeds) => {
		fed += 1;
		await writeFile(join(folder, `step-${fed}`), drawnNumbers(plan, feeds));
	});
	for await (const { loss, codes } of optimise({ runtime: watched, plan, signal }))
		steps.push({ loss, codes: [...codes] });
	const ids = [...(pack.perceptors[0]?.tokenizer.encode(recipe.prompts[0]?.text ?? '').ids ?? [])];
	const { vqgan, clip } = scales[scale];
	const [, , height, width] = plan.latentShape;
	const settings = {
		...{ vqgan, clip, codebookScale, ids, steps: recipe.steps, cutouts: recipe.cutouts.count },
		...{ learningRate: recipe.optimiser.learningRate, latent: [height, width], codes: steps[0]?.codes },
	};
	await writeFile(join(folder, 'settings.json'), JSON.stringify(settings));
	return steps;
}

/** A runtime that tells what the step graph is fed, before its buffers are given away. */
function watching(runtime: Runtime, told: (feeds: Readonly<Record<string, TensorValue>>) => Promise<void>): Runtime {
	return {
		...runtime,
		async open(model, options) {
			const session = await runtime.open(model, options);
			if (options?.name !== 'the step graph') return session;
			return {
				async run(feeds, runOptions) {
					await told(feeds);
					return session.run(feeds, runOptions);
				},
				[Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
			};
		},
	};
}

function drawnNumbers({ cutouts }: Plan, feeds: Readonly<Record<string, TensorValue>>): Uint8Array {
	const names = ['warp_0', 'colourJitter_1', 'erasing_2', 'noise'];
	const parts = names.map((name) => {
		const tensor = feeds[`cutouts_${cutouts.sizesPx[0]}/${name}`];
		if (tensor?.dtype !== 'float32') throw new Error(`the step graph is not fed ${name}`);
		return Buffer.from(tensor.data.buffer, tensor.data.byteOffset, tensor.data.byteLength);
	});
	return Buffer.concat(parts);
}

function expectationOf(steps: readonly CurveStep[]): object {
	return { losses: steps.map(({ loss }) => loss), codes: steps.at(-1)?.codes };
}

async function runPython(python: string, folder: string, signal: AbortSignal): Promise<Curves> {
	const script = fileURLToPath(new URL('../../bench/curve.py', import.meta.url));
	const child = spawn(python, ['-W', 'ignore', script, folder], { signal, stdio: ['ignore', 'ignore', 'pipe'] });
	let complaint = '';
	child.stderr.on('data', (part: Buffer) => {
		complaint = `${complaint}${part}`.slice(-2_000);
	});
	const [code] = await once(child, 'close');
	if (code !== 0) throw new Error(`${python} made no curve: ${complaint.trim() || `it ended with code ${code}`}`);
	return curveSchema.parse(JSON.parse(await readFile(join(folder, 'curve.json'), 'utf8')));
}

function printed(ours: readonly CurveStep[], { single, double }: Curves, { sidePx, cutouts }: CurveSize): string {
	const count = ours[0]?.codes.length ?? 0;
	const rows = ours.map((step, at) => {
		const [theirs, exact] = [single[at] as CurveStep, double[at] as CurveStep];
		const losses = [step, theirs, exact].map(({ loss }) => loss.toFixed(6));
		const codes = [count - sameCodes(step, ours[0] as CurveStep), sameCodes(step, theirs), sameCodes(theirs, exact)];
		return `| ${[at + 1, ...losses, ...codes].join(' | ')} |`;
	});
	const largest = Math.max(...ours.map(({ loss }, at) => Math.abs(loss - (single[at]?.loss ?? Number.NaN))));
	return [
		'| step | loss | of PyTorch | in double precision | codes changed so far | same codes | of PyTorch and itself |',
		`|${' --- |'.repeat(7)}`,
		...rows,
		'',
		`${sidePx} × ${sidePx}, ${cutouts} cutouts, ${count} codes. Largest difference of a loss: ${largest.toExponential(1)}.`,
	].join('\n');
}

function sameCodes(a: CurveStep, b: CurveStep): number {
	return a.codes.filter((code, at) => code === b.codes[at]).length;
}

function readWords(words: readonly string[]) {
	const { values } = parseArgs({
		args: [...words],
		options: {
			scale: { type: 'string', default: 'full' },
			size: { type: 'string' },
			cutouts: { type: 'string' },
			steps: { type: 'string', default: '10' },
			keep: { type: 'string' },
			python: { type: 'string', default: '/usr/bin/python3' },
			write: { type: 'boolean', default: false },
			json: { type: 'boolean', default: false },
		},
	});
	const scale = scaleNames.find((name) => name === values.scale);
	if (scale === undefined)
		throw new UsageError(`--scale ${values.scale} is not one of ${scaleNames.join(', ')}.\n\n${usage}`);
	const usual = scales[scale];
	const [sidePx, cutouts, steps] = [values.size ?? usual.sidePx, values.cutouts ?? usual.cutouts, values.steps].map(
		Number,
	) as [number, number, number];
	return {
		isWritten: values.write,
		json: values.json,
		keep: values.keep,
		python: values.python,
		scale,
		sidePx,
		cutouts,
		steps,
	};
}
