/**
 * @file Texts of an MP4, without decoding a picture: the boxes of ISO/IEC 14496-12 (size and type, big-endian, 64-bit
 * sizes where the first is 1) down to `moov/udta/meta/ilst`, where ffmpeg leaves title and comment as QuickTime's
 * metadata atoms (`©nam`, `©cmt`, with a `data` box each), and `moov/trak/tkhd`, whose end is width and height as 16.16
 * fixed-point numbers.
 */
import { latin1 } from './bytes.ts';
import type { PixelSize } from './lossless.ts';
import { maximumTextBytes } from './png.ts';

/** Boxes of one parent that are looked at; a film of ours has some forty. */
const maximumBoxes = 1_000;
/** Type and locale before the text of a `data` box, and its type for UTF-8. */
const dataHeadBytes = 8;
const utf8Type = 1;

/** What a film says of itself; null where it says nothing. */
export interface MovieTexts {
	readonly size: PixelSize | null;
	readonly title: string | null;
	readonly comment: string | null;
}

interface Box {
	readonly type: string;
	readonly body: Uint8Array;
}

/** Whether the file begins as an MP4 does. An AVIF or HEIF does too, by other brands, and is a picture. */
export function isMp4(file: Uint8Array): boolean {
	const brand = latin1(file.subarray(8, 12));
	return latin1(file.subarray(4, 8)) === 'ftyp' && /^(?:isom|iso\d|mp4\d|avc1|M4V )$/.test(brand);
}

/** Reads what is there; what is cut short or not as it should be is left out. */
export function readMovieTexts(file: Uint8Array): MovieTexts {
	const moov = boxesOf(file).find(({ type }) => type === 'moov')?.body;
	if (moov === undefined) return { size: null, title: null, comment: null };
	const meta = inside(moov, ['udta', 'meta'])[0];
	// A `meta` box begins with version and flags.
	const items = meta === undefined ? [] : inside(meta.subarray(4), ['ilst']).flatMap(boxesOf);
	const text = (type: string): string | null => {
		const item = items.find((each) => each.type === type);
		return item === undefined ? null : textOf(item.body);
	};
	const sizes = inside(moov, ['trak', 'tkhd']).map(sizeOf);
	return { size: sizes.find((size) => size !== null) ?? null, title: text('\u00a9nam'), comment: text('\u00a9cmt') };
}

/** Bodies of all boxes at this path. */
function inside(bytes: Uint8Array, path: readonly string[]): readonly Uint8Array[] {
	return path.reduce<readonly Uint8Array[]>(
		(bodies, type) => bodies.flatMap(boxesOf).flatMap((box) => (box.type === type ? [box.body] : [])),
		[bytes],
	);
}

function boxesOf(bytes: Uint8Array): readonly Box[] {
	const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
	const boxes: Box[] = [];
	for (let offset = 0; offset + 8 <= bytes.length && boxes.length < maximumBoxes; ) {
		const short = view.getUint32(offset);
		const isLong = short === 1 && offset + 16 <= bytes.length;
		// 0: to the end of the file.
		const size = isLong ? Number(view.getBigUint64(offset + 8)) : short === 0 ? bytes.length - offset : short;
		const head = isLong ? 16 : 8;
		if (size < head || offset + size > bytes.length) break;
		boxes.push({
			type: latin1(bytes.subarray(offset + 4, offset + 8)),
			body: bytes.subarray(offset + head, offset + size),
		});
		offset += size;
	}
	return boxes;
}

function textOf(item: Uint8Array): string | null {
	const data = boxesOf(item).find(({ type }) => type === 'data')?.body;
	if (data === undefined || data.length < dataHeadBytes || data.length > maximumTextBytes) return null;
	const isText = new DataView(data.buffer, data.byteOffset).getUint32(0) === utf8Type;
	return isText ? new TextDecoder().decode(data.subarray(dataHeadBytes)) : null;
}

/** Of a track's header; a track of sound has none. */
function sizeOf(header: Uint8Array): PixelSize | null {
	if (header.length < 8) return null;
	const view = new DataView(header.buffer, header.byteOffset + header.length - 8, 8);
	const [widthPx, heightPx] = [view.getUint32(0) >>> 16, view.getUint32(4) >>> 16];
	return widthPx > 0 && heightPx > 0 ? { widthPx, heightPx } : null;
}
