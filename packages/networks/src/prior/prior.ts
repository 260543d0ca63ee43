/**
 * @file A prior: a network that guesses, in one pass, the latent of a picture from what a text means to a perceptor, as
 * feed-forward VQGAN-CLIP does (Cherti 2021). A render may begin from its guess and go on from there step by step.
 */
import {
	add,
	concat,
	type GraphBuilder,
	linear,
	mul,
	normalisedLinear,
	reshape,
	silu,
	type Value,
} from '@galatea/autodiff';
import type { LatentShape } from '../generator.ts';
import { constantOf } from '../layers.ts';
import type { LinearWeights } from '../parameters.ts';
import type { NormalisedLayerWeights, PriorWeights } from './weights.ts';

/** Added to the variance by the network's LayerNorms (PyTorch's default). */
const epsilon = 1e-5;

/**
 * What a text leaves open and a prior must be told: one of `choices` as a row of zeros with a single 1, then `signs`
 * numbers that are −1 or 1, then `numbers` uniform ones from −1 to 1.
 */
export interface PriorVariation {
	readonly choices: number;
	readonly signs: number;
	readonly numbers: number;
}

/** Appends the network: text [1, D] of length 1 and variation [1, V] → latent before quantisation, as `latentShape`. */
export type GuessLatent = (g: GraphBuilder, text: Value, variation: Value) => Value;

/** A text → latent network. It holds no weights until it is asked for them. */
export interface Prior {
	/** Place of the perceptor whose text embeddings it reads. */
	readonly perceptor: number;
	readonly variation: PriorVariation;
	/** Of its guesses, whatever the size of the render. */
	readonly latentShape: LatentShape;
	/** Reads the weights. The result holds them until it is dropped. */
	load(): Promise<GuessLatent>;
}

/** V: how many numbers a variation has. */
export function variationLength({ choices, signs, numbers }: PriorVariation): number {
	return choices + signs + numbers;
}

/** The network as a function of a graph. */
export function guessLatent(weights: PriorWeights, latentShape: LatentShape): GuessLatent {
	return (g, text, variation) => g.scope('prior', () => guess(g, text, variation, weights, latentShape));
}

// Texts are scaled by √D, so that their numbers are about as large as a variation's.
function guess(
	g: GraphBuilder,
	text: Value,
	variation: Value,
	{ first, blocks, last }: PriorWeights,
	latentShape: LatentShape,
): Value {
	const scale = Math.sqrt(text.shape[1] as number);
	let x = affine(g, concat(g, [mul(g, text, scale), variation], 1), first);
	for (const [at, block] of blocks.entries()) {
		x = g.scope(`block_${at}`, () => add(g, x, affine(g, silu(g, normalised(g, x, block.up)), block.down)));
	}
	return reshape(g, normalised(g, x, last), latentShape);
}

/** x · matrixᵀ + bias */
function affine(g: GraphBuilder, x: Value, { matrix, bias }: LinearWeights): Value {
	return linear(g, x, constantOf(g, matrix, 'weight'), constantOf(g, bias, 'bias'), { transposeWeight: true });
}

function normalised(g: GraphBuilder, x: Value, { norm, matrix, bias }: NormalisedLayerWeights): Value {
	return normalisedLinear(g, x, {
		scale: norm.scale.data,
		shift: norm.bias.data,
		epsilon,
		weight: matrix.data,
		bias: bias.data,
	});
}
