/**
 * @file Texts in PNG files, read without Node: PNG specification (third edition), 5.3 (chunks: length, type, data and
 * CRC-32, big-endian) and 11.3.3 (`tEXt`, `zTXt`, `iTXt`).
 */
import { latin1 } from './bytes.ts';

const signature = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a] as const;
/** Length, type and CRC of a chunk. */
const frameBytes = 12;
/** Texts of one file; programs write a handful. */
const maximumTexts = 256;
/** A text that is longer, as it stands or inflated, is not one of those we know, and is left unread. */
export const maximumTextBytes = 4 * 1024 * 1024;

export interface PngChunk {
	readonly type: string;
	readonly data: Uint8Array;
	/** Where the chunk ends in the file. */
	readonly end: number;
}

/** A text as it stands in the file. */
interface StoredText {
	readonly key: string;
	readonly bytes: Uint8Array;
	readonly encoding: 'utf-8' | 'latin1';
	readonly compressed: boolean;
}

/** Whether the file begins as a PNG does. */
export function isPng(file: Uint8Array): boolean {
	return signature.every((byte, index) => file[index] === byte);
}

/** The chunks of a PNG in their order; throws an `Error` when the bytes are no PNG or are cut short. */
export function* pngChunks(png: Uint8Array): Generator<PngChunk, undefined> {
	if (!isPng(png)) throw new Error('not a PNG file: its signature is missing');
	const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
	for (let offset: number = signature.length; offset < png.length; ) {
		const length = offset + frameBytes <= png.length ? view.getUint32(offset) : 0;
		const end = offset + frameBytes + length;
		if (end > png.length || offset + frameBytes > png.length)
			throw new Error(`a PNG file cut short: a chunk at byte ${offset} goes past the end at ${png.length}`);
		yield { type: latin1(png.subarray(offset + 4, offset + 8)), data: png.subarray(offset + 8, end - 4), end };
		offset = end;
	}
	return undefined;
}

/** The texts of a PNG that are not compressed, by key. Throws as {@link pngChunks}. */
export function plainPngTexts(png: Uint8Array): Readonly<Record<string, string>> {
	const plain = storedTexts(pngChunks(png)).filter((text) => !text.compressed);
	return Object.fromEntries(plain.map((text) => [text.key, decode(text, text.bytes)]));
}

/** Every text of a PNG by key, those that cannot be read left out; also of a file that is cut short, what is there. */
export async function readPngTexts(png: Uint8Array): Promise<Readonly<Record<string, string>>> {
	const texts: [string, string][] = [];
	for (const text of storedTexts(untilCut(pngChunks(png)))) {
		const bytes = text.compressed ? await inflate(text.bytes) : text.bytes;
		if (bytes !== null) texts.push([text.key, decode(text, bytes)]);
	}
	return Object.fromEntries(texts);
}

/** Chunks up to where the file is cut short or damaged. */
export function* untilCut(chunks: Generator<PngChunk, undefined>): Generator<PngChunk, undefined> {
	try {
		yield* chunks;
	} catch {
		// What came before the damage is as good as ever.
	}
	return undefined;
}

function storedTexts(chunks: Iterable<PngChunk>): readonly StoredText[] {
	const texts: StoredText[] = [];
	for (const { type, data } of chunks) {
		const text = data.length > maximumTextBytes ? null : storedText(type, data);
		if (text !== null) texts.push(text);
		if (texts.length === maximumTexts) break;
	}
	return texts;
}

function storedText(type: string, data: Uint8Array): StoredText | null {
	const keyEnd = data.indexOf(0);
	if (keyEnd < 1) return null;
	const key = latin1(data.subarray(0, keyEnd));
	if (type === 'tEXt') return { key, bytes: data.subarray(keyEnd + 1), encoding: 'latin1', compressed: false };
	// After the key the compression method, of which there is one.
	if (type === 'zTXt') return { key, bytes: data.subarray(keyEnd + 2), encoding: 'latin1', compressed: true };
	if (type !== 'iTXt') return null;
	const languageEnd = data.indexOf(0, keyEnd + 3);
	const translatedEnd = languageEnd < 0 ? -1 : data.indexOf(0, languageEnd + 1);
	if (translatedEnd < 0) return null;
	const bytes = data.subarray(translatedEnd + 1);
	return { key, bytes, encoding: 'utf-8', compressed: data[keyEnd + 1] === 1 };
}

function decode(text: StoredText, bytes: Uint8Array): string {
	return text.encoding === 'latin1' ? latin1(bytes) : new TextDecoder().decode(bytes);
}

/** Null when the bytes are damaged or become more than {@link maximumTextBytes}. */
async function inflate(bytes: Uint8Array): Promise<Uint8Array | null> {
	const parts: Uint8Array[] = [];
	let length = 0;
	try {
		const stream = new Blob([bytes.slice()]).stream().pipeThrough(new DecompressionStream('deflate'));
		for (const reader = stream.getReader(); ; ) {
			const { done, value } = await reader.read();
			if (done) break;
			length += value.length;
			if (length > maximumTextBytes) {
				await reader.cancel();
				return null;
			}
			parts.push(value);
		}
	} catch {
		return null;
	}
	const whole = new Uint8Array(length);
	let offset = 0;
	for (const part of parts) {
		whole.set(part, offset);
		offset += part.length;
	}
	return whole;
}
