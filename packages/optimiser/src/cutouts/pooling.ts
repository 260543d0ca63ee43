/**
 * @file nerdyrodent's pooled view of the whole picture: the mean of adaptive average and adaptive maximum pooling, its
 * aspect not kept. Bin i of n spans ⌊i · size / n⌋ to ⌈(i + 1) · size / n⌉, as PyTorch has it; a picture smaller than
 * the result is repeated.
 */
import { add, type GraphBuilder, greater, matMul, mul, type Value, where } from '@galatea/autodiff';

/** `picture` [1, 3, H, W] → [1, 3, S, S]. Of equal pixels the first in reading order gets the maximum's gradient. */
export function pool(g: GraphBuilder, picture: Value, sidePx: number): Value {
	const [, , height = 1, width = 1] = picture.shape;
	return g.scope('pool', () => {
		const rows = bins(height, sidePx);
		const columns = bins(width, sidePx);
		const fromLeft = (weights: Float32Array, x: Value): Value =>
			matMul(g, g.constant(weights, [sidePx, height], 'rows'), x);
		const fromRight = (weights: Float32Array, x: Value): Value =>
			matMul(g, x, g.constant(transposed(weights, sidePx, width), [width, sidePx], 'columns'));
		// A selection has one 1 per row: a product with it copies exactly, and its transpose is the gradient.
		const largest = (
			x: Value,
			axis: readonly Bin[],
			length: number,
			product: (w: Float32Array, x: Value) => Value,
		): Value =>
			selections(axis, length)
				.map((selection) => product(selection, x))
				.reduce((best, next) => where(g, greater(g, next, best), next, best));
		const mean = fromLeft(averages(rows, height), fromRight(averages(columns, width), picture));
		const most = largest(largest(picture, columns, width, fromRight), rows, height, fromLeft);
		return mul(g, add(g, mean, most), 0.5);
	});
}

interface Bin {
	readonly start: number;
	/** First index after the bin. */
	readonly end: number;
}

function bins(length: number, count: number): readonly Bin[] {
	return Array.from({ length: count }, (_, index) => ({
		start: Math.floor((index * length) / count),
		end: Math.ceil(((index + 1) * length) / count),
	}));
}

function averages(axis: readonly Bin[], length: number): Float32Array {
	const weights = new Float32Array(axis.length * length);
	axis.forEach(({ start, end }, row) => {
		weights.fill(1 / (end - start), row * length + start, row * length + end);
	});
	return weights;
}

// One matrix per place within a bin; short bins repeat their last element, which never beats its first appearance.
function selections(axis: readonly Bin[], length: number): readonly Float32Array[] {
	const widest = Math.max(...axis.map(({ start, end }) => end - start));
	return Array.from({ length: widest }, (_, place) => {
		const weights = new Float32Array(axis.length * length);
		axis.forEach(({ start, end }, row) => {
			weights[row * length + Math.min(start + place, end - 1)] = 1;
		});
		return weights;
	});
}

function transposed(matrix: Float32Array, rows: number, columns: number): Float32Array {
	const result = new Float32Array(matrix.length);
	for (let row = 0; row < rows; row++)
		for (let column = 0; column < columns; column++)
			result[column * rows + row] = matrix[row * columns + column] as number;
	return result;
}
