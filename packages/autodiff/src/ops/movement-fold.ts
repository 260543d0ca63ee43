/** @file Joining and cutting constants while the graph is built. */
import { elementCount, emptyData, makeTensor, type Tensor, type TensorData } from '@galatea/onnx';
import { gatherStrided } from '../fold.ts';
import type { NodeView } from '../node-view.ts';
import { stridesOf } from '../shape.ts';

export function foldConcat(node: NodeView, inputs: readonly (Tensor | null)[]): readonly Tensor[] | null {
	const parts = inputs.filter((part) => part !== null);
	if (parts.length !== inputs.length) return null;
	const { dtype, shape } = node.output;
	const axis = node.axis(node.number('axis', 0), shape.length);
	const data = emptyData(dtype, elementCount(shape));
	const inner = elementCount(shape.slice(axis + 1));
	let start = 0;
	for (const part of parts) {
		const run = part.shape[axis]! * inner;
		for (let from = 0, to = start; from < part.data.length; from += run, to += shape[axis]! * inner)
			copy(data, to, part.data, from, run);
		start += run;
	}
	return [makeTensor(dtype, shape, data)];
}

function copy(target: TensorData, to: number, source: TensorData, from: number, count: number): void {
	for (let index = 0; index < count; index++) target[to + index] = source[from + index]!;
}

export function foldSplit(node: NodeView, [x]: readonly (Tensor | null)[]): readonly Tensor[] | null {
	if (!x) return null;
	const axis = node.axis(node.number('axis', 0), x.shape.length);
	const strides = stridesOf(x.shape);
	let start = 0;
	return node.outputs.map((output) => {
		const part = gatherStrided(x, output.shape, strides, start * strides[axis]!);
		start += output.shape[axis]!;
		return part;
	});
}
