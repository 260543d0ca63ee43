/**
 * @file Size of a picture that may hide a text in its pixels, read off its first bytes, so that whoever decodes it knows
 * beforehand how much that is. PNG specification, 11.2.1 (IHDR); WebP lossless bitstream, 3 (14 bits for each side).
 */
import { isPng } from './png.ts';

export interface PixelSize {
	readonly widthPx: number;
	readonly heightPx: number;
}

/** Null for a file that is neither a PNG nor a plain lossless WebP: in others no low bit is as it was. */
export function losslessSize(file: Uint8Array): PixelSize | null {
	if (file.length < 33) return null;
	const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
	if (isPng(file)) return { widthPx: view.getUint32(16), heightPx: view.getUint32(20) };
	const isWebp = latin(file, 0) === 'RIFF' && latin(file, 8) === 'WEBP' && latin(file, 12) === 'VP8L';
	if (!isWebp || file[20] !== 0x2f) return null;
	const sides = view.getUint32(21, true);
	return { widthPx: 1 + (sides & 0x3fff), heightPx: 1 + ((sides >>> 14) & 0x3fff) };
}

function latin(file: Uint8Array, from: number): string {
	return String.fromCharCode(...file.subarray(from, from + 4));
}
