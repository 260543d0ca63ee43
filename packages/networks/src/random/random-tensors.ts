/**
 * @file Weights drawn at random but always the same, for benchmarks and tests where trained ones are not at hand. Each
 * number is a hash of (seed, tensor's name, place), so a tensor is made when it is read, in any order, and another
 * language can make the same ones: packages/networks/fixtures/make.py does.
 */
import { CheckpointError, elementCount, type TensorSource } from '@galatea/checkpoint';

/** A tensor to be drawn: uniform numbers of this mean and standard deviation. */
export interface RandomTensor {
	readonly shape: readonly number[];
	readonly mean: number;
	readonly std: number;
}

/** A source of float32 tensors drawn when they are read. `seed` is an unsigned 32-bit number. */
export function randomTensors(
	tensors: ReadonlyMap<string, RandomTensor>,
	seed: number,
	file = `random weights of seed ${seed}`,
): TensorSource {
	const find = (tensor: string): RandomTensor => {
		const found = tensors.get(tensor);
		if (found !== undefined) return found;
		throw new CheckpointError('MISSING_TENSOR', `is not among the ${tensors.size} tensors of this file`, {
			file,
			tensor,
		});
	};
	return {
		file,
		names: [...tensors.keys()],
		has: (name) => tensors.has(name),
		info: (name) => ({ dtype: 'F32', shape: find(name).shape }),
		read: async (name) => randomTensorData(name, find(name), seed),
		async close() {},
	};
}

/** What a freshly initialised layer would have: weights that keep the variance of their input, biases near zero. */
export function layerTensor(name: string, shape: readonly number[], gain = 1): RandomTensor {
	if (name.endsWith('bias')) return { shape, mean: 0, std: 0.02 };
	if (shape.length === 1) return { shape, mean: 1, std: 0.1 };
	const inputs = elementCount(shape.slice(1));
	return { shape, mean: 0, std: gain / Math.sqrt(inputs) };
}

/** The numbers of one tensor. */
export function randomTensorData(name: string, tensor: RandomTensor, seed: number): Float32Array<ArrayBuffer> {
	const { shape, mean, std } = tensor;
	const key = seed ^ hashName(name);
	const numbers = new Float32Array(elementCount(shape));
	// Uniform in −1..1 has variance 1/3.
	const spread = std * Math.sqrt(3);
	for (let at = 0; at < numbers.length; at++) {
		const unit = (mix((key + Math.imul(at, 0x9e3779b9)) | 0) >>> 8) / 8_388_608 - 1;
		numbers[at] = mean + unit * spread;
	}
	return numbers;
}

/** MurmurHash3's finaliser: every bit of the input changes half of the output's. */
function mix(bits: number): number {
	let hash = bits;
	hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
	hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
	return (hash ^ (hash >>> 16)) >>> 0;
}

/** FNV-1a over the name's UTF-16 units (names here are ASCII). */
function hashName(name: string): number {
	let hash = 0x811c9dc5;
	for (let at = 0; at < name.length; at++) hash = Math.imul(hash ^ name.charCodeAt(at), 0x01000193);
	return hash >>> 0;
}
