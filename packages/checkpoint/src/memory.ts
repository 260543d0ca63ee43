/** @file Tensors that are in memory already, behind the same interface as a file. */
import { CheckpointError } from './errors.ts';
import type { Tensor, TensorSource } from './tensor.ts';

/** A source over tensors in memory. `read` hands out the very arrays: do not write to them. */
export function sourceOfTensors(tensors: Readonly<Record<string, Tensor>>, file = 'memory'): TensorSource {
	const entries = new Map(Object.entries(tensors));
	const find = (tensor: string): Tensor => {
		const entry = entries.get(tensor);
		if (entry !== undefined) return entry;
		throw new CheckpointError('MISSING_TENSOR', `is not among the ${entries.size} tensors of this file`, {
			file,
			tensor,
		});
	};
	return {
		file,
		names: [...entries.keys()],
		has: (name) => entries.has(name),
		info: (name) => ({ dtype: 'F32', shape: find(name).shape }),
		read: async (name) => find(name).data as Float32Array<ArrayBuffer>,
		async close() {},
	};
}

/** The tensors whose names start with `prefix`, named without it: how one file holds several networks. */
export function sourceUnder(source: TensorSource, prefix: string): TensorSource {
	return {
		file: source.file,
		names: source.names.filter((name) => name.startsWith(prefix)).map((name) => name.slice(prefix.length)),
		has: (name) => source.has(prefix + name),
		info: (name) => source.info(prefix + name),
		read: (name) => source.read(prefix + name),
		close: () => source.close(),
	};
}
