/** @file The texts that a picture file carries, whatever its format, without decoding its pixels. */
import { findBlocks } from './containers.ts';
import { type ExifTexts, noExif, readExif } from './exif.ts';
import { isPng, maximumTextBytes, readPngTexts } from './png.ts';
import { xmpKey } from './written.ts';

/** A file that is larger is refused unread. */
export const maximumFileBytes = 64 * 1024 * 1024;

export interface CarriedTexts {
	/** Texts of a PNG by key; none in other files. */
	readonly texts: Readonly<Record<string, string>>;
	/** The XMP packet, from `<x:xmpmeta` to its end. */
	readonly xmp: string | null;
	readonly exif: ExifTexts;
}

/** Reads what is there; a file of another kind carries nothing. Throws a RangeError beyond {@link maximumFileBytes}. */
export async function readCarriedTexts(file: Uint8Array): Promise<CarriedTexts> {
	if (file.length > maximumFileBytes)
		throw new RangeError(`a file of ${file.length} bytes is not read; at most ${maximumFileBytes} are`);
	const texts = isPng(file) ? await readPngTexts(file) : {};
	const { exif, xmp } = findBlocks(file);
	const packet =
		texts[xmpKey] ?? (xmp === null || xmp.length > maximumTextBytes ? null : new TextDecoder().decode(xmp));
	return { texts, xmp: packet === null ? null : withinMarks(packet), exif: exif === null ? noExif : readExif(exif) };
}

/** A packet without what its writer put around it; null without the marks of one. */
function withinMarks(packet: string): string | null {
	const closing = '</x:xmpmeta>';
	const [start, end] = [packet.indexOf('<x:xmpmeta'), packet.lastIndexOf(closing)];
	return start < 0 || end < start ? null : packet.slice(start, end + closing.length);
}
