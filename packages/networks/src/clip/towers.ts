/** @file From pictures and from token ids to embeddings. */
import {
	add,
	argMax,
	concat,
	expand,
	type GraphBuilder,
	gather,
	gemm,
	layerNormalization,
	reshape,
	transpose,
	type Value,
} from '@galatea/autodiff';
import { constantOf } from '../layers.ts';
import { linear, normaliseRows, transformer, transformerToFirst } from './transformer.ts';
import type { ImageTowerWeights, TextTowerWeights } from './weights.ts';

/** Added to the scores of tokens that come later: its exponential is 0 in float32, and it is finite on every device. */
const masked = -1e9;

/** Pictures [N, 3, S, S] in 0..1 → embeddings [N, D], not normalised. */
export function encodeImage(g: GraphBuilder, pictures: Value, tower: ImageTowerWeights): Value {
	const { inputSizePx, patchPx, width } = tower;
	const [count, channels, height, columns] = pictures.shape;
	if (pictures.shape.length !== 4 || channels !== 3 || height !== inputSizePx || columns !== inputSizePx) {
		throw new RangeError(`Pictures must be [N, 3, ${inputSizePx}, ${inputSizePx}], got [${pictures.shape}]`);
	}
	const n = count as number;
	const side = inputSizePx / patchPx;
	const tokens = side * side + 1;
	const embedded = g.scope('embedding', () => {
		const cut = reshape(g, pictures, [n, 3, side, patchPx, side, patchPx]);
		const patches = reshape(g, transpose(g, cut, [0, 2, 4, 1, 3, 5]), [n * side * side, 3 * patchPx * patchPx]);
		const matrix = constantOf(g, tower.patchMatrix, 'weight');
		const rows = reshape(g, gemm(g, patches, matrix, null, { transposeB: true }), [n, side * side, width]);
		const first = expand(g, constantOf(g, tower.classToken, 'class'), [n, 1, width]);
		const joined = concat(g, [first, add(g, rows, constantOf(g, tower.positions, 'positions'))], 1);
		const { scale, bias } = tower.firstNorm;
		const flat = reshape(g, joined, [n * tokens, width]);
		return layerNormalization(g, flat, constantOf(g, scale, 'scale'), constantOf(g, bias, 'bias'));
	});
	const first = transformerToFirst(g, embedded, tower, { count: n, length: tokens });
	return g.scope('projection', () => linear(g, normaliseRows(g, first), tower.projection));
}

/**
 * Token ids int32 [N, L], L at most the context → embeddings [N, D], not normalised. A text's embedding is read at its
 * end marker, which has the largest id of the vocabulary.
 */
export function encodeText(g: GraphBuilder, ids: Value, tower: TextTowerWeights): Value {
	const [count, length] = ids.shape;
	const context = tower.positions.shape[0] as number;
	if (ids.shape.length !== 2 || count === undefined || length === undefined || length > context) {
		throw new RangeError(`Token ids must be [N, at most ${context}], got [${ids.shape}]`);
	}
	const { width } = tower;
	const embedded = g.scope('embedding', () => {
		const tokens = gather(g, constantOf(g, tower.tokens, 'tokens'), ids);
		const positions = g.constant(tower.positions.data.subarray(0, length * width), [length, width], 'positions');
		return reshape(g, add(g, tokens, positions), [count * length, width]);
	});
	const rows = transformer(g, embedded, tower, { count, length }, causalMask(g, length));
	const ends = g.scope('pooling', () => {
		const starts = g.constant(
			BigInt64Array.from({ length: count }, (_, text) => BigInt(text * length)),
			[count],
			'starts',
		);
		return gather(g, rows, add(g, argMax(g, ids, 1), starts));
	});
	return g.scope('projection', () => linear(g, normaliseRows(g, ends), tower.projection));
}

/** [L, L], 0 on and below the diagonal. */
function causalMask(g: GraphBuilder, length: number): Value {
	const mask = new Float32Array(length * length);
	for (let row = 0; row < length; row++) mask.fill(masked, row * length + row + 1, (row + 1) * length);
	return g.constant(mask, [length, length], 'causal_mask');
}
