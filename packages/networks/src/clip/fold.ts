/**
 * @file Products of constants, done once when weights are read instead of in every step. All of them leave the function
 * that a tower computes as it is, up to rounding.
 */
import type { Tensor } from '@galatea/checkpoint';
import type { LinearWeights, NormWeights } from '../parameters.ts';

/**
 * A linear layer behind a layer normalisation, taking over the latter's scale γ and bias β:
 * W·(γ⊙x̂ + β) + b = (W⊙γ)·x̂ + (W·β + b). Rows of the new matrix are centred, which changes nothing because x̂ has mean
 * zero, and makes the gradient that comes back to x̂ mean-free: one reduction less in the backward.
 */
export function foldNorm(norm: NormWeights, { matrix, bias }: LinearWeights): LinearWeights {
	const [outputs, inputs] = matrix.shape as readonly [number, number];
	const folded = new Float32Array(matrix.data.length);
	const foldedBias = new Float32Array(outputs);
	for (let output = 0; output < outputs; output++) {
		const row = output * inputs;
		let shift = bias.data[output] as number;
		let sum = 0;
		for (let input = 0; input < inputs; input++) {
			const weight = matrix.data[row + input] as number;
			shift += weight * (norm.bias.data[input] as number);
			sum += weight * (norm.scale.data[input] as number);
		}
		const mean = sum / inputs;
		for (let input = 0; input < inputs; input++) {
			folded[row + input] = (matrix.data[row + input] as number) * (norm.scale.data[input] as number) - mean;
		}
		foldedBias[output] = shift;
	}
	return { matrix: { shape: matrix.shape, data: folded }, bias: { shape: bias.shape, data: foldedBias } };
}

/** Rows `from` to `to` of a linear layer: some of its outputs. Shares the numbers. */
export function rowsOf({ matrix, bias }: LinearWeights, from: number, to: number): LinearWeights {
	const inputs = matrix.shape[1] as number;
	return {
		matrix: { shape: [to - from, inputs], data: matrix.data.subarray(from * inputs, to * inputs) },
		bias: { shape: [to - from], data: bias.data.subarray(from, to) },
	};
}

/** The layer with outputs `from` to `to` multiplied by `factor`. */
export function scaleRows({ matrix, bias }: LinearWeights, from: number, to: number, factor: number): LinearWeights {
	const inputs = matrix.shape[1] as number;
	const scaled = (tensor: Tensor, first: number, last: number): Tensor => {
		const data = tensor.data.slice();
		for (let at = first; at < last; at++) data[at] = (data[at] as number) * factor;
		return { shape: tensor.shape, data };
	};
	return { matrix: scaled(matrix, from * inputs, to * inputs), bias: scaled(bias, from, to) };
}

/** A bare matrix [inputs, outputs], used as x · P, as a linear layer with bias 0. */
export function linearOfProjection({ shape, data }: Tensor): LinearWeights {
	const [inputs, outputs] = shape as readonly [number, number];
	const matrix = new Float32Array(data.length);
	for (let input = 0; input < inputs; input++) {
		for (let output = 0; output < outputs; output++) {
			matrix[output * inputs + input] = data[input * outputs + output] as number;
		}
	}
	const bias = { shape: [outputs], data: new Float32Array(outputs) };
	return { matrix: { shape: [outputs, inputs], data: matrix }, bias };
}

/**
 * The patch embedding on pixels that are not normalised: W·((p − mean) / std) = (W / std)·p − (W / std)·mean.
 * `kernel` [width, 3, patch, patch] → matrix [width, 3·patch²].
 */
export function foldPixelNorm(
	kernel: Tensor,
	mean: readonly [number, number, number],
	std: readonly [number, number, number],
): LinearWeights {
	const [width, channels, side] = kernel.shape as readonly [number, number, number, number];
	const area = side * side;
	const matrix = new Float32Array(kernel.data.length);
	const bias = new Float32Array(width);
	for (let output = 0; output < width; output++) {
		let shift = 0;
		for (let channel = 0; channel < channels; channel++) {
			const first = (output * channels + channel) * area;
			for (let at = first; at < first + area; at++) {
				const weight = (kernel.data[at] as number) / (std[channel] as number);
				matrix[at] = weight;
				shift -= weight * (mean[channel] as number);
			}
		}
		bias[output] = shift;
	}
	return {
		matrix: { shape: [width, channels * area], data: matrix },
		bias: { shape: [width], data: bias },
	};
}
