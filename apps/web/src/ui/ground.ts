/**
 * @file Grounds for pictures that are not loaded yet: a thumbhash (about 25 bytes) becomes a picture of 6 × 6 pixels
 * in a data address of 270 characters, which the browser blows up smoothly. BMP, because it needs no compression and
 * every browser reads it; the same code runs on the server and in the browser.
 */
import { thumbHashToRGBA } from 'thumbhash';

const side = 6;
// Two header blocks (14 and 40 bytes), then rows of three bytes per pixel, each row padded to a multiple of four.
const headerSize = 54;
const rowSize = Math.ceil((side * 3) / 4) * 4;

/** CSS `background-image` for a thumbhash in base64; undefined when there is none or it cannot be read. */
export function groundOf(thumbhash: string | null | undefined): string | undefined {
	if (!thumbhash) return undefined;
	try {
		const hash = Uint8Array.from(atob(thumbhash), (character) => character.charCodeAt(0));
		if (hash.length < 5) return undefined;
		const { w, h, rgba } = thumbHashToRGBA(hash);
		return `url(data:image/bmp;base64,${btoa(String.fromCharCode(...encodeBitmap(rgba, w, h)))})`;
	} catch {
		return undefined;
	}
}

function encodeBitmap(rgba: Uint8Array, width: number, height: number): Uint8Array {
	const bytes = new Uint8Array(headerSize + rowSize * side);
	const view = new DataView(bytes.buffer);
	bytes.set([0x42, 0x4d]);
	view.setUint32(2, bytes.length, true);
	view.setUint32(10, headerSize, true);
	view.setUint32(14, 40, true);
	view.setInt32(18, side, true);
	// A negative height means that the first row is the top one.
	view.setInt32(22, -side, true);
	view.setUint16(26, 1, true);
	view.setUint16(28, 24, true);
	for (let row = 0; row < side; row++)
		for (let column = 0; column < side; column++) {
			const y = Math.min(height - 1, Math.floor(((row + 0.5) * height) / side));
			const x = Math.min(width - 1, Math.floor(((column + 0.5) * width) / side));
			const source = (y * width + x) * 4;
			const target = headerSize + row * rowSize + column * 3;
			bytes.set([rgba[source + 2] ?? 0, rgba[source + 1] ?? 0, rgba[source] ?? 0], target);
		}
	return bytes;
}
