/** @file Named tensors, whatever file they came from. */

/** What is known of a tensor before its numbers are read. */
export interface TensorInfo {
	/**
	 * Element type in the file, by its name in safetensors (F64, F32, F16, BF16, F8_E4M3, F8_E5M2, I64, …). Numbers are
	 * always handed out as float32; types that are not a `WeightDtype`, such as whole numbers, are listed but not readable,
	 * but for an I8 matrix `x` beside which lie the scales of its rows, `x_scale` [rows]: it is read as the scaled numbers.
	 */
	readonly dtype: string;
	/** Row-major, outermost axis first; [] is a scalar. */
	readonly shape: readonly number[];
}

/** Tensors by name. Nothing but the header is read until a tensor is asked for. */
export interface TensorSource {
	/** What errors call this source, usually a file name. */
	readonly file: string;
	/** In the order of the file, each once. */
	readonly names: readonly string[];
	/** Throws `CheckpointError` MISSING_TENSOR. */
	info(name: string): TensorInfo;
	has(name: string): boolean;
	/** The numbers, row-major whatever their order in the file, as float32. Rejects with `CheckpointError`. */
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
