/**
 * @file Element types: our name, ONNX's number, the bytes of one element and the typed array that holds them. float16
 * and bfloat16 are held as their 16 bits; bool as bytes 0 and 1.
 */
import { OnnxError } from './errors.ts';

/** The typed array in which a tensor of each element type is held. */
export interface DataByDType {
	readonly float32: Float32Array;
	readonly float64: Float64Array;
	readonly float16: Uint16Array;
	readonly bfloat16: Uint16Array;
	readonly int64: BigInt64Array;
	readonly int32: Int32Array;
	readonly int8: Int8Array;
	readonly uint8: Uint8Array;
	readonly bool: Uint8Array;
}

export type DType = keyof DataByDType;

/** Any typed array that a tensor may hold. */
export type TensorData = DataByDType[DType];

interface DTypeFacts {
	/** `TensorProto.DataType` of onnx.proto. */
	readonly code: number;
	readonly bytes: number;
	/** The short form used in printed graphs. */
	readonly short: string;
}

const facts: { readonly [D in DType]: DTypeFacts } = {
	float32: { code: 1, bytes: 4, short: 'f32' },
	uint8: { code: 2, bytes: 1, short: 'u8' },
	int8: { code: 3, bytes: 1, short: 'i8' },
	int32: { code: 6, bytes: 4, short: 'i32' },
	int64: { code: 7, bytes: 8, short: 'i64' },
	bool: { code: 9, bytes: 1, short: 'bool' },
	float16: { code: 10, bytes: 2, short: 'f16' },
	float64: { code: 11, bytes: 8, short: 'f64' },
	bfloat16: { code: 16, bytes: 2, short: 'bf16' },
};

const byCode = new Map<number, DType>(
	(Object.keys(facts) as readonly DType[]).map((dtype) => [facts[dtype].code, dtype] as const),
);

/** ONNX's number of an element type. */
export function dtypeCode(dtype: DType): number {
	return facts[dtype].code;
}

/** The element type with ONNX's number `code`; throws an OnnxError for those that are not read (strings, complex …). */
export function dtypeOfCode(code: number, where: string): DType {
	const dtype = byCode.get(code);
	if (dtype === undefined) {
		const known = [...byCode.keys()].sort((a, b) => a - b).join(', ');
		throw new OnnxError(where, `element type ${code} is not supported; supported are ${known}`);
	}
	return dtype;
}

/** Bytes of one element. */
export function bytesPerElement(dtype: DType): number {
	return facts[dtype].bytes;
}

/** The short name of printed graphs, such as `f32`. */
export function shortDType(dtype: DType): string {
	return facts[dtype].short;
}

type ArrayFactory<D extends DType> = {
	new (length: number): DataByDType[D];
	new (buffer: ArrayBufferLike, byteOffset: number, length: number): DataByDType[D];
};

const arrays: { readonly [D in DType]: ArrayFactory<D> } = {
	float32: Float32Array,
	float64: Float64Array,
	float16: Uint16Array,
	bfloat16: Uint16Array,
	int64: BigInt64Array,
	int32: Int32Array,
	int8: Int8Array,
	uint8: Uint8Array,
	bool: Uint8Array,
};

/** A zeroed typed array of `length` elements. */
export function emptyData<D extends DType>(dtype: D, length: number): DataByDType[D] {
	return new arrays[dtype](length);
}

/** Elements of `bytes` (little-endian). The result shares memory with `bytes` when alignment allows it. */
export function dataOfBytes(dtype: DType, bytes: Uint8Array): TensorData {
	const size = facts[dtype].bytes;
	const aligned = bytes.byteOffset % size === 0 ? bytes : bytes.slice();
	return new arrays[dtype](aligned.buffer, aligned.byteOffset, bytes.byteLength / size);
}

/** The bytes of a typed array, sharing its memory. Every machine that runs Node is little-endian, as ONNX is. */
export function bytesOfData(data: TensorData): Uint8Array {
	return new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
}

/** Whether `data` is the kind of typed array that holds `dtype`. */
export function holds(dtype: DType, data: TensorData): boolean {
	return data instanceof arrays[dtype];
}
