/**
 * @file A weight file seen under other names. Importers are nothing but a list of our names, each with where its numbers
 * come from; nothing is read until a tensor is asked for.
 */
import { CheckpointError, elementCount, type TensorInfo, type TensorSource } from '@galatea/checkpoint';

/** Where a tensor of ours comes from. Names are those of the file. */
export type Origin =
	/** The tensor as it is. */
	| { readonly kind: 'same'; readonly name: string }
	/** A matrix [a, b] as [b, a]. */
	| { readonly kind: 'transposed'; readonly name: string }
	/** Several tensors one behind the other along their first axis. */
	| { readonly kind: 'stacked'; readonly names: readonly string[] }
	/** A matrix [a, b] as the kernel of a 1×1 convolution, [a, b, 1, 1]; what is one already stays. */
	| { readonly kind: 'pointwise'; readonly name: string }
	/** A kernel [height, width, inputs, outputs] as [outputs, inputs, height, width]. */
	| { readonly kind: 'kernel'; readonly name: string }
	/** [1, …, 1, n] as [n]. */
	| { readonly kind: 'vector'; readonly name: string };

/** `source` under our names, in alphabetical order: one network has one order, whatever file it came in. */
export function derivedSource(source: TensorSource, origins: ReadonlyMap<string, Origin>): TensorSource {
	const find = (tensor: string): Origin => {
		const origin = origins.get(tensor);
		if (origin !== undefined) return origin;
		throw new CheckpointError('MISSING_TENSOR', `is not among the ${origins.size} tensors that were recognised`, {
			file: source.file,
			tensor,
		});
	};
	return {
		file: source.file,
		names: [...origins.keys()].sort(),
		has: (name) => origins.has(name),
		info: (name) => infoOf(source, find(name)),
		read: (name) => readOrigin(source, find(name)),
		close: () => source.close(),
	};
}

function infoOf(source: TensorSource, origin: Origin): TensorInfo {
	switch (origin.kind) {
		case 'same':
			return source.info(origin.name);
		case 'transposed':
			return { dtype: source.info(origin.name).dtype, shape: matrixShape(source, origin.name).toReversed() };
		case 'stacked':
			return stackedInfo(source, origin.names);
		case 'pointwise': {
			const { dtype, shape } = source.info(origin.name);
			return { dtype, shape: shape.length === 2 ? [...shape, 1, 1] : shape };
		}
		case 'kernel': {
			const { dtype, shape } = source.info(origin.name);
			const [height, width, inputs, outputs] = shape as [number, number, number, number];
			return { dtype, shape: [outputs, inputs, height, width] };
		}
		case 'vector': {
			const { dtype, shape } = source.info(origin.name);
			return { dtype, shape: shape.slice(-1) };
		}
	}
}

function stackedInfo(source: TensorSource, names: readonly string[]): TensorInfo {
	const infos = names.map((name) => ({ name, ...source.info(name) }));
	const [first, ...others] = infos;
	if (first === undefined) throw new RangeError('at least one tensor must be stacked');
	for (const { name, shape, dtype } of others) {
		if (dtype === first.dtype && shape.slice(1).join() === first.shape.slice(1).join()) continue;
		throw new CheckpointError(
			'UNEXPECTED_TENSOR',
			`must be ${first.dtype} [n,${first.shape.slice(1)}] as ${first.name}`,
			{
				file: source.file,
				tensor: name,
				value: `${dtype} [${shape}]`,
			},
		);
	}
	const rows = infos.reduce((sum, { shape }) => sum + (shape[0] ?? 0), 0);
	return { dtype: first.dtype, shape: [rows, ...first.shape.slice(1)] };
}

async function readOrigin(source: TensorSource, origin: Origin): Promise<Float32Array<ArrayBuffer>> {
	if (origin.kind === 'transposed') {
		return transposed(await source.read(origin.name), matrixShape(source, origin.name));
	}
	if (origin.kind === 'kernel') return outputsFirst(await source.read(origin.name), source.info(origin.name).shape);
	if (origin.kind !== 'stacked') return source.read(origin.name);
	const numbers = new Float32Array(elementCount(stackedInfo(source, origin.names).shape));
	let at = 0;
	for (const name of origin.names) {
		const part = await source.read(name);
		numbers.set(part, at);
		at += part.length;
	}
	return numbers;
}

function matrixShape(source: TensorSource, tensor: string): readonly [number, number] {
	const { shape } = source.info(tensor);
	if (shape.length === 2) return shape as [number, number];
	throw new CheckpointError('UNEXPECTED_TENSOR', 'must be a matrix', { file: source.file, tensor, value: shape });
}

/** [places, inputs, outputs] → [outputs, inputs, places]. */
function outputsFirst(data: Float32Array, shape: readonly number[]): Float32Array<ArrayBuffer> {
	const [height, width, inputs, outputs] = shape as [number, number, number, number];
	const places = height * width;
	const turned = new Float32Array(data.length);
	let from = 0;
	for (let place = 0; place < places; place++) {
		for (let input = 0; input < inputs; input++) {
			for (let output = 0; output < outputs; output++) {
				turned[(output * inputs + input) * places + place] = data[from++] as number;
			}
		}
	}
	return turned;
}

function transposed(data: Float32Array, [rows, columns]: readonly [number, number]): Float32Array<ArrayBuffer> {
	const turned = new Float32Array(data.length);
	for (let row = 0; row < rows; row++) {
		for (let column = 0; column < columns; column++) {
			turned[column * rows + row] = data[row * columns + column] as number;
		}
	}
	return turned;
}
