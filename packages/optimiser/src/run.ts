/**
 * @file The loop: one run of the step graph per step, the optimiser and the clamp in between.
 */
import { type LossName, RenderError, type TermLoss } from '@galatea/render';
import type { Checkpoint } from './checkpoint.ts';
import { cutoutFeeds } from './cutouts/cutouts.ts';
import { initialLatent } from './initial.ts';
import { clampChannels } from './latent-range.ts';
import { rateAt } from './learning-rate.ts';
import { lastingLossFeeds, lossWeightFeeds, needsInitialLatent } from './losses/losses.ts';
import { newMemory, optimisers } from './optimisers/index.ts';
import type { OptimiserMemory } from './optimisers/rule.ts';
import type { Picture, Plan } from './plan.ts';
import { type RandomSource, randomSource } from './random.ts';
import type { Runtime, Session, SessionLease, SessionPool, TensorValue } from './runtime.ts';
import { buildStepGraph, stepInputs, stepOutputs } from './step-graph.ts';
import { lastingTermFeeds, termWeightFeeds } from './term-feeds.ts';

export interface OptimiseOptions {
	readonly runtime: Runtime;
	readonly plan: Plan;
	/** Stops between two steps; the iteration then throws the signal's reason. */
	readonly signal?: AbortSignal;
	/** Goes on after that checkpoint; bit-identical to never having stopped, on the same device. */
	readonly from?: Checkpoint | null;
	/** Asked before each step whether its picture is needed; never by default. Steps count from 1. */
	readonly wantImage?: (step: number) => boolean;
	/** Sessions that outlive this render; without it they are closed when the iteration ends, however it ends. */
	readonly sessions?: SessionPool;
}

/** What one step brought. */
export interface StepResult {
	/** Steps completed, 1 to `plan.steps`. */
	readonly step: number;
	/** Sum over terms and perceptors, and the losses beside them. */
	readonly loss: number;
	/** One per prompt term, in the recipe's order. */
	readonly terms: readonly TermLoss[];
	/** What each loss beside the terms adds. */
	readonly losses: readonly { readonly name: LossName; readonly loss: number }[];
	/** The picture that this loss was measured on (before this step's update), when it was asked for. */
	readonly image: Picture | null;
	/** The codebook row of each latent position of that picture, in reading order. */
	readonly codes: Int32Array;
	/** A copy of the state after this step. */
	checkpoint(): Checkpoint;
}

type Tensors = Readonly<Record<string, TensorValue>>;

/**
 * Runs a plan step by step. Throws `RenderError`: `DIVERGED` when the loss or the gradient is no longer finite,
 * `OUT_OF_MEMORY` when the device has no room; and a RangeError for a checkpoint of another plan, or none
 * where the plan goes on from one.
 */
export async function* optimise(options: OptimiseOptions): AsyncGenerator<StepResult, void, undefined> {
	const { runtime, plan, signal, from = null, wantImage = () => false } = options;
	signal?.throwIfAborted();
	if (from !== null && from.step >= plan.steps) return;
	if ((from?.step ?? 0) < plan.forkStep)
		throw new RangeError(`a plan that goes on from step ${plan.forkStep} needs the checkpoint of that step`);
	const random = randomSource(plan.seed);
	const termFeeds = await lastingTermFeeds(runtime, plan, random);
	signal?.throwIfAborted();
	const { z, memory, done, initial } = await begin(runtime, plan, random, from);
	const lasting = { ...termFeeds, ...lastingLossFeeds(plan.losses, initial) };
	signal?.throwIfAborted();
	await using lease = await openStepGraph(options);
	signal?.throwIfAborted();
	let feeds = stepFeeds(plan, random, done + 1);
	for (let step = done + 1; step <= plan.steps; step++) {
		signal?.throwIfAborted();
		const image = wantImage(step);
		const latent: TensorValue = { dtype: 'float32', shape: plan.latentShape, data: z.slice() };
		// Copies of what stays, so that every buffer of the run may be given away.
		const running = lease.session.run({ ...feeds, ...copied(lasting), [stepInputs.z]: latent }, { transfer: true });
		// The next step's draws depend on no result, and are made while the device is busy.
		if (step < plan.steps) feeds = stepFeeds(plan, random, step + 1);
		const outputs = await running;
		const { loss, gradient, terms, losses } = readStep(plan, outputs, step);
		optimisers[plan.optimiser].move(z, gradient, memory, step, rateAt(plan.rate, step, plan.steps));
		const { minimum, maximum } = plan.pack.generator.latentRange;
		clampChannels(z, minimum, maximum);
		const { optimiser } = plan;
		const checkpoint = { step, z: z.slice(), optimiser, memory: memory.map((part) => part.slice()), mean: null };
		yield {
			step,
			loss,
			terms,
			losses,
			image: image ? toPicture(plan, outputs) : null,
			codes: output(outputs, stepOutputs.codes, 'int32'),
			checkpoint: () => checkpoint,
		};
	}
}

