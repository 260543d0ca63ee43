/**
 * @file Numbers of other precisions to float32. All but F64 are exact: every such value has a float32 of its own. F64 is
 * rounded to the nearest; what is too large for float32 becomes an infinity, which readers refuse.
 */
import { bytesOf, type NumberDtype } from './dtype.ts';

/** Whether typed arrays here have the byte order of most weight files. */
export const hostIsLittleEndian = new Uint8Array(new Uint32Array([1]).buffer)[0] === 1;

/**
 * Fills `target` from the elements of `bytes`, which has as many, in the byte order of this machine, and starts at a
 * multiple of the element's length in its buffer.
 */
export function widenInto(dtype: NumberDtype, bytes: Uint8Array, target: Float32Array): void {
	const { buffer, byteOffset, byteLength } = bytes;
	switch (dtype) {
		case 'F64':
			target.set(new Float64Array(buffer, byteOffset, byteLength / 8));
			break;
		case 'F32':
			target.set(new Float32Array(buffer, byteOffset, byteLength / 4));
			break;
		case 'BF16':
			widenBfloat16(new Uint16Array(buffer, byteOffset, byteLength / 2), bitsUnder(target));
			break;
		case 'F16':
			lookUp(float16Table(), new Uint16Array(buffer, byteOffset, byteLength / 2), bitsUnder(target));
			break;
		case 'I8':
			target.set(new Int8Array(buffer, byteOffset, byteLength));
			break;
		case 'F8_E4M3':
			lookUp(float8E4m3Table(), bytes, bitsUnder(target));
			break;
		case 'F8_E5M2':
			lookUp(float8E5m2Table(), bytes, bitsUnder(target));
			break;
	}
}

/** Turns elements that were written in the other byte order round, in place. */
export function swapBytes(dtype: NumberDtype, bytes: Uint8Array): void {
	const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const width = bytesOf(dtype);
	if (width === 2) buffer.swap16();
	if (width === 4) buffer.swap32();
	if (width === 8) buffer.swap64();
}

/** As bits, since a NaN that passes through a JavaScript number may lose its payload. */
function bitsUnder(target: Float32Array): Uint32Array {
	return new Uint32Array(target.buffer, target.byteOffset, target.length);
}

/** BF16 is the upper half of a float32. */
function widenBfloat16(halves: Uint16Array, bits: Uint32Array): void {
	for (let at = 0; at < bits.length; at++) bits[at] = (halves[at] as number) << 16;
}

function lookUp(table: Uint32Array, codes: Uint16Array | Uint8Array, bits: Uint32Array): void {
	for (let at = 0; at < bits.length; at++) bits[at] = table[codes[at] as number] as number;
}

/** The float32 bits of all codes of a type: made once, several times faster than converting each number. */
function tableOf(length: number, toBits: (code: number) => number): () => Uint32Array {
	let table: Uint32Array | null = null;
	return () => {
		table ??= Uint32Array.from({ length }, (_, code) => toBits(code));
		return table;
	};
}

const float16Table = tableOf(65_536, float16ToFloat32Bits);
/** E5M2 is the upper byte of an F16. */
const float8E5m2Table = tableOf(256, (code) => float16ToFloat32Bits(code << 8));
const float8E4m3Table = tableOf(256, float8E4m3ToFloat32Bits);

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

/** 1 sign, 4 exponent (bias 7) and 3 fraction bits; no infinities, one NaN per sign (Micikevicius et al. 2022). */
function float8E4m3ToFloat32Bits(code: number): number {
	const sign = (code & 0x80) << 24;
	const exponent = (code >> 3) & 0xf;
	const fraction = code & 0x7;
	if ((code & 0x7f) === 0x7f) return (sign | 0x7fc00000) >>> 0;
	if (exponent !== 0) return (sign | ((exponent + 120) << 23) | (fraction << 20)) >>> 0;
	if (fraction === 0) return sign >>> 0;
	// fraction · 2^−9
	const shift = Math.clz32(fraction) - 28;
	return (sign | ((121 - shift) << 23) | (((fraction << shift) & 0x7) << 20)) >>> 0;
}
