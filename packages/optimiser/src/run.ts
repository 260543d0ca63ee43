/**
 * @file The loop: one run of the step graph per step, the optimiser and the clamp in between.
 */
import { type LossName, movesBefore, type TermLoss } from '@galatea/render';
import type { Checkpoint } from './checkpoint.ts';
import { lastingLossFeeds } from './losses/losses.ts';
import { moveState } from './motion.ts';
import { type OpenedGraph, openGraph } from './opened-graph.ts';
import type { Picture, Plan } from './plan.ts';
import { randomSource } from './random.ts';
import {
	copied,
	latent,
	openMovingEncoder,
	openPictureGraph,
	output,
	readStep,
	stepFeeds,
	toPicture,
} from './run-parts.ts';
import { begin, checkpointOf, move } from './run-state.ts';
import type { Runtime, SessionPool } from './runtime.ts';
import { buildStepGraph, stepInputs, stepOutputs } from './step-graph.ts';
import { lastingTermFeeds } from './term-feeds.ts';

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

function openStepGraph({ plan, ...options }: OptimiseOptions): Promise<OpenedGraph> {
	return openGraph(options, plan.graphKey, 'the step graph', () => buildStepGraph(plan, options.runtime));
}
