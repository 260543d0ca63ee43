/** @file Products, convolutions, reductions, pooling and normalisation. */
import type { GraphBuilder } from '../builder.ts';
import type { Attributes, Value } from '../node-view.ts';
import { reshape } from './movement.ts';

/** The matrix product of the last two axes; axes before them broadcast. */
export function matMul(g: GraphBuilder, a: Value, b: Value): Value {
	return g.node('MatMul', [a, b]);
}

export interface GemmOptions {
	readonly alpha?: number;
	readonly beta?: number;
	readonly transposeA?: boolean;
	readonly transposeB?: boolean;
}

/** alpha · A · B + beta · C for matrices, with A or B transposed first if asked. */
export function gemm(g: GraphBuilder, a: Value, b: Value, c: Value | null, options: GemmOptions = {}): Value {
	const { alpha = 1, beta = 1, transposeA = false, transposeB = false } = options;
	return g.node('Gemm', [a, b, c], { alpha, beta, transA: Number(transposeA), transB: Number(transposeB) });
}

export interface FusedMatMulOptions {
	readonly alpha?: number;
	readonly transposeA?: boolean;
	readonly transposeB?: boolean;
	/** The first axis of A is its rows: [rows, …batch, columns] is read as [...batch, rows, columns]. */
	readonly rowsFirstA?: boolean;
	readonly rowsFirstB?: boolean;
}

/** Contributed: alpha · A · B with A or B transposed (last two axes) in passing. */
export function fusedMatMul(g: GraphBuilder, a: Value, b: Value, options: FusedMatMulOptions = {}): Value {
	const { alpha = 1, transposeA = false, transposeB = false, rowsFirstA = false, rowsFirstB = false } = options;
	return g.node('FusedMatMul', [a, b], {
		alpha,
		transA: Number(transposeA),
		transB: Number(transposeB),
		transBatchA: Number(rowsFirstA),
		transBatchB: Number(rowsFirstB),
	});
}

/** x · W + bias over the last axis of x [..., K], with W [K, M] and bias [M]. */
export function linear(
	g: GraphBuilder,
	x: Value,
	weight: Value,
	bias: Value | null,
	options: { readonly transposeWeight?: boolean } = {},
): Value {
	const { transposeWeight = false } = options;
	const rows = reshape(g, x, [-1, x.shape.at(-1) ?? 1]);
	const result = gemm(g, rows, weight, bias, { transposeB: transposeWeight });
	return reshape(g, result, [...x.shape.slice(0, -1), result.shape[1]!]);
}

/** Options of convolutions and pooling; each list has one number for each spatial axis. */
export interface ConvolutionOptions {
	readonly strides?: readonly number[];
	/** Zeros added around: starts of all axes, then ends of all axes. Default none. */
	readonly pads?: readonly number[];
	readonly dilations?: readonly number[];
	readonly group?: number;
}

/** Convolution of x [N, C, …] with w [M, C/group, …], plus a bias [M]. */
export function conv(g: GraphBuilder, x: Value, w: Value, bias: Value | null, options: ConvolutionOptions = {}): Value {
	return g.node('Conv', [x, w, bias], convolutionAttributes(options));
}

/** The transpose of a convolution in x: x [N, C, …], w [C, M/group, …]. */
export function convTranspose(
	g: GraphBuilder,
	x: Value,
	w: Value,
	bias: Value | null,
	options: ConvolutionOptions & { readonly outputPadding?: readonly number[] } = {},
): Value {
	const { outputPadding, ...others } = options;
	const attributes = convolutionAttributes(others);
	return g.node(
		'ConvTranspose',
		[x, w, bias],
		outputPadding ? { ...attributes, output_padding: outputPadding } : attributes,
	);
}

function convolutionAttributes(options: ConvolutionOptions): Attributes {
	return {
		...(options.strides && { strides: options.strides }),
		...(options.pads && { pads: options.pads }),
		...(options.dilations && { dilations: options.dilations }),
		...(options.group !== undefined && options.group !== 1 && { group: options.group }),
	};
}

type Reduction = 'ReduceSum' | 'ReduceMean' | 'ReduceSumSquare' | 'ReduceMax' | 'ReduceMin';

function reduce(g: GraphBuilder, type: Reduction, x: Value, axes: readonly number[] | null, keepDims: boolean): Value {
	if (axes !== null && axes.length === 0) return x;
	return g.node(type, [x, axes && g.integers(axes)], { keepdims: Number(keepDims) });
}

/** Sum over the axes; null for all. */
export function reduceSum(g: GraphBuilder, x: Value, axes: readonly number[] | null = null, keepDims = false): Value {
	return reduce(g, 'ReduceSum', x, axes, keepDims);
}

/** Mean over the axes; null for all. */
export function reduceMean(g: GraphBuilder, x: Value, axes: readonly number[] | null = null, keepDims = false): Value {
	return reduce(g, 'ReduceMean', x, axes, keepDims);
}

/** Sum of squares over the axes; null for all. */
export function reduceSumSquare(
	g: GraphBuilder,
	x: Value,
	axes: readonly number[] | null = null,
	keepDims = false,
): Value {
	return reduce(g, 'ReduceSumSquare', x, axes, keepDims);
}

