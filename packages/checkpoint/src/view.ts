/**
 * @file A tensor as a file has it: a storage of bytes, an offset, a shape, strides. It is checked once, when the file is
 * opened, so that reading it later touches only bytes that are there and takes only memory that the limits allow.
 */
import { bitsOf } from './dtype.ts';
import { CheckpointError, type CheckpointFailure } from './errors.ts';
import {
	maximumAxisLength,
	maximumElementCount,
	maximumNameLength,
	maximumRank,
	maximumRepeatedElementCount,
} from './limits.ts';
import type { ByteReader } from './reader.ts';
import { elementCount, type TensorInfo } from './tensor.ts';

/** Bytes that one or more tensors lie in. */
export interface Storage {
	/** Its length. */
	readonly bytes: number;
	readonly bigEndian: boolean;
	/** Called at the first read of a tensor in it, and again at each further one. */
	open(): Promise<ByteReader>;
}

/** Where a tensor lies in its storage. `offset` and `strides` count elements; `strides` null is row-major. */
export interface TensorView extends TensorInfo {
	readonly storage: Storage;
	readonly offset: number;
	readonly strides: readonly number[] | null;
}

/**
 * The view, frozen, if it keeps the limits, lies within its storage and no two of its elements overlap, except along
 * axes of stride 0 (`expand`). Throws `CheckpointError` MALFORMED, TOO_LARGE or UNEXPECTED_TENSOR.
 */
export function checkedView(file: string, tensor: string, view: TensorView): TensorView {
	const refuse = (failure: CheckpointFailure, what: string, value: unknown) =>
		new CheckpointError(failure, what, { file, tensor, value });
	const { dtype, shape, offset, strides, storage } = view;
	if (tensor.length > maximumNameLength) {
		throw refuse('TOO_LARGE', `a name may have at most ${maximumNameLength} characters`, tensor.length);
	}
	if (shape.length > maximumRank) throw refuse('TOO_LARGE', `may have at most ${maximumRank} axes`, shape.length);
	if (!isCounts(shape)) throw refuse('MALFORMED', 'shape must be a list of whole numbers from 0 on', shape);
	const longest = shape.find((length) => length > maximumAxisLength);
	if (longest !== undefined) throw refuse('TOO_LARGE', `an axis may have at most ${maximumAxisLength} places`, longest);
	if (!isCounts([offset])) throw refuse('MALFORMED', 'its offset must be a whole number from 0 on', offset);
	if (strides !== null && (!isCounts(strides) || strides.length !== shape.length)) {
		throw refuse('MALFORMED', `strides must be ${shape.length} whole numbers from 0 on`, strides);
	}
	const count = elementCount(shape);
	if (strides !== null && count > 0) {
		const distinct = elementCount(shape.filter((_, axis) => strides[axis] !== 0));
		if (count !== distinct && count > maximumRepeatedElementCount) {
			throw refuse('TOO_LARGE', `a tensor that repeats may hold at most ${maximumRepeatedElementCount} numbers`, count);
		}
		if (overlaps(shape, strides)) {
			throw refuse('UNEXPECTED_TENSOR', `must not overlap itself: shape [${shape}] with these strides does`, strides);
		}
	}
	const bits = bitsOf(dtype);
	// Products beyond 2^53 are inexact, yet far above the length of any file, so the comparison still refuses them.
	const last = count === 0 ? 0 : offset + (strides === null ? count : extent(shape, strides));
	if (bits !== null && last * bits > storage.bytes * 8) {
		throw refuse(
			'MALFORMED',
			`shape [${shape}] of ${dtype} needs ${Math.ceil((last * bits) / 8)} bytes`,
			storage.bytes,
		);
	}
	return Object.freeze({ ...view, shape: Object.freeze([...shape]), strides: strides && Object.freeze([...strides]) });
}

/** Refuses a tensor that holds more numbers than may be read at once. */
export function checkElementCount(file: string, tensor: string, shape: readonly number[]): void {
	const count = elementCount(shape);
	if (count <= maximumElementCount) return;
	throw new CheckpointError('TOO_LARGE', `may hold at most ${maximumElementCount} numbers`, {
		file,
		tensor,
		value: count,
	});
}

/** The strides of a row-major tensor without gaps. */
export function rowMajorStrides(shape: readonly number[]): number[] {
	const strides = shape.map(() => 1);
	for (let axis = shape.length - 2; axis >= 0; axis--) {
		strides[axis] = (strides[axis + 1] as number) * (shape[axis + 1] as number);
	}
	return strides;
}

/** Elements from the first to the last, both included. */
function extent(shape: readonly number[], strides: readonly number[]): number {
	return 1 + shape.reduce((sum, length, axis) => sum + (length - 1) * (strides[axis] as number), 0);
}

/** Whether a step along some axis lands within what the axes of smaller strides cover. Stride 0 does not count. */
function overlaps(shape: readonly number[], strides: readonly number[]): boolean {
	const axes = shape
		.map((length, axis) => ({ length, stride: strides[axis] as number }))
		.filter(({ length, stride }) => length > 1 && stride > 0)
		.sort((a, b) => a.stride - b.stride);
	let covered = 0;
	for (const { length, stride } of axes) {
		if (stride <= covered) return true;
		covered += (length - 1) * stride;
	}
	return false;
}

function isCounts(values: readonly unknown[]): boolean {
	return values.every((value) => Number.isSafeInteger(value) && (value as number) >= 0);
}
