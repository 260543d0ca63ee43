/** @file Arithmetic of static shapes. */
import type { DType } from '@galatea/onnx';

export type Shape = readonly number[];

/** An element type and a static shape: all that is known of a value before it is computed. */
export interface ValueType {
	readonly dtype: DType;
	readonly shape: Shape;
}

/** The shape to which both broadcast by NumPy's rule, or null when they do not. */
export function broadcast(a: Shape, b: Shape): Shape | null {
	const rank = Math.max(a.length, b.length);
	const shape: number[] = [];
	for (let axis = 0; axis < rank; axis++) {
		const left = a[axis - rank + a.length] ?? 1;
		const right = b[axis - rank + b.length] ?? 1;
		if (left !== right && left !== 1 && right !== 1) return null;
		shape.push(left === 1 ? right : left);
	}
	return shape;
}

export function sameShape(a: Shape, b: Shape): boolean {
	return a.length === b.length && a.every((dimension, axis) => dimension === b[axis]);
}

/** `axis` counted from the front, or null when it is outside −rank … rank − 1. */
export function axisOf(axis: number, rank: number): number | null {
	if (!Number.isInteger(axis) || axis < -rank || axis >= rank) return null;
	return axis < 0 ? axis + rank : axis;
}

/** Steps in memory between neighbours along each axis, row-major. */
export function stridesOf(shape: Shape): number[] {
	const strides = new Array<number>(shape.length).fill(1);
	for (let axis = shape.length - 2; axis >= 0; axis--) strides[axis] = strides[axis + 1]! * shape[axis + 1]!;
	return strides;
}

/** 0, 1, …, count − 1. */
export function range(count: number): number[] {
	return Array.from({ length: count }, (_, index) => index);
}

export function product(numbers: Shape): number {
	return numbers.reduce((left, right) => left * right, 1);
}

/** The permutation that undoes `permutation`. */
export function inversePermutation(permutation: Shape): number[] {
	const inverse = new Array<number>(permutation.length).fill(0);
	permutation.forEach((from, to) => {
		inverse[from] = to;
	});
	return inverse;
}

export function isFloat(dtype: DType): boolean {
	return dtype === 'float32' || dtype === 'float64' || dtype === 'float16' || dtype === 'bfloat16';
}
