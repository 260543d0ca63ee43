/** @file Named tensors, whatever file they came from. */

/** Element types that weight files hold and that are widened to float32 when read. */
export type WeightDtype = 'F32' | 'F16' | 'BF16';

/** What is known of a tensor before its numbers are read. */
export interface TensorInfo {
	/** Element type in the file; numbers are always handed out as float32. Other types are listed but not readable. */
	readonly dtype: string;
	/** Row-major, outermost axis first; [] is a scalar. */
	readonly shape: readonly number[];
}

/** Tensors by name. Nothing but the header is read until a tensor is asked for. */
export interface TensorSource {
	/** What errors call this source, usually a file name. */
	readonly file: string;
	/** In the order of the file. */
	readonly names: readonly string[];
	/** Throws `CheckpointError` MISSING_TENSOR. */
	info(name: string): TensorInfo;
	has(name: string): boolean;
	/** The numbers, row-major, as float32. Rejects with `CheckpointError`. */
	read(name: string): Promise<Float32Array<ArrayBuffer>>;
	close(): Promise<void>;
}

/** A tensor in memory. */
export interface Tensor {
	readonly shape: readonly number[];
	/** Row-major float32. */
	readonly data: Float32Array;
}

/** How many numbers a shape holds; 1 for a scalar. */
export function elementCount(shape: readonly number[]): number {
	let count = 1;
	for (const length of shape) count *= length;
	return count;
}
