/**
 * @file `galatea bench step`: one optimisation step, timed in alternation with the machine's matrix product and, if it
 * is there, with the same step in PyTorch.
 */
import { availableParallelism } from 'node:os';
import { parseArgs } from 'node:util';
import { UsageError } from '../usage-error.ts';
import { type Measured, measureInTurn, spreadOf } from './measure.ts';
import { type BenchScale, benchScales, titleOf, usualSize } from './packs.ts';
import { type StepTime, startOwn } from './process.ts';
import { findPytorch } from './pytorch.ts';
import { productSidePx, type Trial, type TrialSize } from './trial.ts';

const usage = `galatea bench step [options]

  --scale full|b16|starter|tiny   what to measure (starter)
  --side N                    side of the picture in px (as usual for the scale)
  --cutouts N                 cutouts of a step (as usual for the scale)
  --steps N                   steps of each contestant, in turn (5)
  --threads N                 threads of each contestant (all cores)
  --against pytorch|none      whom to compare with (pytorch, if python3 has it)
  --python PROGRAM            the Python to look for PyTorch in (/usr/bin/python3, then python3)
  --json                      print JSON instead of a table`;

interface BenchOptions {
	readonly size: TrialSize;
	readonly steps: number;
	readonly threads: number;
	readonly against: 'pytorch' | 'none';
	readonly pythons: readonly string[];
	readonly json: boolean;
}

/** Runs the benchmark and prints what it found. */
export async function benchStep(words: readonly string[], signal: AbortSignal): Promise<void> {
	if (words.includes('--help') || words.includes('-h')) return console.log(usage);
	const options = readOptions(words);
	const report = await measure(options, signal);
	console.log(options.json ? JSON.stringify(report) : printReport(report));
}

function readOptions(words: readonly string[]): BenchOptions {
	const { values } = parse(words);
	const scale = values.scale as BenchScale;
	if (!benchScales.includes(scale))
		throw new UsageError(`--scale ${scale} is not one of ${benchScales.join(', ')}.\n\n${usage}`);
	const usual = usualSize(scale);
	const whole = (name: 'steps' | 'threads' | 'side' | 'cutouts', rest: number, multipleOf = 1): number => {
		const number = Number(values[name] ?? rest);
		if (!Number.isInteger(number) || number < 1 || number > 2_048 || number % multipleOf !== 0)
			throw new UsageError(`--${name} ${values[name]} must be a multiple of ${multipleOf} up to 2048.`);
		return number;
	};
	if (values.against !== 'pytorch' && values.against !== 'none')
		throw new UsageError(`--against ${values.against} is not one of pytorch, none.`);
	return {
		size: { scale, sidePx: whole('side', usual.sidePx, 16), cutouts: whole('cutouts', usual.cutouts) },
		steps: whole('steps', 5),
		threads: whole('threads', availableParallelism()),
		against: values.against,
		pythons: values.python === undefined ? ['/usr/bin/python3', 'python3'] : [values.python],
		json: values.json,
	};
}

function parse(words: readonly string[]) {
	try {
		return parseArgs({
			args: [...words],
			options: {
				scale: { type: 'string', default: 'starter' },
				side: { type: 'string' },
				cutouts: { type: 'string' },
				steps: { type: 'string' },
				threads: { type: 'string' },
				against: { type: 'string', default: 'pytorch' },
				python: { type: 'string' },
				json: { type: 'boolean', default: false },
			},
		});
	} catch (error) {
		throw new UsageError(`${error instanceof Error ? error.message : error}\n\n${usage}`);
	}
}

export interface BenchReport {
	readonly title: string;
	readonly threads: number;
	readonly steps: number;
	readonly galatea: Measured;
	/** Null when there is none; `reason` says why. */
	readonly pytorch: Measured | null;
	readonly reason: string;
	/** Billions of operations in a step, and per second of wall and of CPU time. */
	readonly gflop: number;
	readonly gflopPerSecond: { readonly step: StepTime; readonly product: StepTime };
	/** The step's rate over the product's. */
	readonly shareOfPeak: { readonly wall: number; readonly cpu: number };
	/** Galatea's time over PyTorch's. */
	readonly ratio: { readonly wall: number; readonly cpu: number } | null;
}

