/**
 * @file The texts that a picture file carries, whatever its format, without decoding its pixels. PNG is read chunk by
 * chunk. In other files XMP is found as its specification means it to be, by its packet's marks (Part 3, "packet
 * scanning"), and EXIF's user comment by the mark of its character code (Exif 2.32, 4.6.5).
 */
import { isPng, maximumTextBytes, readPngTexts } from './png.ts';
import { xmpKey } from './written.ts';

/** A file that is larger is refused unread. */
export const maximumFileBytes = 64 * 1024 * 1024;

export interface CarriedTexts {
	/** Texts of a PNG by key; none in other files. */
	readonly texts: Readonly<Record<string, string>>;
	/** The XMP packet, from `<x:xmpmeta` to its end. */
	readonly xmp: string | null;
	/** EXIF's user comment, in ASCII or UTF-16. */
	readonly comment: string | null;
}

/** Reads what is there; a file of another kind carries nothing. Throws a RangeError beyond {@link maximumFileBytes}. */
export async function readCarriedTexts(file: Uint8Array): Promise<CarriedTexts> {
	if (file.length > maximumFileBytes)
		throw new RangeError(`a file of ${file.length} bytes is not read; at most ${maximumFileBytes} are`);
	const texts = isPng(file) ? await readPngTexts(file) : {};
	return { texts, xmp: texts[xmpKey] ?? scanXmp(file), comment: scanAscii(file) ?? scanUtf16(file) };
}

function scanXmp(file: Uint8Array): string | null {
	const start = find(file, '<x:xmpmeta', 0);
	const closing = '</x:xmpmeta>';
	const end = start < 0 ? -1 : find(file.subarray(0, start + maximumTextBytes), closing, start);
	return end < 0 ? null : new TextDecoder().decode(file.subarray(start, end + closing.length));
}

function scanAscii(file: Uint8Array): string | null {
	const mark = 'ASCII\0\0\0{';
	const found = find(file, mark, 0);
	return found < 0 ? null : printable(file.subarray(found + mark.length - 1), 1);
}

// As rkhamilton's generator writes it into JPEGs, without the mark of a character code.
function scanUtf16(file: Uint8Array): string | null {
	const start = find(file, [...'text_prompts: '].join('\0'), 0);
	return start < 0 ? null : printable(file.subarray(start), 2);
}

/** Text of `unitBytes` little-endian bytes a letter, up to the first that is none. */
function printable(bytes: Uint8Array, unitBytes: 1 | 2): string {
	let text = '';
	const limit = Math.min(bytes.length, maximumTextBytes);
	for (let offset = 0; offset + unitBytes <= limit; offset += unitBytes) {
		const unit = (bytes[offset] as number) + (unitBytes === 2 ? 256 * (bytes[offset + 1] as number) : 0);
		if (unit < 0x20) break;
		text += String.fromCharCode(unit);
	}
	return text;
}

/** Where the Latin letters of `text` begin in `bytes`, -1 if nowhere. */
function find(bytes: Uint8Array, text: string, from: number): number {
	const pattern = Uint8Array.from(text, (letter) => letter.charCodeAt(0));
	for (let at = bytes.indexOf(pattern[0] as number, from); at >= 0; at = bytes.indexOf(pattern[0] as number, at + 1)) {
		let same = 1;
		while (same < pattern.length && bytes[at + same] === pattern[same]) same++;
		if (same === pattern.length) return at;
	}
	return -1;
}
