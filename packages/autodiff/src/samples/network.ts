import type { GraphBuilder } from '../builder.ts';
import * as f from '../functions/index.ts';
import type { Value } from '../node-view.ts';
import { type GradientSample, one, two, weights } from './sample.ts';

const contributed = { contributedOperators: true };
const picture = { shape: [2, 3, 5, 6] };

/** x, weights and bias, all varying. */
function layer(
	title: string,
	shapes: readonly [readonly number[], readonly number[], readonly number[]],
	build: (g: GraphBuilder, x: Value, w: Value, b: Value) => Value,
): GradientSample {
	return {
		title,
		inputs: shapes.map((shape) => ({ shape })),
		build: (g, [x, w, b]) => [build(g, x!, w!, b!)],
	};
}

function convolution(title: string, kernel: readonly number[], options: f.ConvolutionOptions): GradientSample {
	return layer(title, [picture.shape, kernel, [kernel[0]!]], (g, x, w, b) => f.conv(g, x, w, b, options));
}

function fixedKernel(title: string, kernel: readonly number[], options: f.ConvolutionOptions): GradientSample {
	const channels = kernel[1]! * (options.group ?? 1);
	return one(title, { shape: [2, channels, 7, 6] }, (g, x) => f.conv(g, x, weights(g, kernel), null, options));
}

export const productSamples = {
	MatMul: [
		two('matrices', [{ shape: [3, 4] }, { shape: [4, 2] }], f.matMul),
		two('a batch and one matrix', [{ shape: [2, 3, 4] }, { shape: [4, 2] }], f.matMul),
		two('broadcast batches', [{ shape: [2, 1, 3, 4] }, { shape: [5, 4, 2] }], f.matMul),
		two('two vectors', [{ shape: [4] }, { shape: [4] }], f.matMul),
		two('a vector and a batch', [{ shape: [4] }, { shape: [2, 4, 3] }], f.matMul),
		two('a batch and a vector', [{ shape: [2, 3, 4] }, { shape: [4] }], f.matMul),
		two('batches, contributed', [{ shape: [2, 3, 4] }, { shape: [2, 4, 5] }], f.matMul, contributed),
		one('constant weights', { shape: [2, 3, 4] }, (g, x) => f.matMul(g, x, weights(g, [4, 5]))),
	],
	FusedMatMul: [false, true].flatMap((transposeA) =>
		[false, true].map((transposeB) =>
			two(
				`A${transposeA ? 'ᵀ' : ''} B${transposeB ? 'ᵀ' : ''}`,
				[{ shape: transposeA ? [2, 4, 3] : [2, 3, 4] }, { shape: transposeB ? [2, 5, 4] : [2, 4, 5] }],
				(g, a, b) => f.fusedMatMul(g, a, b, { alpha: 0.7, transposeA, transposeB }),
				contributed,
			),
		),
	),
	Gemm: [false, true].flatMap((transposeA) =>
		[false, true].map((transposeB) =>
			layer(
				`A${transposeA ? 'ᵀ' : ''} B${transposeB ? 'ᵀ' : ''}`,
				[transposeA ? [4, 3] : [3, 4], transposeB ? [5, 4] : [4, 5], [5]],
				(g, a, b, c) => f.gemm(g, a, b, c, { alpha: 0.7, beta: 1.3, transposeA, transposeB }),
			),
		),
	),
	Conv: [
		convolution('3×3, padded', [4, 3, 3, 3], { pads: [1, 1, 1, 1] }),
		convolution('1×1', [4, 3, 1, 1], {}),
		convolution('stride 2, one-sided padding', [4, 3, 3, 3], { strides: [2, 2], pads: [0, 0, 1, 1] }),
		convolution('dilated', [4, 3, 2, 3], { dilations: [2, 1], pads: [1, 0, 0, 1] }),
		convolution('strides and dilations', [2, 3, 2, 2], { strides: [2, 3], dilations: [2, 2], pads: [1, 2, 1, 0] }),
		fixedKernel('grouped', [4, 2, 3, 3], { group: 2, pads: [1, 1, 1, 1] }),
		fixedKernel('grouped, stride 2', [4, 2, 3, 3], { group: 2, strides: [2, 2], pads: [1, 0, 1, 1] }),
		fixedKernel('padded beyond its kernel', [4, 3, 2, 2], { pads: [2, 2, 2, 2] }),
		fixedKernel('non-overlapping patches', [4, 3, 3, 3], { strides: [3, 3] }),
		one('one axis', { shape: [2, 3, 8] }, (g, x) => f.conv(g, x, weights(g, [4, 3, 3]), null, { pads: [1, 1] })),
	],
	ConvTranspose: [
		layer('stride 2', [[2, 3, 4, 3], [3, 4, 3, 3], [4]], (g, x, w, b) =>
			f.convTranspose(g, x, w, b, { strides: [2, 2], pads: [1, 1, 1, 1], outputPadding: [1, 1] }),
		),
		layer('stride 1', [[2, 3, 4, 3], [3, 4, 3, 2], [4]], (g, x, w, b) => f.convTranspose(g, x, w, b)),
		one('grouped', { shape: [1, 4, 4, 3] }, (g, x) =>
			f.convTranspose(g, x, weights(g, [4, 2, 3, 3]), null, { group: 2, strides: [2, 1], dilations: [1, 2] }),
		),
	],
};

