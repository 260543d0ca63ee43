/** @file Reading pictures that people bring: any format sharp knows, turned upright, scaled to the size asked for. */
import sharp, { type Sharp } from 'sharp';
import type { Picture } from './picture.ts';

/** Pixels of a file before it is refused: decoding takes four bytes for each. */
export const maximumPixels = 64 * 1024 * 1024;

/**
 * Decodes a picture file to exactly `width` × `height`, without keeping its aspect, as the notebooks treat an init
 * image; transparency lies on white. Throws an `Error` that says what is wrong with bytes that are no picture, are
 * damaged, or have more than 64 million pixels.
 */
export async function decodePicture(bytes: Uint8Array, width: number, height: number): Promise<Picture> {
	return decode(bytes, (source) => source.resize({ width, height, fit: 'fill' }));
}

/** Decodes a picture file in its own size; otherwise as {@link decodePicture}. */
export async function readPicture(bytes: Uint8Array): Promise<Picture> {
	return decode(bytes, (source) => source);
}

async function decode(bytes: Uint8Array, scale: (source: Sharp) => Sharp): Promise<Picture> {
	try {
		const upright = sharp(bytes, { limitInputPixels: maximumPixels, failOn: 'error' }).autoOrient();
		const { data, info } = await scale(upright)
			.flatten({ background: 'white' })
			.toColourspace('srgb')
			.removeAlpha()
			.raw()
			.toBuffer({ resolveWithObject: true });
		return { width: info.width, height: info.height, data };
	} catch (cause) {
		const reason = cause instanceof Error ? cause.message : String(cause);
		throw new Error(`not a picture that can be read: ${reason}`, { cause });
	}
}
