/**
 * @file The pre-norm transformer of both towers. Rows are tokens first, [T, N, width] for T tokens of each of N pictures
 * or texts: every linear layer is one matrix product, heads are read in place, and the first token of all is one block.
 */
import {
	add,
	attention,
	type GraphBuilder,
	gelu,
	linear,
	normalisedLinear,
	silu,
	slice,
	split,
	type Value,
} from '@galatea/autodiff';
import { constantOf } from '../layers.ts';
import type { LinearWeights } from '../parameters.ts';
import { rowsOf } from './fold.ts';
import { type BlockWeights, headWidth, type NormalisedWeights, type TowerWeights } from './weights.ts';

/** Added to the variance by every LayerNorm of CLIP. */
const epsilon = 1e-5;

/** All blocks on all tokens: [T, N, width] → the same. `mask` [T, T] is added to the scores of attention. */
export function transformer(g: GraphBuilder, x: Value, tower: TowerWeights, mask: Value): Value {
	let y = x;
	for (const [at, block] of tower.blocks.entries()) {
		y = g.scope(`block_${at}`, () => fullBlock(g, y, block, tower, mask));
	}
	return y;
}

/**
 * All blocks, where only the first token is read afterwards: [T, N, width] → [1, N, width]. In the last block its query,
 * output projection and perceptron are computed for that token alone.
 */
export function transformerToFirst(g: GraphBuilder, x: Value, tower: TowerWeights): Value {
	let y = x;
	const last = tower.blocks.length - 1;
	for (const [at, block] of tower.blocks.entries()) {
		y = g.scope(`block_${at}`, () =>
			at === last ? firstTokenBlock(g, y, block, tower) : fullBlock(g, y, block, tower, null),
		);
	}
	return y;
}

/** x · matrixᵀ + bias over the last axis. */
function affine(g: GraphBuilder, x: Value, { matrix, bias }: LinearWeights): Value {
	return linear(g, x, constantOf(g, matrix, 'weight'), constantOf(g, bias, 'bias'), { transposeWeight: true });
}

/** The layer behind its normalisation; the latter's scale and bias are folded into the former's weights. */
export function normalisedAffine(g: GraphBuilder, x: Value, { norm, matrix, bias }: NormalisedWeights): Value {
	return normalisedLinear(g, x, {
		scale: norm.scale.data,
		shift: norm.bias.data,
		epsilon,
		weight: matrix.data,
		bias: bias.data,
	});
}

function fullBlock(g: GraphBuilder, x: Value, block: BlockWeights, tower: TowerWeights, mask: Value | null): Value {
	const { width } = tower;
	const attended = g.scope('attention', () => {
		const joined = normalisedAffine(g, x, block.joined);
		const [query, key, value] = split(g, joined, [width, width, width], 2) as [Value, Value, Value];
		return affine(g, attend(g, query, key, value, tower, mask), block.attentionOutput);
	});
	const y = add(g, x, attended);
	return add(
		g,
		y,
		g.scope('perceptron', () => perceptron(g, y, block, tower)),
	);
}

function firstTokenBlock(g: GraphBuilder, x: Value, block: BlockWeights, tower: TowerWeights): Value {
	const { width } = tower;
	const first = slice(g, x, [{ axis: 0, start: 0, end: 1 }]);
	const part = (from: number, to: number) => ({ norm: block.joined.norm, ...rowsOf(block.joined, from, to) });
	const attended = g.scope('attention', () => {
		const query = g.scope('query', () => normalisedAffine(g, first, part(0, width)));
		const keyValue = g.scope('key_value', () => normalisedAffine(g, x, part(width, 3 * width)));
		const [key, value] = split(g, keyValue, [width, width], 2) as [Value, Value];
		return affine(g, attend(g, query, key, value, tower, null), block.attentionOutput);
	});
	const y = add(g, first, attended);
	return add(
		g,
		y,
		g.scope('perceptron', () => perceptron(g, y, block, tower)),
	);
}

/** softmax(q·kᵀ + mask)·v by heads; 1/√64 is in the query's weights. */
function attend(
	g: GraphBuilder,
	query: Value,
	key: Value,
	value: Value,
	tower: TowerWeights,
	mask: Value | null,
): Value {
	const heads = tower.width / headWidth;
	return attention(g, query, key, value, { heads, scale: 1, ...(mask && { mask }) });
}

function perceptron(g: GraphBuilder, x: Value, block: BlockWeights, tower: TowerWeights): Value {
	const hidden = g.scope('expansion', () => normalisedAffine(g, x, block.expansion));
	// QuickGELU's factor is in the weights on both sides, so that it is x·σ(x) here.
	const active = tower.activation === 'gelu' ? gelu(g, hidden) : silu(g, hidden);
	return g.scope('contraction', () => affine(g, active, block.contraction));
}
