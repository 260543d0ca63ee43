/** @file Layers that more than one network is made of. Feature maps are [N, C, H, W]. */

import {
	add,
	conv,
	type GraphBuilder,
	mul,
	reciprocal,
	reduceMean,
	reshape,
	resizeNearest,
	silu,
	sqrt,
	sub,
	type Value,
} from '@galatea/autodiff';
import type { Tensor } from '@galatea/checkpoint';
import type { ConvolutionWeights, NormWeights } from './parameters.ts';

/** A tensor as a constant of the graph; its numbers are referenced, not copied. */
export function constantOf(g: GraphBuilder, tensor: Tensor, name: string): Value {
	return g.constant(tensor.data, tensor.shape, name);
}

/** Stride 1, padded so that height and width stay. */
export function convolution(g: GraphBuilder, x: Value, { kernel, bias }: ConvolutionWeights): Value {
	const margin = ((kernel.shape[2] as number) - 1) / 2;
	const weight = constantOf(g, kernel, 'weight');
	const pads = [margin, margin, margin, margin];
	return conv(g, x, weight, bias && constantOf(g, bias, 'bias'), { pads });
}

/** Nearest-neighbour doubling, then a 3×3 convolution. */
export function doublingConvolution(g: GraphBuilder, x: Value, weights: ConvolutionWeights): Value {
	return convolution(g, resizeNearest(g, x, 2), weights);
}

/** Each group of channels to mean 0 and variance 1, then scale and bias per channel. */
export function groupNorm(g: GraphBuilder, x: Value, norm: NormWeights, groups: number, epsilon: number): Value {
	const [batch, width] = x.shape as readonly [number, number];
	const grouped = reshape(g, x, [batch, groups, -1]);
	const centred = sub(g, grouped, reduceMean(g, grouped, [2], true));
	const variance = reduceMean(g, mul(g, centred, centred), [2], true);
	const unit = reshape(g, mul(g, centred, reciprocal(g, sqrt(g, add(g, variance, epsilon)))), x.shape);
	const perChannel = (tensor: Tensor, name: string) => g.constant(tensor.data, [1, width, 1, 1], name);
	return add(g, mul(g, unit, perChannel(norm.scale, 'scale')), perChannel(norm.bias, 'bias'));
}

/** silu(groupNorm(x)) */
export function groupNormSilu(g: GraphBuilder, x: Value, norm: NormWeights, groups: number, epsilon: number): Value {
	return silu(g, groupNorm(g, x, norm, groups, epsilon));
}
