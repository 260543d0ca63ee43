/** @file The blocks of which both sides of a VQGAN are made. Pictures and feature maps are [1, C, H, W]. */
import {
	add,
	conv,
	type GraphBuilder,
	matMul,
	reshape,
	softmax,
	split,
	swapLastAxes,
	type Value,
} from '@galatea/autodiff';
import { convolution, groupNorm } from '../layers.ts';
import {
	type AttentionWeights,
	groupCount,
	type LevelWeights,
	type ResidualWeights,
	type SideWeights,
} from './weights.ts';

/** Every GroupNorm of taming-transformers. */
const plain = { groups: groupCount, epsilon: 1e-6 };
const withSilu = { ...plain, silu: true };

/** x + conv(silu(norm(conv(silu(norm(x)))))), with a 1×1 convolution around where the width changes. */
function residualBlock(g: GraphBuilder, x: Value, weights: ResidualWeights): Value {
	const inner = convolution(g, groupNorm(g, x, weights.norm1, withSilu), weights.convolution1);
	const path = convolution(g, groupNorm(g, inner, weights.norm2, withSilu), weights.convolution2);
	return add(g, weights.shortcut === null ? x : convolution(g, x, weights.shortcut), path);
}

/**
 * Single-head attention over positions: with q, k, v columns per position, x + P·v·softmax(qᵀk / √C)ᵀ.
 * Query, key and value come from one product, and 1/√C is folded into the query's weights.
 */
function attentionBlock(g: GraphBuilder, x: Value, weights: AttentionWeights): Value {
	const [, width, height, columns] = x.shape as readonly [number, number, number, number];
	const positions = height * columns;
	const { kernel, bias } = joinedProjection(weights, width);
	const normed = groupNorm(g, x, weights.norm, plain);
	const joined = conv(
		g,
		normed,
		g.constant(kernel, [3 * width, width, 1, 1], 'query_key_value.weight'),
		g.constant(bias, [3 * width], 'query_key_value.bias'),
	);
	const parts = split(g, reshape(g, joined, [1, 3 * width, positions]), [width, width, width], 1);
	const [query, key, value] = parts as readonly [Value, Value, Value];
	const shares = softmax(g, matMul(g, swapLastAxes(g, query), key), -1);
	const mixed = reshape(g, matMul(g, value, swapLastAxes(g, shares)), x.shape);
	return add(
		g,
		x,
		g.scope('projection', () => convolution(g, mixed, weights.projection)),
	);
}

/** [3C, C] kernel and [3C] bias of query (scaled by 1/√C), key and value together. */
function joinedProjection(weights: AttentionWeights, width: number) {
	const scale = width ** -0.5;
	const kernel = new Float32Array(3 * width * width);
	const bias = new Float32Array(3 * width);
	for (const [place, part] of [weights.query, weights.key, weights.value].entries()) {
		kernel.set(part.kernel.data, place * width * width);
		if (part.bias !== null) bias.set(part.bias.data, place * width);
	}
	for (let at = 0; at < width * width; at++) kernel[at] = (kernel[at] as number) * scale;
	for (let at = 0; at < width; at++) bias[at] = (bias[at] as number) * scale;
	return { kernel, bias };
}

/** The blocks of one level, without its scaling. */
export function levelBlocks(g: GraphBuilder, x: Value, { blocks }: LevelWeights): Value {
	let y = x;
	for (const [at, { residual, attention }] of blocks.entries()) {
		y = g.scope(`block_${at}`, () => residualBlock(g, y, residual));
		if (attention !== null) y = g.scope(`attention_${at}`, () => attentionBlock(g, y, attention));
	}
	return y;
}

/** Residual block, attention, residual block. */
export function middleBlocks(g: GraphBuilder, x: Value, { before, attention, after }: SideWeights['middle']): Value {
	return g.scope('middle', () => {
		let y = g.scope('before', () => residualBlock(g, x, before));
		if (attention !== null) y = g.scope('attention', () => attentionBlock(g, y, attention));
		return g.scope('after', () => residualBlock(g, y, after));
	});
}

/** The end of either side: norm, SiLU, 3×3 convolution. */
export function lastLayers(g: GraphBuilder, x: Value, { lastNorm, last }: SideWeights): Value {
	return g.scope('last', () => convolution(g, groupNorm(g, x, lastNorm, withSilu), last));
}
