/** @file Half-precision numbers to float32. Both conversions are exact: every half value has a float32 of its own. */

import type { WeightDtype } from './tensor.ts';

/** Bytes of one element. */
export const elementBytes: Readonly<Record<WeightDtype, number>> = { F32: 4, F16: 2, BF16: 2 };

/** Little-endian bytes of `dtype` → float32. `bytes` must hold whole elements; F32 may keep and share their memory. */
export function widen(dtype: WeightDtype, bytes: Uint8Array): Float32Array<ArrayBuffer> {
	switch (dtype) {
		case 'F32':
			return widenFloat32(bytes);
		case 'F16':
			return widenFloat16(bytes);
		case 'BF16':
			return widenBfloat16(bytes);
	}
}

function widenFloat32(bytes: Uint8Array): Float32Array<ArrayBuffer> {
	if (hostIsLittleEndian && bytes.byteOffset % 4 === 0 && bytes.buffer instanceof ArrayBuffer) {
		return new Float32Array(bytes.buffer, bytes.byteOffset, bytes.byteLength / 4);
	}
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	return Float32Array.from({ length: bytes.byteLength / 4 }, (_, at) => view.getFloat32(at * 4, true));
}

/** BF16 is the upper half of a float32. */
function widenBfloat16(bytes: Uint8Array): Float32Array<ArrayBuffer> {
	const bits = new Uint32Array(bytes.byteLength / 2);
	for (let at = 0; at < bits.length; at++) {
		bits[at] = (((bytes[at * 2 + 1] as number) << 24) | ((bytes[at * 2] as number) << 16)) >>> 0;
	}
	return new Float32Array(bits.buffer);
}

function widenFloat16(bytes: Uint8Array): Float32Array<ArrayBuffer> {
	const table = float16Table();
	const bits = new Uint32Array(bytes.byteLength / 2);
	for (let at = 0; at < bits.length; at++) {
		bits[at] = table[((bytes[at * 2 + 1] as number) << 8) | (bytes[at * 2] as number)] as number;
	}
	return new Float32Array(bits.buffer);
}

let float16Bits: Uint32Array | null = null;

/** The float32 bits of all 65,536 halves: 256 kB, made once, several times faster than converting each number. */
function float16Table(): Uint32Array {
	if (float16Bits !== null) return float16Bits;
	const table = new Uint32Array(65_536);
	for (let half = 0; half < table.length; half++) table[half] = float16ToFloat32Bits(half);
	float16Bits = table;
	return table;
}

/** 1 sign, 5 exponent (bias 15) and 10 fraction bits → 1, 8 (bias 127) and 23. */
function float16ToFloat32Bits(half: number): number {
	const sign = (half & 0x8000) << 16;
	const exponent = (half >> 10) & 0x1f;
	const fraction = half & 0x3ff;
	if (exponent === 0x1f) return (sign | 0x7f800000 | (fraction << 13)) >>> 0;
	if (exponent !== 0) return (sign | ((exponent + 112) << 23) | (fraction << 13)) >>> 0;
	if (fraction === 0) return sign >>> 0;
	// A subnormal half, fraction · 2^−24, is a normal float32: shift until the leading one is the hidden bit.
	const shift = Math.clz32(fraction) - 21;
	return (sign | ((113 - shift) << 23) | (((fraction << shift) & 0x3ff) << 13)) >>> 0;
}

/** Whether typed arrays here have the byte order of weight files. */
export const hostIsLittleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;
