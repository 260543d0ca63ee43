/** @file What a picture file says of itself: in its texts, in XMP and EXIF, and hidden in its pixels. */
import {
	type FoundMetadata,
	findMetadata,
	findMovieMetadata,
	findTnweiDetails,
	isMp4,
	maximumFileBytes,
	readCarriedTexts,
	readMovieTexts,
	readPageText,
	revealText,
} from '@galatea/render/metadata';
import sharp from 'sharp';
import { maximumPixels, openedKinds, readHeader } from './still.ts';

export interface InspectedPicture {
	/** As sharp names it: `png`, `jpeg`, `webp`, `heif`, …; `mp4` for a film, `json` for a page beside a picture. */
	readonly format: string;
	/** Null for a file that is no picture. */
	readonly size: { readonly widthPx: number; readonly heightPx: number } | null;
	/** The most telling first; empty when nothing was found. */
	readonly found: readonly FoundMetadata[];
}

/** Pixels that are looked at for a hidden text: as many as the longest one takes. */
const hiddenPixels = 200_000;

/**
 * Reads a file that somebody brings. Throws an `Error` that says what is wrong with bytes that are neither a picture,
 * a film nor such a page, or are too many: 64 MiB, 64 million pixels.
 */
export async function inspectPicture(bytes: Uint8Array): Promise<InspectedPicture> {
	const text = readPageText(bytes);
	const page = text === null ? null : findTnweiDetails(text);
	if (page !== null) return { format: 'json', size: null, found: [page] };
	if (bytes.length > maximumFileBytes)
		throw new Error(`a file of ${bytes.length} bytes; at most ${maximumFileBytes} are read`);
	if (isMp4(bytes)) {
		const movie = readMovieTexts(bytes);
		const told = findMovieMetadata(movie);
		return { format: 'mp4', size: movie.size, found: told === null ? [] : [told] };
	}
	const { format, width, height } = await readHeader(bytes, openedKinds).catch((cause: Error) => {
		throw new Error(`not a picture that can be read: ${cause.message}`, { cause });
	});
	const carried = await readCarriedTexts(bytes);
	const hidden = format === 'jpeg' ? null : await revealHidden(bytes, width, height);
	return { format, size: { widthPx: width, heightPx: height }, found: findMetadata({ ...carried, hidden }) };
}

async function revealHidden(bytes: Uint8Array, width: number, height: number): Promise<string | null> {
	const rows = Math.min(height, Math.ceil(hiddenPixels / width));
	try {
		const { data, info } = await sharp(bytes, { limitInputPixels: maximumPixels })
			.extract({ left: 0, top: 0, width, height: rows })
			.removeAlpha()
			.raw()
			.toBuffer({ resolveWithObject: true });
		return info.channels === 3 ? revealText({ channels: 3, data }) : null;
	} catch {
		// Damaged pixels hide nothing; the texts may still be whole.
		return null;
	}
}
