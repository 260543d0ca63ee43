/**
 * @file The texts of an EXIF block, read directory by directory: a TIFF header, then entries of 12 bytes (Exif 2.32, 4.6.2).
 * Only the tags in which programs leave how a picture was made.
 */
import { latin1, viewOf } from './bytes.ts';
import { maximumTextBytes } from './png.ts';

/** Texts of EXIF; null where there is none. */
export interface ExifTexts {
	/** UserComment, or what Windows shows as comment. */
	readonly comment: string | null;
	readonly description: string | null;
	readonly make: string | null;
	readonly model: string | null;
	readonly software: string | null;
	readonly makerNote: string | null;
}

export const noExif: ExifTexts = {
	...{ comment: null, description: null, make: null, model: null, software: null, makerNote: null },
};

const tags = {
	...{ description: 0x010e, make: 0x010f, model: 0x0110, software: 0x0131, directory: 0x8769 },
	...{ makerNote: 0x927c, userComment: 0x9286, windowsComment: 0x9c9c },
} as const;
/** Bytes of one value by its type, from 1 (BYTE) to 12 (DOUBLE). */
const typeBytes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8];
/** Entries of one directory; cameras write some sixty. */
const maximumEntries = 512;
const codeBytes = 8;

/** Reads what is there; of a damaged block what comes before the damage. */
export function readExif(tiff: Uint8Array): ExifTexts {
	const order = latin1(tiff.subarray(0, 2));
	if (tiff.length < 8 || (order !== 'II' && order !== 'MM')) return noExif;
	const little = order === 'II';
	const view = viewOf(tiff);
	const first = directory(tiff, view.getUint32(4, little), little);
	const place = first.get(tags.directory);
	const inner = place?.length === 4 ? directory(tiff, viewOf(place).getUint32(0, little), little) : new Map();
	const text = (tag: number): string | null => plainText(first.get(tag));
	// Fooocus leaves in the first directory what belongs into the second.
	const comment = inner.get(tags.userComment) ?? first.get(tags.userComment);
	return {
		comment: commentOf(comment, little) ?? wideText(first.get(tags.windowsComment)),
		description: text(tags.description),
		make: text(tags.make),
		model: text(tags.model),
		software: text(tags.software),
		makerNote: plainText(inner.get(tags.makerNote) ?? first.get(tags.makerNote)),
	};
}

function directory(tiff: Uint8Array, start: number, little: boolean): ReadonlyMap<number, Uint8Array> {
	const values = new Map<number, Uint8Array>();
	const view = viewOf(tiff);
	if (start + 2 > tiff.length) return values;
	const count = Math.min(view.getUint16(start, little), maximumEntries);
	for (let at = start + 2; at + 12 <= tiff.length && values.size < count && at < start + 2 + 12 * count; at += 12) {
		const length = (typeBytes[view.getUint16(at + 2, little)] ?? 0) * view.getUint32(at + 4, little);
		if (length === 0 || length > maximumTextBytes) continue;
		const from = length <= 4 ? at + 8 : view.getUint32(at + 8, little);
		if (from + length <= tiff.length) values.set(view.getUint16(at, little), tiff.subarray(from, from + length));
	}
	return values;
}

function commentOf(bytes: Uint8Array | undefined, little: boolean): string | null {
	if (bytes === undefined) return null;
	const code = latin1(bytes.subarray(0, codeBytes));
	const rest = bytes.subarray(codeBytes);
	if (code === 'UNICODE\0') return utf16(rest, little);
	if (code === 'ASCII\0\0\0' || code === '\0'.repeat(codeBytes)) return plainText(rest);
	// Some write no code at all, and UTF-16 all the same.
	return bytes.length > 1 && (bytes[0] === 0 || bytes[1] === 0) ? utf16(bytes, little) : plainText(bytes);
}

/** The order of bytes is said nowhere, and half of the programs write another than the block's: Latin letters tell. */
function utf16(bytes: Uint8Array, little: boolean): string | null {
	let [even, odd] = [0, 0];
	for (let at = 0; at + 1 < Math.min(bytes.length, 4096); at += 2) {
		even += Number(bytes[at] === 0);
		odd += Number(bytes[at + 1] === 0);
	}
	const isLittle = even === odd ? little : odd > even;
	return ended(new TextDecoder(isLittle ? 'utf-16le' : 'utf-16be').decode(bytes));
}

function wideText(bytes: Uint8Array | undefined): string | null {
	return bytes === undefined ? null : ended(new TextDecoder('utf-16le').decode(bytes));
}

function plainText(bytes: Uint8Array | undefined): string | null {
	return bytes === undefined ? null : ended(new TextDecoder().decode(bytes));
}

function ended(text: string): string | null {
	const end = text.indexOf('\0');
	const whole = (end < 0 ? text : text.slice(0, end)).trim();
	return whole === '' ? null : whole;
}
