/**
 * @file A prior: a network that guesses, in one pass, the latent of a picture from what the phrases of a prompt mean to a
 * perceptor, as feed-forward VQGAN-CLIP does (Cherti 2021). It draws each thing of a scene and the ground for themselves
 * and lays the things over the ground, so that it can paint scenes of which no picture was ever learnt.
 */
import {
	add,
	concat,
	expand,
	type GraphBuilder,
	linear,
	mul,
	normalisedLinear,
	pad,
	reshape,
	sigmoid,
	silu,
	slice,
	sub,
	type Value,
} from '@galatea/autodiff';
import type { LatentShape } from '../generator.ts';
import { constantOf } from '../layers.ts';
import type { LinearWeights } from '../parameters.ts';
import { type SceneLayout, sceneCells } from './layouts.ts';
import type { Scene } from './read-scene.ts';
import type { HeadWeights, NormalisedLayerWeights, PriorBlockWeights, PriorWeights } from './weights.ts';

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

/** What a scene is drawn from. Texts have length 1. */
export interface SceneValues {
	/** [things, D], as many as the layout has cells. */
	readonly things: Value;
	/** [1, D]; zeros where no ground is named. */
	readonly ground: Value;
	/** [1, V] */
	readonly variation: Value;
}

/** What a prior draws, before quantisation. */
interface GuessedScene {
	/** As `latentShape`: the things over the ground. */
	readonly latent: Value;
	/** As `latentShape`: the ground alone. */
	readonly ground: Value;
	/** [things, 1, side, side]: how much of the ground each thing covers, 0 to 1. */
	readonly covers: Value;
}

/** Appends the network. */
export type GuessLatent = (g: GraphBuilder, layout: SceneLayout, scene: SceneValues) => GuessedScene;

/** A scene → latent network. It holds no weights until it is asked for them. */
export interface Prior {
	/** Place of the perceptor whose text embeddings it reads. */
	readonly perceptor: number;
	readonly variation: PriorVariation;
	/** Of its guesses, whatever the size of the render. */
	readonly latentShape: LatentShape;
	/** What a text asks it to draw. */
	read(text: string): Scene;
	/** Reads the weights. The result holds them until it is dropped. */
	load(): Promise<GuessLatent>;
}

/** V: how many numbers a variation has. */
export function variationLength({ choices, signs, numbers }: PriorVariation): number {
	return choices + signs + numbers;
}

/** The network as a function of a graph. */
export function guessLatent(weights: PriorWeights, latentShape: LatentShape): GuessLatent {
	return (g, layout, scene) => g.scope('prior', () => drawScene(g, layout, scene, weights, latentShape));
}

function drawScene(
	g: GraphBuilder,
	layout: SceneLayout,
	{ things, ground, variation }: SceneValues,
	weights: PriorWeights,
	latentShape: LatentShape,
): GuessedScene {
	const [, channels, side] = latentShape;
	const [count, dimension] = things.shape as readonly [number, number];
	// Texts are scaled by √D, so that their numbers are about as large as a variation's.
	const scale = Math.sqrt(dimension);
	const scaled = mul(g, things, scale);
	const main = slice(g, scaled, [{ axis: 0, start: 0, end: 1 }]);
	const below = g.scope('ground', () => {
		const x = affine(g, concat(g, [mul(g, ground, scale), main, variation], 1), weights.ground.first);
		return reshape(g, throughHead(g, x, weights.ground), latentShape);
	});
	const variations = expand(g, variation, [count, variation.shape[1] as number]);
	let trunk = affine(g, concat(g, [scaled, variations], 1), weights.first);
	trunk = throughBlocks(g, trunk, weights.blocks);
	if (layout === 'one') {
		const layer = reshape(g, normalised(g, trunk, weights.alone), [1, channels + 1, side, side]);
		const { latent, mask } = laidOver(g, below, layer, null);
		return { latent, ground: below, covers: mask };
	}
	const half = side / 2;
	const cells = reshape(g, throughHead(g, trunk, weights.shared), [count, channels + 1, half, half]);
	let latent = below;
	const masks: Value[] = [];
	for (const [at, [row, column]] of sceneCells[layout].entries()) {
		const cell = slice(g, cells, [{ axis: 0, start: at, end: at + 1 }]);
		const [top, left] = [(row * side) / 4, (column * side) / 4];
		const laid = laidOver(g, latent, cell, { top, left, bottom: side - half - top, right: side - half - left });
		latent = laid.latent;
		masks.push(laid.mask);
	}
	return { latent, ground: below, covers: concat(g, masks, 0) };
}

interface Margins {
	readonly top: number;
	readonly left: number;
	readonly bottom: number;
	readonly right: number;
}

/** below + m · (layer − below), where m is the logistic function of the layer's last channel and 0 in its margins. */
function laidOver(g: GraphBuilder, below: Value, layer: Value, margins: Margins | null) {
	const channels = below.shape[1] as number;
	const within = (x: Value): Value => {
		if (margins === null) return x;
		const { top, left, bottom, right } = margins;
		return pad(g, x, [0, 0, top, left], [0, 0, bottom, right]);
	};
	const latent = within(slice(g, layer, [{ axis: 1, start: 0, end: channels }]));
	const mask = within(sigmoid(g, slice(g, layer, [{ axis: 1, start: channels, end: channels + 1 }])));
	return { latent: add(g, below, mul(g, mask, sub(g, latent, below))), mask };
}

/** The blocks, the norm and the layer behind them. */
function throughHead(g: GraphBuilder, x: Value, { blocks, last }: HeadWeights): Value {
	return normalised(g, throughBlocks(g, x, blocks), last);
}

/** x + down(silu(up(norm(x)))), block after block. */
function throughBlocks(g: GraphBuilder, input: Value, blocks: readonly PriorBlockWeights[]): Value {
	let x = input;
	for (const [at, block] of blocks.entries())
		x = g.scope(`block_${at}`, () => add(g, x, affine(g, silu(g, normalised(g, x, block.up)), block.down)));
	return x;
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
