/** @file Layers that more than one network is made of. Feature maps are [N, C, H, W]. */
import { conv, doublingConvolution, type GraphBuilder, groupNormalization, type Value } from '@galatea/autodiff';
import type { Tensor } from '@galatea/checkpoint';
import type { ConvolutionWeights, NormWeights } from './parameters.ts';

/** A tensor as a constant of the graph; its numbers are referenced, not copied. */
export function constantOf(g: GraphBuilder, tensor: Tensor, name: string): Value {
	return g.constant(tensor.data, tensor.shape, name);
}

/** Stride 1, padded so that height and width stay. */
export function convolution(g: GraphBuilder, x: Value, { kernel, bias }: ConvolutionWeights): Value {
	const margin = ((kernel.shape[2] as number) - 1) / 2;
	const pads = [margin, margin, margin, margin];
	return conv(g, x, constantOf(g, kernel, 'weight'), bias && constantOf(g, bias, 'bias'), { pads });
}

/** Nearest-neighbour doubling, then a 3×3 convolution. */
export function doubling(g: GraphBuilder, x: Value, { kernel, bias }: ConvolutionWeights): Value {
	return doublingConvolution(g, x, constantOf(g, kernel, 'weight'), bias && constantOf(g, bias, 'bias'));
}

/** 3×3 at stride 2. `pads`: zeros above, left, below and right. */
export function halving(
	g: GraphBuilder,
	x: Value,
	{ kernel, bias }: ConvolutionWeights,
	pads: readonly [number, number, number, number],
): Value {
	const weight = constantOf(g, kernel, 'weight');
	return conv(g, x, weight, bias && constantOf(g, bias, 'bias'), { strides: [2, 2], pads });
}

/** How a network normalises by groups of channels. */
export interface GroupNormOptions {
	readonly groups: number;
	/** Added to the variance. */
	readonly epsilon: number;
	/** Whether SiLU follows. */
	readonly silu?: boolean;
}

/** Each group of channels to mean 0 and variance 1, scale and bias per channel, then SiLU if asked. */
export function groupNorm(g: GraphBuilder, x: Value, norm: NormWeights, options: GroupNormOptions): Value {
	return groupNormalization(g, x, constantOf(g, norm.scale, 'scale'), constantOf(g, norm.bias, 'bias'), options);
}