async function openStepGraph({ runtime, plan, sessions }: OptimiseOptions): Promise<SessionLease & AsyncDisposable> {
	// Nothing here holds the model, and its weights, while the session opens.
	const open = (): Promise<Session> =>
		buildStepGraph(plan, runtime).then((model) => runtime.open(model, { name: 'the step graph' }));
	if (sessions === undefined) {
		const session = await open();
		return { session, [Symbol.dispose]: () => undefined, [Symbol.asyncDispose]: () => session[Symbol.asyncDispose]() };
	}
	const lease = await sessions.lease(plan.graphKey, open);
	return { ...lease, [Symbol.asyncDispose]: async () => lease[Symbol.dispose]() };
}

interface Beginning {
	readonly z: Float32Array;
	readonly memory: OptimiserMemory;
	/** Steps completed. */
	readonly done: number;
	/** The latent of the first step, where a loss needs it. */
	readonly initial: TensorValue | null;
}

async function begin(runtime: Runtime, plan: Plan, random: RandomSource, from: Checkpoint | null): Promise<Beginning> {
	const length = plan.latentShape.reduce((product, extent) => product * extent, 1);
	if (from !== null && from.z.length !== length)
		throw new RangeError(`a checkpoint of ${from.z.length} latent numbers cannot go on with a plan of ${length}`);
	if (from !== null && from.optimiser !== plan.optimiser)
		throw new RangeError(`a checkpoint of ${from.optimiser} cannot go on with a plan of ${plan.optimiser}`);
	const keeps = needsInitialLatent(plan.losses);
	const first = from === null || keeps ? await initialLatent(runtime, plan, random) : new Float32Array(0);
	const initial = keeps ? { dtype: 'float32' as const, shape: plan.latentShape, data: first.slice() } : null;
	if (from === null) return { z: first, memory: newMemory(plan.optimiser, length), done: 0, initial };
	return { z: from.z.slice(), memory: from.memory.map((part) => part.slice()), done: from.step, initial };
}

function stepFeeds(plan: Plan, random: RandomSource, step: number): Record<string, TensorValue> {
	const { cutouts, losses } = plan;
	return {
		...cutoutFeeds(cutouts, plan, random, step),
		...termWeightFeeds(plan, step),
		...lossWeightFeeds(losses, step),
	};
}

function copied(tensors: Tensors): Tensors {
	const copies: Record<string, TensorValue> = {};
	for (const [name, tensor] of Object.entries(tensors))
		copies[name] = { ...tensor, data: tensor.data.slice() } as TensorValue;
	return copies;
}

function readStep(
	plan: Plan,
	outputs: Tensors,
	step: number,
): Pick<StepResult, 'loss' | 'terms' | 'losses'> & { readonly gradient: Float32Array } {
	const loss = output(outputs, stepOutputs.loss, 'float32')[0] as number;
	const gradient = output(outputs, stepOutputs.gradient, 'float32');
	const byTerm = output(outputs, stepOutputs.terms, 'float32');
	const what = Number.isFinite(loss) ? (gradient.every(Number.isFinite) ? null : 'gradient') : 'loss';
	if (what !== null)
		throw new RenderError(
			'DIVERGED',
			`The ${what} of step ${step} is no longer a finite number. A learning rate below ${plan.rate.learningRate} may help.`,
		);
	const { names } = plan.losses;
	const others = names.length === 0 ? [] : output(outputs, stepOutputs.losses, 'float32');
	return {
		loss,
		gradient,
		terms: plan.terms.map((_, term) => ({ term, loss: byTerm[term] as number })),
		losses: names.map((name, index) => ({ name, loss: others[index] as number })),
	};
}

function toPicture(plan: Plan, outputs: Tensors): Picture {
	const planes = output(outputs, stepOutputs.picture, 'float32');
	const pixels = plan.widthPx * plan.heightPx;
	const data = new Uint8ClampedArray(3 * pixels);
	for (let pixel = 0; pixel < pixels; pixel++)
		for (let channel = 0; channel < 3; channel++)
			// The array itself clamps and rounds, halves to even.
			data[3 * pixel + channel] = (planes[channel * pixels + pixel] as number) * 255;
	return { width: plan.widthPx, height: plan.heightPx, data };
}

interface OutputData {
	readonly float32: Float32Array;
	readonly int32: Int32Array;
}

function output<D extends keyof OutputData>(outputs: Tensors, name: string, dtype: D): OutputData[D] {
	const tensor = outputs[name];
	if (tensor?.dtype !== dtype) throw new Error(`the step graph gave ${tensor?.dtype ?? 'no'} "${name}", not ${dtype}`);
	return tensor.data as OutputData[D];
}