export const reductionSamples = {
	ReduceSum: [
		one('two axes', { shape: [2, 3, 4] }, (g, x) => f.reduceSum(g, x, [0, -1])),
		one('all', { shape: [2, 3] }, (g, x) => f.reduceSum(g, x)),
		one('kept', { shape: [2, 3, 4] }, (g, x) => f.reduceSum(g, x, [1], true)),
	],
	ReduceMean: [
		one('two axes', { shape: [2, 3, 4] }, (g, x) => f.reduceMean(g, x, [0, 2])),
		one('all', { shape: [2, 3] }, (g, x) => f.reduceMean(g, x)),
	],
	ReduceSumSquare: [one('one axis', { shape: [2, 3, 4] }, (g, x) => f.reduceSumSquare(g, x, [1]))],
	ReduceMax: [one('two axes', { shape: [2, 3, 2], distinct: true }, (g, x) => f.reduceMax(g, x, [1, 2], true))],
	ReduceMin: [one('one axis', { shape: [2, 4], distinct: true }, (g, x) => f.reduceMin(g, x, [-1]))],
	TopK: [
		{
			title: 'values',
			inputs: [{ shape: [2, 4], distinct: true }],
			build: (g: GraphBuilder, [x]: readonly Value[]) => [f.topK(g, x!, 2, -1)[0]],
		},
	],
	CumSum: [
		one('plain', { shape: [2, 4] }, (g, x) => f.cumSum(g, x, 1)),
		one('exclusive from the end', { shape: [3, 4] }, (g, x) => f.cumSum(g, x, 0, { exclusive: true, reverse: true })),
	],
	Softmax: [
		one('last axis', { shape: [3, 5] }, (g, x) => f.softmax(g, x)),
		one('inner axis', { shape: [2, 4, 3] }, (g, x) => f.softmax(g, x, 1)),
	],
	LogSoftmax: [one('last axis', { shape: [3, 5] }, (g, x) => f.logSoftmax(g, x))],
	LayerNormalization: [
		layer('one axis', [[3, 8], [8], [8]], (g, x, w, b) => f.layerNormalization(g, x, w, b)),
		layer(
			'two axes',
			[
				[3, 2, 4],
				[2, 4],
				[2, 4],
			],
			(g, x, w, b) => f.layerNormalization(g, x, w, b, { axis: 1 }),
		),
		one('without statistics', { shape: [3, 8] }, (g, x) =>
			g.node('LayerNormalization', [x, weights(g, [8])], { axis: -1 }),
		),
	],
	InstanceNormalization: [
		layer('pictures', [[2, 3, 4, 4], [3], [3]], (g, x, w, b) => f.instanceNormalization(g, x, w, b)),
	],
};
