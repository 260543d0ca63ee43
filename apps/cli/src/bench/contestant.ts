/**
 * @file The process that the benchmarks start to measure this engine: `contestant.ts TRIAL`, a {@link Trial} in JSON.
 * See `process.ts` for what it says.
 */
import { readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import type { Model } from '@galatea/onnx';
import { optimise, type Picture, type Plan, planRender, type Runtime, type StepResult } from '@galatea/optimiser';
import { buildPart, openUpdate } from '@galatea/optimiser/step-parts';
import { encodePreview } from '@galatea/pictures';
import { openRuntime } from '@galatea/runtime';
import { countFlops } from './flops.ts';
import { openSideline, workerPreview } from './gallery-sideline.ts';
import { benchRecipe, randomPack } from './packs.ts';
import { productFeeds, productGflop, productsModel } from './products.ts';
import { openStarts } from './starts.ts';
import type { Trial, TrialSize } from './trial.ts';

const answer = (fields: Readonly<Record<string, number | string>>): void => console.log(JSON.stringify(fields));

function peakKb(): number {
	try {
		return Number(/VmHWM:\s+(\d+)/.exec(readFileSync('/proc/self/status', 'utf8'))?.[1] ?? 0);
	} catch {
		return 0;
	}
}

/** Milliseconds where they are not those of the whole call. */
type Step = () => Promise<number | undefined>;

/** What is measured, after a first step that opens everything. */
interface Opened {
	readonly step: Step;
	readonly fields?: Readonly<Record<string, number | string>>;
	readonly close?: () => Promise<void>;
}

async function planOf(size: TrialSize): Promise<Plan> {
	return planRender(benchRecipe(size), await randomPack(size.scale));
}

/** Tells of the step graph what cannot be seen from outside. */
function watched(runtime: Runtime): { readonly runtime: Runtime; readonly seen: { sessionMs: number; gflop: number } } {
	const seen = { sessionMs: 0, gflop: 0 };
	// Not an async function, which would hold the model until the session is open.
	const open: Runtime['open'] = (model, options) => {
		if (options?.name === 'the step graph') seen.gflop = countFlops(model) / 1e9;
		const start = performance.now();
		return runtime.open(model, options).then((session) => {
			seen.sessionMs = performance.now() - start;
			return session;
		});
	};
	return { runtime: { ...runtime, open }, seen };
}

async function openSteps(trial: Trial & TrialSize, bare: Runtime, isShown: boolean): Promise<Opened> {
	const { runtime, seen } = watched(bare);
	const plan = await planOf(trial);
	const sideline = isShown ? openSideline(plan) : null;
	const steps = optimise({ runtime, plan, wantImage: () => sideline?.isPreviewDue() ?? false });
	const step = async (): Promise<undefined> => {
		const { value } = await steps.next();
		sideline?.take(value as StepResult);
	};
	await step();
	return { step, fields: { ...seen } };
}

async function openPart(trial: Trial & { readonly kind: 'part' }, runtime: Runtime): Promise<Opened> {
	const plan = await planOf(trial);
	if (trial.part === 'update') {
		const update = openUpdate(plan);
		return { step: async () => update() as undefined };
	}
	const options = { backward: trial.backward, contributedOperators: runtime.contributedOperators };
	const { model, feeds } = await buildPart(plan, trial.part, options);
	const gflop = countFlops(model) / 1e9;
	const session = await runtime.open(model, { name: trial.part });
	const step = async (): Promise<undefined> => {
		await session.run(feeds);
	};
	return { step, fields: { gflop } };
}

async function openPreview(trial: TrialSize, runtime: Runtime): Promise<Opened> {
	const steps = optimise({ runtime, plan: await planOf(trial), wantImage: () => true });
	const { value } = await steps.next();
	await steps.return();
	const picture = (value as StepResult).image as Picture;
	return {
		async step() {
			await encodePreview(picture, workerPreview);
			return undefined;
		},
	};
}

async function openProducts(sidePx: number, runtime: Runtime): Promise<Opened> {
	const model: Model = productsModel(sidePx);
	const session = await runtime.open(model, { name: 'products' });
	const feeds = productFeeds(sidePx);
	const step = async (): Promise<undefined> => {
		await session.run(feeds);
	};
	return { step, fields: { gflop: productGflop(sidePx) } };
}

async function openBeginnings(trial: Trial & { readonly kind: 'start' }, runtime: Runtime): Promise<Opened> {
	const starts = await openStarts(trial, runtime);
	return { step: starts.begin, fields: { coldMs: starts.coldMs }, close: async () => starts[Symbol.asyncDispose]() };
}

function open(trial: Trial, runtime: Runtime): Promise<Opened> {
	if (trial.kind === 'start') return openBeginnings(trial, runtime);
	if (trial.kind === 'product') return openProducts(trial.sidePx, runtime);
	if (trial.kind === 'part') return openPart(trial, runtime);
	if (trial.kind === 'preview') return openPreview(trial, runtime);
	return openSteps(trial, runtime, trial.kind === 'shown-step');
}

async function serve(step: Step): Promise<void> {
	for await (const line of createInterface({ input: process.stdin })) {
		if (line.trim() === 'quit') return answer({ peakKb: peakKb() });
		const cpu = process.cpuUsage();
		const start = performance.now();
		const ownMs = await step();
		const used = process.cpuUsage(cpu);
		answer({ wallMs: ownMs ?? performance.now() - start, cpuMs: (used.user + used.system) / 1_000 });
	}
}

const trial = JSON.parse(process.argv[2] ?? '{}') as Trial;
const { provider = 'cpu', halfPrecision = false } = trial.kind === 'step' ? trial : {};
const runtime = await openRuntime({ provider, halfPrecision, threads: trial.threads });
if (runtime.provider !== provider) throw new Error(runtime.reason);
const { step, fields = {}, close } = await open(trial, runtime);
await step();
answer(fields);
await serve(step);
await close?.();
process.exit(0);
