/** @file Computing on constants while the graph is built. Each result is rounded once, by storing it in its array. */
import { type DType, elementCount, emptyData, makeTensor, type Tensor, type TensorData } from '@galatea/onnx';
import type { NodeView } from './node-view.ts';
import { broadcast, type Shape, stridesOf } from './shape.ts';

// Whether a tensor's elements are plain numbers, exact as doubles: not 16-bit floats held as bits, nor huge integers.
function plain({ dtype, data }: Tensor): boolean {
	if (data instanceof BigInt64Array) return data.every((value) => Number.isSafeInteger(Number(value)));
	return dtype !== 'float16' && dtype !== 'bfloat16';
}

function get(data: TensorData, index: number): number {
	return Number(data[index] ?? 0);
}

// Fills a tensor; null if it is of whole numbers and a result is none, or too large to be exact.
function fill(dtype: DType, shape: Shape, compute: (index: number) => number): readonly Tensor[] | null {
	const data = emptyData(dtype, elementCount(shape));
	const whole = dtype.startsWith('int') || dtype === 'uint8';
	for (let index = 0; index < data.length; index++) {
		const value = compute(index);
		if (whole && !Number.isSafeInteger(value)) return null;
		if (data instanceof BigInt64Array) data[index] = BigInt(value);
		else data[index] = value;
	}
	return [makeTensor(dtype, shape, data)];
}

/** Folds a function of one number; `dtype` is that of the result where it is not that of the input. */
export function foldUnary(compute: (x: number) => number, dtype?: DType) {
	return (_node: NodeView, [x]: readonly (Tensor | null)[]): readonly Tensor[] | null =>
		x && plain(x) ? fill(dtype ?? x.dtype, x.shape, (index) => compute(get(x.data, index))) : null;
}

/** Folds a function of two numbers, with broadcasting. */
export function foldBinary(compute: (a: number, b: number) => number, dtype?: DType) {
	return (_node: NodeView, [a, b]: readonly (Tensor | null)[]): readonly Tensor[] | null => {
		const shape = a && b && broadcast(a.shape, b.shape);
		if (!a || !b || !shape || !plain(a) || !plain(b)) return null;
		const left = broadcastIndices(a.shape, shape);
		const right = broadcastIndices(b.shape, shape);
		return fill(dtype ?? a.dtype, shape, (index) => compute(get(a.data, left(index)), get(b.data, right(index))));
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
 * start + i · steps[0] + j · steps[1] + … of the tensor. Transpose and Slice are both this.
 */
export function gatherStrided(tensor: Tensor, shape: Shape, steps: readonly number[], start = 0): Tensor {
	const data = emptyData(tensor.dtype, elementCount(shape));
	copyStrided(data, tensor.data, mergeAxes(shape, steps), start);
	return makeTensor(tensor.dtype, shape, data);
}

interface Axes {
	readonly lengths: readonly number[];
	readonly steps: readonly number[];
}

// Axes of length 1 do not matter, and neighbours that are one stretch in both tensors are one axis.
function mergeAxes(shape: Shape, steps: readonly number[]): Axes {
	const lengths: number[] = [];
	const merged: number[] = [];
	for (const [axis, length] of shape.entries()) {
		const step = steps[axis]!;
		if (length === 1) continue;
		if (lengths.length > 0 && merged.at(-1) === step * length) {
			lengths[lengths.length - 1]! *= length;
			merged[merged.length - 1] = step;
		} else {
			lengths.push(length);
			merged.push(step);
		}
	}
	return lengths.length === 0 ? { lengths: [1], steps: [0] } : { lengths, steps: merged };
}

// Elements of a square that stays in the cache while it is read in one order and written in the other.
const tile = 32;

function copyStrided(target: TensorData, source: TensorData, { lengths, steps }: Axes, start: number): void {
	const rank = lengths.length;
	const columns = lengths[rank - 1]!;
	const columnStep = steps[rank - 1]!;
	const rows = rank > 1 ? lengths[rank - 2]! : 1;
	const rowStep = rank > 1 ? steps[rank - 2]! : 0;
	const counters = new Array<number>(Math.max(rank - 2, 0)).fill(0);
	let position = start;
	for (let index = 0; index < target.length; index += rows * columns) {
		copyMatrix(target, index, source, position, rows, columns, rowStep, columnStep);
		for (let axis = counters.length - 1; axis >= 0; axis--) {
			position += steps[axis]!;
			if (++counters[axis]! < lengths[axis]!) break;
			position -= steps[axis]! * lengths[axis]!;
			counters[axis] = 0;
		}
	}
}

function copyMatrix(
	target: TensorData,
	to: number,
	source: TensorData,
	from: number,
	rows: number,
	columns: number,
	rowStep: number,
	columnStep: number,
): void {
	const width = Math.abs(columnStep) === 1 ? columns : tile;
	for (let firstRow = 0; firstRow < rows; firstRow += tile)
		for (let firstColumn = 0; firstColumn < columns; firstColumn += width) {
			const lastRow = Math.min(firstRow + tile, rows);
			const lastColumn = Math.min(firstColumn + width, columns);
			for (let row = firstRow; row < lastRow; row++) {
				let position = from + row * rowStep + firstColumn * columnStep;
				for (let column = firstColumn; column < lastColumn; column++, position += columnStep)
					target[to + row * columns + column] = source[position]!;
			}
		}
}

/** The same elements under another shape. */
export function reshapeTensor(tensor: Tensor, shape: Shape): Tensor {
	return makeTensor(tensor.dtype, shape, tensor.data);
}
