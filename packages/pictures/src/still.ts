/**
 * @file The gate that every picture passes which somebody brings, before any decoder sees it: what it is by its bytes, whatever
 * its name says; how many pixels it claims; and that it stands still, except where a file is only asked what it says. A
 * drawing or a document is a program for a far larger reader, and is not opened at all.
 */
import { pngChunks } from '@galatea/render/metadata';
import sharp, { type Metadata } from 'sharp';

/** Pixels of a file before it is refused: decoding takes four bytes for each. */
export const maximumPixels = 64 * 1024 * 1024;

/** Kinds that can be opened; the first four are those that people may send. */
export const openedKinds = ['PNG', 'JPEG', 'WebP', 'AVIF', 'GIF', 'TIFF'] as const;
type PictureKind = (typeof openedKinds)[number];
export const sentKinds: readonly PictureKind[] = openedKinds.slice(0, 4);

/** What a file begins with, as Latin-1; `.` is any byte. An ISO container says its kind behind its length. */
const beginnings: readonly (readonly [kind: string, begins: RegExp])[] = [
	['PNG', /^.PNG\r\n.\n/s],
	['JPEG', /^\xff\xd8\xff/],
	['WebP', /^RIFF.{4}WEBP/s],
	['AVIF', /^.{4}ftypavi[fs]/s],
	['HEIC', /^.{4}ftyp(?:hei[cmsx]|hev[cmsx])/s],
	// The plain brands of both: those that it is compatible with follow.
	['AVIF', /^.{4}ftypmi[af]1.{4}(?:.{4})*?avif/s],
	['HEIC', /^.{4}ftypm(?:if1|sf1)/s],
	['GIF', /^GIF8[79]a/],
	['TIFF', /^(?:II[*+].|MM.[*+])/s],
	['a film', /^.{4}ftyp/s],
	['BMP', /^BM/],
	['PDF', /^%PDF/],
	['SVG', /^(?:\xef\xbb\xbf)?\s*<(?:\?xml|!--|!doctype svg|svg)/i],
];
/** Bytes that are looked at for that. */
const beginningBytes = 64;

/** What the bytes are, by how they begin; null for nothing that is known. */
function kindOf(bytes: Uint8Array): string | null {
	const text = Buffer.from(bytes.subarray(0, beginningBytes)).toString('latin1');
	return beginnings.find(([, begins]) => begins.test(text))?.[0] ?? null;
}

/**
 * What the header of a picture says. Throws an `Error` with the reason where it is of none of these kinds, or has more than 64
 * million pixels.
 */
export async function readHeader(bytes: Uint8Array, kinds: readonly PictureKind[]): Promise<Metadata> {
	if (bytes.length === 0) throw new Error('the file is empty');
	const kind = kindOf(bytes);
	const wanted = `must be ${kinds.slice(0, -1).join(', ')} or ${kinds.at(-1)}`;
	if (!kinds.some((each) => each === kind)) throw new Error(`it is ${kind ?? 'of no known kind'}, and ${wanted}`);
	const header = await sharp(bytes, { limitInputPixels: false }).metadata();
	const { width, height } = header;
	if (header.format === 'heif' && header.compression !== 'av1') throw new Error(`it is HEIC, and ${wanted}`);
	if (width * height > maximumPixels)
		throw new Error(
			`it has ${width} × ${height} pixels, and at most ${Math.floor(maximumPixels / 1e6)} million are opened: scale it down`,
		);
	return header;
}

/** As {@link readHeader}; also throws where the picture moves, or the file has several. */
export async function readStillHeader(bytes: Uint8Array, kinds: readonly PictureKind[]): Promise<Metadata> {
	const header = await readHeader(bytes, kinds);
	// libvips reads the first picture of a moving PNG, and does not say that there are more.
	const pages = header.format === 'png' ? pngPages(bytes) : (header.pages ?? 1);
	if (pages > 1) throw new Error(`it moves or has several pages, ${pages} of them: send one that stands still`);
	return header;
}

/** Pictures of a PNG: an `acTL` chunk before the pixels says of how many (PNG specification, third edition, 11.3.6.1). */
function pngPages(bytes: Uint8Array): number {
	try {
		for (const { type, data } of pngChunks(bytes)) {
			if (type === 'acTL' && data.length === 8) return Buffer.from(data).readUInt32BE(0);
			if (type === 'IDAT') return 1;
		}
	} catch {
		// What is cut short is refused when its pixels are read.
	}
	return 1;
}
