/** @file Computing on constants while the graph is built. Each result is rounded once, by storing it in its array. */
import { type DType, elementCount, emptyData, makeTensor, type Tensor, type TensorData } from '@galatea/onnx';
import type { NodeView } from './node-view.ts';
import { broadcast, type Shape, stridesOf } from './shape.ts';

type NumberData = Exclude<TensorData, BigInt64Array>;

/** Whether a tensor's elements are plain numbers (float32, int32, bool …), not 16-bit floats held as bits. */
function plain(tensor: Tensor): boolean {
	return tensor.dtype !== 'float16' && tensor.dtype !== 'bfloat16';
}

function get(data: TensorData, index: number): number {
	return Number(data[index] ?? 0);
}

function set(data: TensorData, index: number, value: number): void {
	if (data instanceof BigInt64Array) data[index] = BigInt(Math.trunc(value));
	else (data as NumberData)[index] = value;
}

/** Folds a function of one number. */
export function foldUnary(compute: (x: number) => number, dtype?: DType) {
	return (_node: NodeView, [x]: readonly (Tensor | null)[]): readonly Tensor[] | null => {
		if (!x || !plain(x)) return null;
		const data = emptyData(dtype ?? x.dtype, x.data.length);
		for (let index = 0; index < data.length; index++) set(data, index, compute(get(x.data, index)));
		return [makeTensor(dtype ?? x.dtype, x.shape, data)];
	};
}

/** Folds a function of two numbers, with broadcasting. */
export function foldBinary(compute: (a: number, b: number) => number, dtype?: DType) {
	return (_node: NodeView, [a, b]: readonly (Tensor | null)[]): readonly Tensor[] | null => {
		const shape = a && b && broadcast(a.shape, b.shape);
		if (!a || !b || !shape || !plain(a)) return null;
		const result = emptyData(dtype ?? a.dtype, elementCount(shape));
		const left = broadcastIndices(a.shape, shape);
		const right = broadcastIndices(b.shape, shape);
		for (let index = 0; index < result.length; index++)
			set(result, index, compute(get(a.data, left(index)), get(b.data, right(index))));
		return [makeTensor(dtype ?? a.dtype, shape, result)];
	};
}

// Where element `index` of the broadcast result is read from.
function broadcastIndices(from: Shape, to: Shape): (index: number) => number {
	if (elementCount(from) === elementCount(to)) return (index) => index;
	const padded = [...new Array<number>(to.length - from.length).fill(1), ...from];
	const steps = stridesOf(padded).map((stride, axis) => (padded[axis] === 1 ? 0 : stride));
	return strided(to, steps, 0);
}

/** Turns a flat index over `shape` into `start` + Σ coordinate · step. */
function strided(shape: Shape, steps: readonly number[], start: number): (index: number) => number {
	const strides = stridesOf(shape);
	return (index) => {
		let rest = index;
		let position = start;
		for (let axis = 0; axis < shape.length; axis++) {
			const coordinate = Math.floor(rest / strides[axis]!);
			rest -= coordinate * strides[axis]!;
			position += coordinate * steps[axis]!;
		}
		return position;
	};
}

/**
 * A copy of elements that lie at regular steps: element (i, j, …) of the result is element
 * start + i · steps[0] + j · steps[1] + … of the tensor. Transpose, Slice and Expand are all this.
 */
export function gatherStrided(tensor: Tensor, shape: Shape, steps: readonly number[], start = 0): Tensor {
	const data = emptyData(tensor.dtype, elementCount(shape));
	const source = tensor.data;
	const inner = shape.at(-1) ?? 1;
	const innerStep = steps.at(-1) ?? 0;
	const outer = strided(shape.slice(0, -1), steps.slice(0, -1), start);
	for (let row = 0, index = 0; index < data.length; row++) {
		let position = outer(row);
		for (let column = 0; column < inner; column++, index++, position += innerStep) data[index] = source[position]!;
	}
	return makeTensor(tensor.dtype, shape, data);
}

/** The same elements under another shape. */
export function reshapeTensor(tensor: Tensor, shape: Shape): Tensor {
	return makeTensor(tensor.dtype, shape, tensor.data);
}