async function measure(options: BenchOptions, signal: AbortSignal): Promise<BenchReport> {
	const { size, steps, threads } = options;
	const note = (text: string): void => {
		if (process.stderr.isTTY) process.stderr.write(`${text}\n`);
	};
	note(`Opening ${titleOf(size)} …`);
	const { pytorch, reason } =
		options.against === 'none'
			? { pytorch: null, reason: 'not asked for' }
			: await findPytorch(options.pythons, signal);
	const trial: Trial = { kind: 'step', ...size, threads };
	const entries = [
		await startOwn({ kind: 'product', sidePx: productSidePx, threads }, signal),
		await startOwn(trial, signal),
		...(pytorch === null ? [] : [await pytorch.start(trial, signal)]),
	];
	const measured = await measureInTurn(entries, steps, (round) => note(`Step ${round} of ${steps}`));
	return report(options, reason, measured);
}

function report({ size, steps, threads }: BenchOptions, reason: string, measured: readonly Measured[]): BenchReport {
	const [product, galatea, pytorch = null] = measured as [Measured, Measured, Measured?];
	const rate = ({ wallMs, cpuMs, opened }: Measured): StepTime => ({
		wallMs: Number(opened['gflop']) / (wallMs / 1_000),
		cpuMs: Number(opened['gflop']) / (cpuMs / 1_000),
	});
	const gflopPerSecond = { step: rate(galatea), product: rate(product) };
	return {
		title: titleOf(size),
		threads,
		steps,
		galatea,
		pytorch,
		reason,
		gflop: Number(galatea.opened['gflop']),
		gflopPerSecond,
		shareOfPeak: {
			wall: gflopPerSecond.step.wallMs / gflopPerSecond.product.wallMs,
			cpu: gflopPerSecond.step.cpuMs / gflopPerSecond.product.cpuMs,
		},
		ratio:
			pytorch === null
				? null
				: {
						wall: galatea.wallMs / pytorch.wallMs,
						cpu: galatea.cpuMs / pytorch.cpuMs,
					},
	};
}

function printReport(report: BenchReport): string {
	const { galatea, pytorch, gflopPerSecond, shareOfPeak, ratio } = report;
	const seconds = (ms: number): string => `${(ms / 1_000).toFixed(3)} s`;
	const share = (value: number): string => `${(100 * value).toFixed(0)} %`;
	const line = (name: string, { wallMs, cpuMs, steps, peakBytes }: Measured): string => {
		const { least, most } = spreadOf(steps.map((step) => step.wallMs / wallMs));
		const columns = [
			seconds(wallMs),
			seconds(cpuMs),
			`${share(least)}–${share(most)}`,
			`${(peakBytes / 1e9).toFixed(2)} GB`,
		];
		return `${name.padEnd(18)}${columns.map((text) => text.padStart(14)).join('')}`;
	};
	const rows = [
		`${report.title}; ${report.threads} threads, ${report.steps} steps in turn`,
		'',
		`${''.padEnd(18)}${['wall, median', 'CPU, median', 'spread', 'peak memory'].map((text) => text.padStart(14)).join('')}`,
		line('Galatea', galatea),
		pytorch === null ? `PyTorch: ${report.reason}` : line(report.reason, pytorch),
		'',
		`${report.gflop.toFixed(1)} GFLOP a step: ${gflopPerSecond.step.wallMs.toFixed(0)} GFLOP/s, where a product of ` +
			`${productSidePx} × ${productSidePx} reaches ${gflopPerSecond.product.wallMs.toFixed(0)}: ${share(shareOfPeak.wall)} ` +
			`(${share(shareOfPeak.cpu)} by CPU time)`,
		`session creation ${seconds(Number(galatea.opened['sessionMs']))}`,
	];
	if (ratio !== null) rows.push(`${ratio.wall.toFixed(2)} × PyTorch's time (${ratio.cpu.toFixed(2)} × by CPU time)`);
	return rows.join('\n');
}
