/** @file Element types, by the names that safetensors gives them; every other format's names are turned into these. */

/** Element types that can be read: real numbers, handed out as float32. */
export type WeightDtype = 'F64' | 'F32' | 'F16' | 'BF16' | 'F8_E4M3' | 'F8_E5M2';

/** Bytes of one element. */
export const elementBytes: Readonly<Record<WeightDtype, number>> = {
	F64: 8,
	F32: 4,
	F16: 2,
	BF16: 2,
	F8_E4M3: 1,
	F8_E5M2: 1,
};

/**
 * Element types of the numbers of a file. I8 is read only where its scales lie beside it ({@link scaleOf}): the whole numbers
 * alone are not the weights.
 */
export type NumberDtype = WeightDtype | 'I8';

/** Bytes of one number. */
export function bytesOf(dtype: NumberDtype): number {
	return dtype === 'I8' ? 1 : elementBytes[dtype];
}

/** The tensor [rows] that the rows of a matrix of type I8 are to be multiplied by: `layer.weight` → `layer.weight_scale`. */
export function scaleOf(tensor: string): string {
	return `${tensor}_scale`;
}

/** Bits of every type whose length can be checked; those that are not a `WeightDtype` are listed but not read. */
const dtypeBits: ReadonlyMap<string, number> = new Map([
	...Object.entries(elementBytes).map(([dtype, bytes]): [string, number] => [dtype, bytes * 8]),
	['F4', 4],
	['F6_E2M3', 6],
	['F6_E3M2', 6],
	['BOOL', 8],
	['U8', 8],
	['I8', 8],
	['F8_E8M0', 8],
	['U16', 16],
	['I16', 16],
	['U32', 32],
	['I32', 32],
	['U64', 64],
	['I64', 64],
	['C32', 32],
	['C64', 64],
	['C128', 128],
]);

/** Bits of one element; null for a type that is not known here. */
export function bitsOf(dtype: string): number | null {
	return dtypeBits.get(dtype) ?? null;
}

export function isWeightDtype(dtype: string): dtype is WeightDtype {
	return Object.hasOwn(elementBytes, dtype);
}
