/** @file Reading pictures that people bring: any format sharp knows, turned upright, cropped to the size asked for. */
import sharp from 'sharp';
import type { Picture } from './picture.ts';

/** Pixels of a file before it is refused: decoding takes four bytes for each. */
const maximumPixels = 64 * 1024 * 1024;

/**
 * Decodes a picture file to exactly `width` × `height`, cut at its longer sides. Throws an `Error` that says what is
 * wrong with bytes that are no picture, are damaged, or have more than 64 million pixels.
 */
export async function decodePicture(bytes: Uint8Array, width: number, height: number): Promise<Picture> {
	try {
		const { data } = await sharp(bytes, { limitInputPixels: maximumPixels, failOn: 'error' })
			.autoOrient()
			.resize({ width, height, fit: 'cover' })
			.flatten({ background: 'white' })
			.toColourspace('srgb')
			.removeAlpha()
			.raw()
			.toBuffer({ resolveWithObject: true });
		return { width, height, data };
	} catch (cause) {
		const reason = cause instanceof Error ? cause.message : String(cause);
		throw new Error(`not a picture that can be read: ${reason}`, { cause });
	}
}
