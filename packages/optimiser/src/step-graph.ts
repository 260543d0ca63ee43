/**
 * @file One step as one model: z → nearest codebook rows → picture → cutouts → embeddings → loss, and back to ∂loss/∂z.
 */
import {
	addAll,
	cast,
	clampWithGradient,
	differentiate,
	GraphBuilder,
	halveProducts,
	mul,
	reduceSum,
	type Value,
} from '@galatea/autodiff';
import type { EncodeImage, LatentConditions } from '@galatea/networks';
import type { Model } from '@galatea/onnx';
import { appendCutouts, cutoutSizesPx } from './cutouts/cutouts.ts';
import { appendLosses } from './losses/losses.ts';
import { promptLoss } from './losses/prompt-loss.ts';
import type { Plan } from './plan.ts';
import type { Runtime } from './runtime.ts';
import { decodeSeamless } from './seamless.ts';

/**
 * With half precision the loss is this many times as large on its way back: the gradients of single pixels are around
 * 1e-7, where binary16 has hardly a bit left.
 */
const halfLossScale = 4_096;

/** Names of the inputs beside those of the cutouts. */
export const stepInputs = {
	/** The latent, as `plan.latentShape`. */
	z: 'z',
	/** The latent whose codes are wanted, as z; only with a running mean. */
	shown: 'shown',
	/** Term weights [T], for each perceptor. */
	weights: (perceptor: number): string => `weights_${perceptor}`,
	/** Term stops [T]. */
	stops: 'stops',
	/** How much each cutout counts for each term [N, T], 1 in the mean; only where some look elsewhere than others. */
	shares: 'shares',
	/** Embeddings of unit length [T, D], for each perceptor. */
	targets: (perceptor: number): string => `targets_${perceptor}`,
} as const;

/** Names of the outputs. */
export const stepOutputs = {
	/** ∂loss/∂z, as z. */
	gradient: 'gradient',
	/** The total, a scalar. */
	loss: 'loss',
	/** Per term [T], summed over perceptors. */
	terms: 'terms',
	/** Of each loss beside the prompts [L], weighted, in the order of `plan.losses.names`; only where there are any. */
	losses: 'losses',
	/** The picture [1, 3, H, W] in 0..1; not with a running mean. */
	picture: 'picture',
	/** int32 [h · w]. */
	codes: 'codes',
} as const;

/** Names of what a step gives besides to whoever looks inside it; then its picture and codes are always those of z. */
export const insideOutputs = {
	/** ∂loss/∂picture [1, 3, H, W]. */
	pictureGradient: 'picture_gradient',
	/** What perceptors of that size looked at [N, 3, S, S]. */
	cutouts: (sizePx: number): string => `cutouts_seen_${sizePx}`,
	/** What each perceptor made of it [N, D], of any length. */
	embeddings: (perceptor: number): string => `embeddings_${perceptor}`,
} as const;

type GraphOptions = Pick<Runtime, 'contributedOperators' | 'halfPrecision'>;

/**
 * Builds the step graph of a plan, with the pack's weights in it. Depends on nothing but what `plan.graphKey` names, and
 * the options.
 */
export async function buildStepGraph(plan: Plan, options: GraphOptions): Promise<Model> {
	return buildStep(plan, options, false);
}

/** The step graph with the outputs of {@link insideOutputs} besides. */
export async function buildInsideGraph(plan: Plan, options: GraphOptions): Promise<Model> {
	return buildStep(plan, options, true);
}

async function buildStep(plan: Plan, options: GraphOptions, isOpen: boolean): Promise<Model> {
	const lossScale = options.halfPrecision ? halfLossScale : 1;
	const { generator, perceptors } = plan.pack;
	const decode = await generator.loadDecoder();
	const encoders = await Promise.all(perceptors.map((perceptor) => perceptor.loadImageEncoder()));
	const g = new GraphBuilder('step', options);
	const z = g.input(stepInputs.z, 'float32', plan.latentShape);
	const stops = g.input(stepInputs.stops, 'float32', [plan.termSlots]);
	const { wraps, views, count } = plan.cutouts;
	const raw = g.scope('generator', () => decodeSeamless(g, generator, decode, generator.quantise(g, z), wraps));
	const picture = clampWithGradient(g, raw, 0, 1);
	const cutouts = new Map<number, Value>();
	for (const sizePx of cutoutSizesPx(plan.cutouts))
		cutouts.set(sizePx, appendCutouts(g, plan.cutouts, picture, sizePx));
	const shares = views.length > 1 ? g.input(stepInputs.shares, 'float32', [count, plan.termSlots]) : null;
	const losses = perceptors.map((perceptor, index) => {
		const targets = g.input(stepInputs.targets(index), 'float32', [plan.termSlots, perceptor.embedDimension]);
		const weights = g.input(stepInputs.weights(index), 'float32', [plan.termSlots]);
		const seen = cutouts.get(perceptor.inputSizePx) as Value;
		const embeddings = g.scope(`perceptor_${index}`, () => (encoders[index] as EncodeImage)(g, seen));
		if (isOpen) g.output(insideOutputs.embeddings(index), embeddings);
		return promptLoss(g, embeddings, { targets, weights, stops, shares });
	});
	const terms = addAll(g, losses) as Value;
	const conditions = (): LatentConditions => {
		if (generator.conditions === null) throw new Error(`pack "${plan.pack.id}" has no noise and no classes`);
		return generator.conditions(g, z);
	};
	const others = appendLosses(g, plan.losses, { z, picture, conditions });
	const loss = addAll(g, [reduceSum(g, terms), ...(others === null ? [] : [reduceSum(g, others)])]) as Value;
	const targets = isOpen ? [z, picture] : [z];
	const [gradient, pictureGradient] = differentiate(g, lossScale === 1 ? loss : mul(g, loss, lossScale), targets).map(
		(each) => (lossScale === 1 ? each : mul(g, each, 1 / lossScale)),
	);
	g.output(stepOutputs.gradient, gradient as Value);
	if (isOpen) {
		g.output(insideOutputs.pictureGradient, pictureGradient as Value);
		for (const [sizePx, seen] of cutouts) g.output(insideOutputs.cutouts(sizePx), seen);
	}
	g.output(stepOutputs.loss, loss);
	g.output(stepOutputs.terms, terms);
	if (others !== null) g.output(stepOutputs.losses, others);
	// With a running mean the pictures that are shown are made elsewhere, of the mean.
	const showsZ = isOpen || plan.emaDecay === 0;
	if (showsZ) g.output(stepOutputs.picture, picture);
	const shown = showsZ ? z : g.input(stepInputs.shown, 'float32', plan.latentShape);
	g.output(stepOutputs.codes, cast(g, generator.codes(g, shown), 'int32'));
	const model = g.build();
	return options.halfPrecision ? halveProducts(model, isNetwork) : model;
}

/** The search for the nearest codebook row stays exact: a code is right or wrong. */
function isNetwork(node: string): boolean {
	return node.startsWith('generator/decoder/') || node.startsWith('perceptor_');
}
