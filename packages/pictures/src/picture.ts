/** @file The one form in which pictures are handed to and from this package. */

/** Eight bits a channel, red, green, blue, pixel by pixel, row by row from the top; `3 · width · height` bytes. */
export interface Picture {
	readonly width: number;
	readonly height: number;
	readonly data: Uint8Array | Uint8ClampedArray;
}

/** An encoded file and its size in pixels. */
export interface EncodedPicture {
	readonly bytes: Uint8Array;
	readonly width: number;
	readonly height: number;
}

/** Throws a `RangeError` when the bytes are not as many as the size says. */
export function requirePicture(picture: Picture): void {
	const expected = 3 * picture.width * picture.height;
	if (picture.data.length !== expected)
		throw new RangeError(
			`a picture of ${picture.width}×${picture.height} is ${expected} bytes of RGB, got ${picture.data.length}`,
		);
}
