/**
 * @file Where a picture file keeps its EXIF and XMP, by its format's own grammar: PNG chunks, JPEG segments (ITU T.81, B.1.1.4),
 * RIFF chunks of WebP, and items of AVIF and HEIF (ISO/IEC 14496-12, 8.11). What people wrote elsewhere in it is not looked at.
 */
import { latin1, viewOf } from './bytes.ts';
import { isPng, maximumTextBytes, pngChunks, untilCut } from './png.ts';

/** The blocks of one file; null where there is none. */
export interface MetadataBlocks {
	/** A TIFF structure. */
	readonly exif: Uint8Array | null;
	/** XML in UTF-8. */
	readonly xmp: Uint8Array | null;
}

const nothing: MetadataBlocks = { exif: null, xmp: null };
const jpegExif = 'Exif\0\0';
const jpegXmp = 'http://ns.adobe.com/xap/1.0/\0';
/** Segments, chunks or items of one file that are looked at. */
const maximumParts = 1_000;

/** Finds the blocks of a PNG, JPEG, WebP, AVIF or HEIF; of another file none. A PNG's XMP is one of its texts. */
export function findBlocks(file: Uint8Array): MetadataBlocks {
	if (isPng(file)) return { exif: pngExif(file), xmp: null };
	if (file[0] === 0xff && file[1] === 0xd8) return jpegBlocks(file);
	if (latin1(file.subarray(0, 4)) === 'RIFF' && latin1(file.subarray(8, 12)) === 'WEBP') return webpBlocks(file);
	if (latin1(file.subarray(4, 8)) === 'ftyp') return itemBlocks(file);
	if (/^(?:II\*\0|MM\0\*)$/.test(latin1(file.subarray(0, 4)))) return { exif: file, xmp: null };
	return nothing;
}

function pngExif(file: Uint8Array): Uint8Array | null {
	for (const { type, data } of untilCut(pngChunks(file))) if (type === 'eXIf') return data;
	return null;
}

function jpegBlocks(file: Uint8Array): MetadataBlocks {
	let blocks = nothing;
	const view = viewOf(file);
	// Markers with a length, up to the first scan.
	for (let at = 2, part = 0; at + 4 <= file.length && part < maximumParts; part++) {
		const marker = file[at + 1] as number;
		if (file[at] !== 0xff || marker === 0xda || marker === 0xd9) break;
		const end = at + 2 + view.getUint16(at + 2);
		if (end > file.length) break;
		const data = file.subarray(at + 4, end);
		if (marker === 0xe1) {
			if (startsWith(data, jpegExif)) blocks = { ...blocks, exif: blocks.exif ?? data.subarray(jpegExif.length) };
			if (startsWith(data, jpegXmp)) blocks = { ...blocks, xmp: blocks.xmp ?? data.subarray(jpegXmp.length) };
		}
		at = end;
	}
	return blocks;
}

function webpBlocks(file: Uint8Array): MetadataBlocks {
	let blocks = nothing;
	const view = viewOf(file);
	for (let at = 12, part = 0; at + 8 <= file.length && part < maximumParts; part++) {
		const type = latin1(file.subarray(at, at + 4));
		const length = view.getUint32(at + 4, true);
		const data = file.subarray(at + 8, at + 8 + length);
		// Some programs put the mark of JPEG before it.
		if (type === 'EXIF') blocks = { ...blocks, exif: data.subarray(startsWith(data, jpegExif) ? jpegExif.length : 0) };
		if (type === 'XMP ') blocks = { ...blocks, xmp: data };
		at += 8 + length + (length % 2);
	}
	return blocks;
}

/** Items of the `meta` box: `iinf` says what each is, `iloc` where its bytes are. */
function itemBlocks(file: Uint8Array): MetadataBlocks {
	try {
		const meta = childBox(file, 0, file.length, 'meta');
		if (meta === null) return nothing;
		// A `meta` box begins with version and flags.
		const info = childBox(file, meta.from + 4, meta.to, 'iinf');
		const places = childBox(file, meta.from + 4, meta.to, 'iloc');
		if (info === null || places === null) return nothing;
		const kinds = itemKinds(file, info);
		const extents = itemExtents(file, places);
		const dataOf = (kind: 'exif' | 'xmp'): Uint8Array | null => {
			const extent = extents.get(kinds.get(kind) ?? -1);
			return extent === undefined || extent.to > file.length ? null : file.subarray(extent.from, extent.to);
		};
		const exif = dataOf('exif');
		// Four bytes say how far into the rest the TIFF header is.
		const offset = exif === null || exif.length < 4 ? 0 : 4 + viewOf(exif).getUint32(0);
		return { exif: exif?.subarray(offset) ?? null, xmp: dataOf('xmp') };
	} catch {
		// A box that ends too early throws a RangeError.
		return nothing;
	}
}

