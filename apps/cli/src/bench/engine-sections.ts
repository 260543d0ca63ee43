/** @file The sections of `docs/benchmarks.md` on the engine, each measured and written in Markdown. */
import type { EngineBench } from './engine.ts';
import { type Comparison, compare, type Measured, measureInTurn, ratioOf, type Spread } from './measure.ts';
import { titleOf, usualSize } from './packs.ts';
import { drawGrowth, type GrowthPoint } from './plot.ts';
import { startOwn } from './process.ts';
import { asInstalled, type PytorchSetting, searchSettings } from './pytorch.ts';
import { gigabytes, milliseconds, percent, ratio, seconds, table } from './table.ts';
import { type ComparedPart, productSidePx, type Trial, type TrialSize } from './trial.ts';

/** A whole step, with the machine's peak. */
interface Whole extends Comparison {
	readonly product: Measured;
	/** At its best setting; null without PyTorch. */
	readonly best: { readonly setting: PytorchSetting; readonly measured: Measured } | null;
}

/** The whole step of each scale, beside PyTorch as installed and at its best. */
export async function wholeSection(bench: EngineBench): Promise<string> {
	const rows: string[][] = [];
	const searched: string[] = [];
	let best = asInstalled;
	for (const [index, scale] of bench.scales.entries()) {
		const size = usualSize(scale);
		// The search takes as long as everything else: what is best for the first scale has to do for the others.
		if (index === 0) best = await findBest(bench, size, searched);
		bench.note(`Whole step: ${titleOf(size)}`);
		const whole = await measureWhole(bench, size, best);
		rows.push(wholeRow(size, whole));
	}
	const columns = [
		'',
		'Galatea',
		'of the peak',
		'memory',
		'PyTorch',
		'ratio',
		'PyTorch at its best',
		'ratio',
		'memory, ratio',
	];
	return [
		'### A whole step',
		'',
		...table(columns, rows),
		'',
		`The peak is a product of two matrices of ${productSidePx} × ${productSidePx}, measured in the same rounds. Memory is the largest resident set of the process. A PyTorch whose threads spin keeps a core busy while the others take their turn, to the disadvantage of Galatea and of PyTorch as installed: alone, their steps are shorter.`,
		...(searched.length === 0 ? [] : ['', ...searched]),
	].join('\n');
}

async function findBest(bench: EngineBench, size: TrialSize, searched: string[]): Promise<PytorchSetting> {
	const { pytorch, threads, signal, note } = bench;
	if (pytorch === null) return asInstalled;
	note(`Settings of PyTorch: ${titleOf(size)}`);
	const tried = await searchSettings(pytorch, { size, threads, rounds: 1, signal }, note);
	const list = tried.map(({ setting, ratio: found }) => `${setting.name} ${ratio(found)}`).join(', ');
	searched.push(
		`What was tried to make PyTorch faster, as shares of its time as installed; ${titleOf(size)}: ${list}.`,
	);
	return tried[0]?.setting ?? asInstalled;
}

async function measureWhole(bench: EngineBench, size: TrialSize, setting: PytorchSetting): Promise<Whole> {
	const { pytorch, threads, rounds, signal } = bench;
	const trial: Trial = { kind: 'step', ...size, threads };
	const entries = [
		await startOwn({ kind: 'product', sidePx: productSidePx, threads }, signal),
		await startOwn(trial, signal),
	];
	if (pytorch !== null) entries.push(await pytorch.start(trial, signal));
	const isSame = setting === asInstalled;
	if (pytorch !== null && !isSame) entries.push(await pytorch.start(trial, signal, setting));
	const [product, ours, theirs = null, atBest = theirs] = await measureInTurn(entries, rounds);
	return {
		product: product as Measured,
		ours: ours as Measured,
		pytorch: theirs,
		best: atBest === null ? null : { setting, measured: atBest },
	};
}

function rateOf({ opened, wallMs }: Measured): number {
	return Number(opened['gflop']) / (wallMs / 1_000);
}

function wholeRow(size: TrialSize, { ours, product, pytorch, best }: Whole): string[] {
	return [
		titleOf(size),
		seconds(ours.wallMs),
		percent(rateOf(ours) / rateOf(product)),
		gigabytes(ours.peakBytes),
		pytorch === null ? '' : seconds(pytorch.wallMs),
		pytorch === null ? '' : spread(ratioOf(ours, pytorch)),
		best === null ? '' : seconds(best.measured.wallMs),
		best === null ? '' : spread(ratioOf(ours, best.measured)),
		pytorch === null ? '' : ratio(ours.peakBytes / pytorch.peakBytes),
	];
}

function spread({ median, least, most }: Spread): string {
	return `${ratio(median)} (${ratio(least)}–${ratio(most)})`;
}

const comparedParts: readonly { readonly part: ComparedPart; readonly backward: boolean; readonly title: string }[] = [
	{ part: 'quantise', backward: false, title: 'quantise' },
	{ part: 'decode', backward: false, title: 'decode' },
	{ part: 'decode', backward: true, title: 'decode and its gradient' },
	{ part: 'cutouts', backward: false, title: 'cutouts' },
	{ part: 'cutouts', backward: true, title: 'cutouts and their gradient' },
	{ part: 'perceive', backward: false, title: 'perceive' },
	{ part: 'perceive', backward: true, title: 'perceive and its gradient' },
	{ part: 'update', backward: false, title: 'update' },
];

