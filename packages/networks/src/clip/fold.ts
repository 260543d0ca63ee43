/**
 * @file Products of constants, done once when weights are read instead of in every step. All of them leave the function
 * that a tower computes as it is, up to rounding.
 */
import type { Tensor } from '@galatea/checkpoint';
import type { LinearWeights } from '../parameters.ts';

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
