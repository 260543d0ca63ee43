/** @file Reading tensors that lie in storages, in parts, so that memory stays near that of the float32 result. */
import { bytesOf, elementBytes, isWeightDtype, type NumberDtype, scaleOf } from './dtype.ts';
import { CheckpointError } from './errors.ts';
import { maximumWindowBytes } from './limits.ts';
import type { ByteReader } from './reader.ts';
import { elementCount, type TensorSource } from './tensor.ts';
import { checkElementCount, rowMajorStrides, type Storage, type TensorView } from './view.ts';
import { hostIsLittleEndian, swapBytes, widenInto } from './widen.ts';

/** How a checkpoint is read. */
export interface CheckpointOptions {
	/**
	 * Refuse a tensor that holds NaN or an infinity when it is read (default true). One such weight turns a whole
	 * picture into NaN, hundreds of layers away from the cause.
	 */
	readonly refuseNotFinite?: boolean;
	/**
	 * Compare what is read from a zip archive with its CRC-32 (default false). The whole of a storage is read for it even
	 * if one tensor of it is wanted, and PyTorch can be told to write no checksums; a file's SHA-256 says more.
	 */
	readonly verifyChecksums?: boolean;
}

/** The views as a source; `close` is called when it is closed. */
export function sourceOfViews(
	file: string,
	views: ReadonlyMap<string, TensorView>,
	close: () => Promise<void>,
	{ refuseNotFinite = true }: CheckpointOptions,
): TensorSource {
	const find = (tensor: string): TensorView => {
		const view = views.get(tensor);
		if (view !== undefined) return view;
		throw new CheckpointError('MISSING_TENSOR', `is not among the ${views.size} tensors of this file`, {
			file,
			tensor,
		});
	};
	const read = async (tensor: string): Promise<Float32Array<ArrayBuffer>> => {
		const view = find(tensor);
		const { dtype, shape } = view;
		const scaled = dtype === 'I8' && views.has(scaleOf(tensor));
		if (!isWeightDtype(dtype) && !scaled) {
			throw new CheckpointError('UNEXPECTED_TENSOR', `must be one of ${Object.keys(elementBytes).join(', ')}`, {
				file,
				tensor,
				value: dtype,
			});
		}
		checkElementCount(file, tensor, shape);
		const numbers = new Float32Array(elementCount(shape));
		if (numbers.length > 0) await fill(numbers, scaled ? 'I8' : dtype, view);
		if (scaled) await scaleRows(tensor, shape, numbers);
		if (refuseNotFinite) checkFinite(file, tensor, numbers);
		return numbers;
	};
	const scaleRows = async (tensor: string, shape: readonly number[], numbers: Float32Array): Promise<void> => {
		const named = scaleOf(tensor);
		const { dtype, shape: found } = find(named);
		if (shape.length !== 2 || found.length !== 1 || found[0] !== shape[0] || !isWeightDtype(dtype)) {
			const what = `must have a real number for each row of "${tensor}" [${shape}]`;
			throw new CheckpointError('UNEXPECTED_TENSOR', what, { file, tensor: named, value: `${dtype} [${found}]` });
		}
		const columns = shape[1] as number;
		for (const [row, scale] of (await read(named)).entries()) {
			for (let at = row * columns; at < (row + 1) * columns; at++) numbers[at] = (numbers[at] as number) * scale;
		}
	};
	return {
		file,
		names: [...views.keys()],
		has: (tensor) => views.has(tensor),
		info(tensor) {
			const { dtype, shape } = find(tensor);
			return { dtype, shape };
		},
		read,
		close,
	};
}

async function fill(numbers: Float32Array, dtype: NumberDtype, view: TensorView): Promise<void> {
	const { shape, storage, offset } = view;
	const strides = view.strides ?? rowMajorStrides(shape);
	const reader = await storage.open();
	const rowMajor = rowMajorStrides(shape);
	if (shape.every((length, axis) => length === 1 || strides[axis] === rowMajor[axis])) {
		await readRun(reader, storage, dtype, offset, numbers);
	} else {
		await gather(reader, storage, dtype, offset, shape, strides, numbers);
	}
}

/** The elements from `offset` on, as many as `target` holds. */
async function readRun(
	reader: ByteReader,
	storage: Storage,
	dtype: NumberDtype,
	offset: number,
	target: Float32Array,
): Promise<void> {
	const width = bytesOf(dtype);
	const swapped = storage.bigEndian === hostIsLittleEndian;
	if (dtype === 'F32') {
		const bytes = new Uint8Array(target.buffer, target.byteOffset, target.byteLength);
		await reader.readInto(bytes, offset * width);
		if (swapped) swapBytes(dtype, bytes);
		return;
	}
	const window = new Uint8Array(Math.min(target.length * width, maximumWindowBytes));
	const step = window.length / width;
	for (let done = 0; done < target.length; done += step) {
		const part = target.subarray(done, done + step);
		const bytes = window.subarray(0, part.length * width);
		await reader.readInto(bytes, (offset + done) * width);
		if (swapped) swapBytes(dtype, bytes);
		widenInto(dtype, bytes, part);
	}
}

/**
 * Any strides. Elements are visited in the order in which they lie in the storage, so that each part of it is read once
 * and only one window of it is in memory; an element's place in the result follows from the same counters.
 */
async function gather(
	reader: ByteReader,
	storage: Storage,
	dtype: NumberDtype,
	offset: number,
	shape: readonly number[],
	strides: readonly number[],
	target: Float32Array,
): Promise<void> {
	const places = rowMajorStrides(shape);
	const axes = shape
		.map((length, axis) => ({ length, stride: strides[axis] as number, place: places[axis] as number }))
		.filter(({ length }) => length > 1)
		.sort((a, b) => b.stride - a.stride);
	const end = offset + 1 + axes.reduce((sum, { length, stride }) => sum + (length - 1) * stride, 0);
	const window = new Float32Array(Math.min(end - offset, maximumWindowBytes / 4));
	const counters = axes.map(() => 0);
	let windowStart = offset;
	let windowEnd = offset;
	let position = offset;
	let place = 0;
	for (let visited = 0; visited < target.length; visited++) {
		if (position >= windowEnd) {
			windowStart = position;
			windowEnd = Math.min(position + window.length, end);
			await readRun(reader, storage, dtype, windowStart, window.subarray(0, windowEnd - windowStart));
		}
		target[place] = window[position - windowStart] as number;
		for (let at = axes.length - 1; at >= 0; at--) {
			const axis = axes[at] as (typeof axes)[number];
			const counter = (counters[at] as number) + 1;
			if (counter < axis.length) {
				counters[at] = counter;
				position += axis.stride;
				place += axis.place;
				break;
			}
			counters[at] = 0;
			position -= axis.stride * (axis.length - 1);
			place -= axis.place * (axis.length - 1);
		}
	}
}

function checkFinite(file: string, tensor: string, numbers: Float32Array): void {
	for (let at = 0; at < numbers.length; at++) {
		if (!Number.isFinite(numbers[at])) {
			throw new CheckpointError('NOT_FINITE', `number ${at} of ${numbers.length} must be finite`, {
				file,
				tensor,
				value: numbers[at],
			});
		}
	}
}