/** Largest over the axes; null for all. The gradient is shared evenly among ties. */
export function reduceMax(g: GraphBuilder, x: Value, axes: readonly number[] | null = null, keepDims = false): Value {
	return reduce(g, 'ReduceMax', x, axes, keepDims);
}

/** Smallest over the axes; null for all. The gradient is shared evenly among ties. */
export function reduceMin(g: GraphBuilder, x: Value, axes: readonly number[] | null = null, keepDims = false): Value {
	return reduce(g, 'ReduceMin', x, axes, keepDims);
}

/** Index (int64) of the first largest element along `axis`. */
export function argMax(g: GraphBuilder, x: Value, axis: number, keepDims = false): Value {
	return g.node('ArgMax', [x], { axis, keepdims: Number(keepDims) });
}

/** Index (int64) of the first smallest element along `axis`. */
export function argMin(g: GraphBuilder, x: Value, axis: number, keepDims = false): Value {
	return g.node('ArgMin', [x], { axis, keepdims: Number(keepDims) });
}

/** The `count` largest along `axis`, falling, and their indices. */
export function topK(g: GraphBuilder, x: Value, count: number, axis: number): readonly [values: Value, indices: Value] {
	const [values, indices] = g.nodes('TopK', [x, g.integers([count])], { axis }, 2);
	return [values!, indices!];
}

/** Running sum along `axis`. */
export function cumSum(
	g: GraphBuilder,
	x: Value,
	axis: number,
	options: { readonly exclusive?: boolean; readonly reverse?: boolean } = {},
): Value {
	const { exclusive = false, reverse = false } = options;
	return g.node('CumSum', [x, g.scalar(axis, 'int64')], { exclusive: Number(exclusive), reverse: Number(reverse) });
}

/** eˣ / Σ eˣ along `axis`. */
export function softmax(g: GraphBuilder, x: Value, axis = -1): Value {
	return g.node('Softmax', [x], { axis });
}

/** ln softmax, computed without overflow. */
export function logSoftmax(g: GraphBuilder, x: Value, axis = -1): Value {
	return g.node('LogSoftmax', [x], { axis });
}

/** (x − mean) / √(variance + epsilon) over the axes from `axis` on, times `scale`, plus `bias`. */
export function layerNormalization(
	g: GraphBuilder,
	x: Value,
	scale: Value,
	bias: Value | null,
	options: { readonly axis?: number; readonly epsilon?: number } = {},
): Value {
	// Mean and 1/σ come with it: the backward reads them instead of computing them again.
	return layerStatistics(g, x, scale, bias, options)[0]!;
}

/** As {@link layerNormalization}, with the mean and 1/σ that it used, which have the normalised axes as 1. */
export function layerStatistics(
	g: GraphBuilder,
	x: Value,
	scale: Value,
	bias: Value | null,
	options: { readonly axis?: number; readonly epsilon?: number } = {},
): readonly Value[] {
	const { axis = -1, epsilon = 1e-5 } = options;
	return g.nodes('LayerNormalization', [x, scale, bias], { axis, epsilon }, 3);
}

/** Each channel of each picture to mean 0 and variance 1, times scale [C], plus bias [C]. */
export function instanceNormalization(g: GraphBuilder, x: Value, scale: Value, bias: Value, epsilon = 1e-5): Value {
	return g.node('InstanceNormalization', [x, scale, bias], { epsilon });
}

/** Exact GELU x·Φ(x), or with `tanh` its usual approximation. */
export function gelu(g: GraphBuilder, x: Value, approximate: 'none' | 'tanh' = 'none'): Value {
	return g.node('Gelu', [x], { approximate });
}

/** Repeats each pixel of x [N, C, H, W] `factor` times in both directions. */
export function resizeNearest(g: GraphBuilder, x: Value, factor: number): Value {
	const scales = x.shape.map((_, axis) => (axis < 2 ? 1 : factor));
	return g.node('Resize', [x, null, g.constant(scales, [scales.length], `scales_${factor}`)], {
		mode: 'nearest',
		coordinate_transformation_mode: 'asymmetric',
		nearest_mode: 'floor',
	});
}

export interface PoolOptions extends Pick<ConvolutionOptions, 'strides' | 'pads' | 'dilations'> {
	readonly kernel: readonly number[];
}

/** Mean of each window; padding counts as zeros only if `countPadding`. */
export function averagePool(
	g: GraphBuilder,
	x: Value,
	{ kernel, countPadding = false, ...options }: PoolOptions & { readonly countPadding?: boolean },
): Value {
	return g.node('AveragePool', [x], {
		...convolutionAttributes(options),
		kernel_shape: kernel,
		count_include_pad: Number(countPadding),
	});
}

/** Largest of each window. */
export function maxPool(g: GraphBuilder, x: Value, { kernel, ...options }: PoolOptions): Value {
	return g.node('MaxPool', [x], { ...convolutionAttributes(options), kernel_shape: kernel });
}

/** Mean over all spatial axes, which stay with length 1. */
export function globalAveragePool(g: GraphBuilder, x: Value): Value {
	return g.node('GlobalAveragePool', [x]);
}