interface Span {
	readonly from: number;
	readonly to: number;
}

function* boxes(file: Uint8Array, from: number, to: number): Generator<Span & { readonly type: string }, undefined> {
	const view = viewOf(file);
	for (let at = from, part = 0; at + 8 <= to && part < maximumParts; part++) {
		const short = view.getUint32(at);
		const size = short === 1 ? Number(view.getBigUint64(at + 8)) : short === 0 ? to - at : short;
		const head = short === 1 ? 16 : 8;
		if (size < head || at + size > to) return undefined;
		yield { type: latin1(file.subarray(at + 4, at + 8)), from: at + head, to: at + size };
		at += size;
	}
	return undefined;
}

function childBox(file: Uint8Array, from: number, to: number, type: string): Span | null {
	for (const box of boxes(file, from, to)) if (box.type === type) return box;
	return null;
}

function itemKinds(file: Uint8Array, { from, to }: Span): ReadonlyMap<'exif' | 'xmp', number> {
	const view = viewOf(file);
	const kinds = new Map<'exif' | 'xmp', number>();
	for (const box of boxes(file, from + (file[from] === 0 ? 6 : 8), to)) {
		const version = file[box.from] ?? 0;
		if (box.type !== 'infe' || version < 2) continue;
		const idBytes = version === 2 ? 2 : 4;
		const id = idBytes === 2 ? view.getUint16(box.from + 4) : view.getUint32(box.from + 4);
		const typeAt = box.from + 4 + idBytes + 2;
		const type = latin1(file.subarray(typeAt, typeAt + 4));
		if (type === 'Exif') kinds.set('exif', id);
		if (type === 'mime' && latin1(file.subarray(typeAt + 4, box.to)).includes('application/rdf+xml'))
			kinds.set('xmp', id);
	}
	return kinds;
}

/** Of items that lie in the file in one piece, as those of metadata do. */
function itemExtents(file: Uint8Array, { from, to }: Span): ReadonlyMap<number, Span> {
	const view = viewOf(file);
	const number = (at: number, bytes: number): number =>
		bytes === 0
			? 0
			: bytes === 4
				? view.getUint32(at)
				: bytes === 8
					? Number(view.getBigUint64(at))
					: view.getUint16(at);
	const version = file[from] ?? 0;
	const sizes = view.getUint16(from + 4);
	const [offsetBytes, lengthBytes, baseBytes] = [sizes >> 12, (sizes >> 8) & 15, (sizes >> 4) & 15];
	const indexBytes = version === 0 ? 0 : sizes & 15;
	const idBytes = version < 2 ? 2 : 4;
	const count = Math.min(number(from + 6, idBytes), maximumParts);
	const extents = new Map<number, Span>();
	for (let at = from + 6 + idBytes, item = 0; item < count && at < to; item++) {
		const id = number(at, idBytes);
		const method = version === 0 ? 0 : view.getUint16(at + idBytes) & 15;
		at += idBytes + (version === 0 ? 0 : 2) + 2;
		const base = number(at, baseBytes);
		const pieces = view.getUint16(at + baseBytes);
		at += baseBytes + 2;
		const start = base + number(at + indexBytes, offsetBytes);
		const length = number(at + indexBytes + offsetBytes, lengthBytes);
		if (method === 0 && pieces === 1 && length > 0 && length <= maximumTextBytes)
			extents.set(id, { from: start, to: start + length });
		at += pieces * (indexBytes + offsetBytes + lengthBytes);
	}
	return extents;
}

function startsWith(bytes: Uint8Array, mark: string): boolean {
	return latin1(bytes.subarray(0, mark.length)) === mark;
}
