/**
 * @file Vector quantisation with a straight-through gradient.
 *
 * The row nearest to x is argminₖ ‖x − eₖ‖² = argmaxₖ x·eₖ − ‖eₖ‖²/2: ‖x‖² is the same for every k. Forward gives that
 * row; backward hands the gradient to x unchanged: ∂L/∂x = ∂L/∂y. The codebook gets none.
 */
import {
	argMax,
	type GraphBuilder,
	gather,
	gemm,
	reshape,
	transpose,
	type Value,
	withGradient,
} from '@galatea/autodiff';
import type { CodebookWeights } from './codebook.ts';

/** z [1, C, h, w] → row numbers, int64 [h·w] in reading order. No gradient. */
export function nearestCodes(g: GraphBuilder, z: Value, codebook: CodebookWeights): Value {
	return g.scope('codes', () => search(g, z, codebook).codes);
}

/** z [1, C, h, w] → nearest rows, same shape; the gradient passes straight through. */
export function quantiseStraightThrough(g: GraphBuilder, z: Value, codebook: CodebookWeights): Value {
	const forward = (): Value => {
		const { codes, rows } = search(g, z, codebook);
		// [h·w, C] → [C, h·w] → [1, C, h, w]
		return reshape(g, transpose(g, gather(g, rows, codes), [1, 0]), z.shape);
	};
	return withGradient(g, 'quantise', [z], forward, (dy) => [() => dy]);
}

function search(g: GraphBuilder, z: Value, codebook: CodebookWeights) {
	const { rows: data, count, dimension, negativeHalfSquares } = codebook;
	const positions = (z.shape[2] as number) * (z.shape[3] as number);
	const rows = g.constant(data, [count, dimension], 'codebook');
	const bias = g.constant(negativeHalfSquares, [count], 'negative_half_squares');
	const scores = gemm(g, reshape(g, z, [dimension, positions]), rows, bias, { transposeA: true, transposeB: true });
	return { rows, codes: argMax(g, scores, 1) };
}
