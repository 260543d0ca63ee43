/**
 * @file The pre-norm transformer of both towers. Tokens are rows: [N·T, width], T tokens for each of N pictures or
 * texts, so that every linear layer is one matrix product.
 */
import {
	add,
	type GraphBuilder,
	gelu,
	gemm,
	layerNormalization,
	matMul,
	reshape,
	silu,
	slice,
	softmax,
	split,
	swapLastAxes,
	transpose,
	type Value,
} from '@galatea/autodiff';
import { constantOf } from '../layers.ts';
import type { LinearWeights } from '../parameters.ts';
import { rowsOf } from './fold.ts';
import { type BlockWeights, headWidth, type TowerWeights } from './weights.ts';

/** How rows are grouped into sequences. */
export interface Sequences {
	/** N: pictures or texts. */
	readonly count: number;
	/** T: tokens of each. */
	readonly length: number;
}

/** All blocks on all tokens: [N·T, width] → the same. `mask` [T, T] is added to the scores of attention. */
export function transformer(
	g: GraphBuilder,
	x: Value,
	tower: TowerWeights,
	sequences: Sequences,
	mask: Value | null,
): Value {
	let y = x;
	for (const [at, block] of tower.blocks.entries()) {
		y = g.scope(`block_${at}`, () => fullBlock(g, y, block, tower, sequences, mask));
	}
	return y;
}

/**
 * All blocks, where only the first token of each sequence is read afterwards: [N·T, width] → [N, width]. In the last
 * block its query, output projection and perceptron are computed for that token alone.
 */
export function transformerToFirst(g: GraphBuilder, x: Value, tower: TowerWeights, sequences: Sequences): Value {
	let y = x;
	const last = tower.blocks.length - 1;
	for (const [at, block] of tower.blocks.entries()) {
		y = g.scope(`block_${at}`, () =>
			at === last ? firstTokenBlock(g, y, block, tower, sequences) : fullBlock(g, y, block, tower, sequences, null),
		);
	}
	return y;
}

/** y = x · matrixᵀ + bias, for rows x. */
export function linear(g: GraphBuilder, x: Value, { matrix, bias }: LinearWeights): Value {
	return gemm(g, x, constantOf(g, matrix, 'weight'), constantOf(g, bias, 'bias'), { transposeB: true });
}

/** (x − mean) / √(variance + 1e-5) of each row; scale and bias are in the linear layer that follows. */
export function normaliseRows(g: GraphBuilder, x: Value): Value {
	const width = x.shape.at(-1) as number;
	return layerNormalization(g, x, g.constant(new Float32Array(width).fill(1), [width], 'ones'), null);
}

function fullBlock(
	g: GraphBuilder,
	x: Value,
	block: BlockWeights,
	tower: TowerWeights,
	{ count, length }: Sequences,
	mask: Value | null,
): Value {
	const { width } = tower;
	const heads = width / headWidth;
	const attended = g.scope('attention', () => {
		const joined = linear(g, normaliseRows(g, x), block.joined);
		const byHead = transpose(g, reshape(g, joined, [count, length, 3 * heads, headWidth]), [0, 2, 1, 3]);
		const mixed = attend(g, split(g, byHead, [heads, heads, heads], 1), mask);
		const rows = reshape(g, transpose(g, mixed, [0, 2, 1, 3]), [count * length, width]);
		return linear(g, rows, block.attentionOutput);
	});
	const y = add(g, x, attended);
	return add(
		g,
		y,
		g.scope('perceptron', () => perceptron(g, y, block, tower)),
	);
}

function firstTokenBlock(
	g: GraphBuilder,
	x: Value,
	block: BlockWeights,
	tower: TowerWeights,
	{ count, length }: Sequences,
): Value {
	const { width } = tower;
	const heads = width / headWidth;
	const firstOf = (rows: Value): Value =>
		reshape(g, slice(g, reshape(g, rows, [count, length, width]), [{ axis: 1, start: 0, end: 1 }]), [count, width]);
	const attended = g.scope('attention', () => {
		const normed = normaliseRows(g, x);
		const query = g.scope('query', () => linear(g, firstOf(normed), rowsOf(block.joined, 0, width)));
		const keyValue = g.scope('key_value', () => linear(g, normed, rowsOf(block.joined, width, 3 * width)));
		const byHead = transpose(g, reshape(g, keyValue, [count, length, 2 * heads, headWidth]), [0, 2, 1, 3]);
		const oneQuery = reshape(g, query, [count, heads, 1, headWidth]);
		const mixed = attend(g, [oneQuery, ...split(g, byHead, [heads, heads], 1)], null);
		return linear(g, reshape(g, mixed, [count, width]), block.attentionOutput);
	});
	const y = add(g, firstOf(x), attended);
	return add(
		g,
		y,
		g.scope('perceptron', () => perceptron(g, y, block, tower)),
	);
}

/** softmax(q·kᵀ + mask)·v, each [N, heads, tokens, 64]; 1/√64 is in the query's weights. */
function attend(g: GraphBuilder, parts: readonly Value[], mask: Value | null): Value {
	const [query, key, value] = parts as readonly [Value, Value, Value];
	const scores = matMul(g, query, swapLastAxes(g, key));
	return matMul(g, softmax(g, mask === null ? scores : add(g, scores, mask), -1), value);
}

function perceptron(g: GraphBuilder, x: Value, block: BlockWeights, tower: TowerWeights): Value {
	const hidden = g.scope('expansion', () => linear(g, normaliseRows(g, x), block.expansion));
	const active = tower.activation === 'gelu' ? gelu(g, hidden) : silu(g, hidden);
	return g.scope('contraction', () => linear(g, active, block.contraction));
}