/** Every part of a step for itself, and the worker's previews. */
export async function partsSection(bench: EngineBench): Promise<string> {
	const { pytorch, threads, rounds, signal } = bench;
	const texts: string[] = ['### The parts of a step'];
	for (const scale of bench.scales) {
		const size = usualSize(scale);
		const rows: string[][] = [];
		for (const { part, backward, title } of comparedParts) {
			bench.note(`${titleOf(size)}: ${title}`);
			rows.push(
				partRow(title, await compare({ kind: 'part', part, backward, ...size, threads }, pytorch, rounds, signal)),
			);
		}
		bench.note(`${titleOf(size)}: preview`);
		rows.push(partRow('a preview to WebP', await compare({ kind: 'preview', ...size, threads }, null, rounds, signal)));
		const shown = await shownSpread(bench, size);
		const columns = ['', 'GFLOP', 'Galatea', 'GFLOP/s', 'memory', 'PyTorch', 'ratio', 'memory'];
		texts.push(
			'',
			`**${titleOf(size)}**`,
			'',
			...table(columns, rows),
			'',
			`A step with previews four times a second, the film of codes and the trace, as a gallery's worker makes it, takes ${spread(shown)} of a step without.`,
		);
	}
	return texts.join('\n');
}

function partRow(title: string, { ours, pytorch }: Comparison): string[] {
	const gflop = Number(ours.opened['gflop'] ?? 0);
	return [
		title,
		gflop < 0.05 ? '' : gflop.toFixed(1),
		milliseconds(ours.wallMs),
		gflop < 0.05 ? '' : rateOf(ours).toFixed(0),
		gigabytes(ours.peakBytes),
		pytorch === null ? '' : milliseconds(pytorch.wallMs),
		pytorch === null ? '' : spread(ratioOf(ours, pytorch)),
		pytorch === null ? '' : gigabytes(pytorch.peakBytes),
	];
}

/** Steps of half a second or less are taken in greater number: a preview falls into few of them. */
async function shownSpread(bench: EngineBench, size: TrialSize): Promise<Spread> {
	const { threads, signal } = bench;
	bench.note(`${titleOf(size)}: steps with and without what a gallery does beside them`);
	const plain = await startOwn({ kind: 'step', ...size, threads }, signal);
	const shown = await startOwn({ kind: 'shown-step', ...size, threads }, signal);
	const { wallMs } = await plain.step();
	const stepsInARow = Math.max(1, Math.round(2_000 / wallMs));
	const [without, withAll] = await measureInTurn([plain, shown], 2 * bench.rounds, undefined, stepsInARow);
	return ratioOf(withAll as Measured, without as Measured);
}

/** How a step grows with cutouts and with pixels, at full size. */
export async function growthSection(bench: EngineBench): Promise<string> {
	const [scale] = bench.scales;
	if (scale === undefined) return '';
	const usual = usualSize(scale);
	const rounds = Math.min(3, bench.rounds);
	const point = async (size: TrialSize, amount: number): Promise<GrowthPoint & { readonly measured: Measured }> => {
		bench.note(`Growth: ${titleOf(size)}`);
		const { ours } = await compare({ kind: 'step', ...size, threads: bench.threads }, null, rounds, bench.signal);
		return { amount, ms: ours.wallMs, measured: ours };
	};
	const byCutouts: Awaited<ReturnType<typeof point>>[] = [];
	for (const cutouts of [8, 16, 32, 48, 64]) byCutouts.push(await point({ ...usual, cutouts }, cutouts));
	const bySide: Awaited<ReturnType<typeof point>>[] = [];
	for (const share of [0.5, 0.75, 1, 1.5, 2]) {
		const sidePx = usual.sidePx * share;
		bySide.push(await point({ ...usual, sidePx }, sidePx ** 2 / 1_000));
	}
	const file = 'step-growth.svg';
	await bench.draw(file, drawGrowth(byCutouts, bySide));
	const rows = [...byCutouts, ...bySide].map(({ amount, ms, measured }, index) => [
		index < byCutouts.length ? `${amount} cutouts` : `${Math.sqrt(amount * 1_000)} × ${Math.sqrt(amount * 1_000)}`,
		Number(measured.opened['gflop']).toFixed(0),
		seconds(ms),
		rateOf(measured).toFixed(0),
		gigabytes(measured.peakBytes),
	]);
	return [
		'### How a step grows',
		'',
		`${titleOf(usual)}, with other numbers of cutouts and other sides:`,
		'',
		`![The time of a step over cutouts and over pixels, with straight lines through them](benchmarks/${file})`,
		'',
		...table(['', 'GFLOP', 'a step', 'GFLOP/s', 'memory'], rows),
	].join('\n');
}

/** How long a render waits for its first step. */
export async function startsSection(bench: EngineBench): Promise<string> {
	const { threads, rounds, signal } = bench;
	const rows: string[][] = [];
	for (const scale of bench.scales) {
		const size = usualSize(scale);
		bench.note(`First steps: ${titleOf(size)}`);
		const again = async (change: 'seed' | 'prompt'): Promise<Measured> => {
			return (await compare({ kind: 'start', change, ...size, threads }, null, rounds, signal)).ours;
		};
		const seed = await again('seed');
		const prompt = await again('prompt');
		const { ours: whole } = await compare({ kind: 'step', ...size, threads }, null, 1, signal);
		rows.push([
			titleOf(size),
			seconds(Number(seed.opened['coldMs'])),
			seconds(Number(whole.opened['sessionMs'])),
			milliseconds(seed.wallMs),
			milliseconds(prompt.wallMs),
		]);
	}
	return [
		'### From a request to its first step',
		'',
		...table(['', 'first render of all', 'of it the session', 'a new seed', 'a new prompt'], rows),
		'',
		'The first render of all reads the weights from their files, builds the graph and opens its session; the others find them.',
	].join('\n');
}
