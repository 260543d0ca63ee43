/**
 * @file Files without what they say of themselves: the same pixels, nothing encoded anew. For pictures whose recipe is
 * somebody's secret; what carries it is told in decision 0018.
 */
import { pngChunks } from '@galatea/render/metadata';

/** Chunks of texts, times and EXIF: PNG specification (third edition), 11.3.3, 11.3.4 and 11.3.6. */
const tellingPngChunks = ['iTXt', 'tEXt', 'zTXt', 'eXIf', 'tIME'];
/** Chunks of metadata in RIFF: WebP Container Specification, "Metadata". */
const tellingWebpChunks = ['XMP ', 'EXIF'];
/** Bits of a VP8X chunk that say that EXIF or XMP follow: WebP Container Specification, "Extended File Format". */
const webpMetadataBits = 0b0000_1100;
/** Boxes of descriptions inside a movie: ISO/IEC 14496-12, 8.10.1 and 8.11.1. */
const tellingMovieBoxes = ['udta', 'meta'];
/** Boxes that hold other boxes, as far as descriptions are found in them: ISO/IEC 14496-12, 8.2.1 and 8.3.1. */
const movieContainers = ['moov', 'trak'];

/**
 * A PNG, WebP or MP4 as this project writes them, without metadata; a file of another kind as it is, because none of
 * those that are stored here carries any. Throws an `Error` when the file is not what `mimeType` says, or is cut short.
 */
export function withoutMetadata(file: Uint8Array, mimeType: string): Uint8Array {
	if (mimeType === 'image/png') return barePng(file);
	if (mimeType === 'image/webp') return bareWebp(Buffer.from(file));
	if (mimeType === 'video/mp4') return bareMovie(Buffer.from(file));
	return file;
}

function barePng(png: Uint8Array): Uint8Array {
	const kept: Uint8Array[] = [];
	let start = 0;
	for (const { type, end } of pngChunks(png)) {
		if (!tellingPngChunks.includes(type)) kept.push(png.subarray(start, end));
		start = end;
	}
	return Buffer.concat(kept);
}

function bareWebp(webp: Buffer): Uint8Array {
	if (webp.toString('latin1', 0, 4) !== 'RIFF' || webp.toString('latin1', 8, 12) !== 'WEBP')
		throw new Error('not a WebP file: its header is missing');
	const header = Buffer.from(webp.subarray(0, 12));
	const kept: Buffer[] = [header];
	for (let offset = 12; offset < webp.length; ) {
		const length = offset + 8 <= webp.length ? webp.readUInt32LE(offset + 4) : Number.POSITIVE_INFINITY;
		// A chunk of odd length has a byte after it, which some writers leave out at the end.
		const end = Math.min(offset + 8 + length + (length % 2 || 0), webp.length);
		if (offset + 8 + length > webp.length)
			throw new Error(`a WebP file cut short: a chunk at byte ${offset} goes past`);
		const type = webp.toString('latin1', offset, offset + 4);
		const chunk = webp.subarray(offset, end);
		if (type === 'VP8X') chunk[8] = (chunk[8] as number) & ~webpMetadataBits;
		if (!tellingWebpChunks.includes(type)) kept.push(chunk);
		offset = end;
	}
	header.writeUInt32LE(kept.reduce((total, { length }) => total + length, 0) - 8, 4);
	return Buffer.concat(kept);
}

// Samples are found by their place in the file, so nothing may move: a description becomes free space of the same size.
function bareMovie(movie: Buffer, start = 0, end = movie.length): Uint8Array {
	for (let offset = start; offset < end; ) {
		const short = offset + 8 <= end ? movie.readUInt32BE(offset) : 0;
		const isLong = short === 1 && offset + 16 <= end;
		const size = isLong ? Number(movie.readBigUInt64BE(offset + 8)) : short === 0 ? end - offset : short;
		const head = isLong ? 16 : 8;
		if (size < head || offset + size > end) throw new Error(`an MP4 file cut short: a box at byte ${offset} goes past`);
		const type = movie.toString('latin1', offset + 4, offset + 8);
		if (tellingMovieBoxes.includes(type)) {
			movie.write('free', offset + 4, 'latin1');
			movie.fill(0, offset + head, offset + size);
		} else if (movieContainers.includes(type)) bareMovie(movie, offset + head, offset + size);
		offset += size;
	}
	return movie;
}
