/**
 * @file What a run is made of: the graphs that it opens, what it feeds to them at each step, and how it reads what they give.
 */
import type { Model } from '@galatea/onnx';
import { RenderError } from '@galatea/render';
import { cutoutFeeds } from './cutouts/cutouts.ts';
import { openEncoder } from './encoder-graph.ts';
import { lossWeightFeeds } from './losses/losses.ts';
import { type OpenedGraph, openGraph, type SessionSource } from './opened-graph.ts';
import { buildPictureGraph } from './picture-graph.ts';
import type { Picture, Plan } from './plan.ts';
import { pictureOfPlanes } from './planes.ts';
import type { RandomSource } from './random.ts';
import type { StepResult } from './run.ts';
import type { TensorValue } from './runtime.ts';
import { stepOutputs } from './step-graph.ts';
import { termWeightFeeds } from './term-feeds.ts';

export type Tensors = Readonly<Record<string, TensorValue>>;

/** A run opens graphs of its plan from there. */
export interface RunSource extends SessionSource {
	readonly plan: Plan;
}

/** A copy, to be given away. */
export function latent({ latentShape }: Plan, data: Float32Array): TensorValue {
	return { dtype: 'float32', shape: latentShape, data: data.slice() };
}

/** Only for a running mean and for motion: all other pictures come from the step graph. */
export async function openPictureGraph({ plan, ...options }: RunSource): Promise<OpenedGraph | null> {
	if (plan.emaDecay === 0 && plan.motion === null) return null;
	const build = (): Promise<Model> => buildPictureGraph(plan, options.runtime);
	return openGraph(options, `${plan.graphKey}/picture`, 'the picture graph', build);
}

/** Only for motion; where it begins, a render encodes but once. */
export async function openMovingEncoder(options: RunSource): Promise<OpenedGraph | null> {
	const { motion, cutouts } = options.plan;
	if (motion === null) return null;
	return openEncoder(options, options.plan, { wraps: cutouts.wraps, onRows: motion.latent === 'rows' });
}

/** Everything that a step (from 1) draws and weighs. */
export function stepFeeds(plan: Plan, random: RandomSource, step: number): Record<string, TensorValue> {
	const { cutouts, losses } = plan;
	return {
		...cutoutFeeds(cutouts, plan, random, step),
		...termWeightFeeds(plan, step),
		...lossWeightFeeds(losses, step),
	};
}

/** Copies, to be given away. */
export function copied(tensors: Tensors): Tensors {
	const copies: Record<string, TensorValue> = {};
	for (const [name, tensor] of Object.entries(tensors))
		copies[name] = { ...tensor, data: tensor.data.slice() } as TensorValue;
	return copies;
}

/** The numbers of a step. Throws `DIVERGED` when the loss or the gradient is no longer finite. */
export function readStep(
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

/** The picture that a graph gave. */
export function toPicture(plan: Plan, outputs: Tensors): Picture {
	return pictureOfPlanes(output(outputs, stepOutputs.picture, 'float32'), plan.widthPx, plan.heightPx);
}

interface OutputData {
	readonly float32: Float32Array;
	readonly int32: Int32Array;
}

/** An output of a graph. Throws an `Error` when there is none of that type. */
export function output<D extends keyof OutputData>(outputs: Tensors, name: string, dtype: D): OutputData[D] {
	const tensor = outputs[name];
	if (tensor?.dtype !== dtype) throw new Error(`the step graph gave ${tensor?.dtype ?? 'no'} "${name}", not ${dtype}`);
	return tensor.data as OutputData[D];
}
