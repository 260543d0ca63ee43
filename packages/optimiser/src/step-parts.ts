/** @file The parts of a step, each for itself, so that what they cost can be measured. No render runs them. */
import { GraphBuilder, type Value, vjp } from '@galatea/autodiff';
import type { Model } from '@galatea/onnx';
import { appendCutouts, cutoutFeeds } from './cutouts/cutouts.ts';
import { newMemory } from './optimisers/index.ts';
import type { Plan } from './plan.ts';
import { randomSource } from './random.ts';
import { move, type RunState } from './run-state.ts';
import type { TensorValue } from './runtime.ts';

/**
 * `quantise`: a latent to its nearest codebook rows; `decode`: these to the picture; `cutouts`: the picture to what
 * the first perceptor looks at; `perceive`: that to embeddings.
 */
export const graphParts = ['quantise', 'decode', 'cutouts', 'perceive'] as const;
export type GraphPart = (typeof graphParts)[number];

/** A part as a model with the inputs of one run. */
export interface PartGraph {
	readonly model: Model;
	/** The draws of cutouts are those of the first step. */
	readonly feeds: Readonly<Record<string, TensorValue>>;
}

/** Names of the inputs beside those of the cutouts: what the part reads, and along what its gradient is taken. */
export const partInputs = { source: 'source', cotangent: 'cotangent' } as const;
/** Names of the one output: forward, or backward. */
export const partOutputs = { result: 'result', gradient: 'gradient' } as const;

/**
 * Builds a part of a plan's step. With `backward` its output is the gradient of its input along a cotangent that is
 * fed, which takes the forward pass as well.
 */
export async function buildPart(
	plan: Plan,
	part: GraphPart,
	{ backward, contributedOperators }: { readonly backward: boolean; readonly contributedOperators: boolean },
): Promise<PartGraph> {
	const g = new GraphBuilder(part, { contributedOperators });
	const input = g.input(partInputs.source, 'float32', inputShape(plan, part));
	const result = await append(g, plan, part, input);
	if (backward) {
		const along = g.input(partInputs.cotangent, 'float32', result.shape);
		g.output(partOutputs.gradient, vjp(g, [result], [along], [input])[0] as Value);
	} else g.output(partOutputs.result, result);
	const random = randomSource(plan.seed);
	return {
		model: g.build(),
		feeds: {
			[partInputs.source]: { dtype: 'float32', shape: input.shape, data: sourceData(plan, part, input.shape) },
			...(part === 'cutouts' ? cutoutFeeds(plan.cutouts, plan, random, 1) : {}),
			...(backward
				? { [partInputs.cotangent]: { dtype: 'float32', shape: result.shape, data: uniform(result.shape) } }
				: {}),
		},
	};
}

/** The update that follows a step: calling it moves one latent and its moments along a gradient, and clamps. */
export function openUpdate(plan: Plan): () => void {
	const z = randomLatent(plan);
	const gradient = uniform(plan.latentShape);
	const state: RunState = { z, memory: newMemory(plan.optimiser, z.length), mean: null };
	let step = 0;
	return () => {
		step += 1;
		move(plan, state, gradient, step);
	};
}

function inputShape({ latentShape, heightPx, widthPx, cutouts, pack }: Plan, part: GraphPart): readonly number[] {
	const sizePx = pack.perceptors[0]?.inputSizePx ?? 0;
	if (part === 'cutouts') return [1, 3, heightPx, widthPx];
	return part === 'perceive' ? [cutouts.count, 3, sizePx, sizePx] : latentShape;
}

async function append(g: GraphBuilder, { pack, cutouts }: Plan, part: GraphPart, input: Value): Promise<Value> {
	const [perceptor] = pack.perceptors;
	if (perceptor === undefined) throw new RangeError(`pack "${pack.id}" has no perceptor`);
	if (part === 'quantise') return pack.generator.quantise(g, input);
	if (part === 'decode') return (await pack.generator.loadDecoder())(g, input);
	if (part === 'cutouts') return appendCutouts(g, cutouts, input, perceptor.inputSizePx);
	return (await perceptor.loadImageEncoder())(g, input);
}

function sourceData(plan: Plan, part: GraphPart, shape: readonly number[]): Float32Array {
	return part === 'quantise' || part === 'decode' ? randomLatent(plan) : uniform(shape);
}

function randomLatent({ pack, latentShape, seed }: Plan): Float32Array {
	return pack.generator.drawLatent(latentShape, randomSource(seed).draw(0, 0));
}

function uniform(shape: readonly number[]): Float32Array {
	const stream = randomSource(1n).draw(0, 1);
	const length = shape.reduce((product, extent) => product * extent, 1);
	return Float32Array.from({ length }, () => stream.uniform());
}
