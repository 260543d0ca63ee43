/**
 * @file Texts into PNG files. sharp writes no `iTXt` chunks, so they are put in here: PNG specification (third edition),
 * 5.3 (chunk layout), 11.3.3.4 (iTXt). A chunk is length, type, data and the CRC-32 of type and data, big-endian.
 */
import { crc32 } from 'node:zlib';
import { pngChunks } from '@galatea/render/metadata';

const textTypes = ['iTXt', 'tEXt', 'zTXt'];

/** The same PNG with `texts` and no others; otherwise as {@link insertTexts}. */
export function replaceTexts(png: Uint8Array, texts: Readonly<Record<string, string>>): Uint8Array {
	const kept: Uint8Array[] = [];
	let start = 0;
	for (const { type, end } of pngChunks(png)) {
		if (!textTypes.includes(type)) kept.push(png.subarray(start, end));
		start = end;
	}
	return insertTexts(Buffer.concat(kept), texts);
}

/** The same PNG with one `iTXt` chunk per entry, right after the header. Keys are 1 to 79 characters of ASCII. */
export function insertTexts(png: Uint8Array, texts: Readonly<Record<string, string>>): Uint8Array {
	const header = pngChunks(png).next().value;
	if (header?.type !== 'IHDR') throw new Error('not a PNG file: it does not begin with a header');
	const chunks = Object.entries(texts).map(([key, text]) => textChunk(key, text));
	return Buffer.concat([png.subarray(0, header.end), ...chunks, png.subarray(header.end)]);
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
