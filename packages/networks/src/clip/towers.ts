/** @file From pictures and from token ids to embeddings. */
import {
	add,
	argMax,
	concat,
	expand,
	type GraphBuilder,
	gather,
	layerNormalization,
	linear,
	mul,
	reshape,
	transpose,
	type Value,
} from '@galatea/autodiff';
import { constantOf } from '../layers.ts';
import { normalisedAffine, transformer, transformerToFirst } from './transformer.ts';
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
	const embedded = g.scope('embedding', () => {
		const cut = reshape(g, pictures, [n, 3, side, patchPx, side, patchPx]);
		const patches = reshape(g, transpose(g, cut, [2, 4, 0, 1, 3, 5]), [side * side, n, 3 * patchPx * patchPx]);
		const rows = linear(g, patches, constantOf(g, tower.patchMatrix, 'weight'), null, { transposeWeight: true });
		const first = expand(g, constantOf(g, tower.classToken, 'class'), [1, n, width]);
		const joined = concat(g, [first, add(g, rows, constantOf(g, tower.positions, 'positions'))], 0);
		const { scale, bias } = tower.firstNorm;
		return layerNormalization(g, joined, constantOf(g, scale, 'scale'), constantOf(g, bias, 'bias'));
	});
	const first = transformerToFirst(g, embedded, tower);
	return g.scope('projection', () => reshape(g, normalisedAffine(g, first, tower.projection), [n, -1]));
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
		const tokens = gather(g, constantOf(g, tower.tokens, 'tokens'), transpose(g, ids, [1, 0]));
		const positions = g.constant(tower.positions.data.subarray(0, length * width), [length, 1, width], 'positions');
		return add(g, tokens, positions);
	});
	const rows = transformer(g, embedded, tower, causalMask(g, length));
	const ends = g.scope('pooling', () => {
		// Token t of text n is row t·N + n.
		const texts = g.constant(
			BigInt64Array.from({ length: count }, (_, text) => BigInt(text)),
			[count],
			'texts',
		);
		const places = add(g, mul(g, argMax(g, ids, 1), g.scalar(count, 'int64')), texts);
		return gather(g, reshape(g, rows, [length * count, width]), places);
	});
	return g.scope('projection', () => normalisedAffine(g, ends, tower.projection));
}

/** [L, L], 0 on and below the diagonal. */
function causalMask(g: GraphBuilder, length: number): Value {
	const mask = new Float32Array(length * length);
	for (let row = 0; row < length; row++) mask.fill(masked, row * length + row + 1, (row + 1) * length);
	return g.constant(mask, [length, length], 'causal_mask');
}
