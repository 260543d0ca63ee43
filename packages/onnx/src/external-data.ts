/**
 * @file Weights beside the model: which tensor lies where in the second file. Offsets are doubles, exact to 2⁵³, and
 * are written as decimal text, so nothing ends at 2 or 4 GB.
 */
import type { Tensor } from './model.ts';

/** One stretch of the external file: the bytes of `tensor.data`, `length` of them, from `offset` on. */
export interface ExternalTensor {
	readonly name: string;
	readonly tensor: Tensor;
	readonly offset: number;
	readonly length: number;
}

/** Gives each tensor of at least `fromBytes` bytes an aligned place, in the order of the map. */
export function placeTensors(
	initialisers: ReadonlyMap<string, Tensor>,
	options: { readonly fromBytes?: number; readonly alignment?: number },
): {
	readonly tensors: readonly ExternalTensor[];
	readonly byName: ReadonlyMap<string, ExternalTensor>;
	readonly totalBytes: number;
} {
	const { fromBytes = 1_024, alignment = 4_096 } = options;
	const byName = new Map<string, ExternalTensor>();
	let end = 0;
	for (const [name, tensor] of initialisers) {
		const length = tensor.data.byteLength;
		if (length < fromBytes) continue;
		const offset = Math.ceil(end / alignment) * alignment;
		byName.set(name, { name, tensor, offset, length });
		end = offset + length;
	}
	return { tensors: [...byName.values()], byName, totalBytes: end };
}
