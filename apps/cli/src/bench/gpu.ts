/**
 * @file `galatea bench gpu`: the step graph on a graphics card beside the CPU, in single and in half precision: how
 * fast, and how far off.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { optimise, planRender, type StepResult } from '@galatea/optimiser';
import { openRuntime, type ProviderName, providerNames } from '@galatea/runtime';
import { UsageError } from '../usage-error.ts';
import { measureInTurn, ratioOf } from './measure.ts';
import { type BenchScale, benchRecipe, benchScales, randomPack, titleOf, usualSize } from './packs.ts';
import { startOwn } from './process.ts';
import { gigabytes, ratio, seconds, table } from './table.ts';
import type { TrialSize } from './trial.ts';

const usage = `galatea bench gpu [options]

  --scale full|b16|starter|tiny   what to measure (full)
  --provider NAME                 cuda, webgpu, coreml or dml (what is there and works)
  --steps N                       steps of each, in turn (5)

Where there is no graphics card that onnxruntime can use, it says why and measures nothing.`;

/** How far an output may be from that of the CPU, relative to its length. */
const tolerance = 1e-2;

interface Variant {
	readonly name: string;
	readonly provider: ProviderName;
	readonly halfPrecision: boolean;
}

/** Measures and prints; rejects where an output is further off than it may be. */
export async function benchGpu(words: readonly string[], signal: AbortSignal): Promise<void> {
	const { values } = parse(words);
	if (values.help) return console.log(usage);
	const { scale, provider, rounds } = readOptions(values);
	const size = usualSize(scale);
	const found = await findProvider(provider);
	if (typeof found === 'string')
		return console.log(`Nothing was measured: there is no graphics card here that onnxruntime can use (${found}).`);
	const variants: readonly Variant[] = [
		{ name: 'CPU', provider: 'cpu', halfPrecision: false },
		{ name: found.device, provider: found.provider, halfPrecision: false },
		{ name: `${found.device}, half precision`, provider: found.provider, halfPrecision: true },
	];
	const steps: StepResult[] = [];
	for (const variant of variants) steps.push(await firstStep(size, variant));
	const errors = steps.map((step) => distances(step, steps[0] as StepResult));
	const entries = [];
	for (const { provider: each, halfPrecision } of variants)
		entries.push(
			await startOwn({ kind: 'step', ...size, threads: availableParallelism(), provider: each, halfPrecision }, signal),
		);
	const measured = await measureInTurn(entries, rounds);
	const rows = variants.map(({ name }, index) => {
		const [own, cpu] = [measured[index], measured[0]];
		if (own === undefined || cpu === undefined) throw new Error(`${name} was not measured`);
		return [
			name,
			seconds(own.wallMs),
			ratio(ratioOf(own, cpu).median),
			gigabytes(own.peakBytes),
			...(errors[index] ?? []).map((error) => error.toExponential(1)),
		];
	});
	const columns = [
		'',
		'a step',
		'of the CPU',
		'memory of the process',
		'loss off by',
		'picture off by',
		'gradient off by',
	];
	console.log([titleOf(size), '', ...table(columns, rows)].join('\n'));
	const wrong = variants.filter((_, index) => (errors[index] ?? []).some((error) => !(error <= tolerance)));
	if (wrong.length > 0) throw new Error(`More than ${tolerance} off: ${wrong.map(({ name }) => name).join(', ')}.`);
}

/** What can be used, or why there is nothing. */
async function findProvider(
	wanted: ProviderName | 'auto',
): Promise<{ provider: ProviderName; device: string } | string> {
	await using runtime = await openRuntime({ provider: wanted });
	const { provider, device, reason } = runtime;
	return provider === 'cpu' ? reason : { provider, device };
}

async function firstStep(size: TrialSize, { provider, halfPrecision }: Variant): Promise<StepResult> {
	await using runtime = await openRuntime({ provider, halfPrecision });
	const plan = planRender(benchRecipe(size), await randomPack(size.scale));
	for await (const step of optimise({ runtime, plan, wantImage: () => true })) return step;
	throw new Error('a render without steps');
}

/** Relative distances of loss, picture and gradient. */
function distances(step: StepResult, from: StepResult): number[] {
	// Adam's first moment after one step is a tenth of the gradient.
	const gradient = (of: StepResult): ArrayLike<number> => of.checkpoint().memory[0] ?? [];
	return [
		Math.abs(step.loss - from.loss) / from.loss,
		distance(step.image?.data ?? [], from.image?.data ?? []),
		distance(gradient(step), gradient(from)),
	];
}

function distance(of: ArrayLike<number>, from: ArrayLike<number>): number {
	let [off, whole] = [0, 0];
	for (let at = 0; at < from.length; at++) {
		off += ((of[at] ?? 0) - (from[at] ?? 0)) ** 2;
		whole += (from[at] ?? 0) ** 2;
	}
	return Math.sqrt(off / whole);
}

function readOptions(values: { readonly scale: string; readonly provider: string; readonly steps: string }): {
	readonly scale: BenchScale;
	readonly provider: ProviderName | 'auto';
	readonly rounds: number;
} {
	const { scale, provider } = values;
	const isScale = (name: string): name is BenchScale => (benchScales as readonly string[]).includes(name);
	if (!isScale(scale)) throw new UsageError(`--scale ${scale} is not one of ${benchScales.join(', ')}.`);
	const isProvider = (name: string): name is ProviderName => (providerNames as readonly string[]).includes(name);
	if (provider !== 'auto' && (!isProvider(provider) || provider === 'cpu'))
		throw new UsageError(
			`--provider ${provider} is not one of auto, ${providerNames.filter((name) => name !== 'cpu').join(', ')}.`,
		);
	const rounds = Number(values.steps);
	if (!Number.isInteger(rounds) || rounds < 1 || rounds > 1_000)
		throw new UsageError(`--steps ${values.steps} must be a whole number from 1 to 1000.`);
	return { scale, provider, rounds };
}

function parse(words: readonly string[]) {
	try {
		return parseArgs({
			args: [...words],
			options: {
				scale: { type: 'string', default: 'full' },
				provider: { type: 'string', default: 'auto' },
				steps: { type: 'string', default: '5' },
				help: { type: 'boolean', short: 'h', default: false },
			},
		});
	} catch (cause) {
		throw new UsageError(`${cause instanceof Error ? cause.message : String(cause)}\n\n${usage}`);
	}
}
