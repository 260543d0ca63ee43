/** @file Reading pictures that people bring: of any kind that still.ts opens, turned upright, scaled to the size asked for. */
import sharp, { type Sharp } from 'sharp';
import type { Picture } from './picture.ts';
import { maximumPixels, openedKinds, readStillHeader } from './still.ts';

/** What becomes of a picture of another aspect: stretched, cut to fill, or whole with middle grey beside it. */
type PictureFit = 'stretch' | 'cover' | 'contain';

/**
 * Decodes a picture file to exactly `width` × `height`; stretched unless `fit` says otherwise, as the notebooks treat
 * an init image. Transparency lies on white. Throws an `Error` that says what is wrong with bytes that are no picture, are
 * damaged, move, or have more than 64 million pixels.
 */
export async function decodePicture(
	bytes: Uint8Array,
	width: number,
	height: number,
	fit: PictureFit = 'stretch',
): Promise<Picture> {
	const background = { r: 128, g: 128, b: 128 };
	return decode(bytes, (source) =>
		source.resize({ width, height, fit: fit === 'stretch' ? 'fill' : fit, position: 'centre', background }),
	);
}

/**
 * Decodes a picture file with its aspect kept, scaled down where it has more than `maximumAreaPx` pixels; otherwise as
 * {@link decodePicture}.
 */
export async function decodePictureWithin(bytes: Uint8Array, maximumAreaPx: number): Promise<Picture> {
	const { width, height } = (await readStillHeader(bytes, openedKinds).catch(refuse)).autoOrient;
	const scale = Math.sqrt(Math.min(1, maximumAreaPx / (width * height)));
	const scaled = (side: number): number => Math.max(1, Math.round(side * scale));
	return decodePicture(bytes, scaled(width), scaled(height));
}

/** Decodes a picture file in its own size; otherwise as {@link decodePicture}. */
export async function readPicture(bytes: Uint8Array): Promise<Picture> {
	return decode(bytes, (source) => source);
}

async function decode(bytes: Uint8Array, scale: (source: Sharp) => Sharp): Promise<Picture> {
	try {
		await readStillHeader(bytes, openedKinds);
		const upright = sharp(bytes, { limitInputPixels: maximumPixels, failOn: 'error' }).autoOrient();
		const { data, info } = await scale(upright)
			.flatten({ background: 'white' })
			.toColourspace('srgb')
			.removeAlpha()
			.raw()
			.toBuffer({ resolveWithObject: true });
		return { width: info.width, height: info.height, data };
	} catch (cause) {
		return refuse(cause);
	}
}

function refuse(cause: unknown): never {
	const reason = cause instanceof Error ? cause.message : String(cause);
	throw new Error(`not a picture that can be read: ${reason}`, { cause });
}
