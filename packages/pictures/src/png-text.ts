/**
 * @file Texts in PNG files. sharp writes no `iTXt` chunks, so they are put in here: PNG specification (third edition),
 * 5.3 (chunk layout), 11.3.3.4 (iTXt). A chunk is length, type, data and the CRC-32 of type and data, big-endian.
 */
import { crc32, inflateSync } from 'node:zlib';

const signature = Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a);
/** Length, type and CRC of a chunk. */
const frameBytes = 12;
/** A text that inflates to more than this is not one of ours, and is left unread. */
const maximumTextBytes = 4 * 1024 * 1024;

interface Chunk {
	readonly type: string;
	readonly data: Uint8Array;
	/** Where the chunk ends in the file. */
	readonly end: number;
}

/** The same PNG with one `iTXt` chunk per entry, right after the header. Keys are 1 to 79 characters of ASCII. */
export function insertTexts(png: Uint8Array, texts: Readonly<Record<string, string>>): Uint8Array {
	const header = readChunks(png).next().value;
	if (header?.type !== 'IHDR') throw new Error('not a PNG file: it does not begin with a header');
	const chunks = Object.entries(texts).map(([key, text]) => textChunk(key, text));
	return Buffer.concat([png.subarray(0, header.end), ...chunks, png.subarray(header.end)]);
}

/** Every text of a PNG, `iTXt` and `tEXt`, by key; throws an `Error` when the bytes are no PNG or are cut short. */
export function readTexts(png: Uint8Array): Readonly<Record<string, string>> {
	const texts: Record<string, string> = {};
	for (const { type, data } of readChunks(png)) {
		const entry = type === 'iTXt' ? readInternational(data) : type === 'tEXt' ? readLatin(data) : null;
		if (entry) texts[entry.key] = entry.text;
	}
	return texts;
}

function* readChunks(png: Uint8Array): Generator<Chunk, undefined> {
	if (signature.some((byte, index) => png[index] !== byte)) throw new Error('not a PNG file: its signature is missing');
	const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
	for (let offset = signature.length; offset < png.length; ) {
		const length = offset + frameBytes <= png.length ? view.getUint32(offset) : 0;
		const end = offset + frameBytes + length;
		if (end > png.length || offset + frameBytes > png.length)
			throw new Error(`a PNG file cut short: a chunk at byte ${offset} goes past the end at ${png.length}`);
		const type = Buffer.from(png.buffer, png.byteOffset + offset + 4, 4).toString('latin1');
		yield { type, data: png.subarray(offset + 8, end - 4), end };
		offset = end;
	}
	return undefined;
}

function textChunk(key: string, text: string): Uint8Array {
	if (!/^[\x21-\x7e]([\x20-\x7e]{0,77}[\x21-\x7e])?$/.test(key)) throw new RangeError(`"${key}" cannot be a PNG key`);
	// Key, end of key, not compressed, compression method 0, no language, no translated key, text.
	const data = Buffer.concat([Buffer.from(`iTXt${key}`, 'latin1'), Buffer.alloc(5), Buffer.from(text, 'utf8')]);
	const frame = Buffer.alloc(8);
	frame.writeUInt32BE(data.length - 4, 0);
	frame.writeUInt32BE(crc32(data), 4);
	return Buffer.concat([frame.subarray(0, 4), data, frame.subarray(4)]);
}

function readInternational(data: Uint8Array): { key: string; text: string } | null {
	const bytes = Buffer.from(data);
	const keyEnd = bytes.indexOf(0);
	const languageEnd = bytes.indexOf(0, keyEnd + 3);
	const translatedEnd = bytes.indexOf(0, languageEnd + 1);
	if (keyEnd < 1 || languageEnd < 0 || translatedEnd < 0) return null;
	const body = bytes.subarray(translatedEnd + 1);
	const compressed = bytes[keyEnd + 1] === 1;
	try {
		const text = compressed ? inflateSync(body, { maxOutputLength: maximumTextBytes }) : body;
		return { key: bytes.toString('latin1', 0, keyEnd), text: text.toString('utf8') };
	} catch {
		return null;
	}
}

function readLatin(data: Uint8Array): { key: string; text: string } | null {
	const bytes = Buffer.from(data);
	const keyEnd = bytes.indexOf(0);
	return keyEnd < 1 ? null : { key: bytes.toString('latin1', 0, keyEnd), text: bytes.toString('latin1', keyEnd + 1) };
}
