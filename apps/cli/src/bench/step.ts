/**
 * @file `galatea bench step`: one optimisation step, timed in alternation with the machine's matrix product and, if it
 * is there, with the same step in PyTorch.
 */
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { UsageError } from '../usage-error.ts';
import { type BenchScale, benchScales, scales } from './packs.ts';
import { type Contestant, type StepTime, startContestant } from './process.ts';

const usage = `galatea bench step [options]

  --scale full|starter|tiny   what to measure (starter)
  --steps N                   steps of each contestant, in turn (5)
  --threads N                 threads of each contestant (all cores)
  --against pytorch|none      whom to compare with (pytorch, if python3 has it)
  --python PROGRAM            the Python to look for PyTorch in (/usr/bin/python3, then python3)
  --json                      print JSON instead of a table`;

interface BenchOptions {
	readonly scale: BenchScale;
	readonly steps: number;
	readonly threads: number;
	readonly against: 'pytorch' | 'none';
	readonly pythons: readonly string[];
	readonly json: boolean;
}

/** Side of the square matrices whose product is taken for the machine's peak. */
const productSide = 2_048;

/**
 * Blocks from 1 MB on are given back to the system when they are freed. Without this, glibc keeps what the building of a
 * graph leaves behind, 0.5 GB at full size. A worker should be started with the same.
 */
const memorySettings = { MALLOC_MMAP_THRESHOLD_: '1048576' };

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
	const whole = (name: 'steps' | 'threads'): number => {
		const number = Number(values[name]);
		if (!Number.isInteger(number) || number < 1 || number > 1_000)
			throw new UsageError(`--${name} ${values[name]} must be a whole number from 1 to 1000.`);
		return number;
	};
	if (values.against !== 'pytorch' && values.against !== 'none')
		throw new UsageError(`--against ${values.against} is not one of pytorch, none.`);
	return {
		scale,
		steps: whole('steps'),
		threads: whole('threads'),
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
				steps: { type: 'string', default: '5' },
				threads: { type: 'string', default: String(availableParallelism()) },
				against: { type: 'string', default: 'pytorch' },
				python: { type: 'string' },
				json: { type: 'boolean', default: false },
			},
		});
	} catch (error) {
		throw new UsageError(`${error instanceof Error ? error.message : error}\n\n${usage}`);
	}
}

interface Summary extends StepTime {
	/** Largest and smallest wall time over the median. */
	readonly spread: readonly [least: number, most: number];
}

interface Measured {
	readonly summary: Summary;
	readonly opened: Contestant['opened'];
	readonly peakBytes: number;
}

export interface BenchReport {
	readonly scale: BenchScale;
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
	const { scale, steps, threads } = options;
	const note = (text: string): void => {
		if (process.stderr.isTTY) process.stderr.write(`${text}\n`);
	};
	note(`Opening ${scales[scale].title} …`);
	const own = (...words: readonly string[]): Promise<Contestant> =>
		startContestant(
			process.execPath,
			['--import', import.meta.resolve('tsx'), fileURLToPath(new URL('./contestant.ts', import.meta.url)), ...words],
			memorySettings,
			signal,
		);
	const product = await own('product', String(productSide), String(threads));
	const galatea = await own(scale, String(threads));
	const { contestant: pytorch, reason } = await openPytorch(options, signal);
	const entries = [product, galatea, ...(pytorch === null ? [] : [pytorch])];
	const times = entries.map((): StepTime[] => []);
	for (let step = 0; step < steps; step++) {
		note(`Step ${step + 1} of ${steps}`);
		for (const [index, entry] of entries.entries()) times[index]?.push(await entry.step());
	}
	const measured: Measured[] = [];
	for (const [index, entry] of entries.entries())
		measured.push({ summary: summarise(times[index] ?? []), opened: entry.opened, peakBytes: await entry.finish() });
	return report(options, reason, measured);
}

async function openPytorch(
	{ scale, threads, against, pythons }: BenchOptions,
	signal: AbortSignal,
): Promise<{ contestant: Contestant | null; reason: string }> {
	if (against === 'none') return { contestant: null, reason: 'not asked for' };
	const script = fileURLToPath(new URL('../../bench/step.py', import.meta.url));
	const reasons: string[] = [];
	// Its matrix library has threads of its own.
	const count = String(threads);
	const settings = { OMP_NUM_THREADS: count, OPENBLAS_NUM_THREADS: count, MKL_NUM_THREADS: count };
	for (const python of pythons) {
		try {
			const contestant = await startContestant(python, [script, scale, String(threads)], settings, signal);
			await contestant.step();
			return { contestant, reason: `PyTorch ${contestant.opened['version']}` };
		} catch (error) {
			signal.throwIfAborted();
			const message = error instanceof Error ? error.message : String(error);
			reasons.push(`${python}: ${message.split('\n').at(-1)}`);
		}
	}
	return { contestant: null, reason: `no PyTorch (${reasons.join('; ')})` };
}

function summarise(times: readonly StepTime[]): Summary {
	const middle = (values: readonly number[]): number => values.toSorted((a, b) => a - b)[values.length >> 1] ?? 0;
	const walls = times.map((time) => time.wallMs);
	const wallMs = middle(walls);
	return {
		wallMs,
		cpuMs: middle(times.map((time) => time.cpuMs)),
		spread: [Math.min(...walls) / wallMs, Math.max(...walls) / wallMs],
	};
}

function report({ scale, steps, threads }: BenchOptions, reason: string, measured: readonly Measured[]): BenchReport {
	const [product, galatea, pytorch = null] = measured as [Measured, Measured, Measured?];
	const rate = ({ summary, opened }: Measured): StepTime => ({
		wallMs: Number(opened['gflop']) / (summary.wallMs / 1_000),
		cpuMs: Number(opened['gflop']) / (summary.cpuMs / 1_000),
	});
	const gflopPerSecond = { step: rate(galatea), product: rate(product) };
	return {
		scale,
		title: scales[scale].title,
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
						wall: galatea.summary.wallMs / pytorch.summary.wallMs,
						cpu: galatea.summary.cpuMs / pytorch.summary.cpuMs,
					},
	};
}

function printReport(report: BenchReport): string {
	const { galatea, pytorch, gflopPerSecond, shareOfPeak, ratio } = report;
	const seconds = (ms: number): string => `${(ms / 1_000).toFixed(3)} s`;
	const share = (value: number): string => `${(100 * value).toFixed(0)} %`;
	const line = (name: string, { summary, peakBytes }: Measured): string => {
		const spread = summary.spread.map(share).join('–');
		const columns = [seconds(summary.wallMs), seconds(summary.cpuMs), spread, `${(peakBytes / 1e9).toFixed(2)} GB`];
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
			`${productSide} × ${productSide} reaches ${gflopPerSecond.product.wallMs.toFixed(0)}: ${share(shareOfPeak.wall)} ` +
			`(${share(shareOfPeak.cpu)} by CPU time)`,
		`session creation ${seconds(Number(galatea.opened['sessionMs']))}`,
	];
	if (ratio !== null) rows.push(`${ratio.wall.toFixed(2)} × PyTorch's time (${ratio.cpu.toFixed(2)} × by CPU time)`);
	return rows.join('\n');
}
