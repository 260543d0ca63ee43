/**
 * @file LayerNorm and the linear layer after it, as in a pre-norm transformer block.
 *
 * With n = (x − μ)/σ, (n·scale + bias) Wᵀ + c = n (W diag(scale))ᵀ + (W bias + c): the affine part moves into the
 * layer. Since the elements of n sum to 0, each row of that matrix may lose its mean without changing the result; the
 * cotangent of n then sums to 0 as well, and of the backward of n,
 *     dx = (dn − mean(dn) − n·mean(dn·n)) / σ,
 * the first mean falls away.
 */
import type { GraphBuilder } from '../builder.ts';
import { GraphError } from '../errors.ts';
import { mul, sub } from '../functions/elementwise.ts';
import { layerStatistics, linear, reduceMean } from '../functions/network.ts';
import type { Value } from '../node-view.ts';

export interface NormalisedLinearWeights {
	/** LayerNorm's, [K] each. */
	readonly scale: Float32Array;
	readonly shift: Float32Array;
	readonly epsilon: number;
	/** The linear layer's matrix [M, K], as PyTorch keeps it. */
	readonly weight: Float32Array;
	/** [M], or null for none. */
	readonly bias: Float32Array | null;
}

/** linear(layerNorm(x)) for x [..., K], result [..., M]. The folded matrix is made when the graph is built. */
export function normalisedLinear(g: GraphBuilder, x: Value, weights: NormalisedLinearWeights): Value {
	const folded = fold(weights);
	const rows = weights.weight.length / weights.scale.length;
	if (x.shape.at(-1) !== weights.scale.length || !Number.isInteger(rows))
		throw new GraphError('normalisedLinear', `[${x.shape.join(',')}] does not fit ${weights.scale.length} scales`);
	return g.scope('normalised', () => {
		const n = normaliseRows(g, x, weights.epsilon);
		const matrix = g.constant(folded.matrix, [rows, weights.scale.length], 'weight');
		return linear(g, n, matrix, g.constant(folded.bias, [rows], 'bias'), { transposeWeight: true });
	});
}

// n = (x − μ)/σ over the last axis, whose cotangent is known to sum to 0: dx = (dn − n·mean(dn·n)) / σ
function normaliseRows(g: GraphBuilder, x: Value, epsilon: number): Value {
	const width = x.shape.at(-1) ?? 1;
	const [n] = g.unit(
		'normalise',
		[x],
		() => layerStatistics(g, x, g.constant(new Float32Array(width).fill(1), [width], 'ones'), null, { epsilon }),
		([dn], { outputs: [normal, , inverse] }) => [
			dn && normal && inverse
				? () => mul(g, sub(g, dn, mul(g, normal, reduceMean(g, mul(g, dn, normal), [-1], true))), inverse)
				: null,
		],
	);
	return n!;
}

function fold({ scale, shift, weight, bias }: NormalisedLinearWeights): { matrix: Float32Array; bias: Float32Array } {
	const columns = scale.length;
	const matrix = new Float32Array(weight.length);
	const result = new Float32Array(weight.length / columns);
	for (let row = 0; row < result.length; row++) {
		let constant = bias?.[row] ?? 0;
		let sum = 0;
		for (let column = 0; column < columns; column++) {
			const element = weight[row * columns + column]!;
			constant += element * shift[column]!;
			sum += element * scale[column]!;
		}
		for (let column = 0; column < columns; column++)
			matrix[row * columns + column] = weight[row * columns + column]! * scale[column]! - sum / columns;
		result[row] = constant;
	}
	return { matrix, bias: result };
}
