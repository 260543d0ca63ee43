/**
 * @file Reading layers from named tensors. What a layer's shape leaves open (how many channels, how many blocks) is read
 * off the tensors; everything else must fit, and a `CheckpointError` says which tensor does not.
 */
import { CheckpointError, type Tensor, type TensorSource } from '@galatea/checkpoint';

/** Kernel [outputs, inputs, side, side] and bias [outputs]. */
export interface ConvolutionWeights {
	readonly kernel: Tensor;
	readonly bias: Tensor | null;
	readonly outputs: number;
}

/** Scale and bias, one number per channel. */
export interface NormWeights {
	readonly scale: Tensor;
	readonly bias: Tensor;
}

/** Matrix [outputs, inputs] as files have it (y = x · matrixᵀ + bias). */
export interface LinearWeights {
	readonly matrix: Tensor;
	readonly bias: Tensor;
}

/** The shape of a tensor that must have `rank` axes. */
export function shapeOf(source: TensorSource, tensor: string, rank: number): readonly number[] {
	const { shape } = source.info(tensor);
	if (shape.length !== rank || shape.includes(0)) {
		throw unexpected(source, tensor, `must have ${rank} axes of at least 1`, shape);
	}
	return shape;
}

/** A tensor that must have this very shape. */
export async function readTensor(source: TensorSource, tensor: string, shape: readonly number[]): Promise<Tensor> {
	const found = source.info(tensor).shape;
	if (found.length !== shape.length || found.some((length, axis) => length !== shape[axis])) {
		throw unexpected(source, tensor, `must have shape [${shape}]`, found);
	}
	return { shape, data: await source.read(tensor) };
}

/** `at.weight` and `at.bias`; the number of outputs is read off the kernel. A missing bias is allowed if `bias` says so. */
export async function readConvolution(
	source: TensorSource,
	at: string,
	expected: { readonly inputs: number; readonly side: number; readonly bias?: 'needed' | 'optional' },
): Promise<ConvolutionWeights> {
	const outputs = shapeOf(source, `${at}.weight`, 4)[0] as number;
	const { inputs, side } = expected;
	const withBias = expected.bias !== 'optional' || source.has(`${at}.bias`);
	return {
		kernel: await readTensor(source, `${at}.weight`, [outputs, inputs, side, side]),
		bias: withBias ? await readTensor(source, `${at}.bias`, [outputs]) : null,
		outputs,
	};
}

/** `at.weight` and `at.bias` of a normalisation over `width` channels. */
export async function readNorm(source: TensorSource, at: string, width: number): Promise<NormWeights> {
	return {
		scale: await readTensor(source, `${at}.weight`, [width]),
		bias: await readTensor(source, `${at}.bias`, [width]),
	};
}

/** `at.weight` [outputs, inputs] and `at.bias`. */
export async function readLinear(
	source: TensorSource,
	at: string,
	inputs: number,
	outputs: number,
): Promise<LinearWeights> {
	return {
		matrix: await readTensor(source, `${at}.weight`, [outputs, inputs]),
		bias: await readTensor(source, `${at}.bias`, [outputs]),
	};
}

/** How many of `name(0)`, `name(1)`, … there are, without a gap. */
export function countOf(source: TensorSource, name: (at: number) => string): number {
	let count = 0;
	while (source.has(name(count))) count++;
	return count;
}

export function unexpected(source: TensorSource, tensor: string, what: string, value: unknown): CheckpointError {
	return new CheckpointError('UNEXPECTED_TENSOR', what, { file: source.file, tensor, value });
}
