/**
 * @file Whether a picture file holds its pixels and nothing else: every part of it is on a list of those that pixels need, and nothing
 * trails. A list of what tells something is never complete: programs have chunks of their own, a phone appends a film with the place it was
 * taken, and a ZIP or a page of HTML can follow any picture. Decoders skip all that without a word.
 */
import { inflate } from 'node:zlib';
import { type PngChunk, pngChunks } from '@galatea/render/metadata';

/**
 * PNG specification (third edition), 11.2 and 11.3: what the pixels are, and how they are meant. Not colour profiles, suggested
 * palettes and texts: all three hold words.
 */
const pngChunkTypes = ['IHDR', 'PLTE', 'tRNS', 'gAMA', 'cHRM', 'sRGB', 'cICP', 'sBIT', 'bKGD', 'pHYs', 'IDAT', 'IEND'];
/** Bytes that the longest of the small ones has; PLTE and IDAT are as long as they need be. */
const longestPngBytes: Readonly<Record<string, number>> = { IHDR: 13, tRNS: 256, cHRM: 32, IEND: 0 };
const usualPngBytes = 16;
/** Samples of a pixel by colour type: 11.2.1. */
const pngSamples: Readonly<Record<number, number>> = { 0: 1, 2: 3, 3: 1, 4: 2, 6: 4 };

/** Whether the pixels are all that is in the file, as far as its format tells. AVIF has room for more than can be listed. */
export async function holdsOnlyPixels(bytes: Uint8Array, format: 'png' | 'jpeg' | 'webp' | 'heif'): Promise<boolean> {
	const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	if (format === 'png') return isPlainPng(file);
	if (format === 'jpeg') return isPlainJpeg(file);
	return format === 'webp' && isPlainWebp(file);
}

async function isPlainPng(file: Buffer): Promise<boolean> {
	const chunks = chunksOf(file);
	const [header] = chunks;
	if (header?.type !== 'IHDR' || chunks.at(-1)?.type !== 'IEND') return false;
	const seen = new Set<string>();
	for (const { type, data } of chunks) {
		const isLong = type === 'IDAT' || type === 'PLTE';
		if (!pngChunkTypes.includes(type) || (!isLong && data.length > (longestPngBytes[type] ?? usualPngBytes)))
			return false;
		if (type !== 'IDAT' && seen.has(type)) return false;
		seen.add(type);
	}
	return endsWithPixels(
		Buffer.from(header.data),
		Buffer.concat(chunks.filter(({ type }) => type === 'IDAT').map(({ data }) => data)),
	);
}

/** The chunks up to the end of the file; none where it is damaged or goes on after its last chunk. */
function chunksOf(file: Buffer): readonly PngChunk[] {
	const chunks: PngChunk[] = [];
	try {
		for (const chunk of pngChunks(file)) {
			if (chunks.at(-1)?.type === 'IEND') return [];
			chunks.push(chunk);
		}
	} catch {
		return [];
	}
	return chunks;
}

/** Whether the compressed data has as many bytes as the pixels take, and none after them. */
async function endsWithPixels(header: Buffer, data: Buffer): Promise<boolean> {
	const [width, height, depth, colour, interlaced] = [
		header.readUInt32BE(0),
		header.readUInt32BE(4),
		header.readUInt8(8),
		header.readUInt8(9),
		header.readUInt8(12),
	];
	const samples = pngSamples[colour];
	// Interlaced files are rare: they are written anew.
	if (samples === undefined || interlaced !== 0) return false;
	const length = height * (1 + Math.ceil((width * samples * depth) / 8));
	return new Promise((resolve) => {
		inflate(data, { info: true, maxOutputLength: length + 1 }, (error, result) => {
			if (error) return resolve(false);
			// With `info`, which the types do not know: what came out, and how much of what was given had been read by then.
			const { buffer, engine } = result as unknown as { buffer: Buffer; engine: { bytesWritten: number } };
			resolve(buffer.length === length && engine.bytesWritten === data.length);
		});
	});
}

/**
 * Markers of a JPEG with a segment that pixels need, and the longest that it can be for three or four components: ITU-T T.81, table B.1
 * and B.2: DHT, DQT, DRI, SOF0 to SOF2, SOS.
 */
const jpegSegments: Readonly<Record<number, number>> = {
	196: 8 * 273,
	219: 4 * 129,
	221: 2,
	192: 18,
	193: 18,
	194: 18,
	218: 12,
};
/** Segments of a file; a progressive one has some thirty. */
const maximumJpegSegments = 256;
const startOfScan = 0xda;
const endOfImage = 0xd9;

// Bytes that a decoder leaves out within a scan are warnings of libjpeg, which the caller listens to.
function isPlainJpeg(file: Buffer): boolean {
	if (file.readUInt16BE(0) !== 0xffd8) return false;
	for (let offset = 2, count = 0; offset + 2 <= file.length && count < maximumJpegSegments; count++) {
		const marker = file[offset + 1] as number;
		if (file[offset] !== 0xff) return false;
		if (marker === endOfImage) return offset + 2 === file.length;
		if (offset + 4 > file.length) return false;
		const end = offset + 2 + file.readUInt16BE(offset + 2);
		if (end > file.length || !isPlainSegment(marker, file.subarray(offset + 4, end))) return false;
		offset = marker === startOfScan ? endOfScan(file, end) : end;
	}
	return false;
}

function isPlainSegment(marker: number, data: Buffer): boolean {
	const longest = jpegSegments[marker];
	if (longest !== undefined) return data.length <= longest;
	// JFIF without a picture of its own (ITU-T T.871, 10.1), and Adobe's word on colours (T.872, 6.5.3).
	if (marker === 0xe0)
		return data.length === 14 && data.toString('latin1', 0, 5) === 'JFIF\0' && data.readUInt16BE(12) === 0;
	return marker === 0xee && data.length === 12 && data.toString('latin1', 0, 5) === 'Adobe';
}

/** Where the next marker after coded data stands: not a byte that was escaped, nor a restart. */
function endOfScan(file: Buffer, start: number): number {
	for (let offset = file.indexOf(0xff, start); offset !== -1; offset = file.indexOf(0xff, offset + 2)) {
		const next = file[offset + 1] as number;
		if (next !== 0 && (next < 0xd0 || next > 0xd7)) return offset;
	}
	return file.length;
}

/** Chunks of a still WebP that pixels need: WebP Container Specification, "Extended File Format". */
const webpChunks = ['VP8X', 'ALPH', 'VP8 ', 'VP8L'];
/** Bits of VP8X for a profile, EXIF, XMP and an animation. */
const webpMore = 0b0010_1110;

function isPlainWebp(file: Buffer): boolean {
	if (file.length < 20 || file.readUInt32LE(4) + 8 !== file.length) return false;
	const seen: string[] = [];
	for (let offset = 12; offset < file.length; ) {
		if (offset + 8 > file.length) return false;
		const type = file.toString('latin1', offset, offset + 4);
		const length = file.readUInt32LE(offset + 4);
		if (!webpChunks.includes(type) || seen.includes(type)) return false;
		if (type === 'VP8X' && (length !== 10 || ((file[offset + 8] as number) & webpMore) !== 0)) return false;
		seen.push(type);
		offset += 8 + length + (length % 2);
		if (offset > file.length) return false;
	}
	return seen.some((type) => type === 'VP8 ' || type === 'VP8L');
}
