/**
 * @file The loop: one run of the step graph per step, the optimiser and the clamp in between.
 */
import type { Model } from '@galatea/onnx';
import { type LossName, movesBefore, RenderError, type TermLoss } from '@galatea/render';
import type { Checkpoint } from './checkpoint.ts';
import { cutoutFeeds } from './cutouts/cutouts.ts';
import { openEncoder } from './encoder-graph.ts';
import { lastingLossFeeds, lossWeightFeeds } from './losses/losses.ts';
import { moveState } from './motion.ts';
import { type OpenedGraph, openGraph } from './opened-graph.ts';
import { buildPictureGraph } from './picture-graph.ts';
import type { Picture, Plan } from './plan.ts';
import { pictureOfPlanes } from './planes.ts';
import { type RandomSource, randomSource } from './random.ts';
import { begin, checkpointOf, move } from './run-state.ts';
import type { Runtime, SessionPool, TensorValue } from './runtime.ts';
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

/** What one step gave. */
export interface StepResult {
	/** Steps completed, 1 to `plan.steps`. */
	readonly step: number;
	/** Sum over terms and perceptors, and the losses beside them. */
	readonly loss: number;
	/** One per prompt term, in the recipe's order. */
	readonly terms: readonly TermLoss[];
	/** What each loss beside the terms adds. */
	readonly losses: readonly { readonly name: LossName; readonly loss: number }[];
	/**
	 * The picture that this loss was measured on (before this step's update), when it was asked for; with a running mean
	 * that of the mean.
	 */
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
	const { plan, signal, from = null, wantImage = () => false } = options;
	signal?.throwIfAborted();
	if (from !== null && from.step >= plan.steps) return;
	if ((from?.step ?? 0) < plan.forkStep)
		throw new RangeError(`a plan that goes on from step ${plan.forkStep} needs the checkpoint of that step`);
	const random = randomSource(plan.seed);
	const termFeeds = await lastingTermFeeds(options, plan, random);
	signal?.throwIfAborted();
	const { state, done, initial } = await begin(options, plan, from);
	const lasting = { ...termFeeds, ...lastingLossFeeds(plan.losses, initial) };
	signal?.throwIfAborted();
	await using graph = await openStepGraph(options);
	await using picture = await openPictureGraph(options);
	await using encoder = await openMovingEncoder(options);
	signal?.throwIfAborted();
	let feeds = stepFeeds(plan, random, done + 1);
	for (let step = done + 1; step <= plan.steps; step++) {
		signal?.throwIfAborted();
		const image = wantImage(step);
		if (picture !== null && encoder !== null && plan.motion !== null && movesBefore(plan.motion, step))
			await moveState(plan, plan.motion, { picture: picture.session, encoder: encoder.session }, state);
		const { z, mean } = state;
		const latents = {
			[stepInputs.z]: latent(plan, z),
			...(mean === null ? {} : { [stepInputs.shown]: latent(plan, mean) }),
		};
		// Copies of what stays, so that every buffer of the run may be given away.
		const running = graph.session.run({ ...feeds, ...copied(lasting), ...latents }, { transfer: true });
		// The next step's draws depend on no result, and are made while the device is busy.
		if (step < plan.steps) feeds = stepFeeds(plan, random, step + 1);
		const outputs = await running;
		const { gradient, ...read } = readStep(plan, outputs, step);
		const shown =
			image && picture !== null && mean !== null
				? await picture.session.run({ [stepInputs.z]: latent(plan, mean) })
				: outputs;
		move(plan, state, gradient, step);
		const checkpoint = checkpointOf(plan, state, step);
		yield {
			step,
			...read,
			image: image ? toPicture(plan, shown) : null,
			codes: output(outputs, stepOutputs.codes, 'int32'),
			checkpoint: () => checkpoint,
		};
	}
}

/** A copy, to be given away. */
function latent({ latentShape }: Plan, data: Float32Array): TensorValue {
	return { dtype: 'float32', shape: latentShape, data: data.slice() };
}

function openStepGraph({ plan, ...options }: OptimiseOptions): Promise<OpenedGraph> {
	return openGraph(options, plan.graphKey, 'the step graph', () => buildStepGraph(plan, options.runtime));
}

/** Only for a running mean and for motion: all other pictures come from the step graph. */
async function openPictureGraph({ plan, ...options }: OptimiseOptions): Promise<OpenedGraph | null> {
	if (plan.emaDecay === 0 && plan.motion === null) return null;
	const build = (): Promise<Model> => buildPictureGraph(plan, options.runtime);
	return openGraph(options, `${plan.graphKey}/picture`, 'the picture graph', build);
}

/** Only for motion; where it begins, a render encodes but once. */
async function openMovingEncoder(options: OptimiseOptions): Promise<OpenedGraph | null> {
	const { motion, cutouts } = options.plan;
	if (motion === null) return null;
	return openEncoder(options, options.plan, { wraps: cutouts.wraps, onRows: motion.latent === 'rows' });
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
	return pictureOfPlanes(output(outputs, stepOutputs.picture, 'float32'), plan.widthPx, plan.heightPx);
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
