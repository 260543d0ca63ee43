/** @file Pictures that people bring to render with, made fit to be stored and shown: nothing in them tells where they were taken. */
import { maximumSizePx } from '@galatea/render';
import sharp from 'sharp';
import { holdsOnlyPixels } from './only-pixels.ts';
import { maximumPixels, readStillHeader, sentKinds } from './still.ts';

/** Usual extensions of the kinds that are taken. sharp calls AVIF by its container. */
const extensions = { png: 'png', jpeg: 'jpg', webp: 'webp', heif: 'avif' } as const;

export interface UploadedPicture {
	readonly bytes: Uint8Array;
	/** `png`, `jpg` or `webp`. */
	readonly extension: string;
	readonly width: number;
	readonly height: number;
}

/**
 * Checks a picture file to its last pixel. One that holds its pixels and nothing else, and is no longer than any render at its
 * longer side, stays byte for byte, so that it keeps its name; another is written anew, upright, without loss but in size. Throws
 * an `Error` that says what is wrong with bytes that are no such picture, are damaged, move, or have more than 64 million pixels.
 */
export async function readUploaded(bytes: Uint8Array): Promise<UploadedPicture> {
	const found = await readStillHeader(bytes, sentKinds).catch(refuse);
	const { format, width, height } = found;
	if (format !== 'png' && format !== 'jpeg' && format !== 'webp' && format !== 'heif')
		return refuse(new Error(`it is ${format}`));
	const isSmall = Math.max(width, height) <= maximumSizePx;
	if (isSmall && (await holdsOnlyPixels(bytes, format)) && (await isWhole(bytes)))
		return { bytes, extension: extensions[format], width, height };
	const upright = sharp(bytes, { limitInputPixels: maximumPixels, failOn: 'error' })
		.autoOrient()
		.resize({ width: maximumSizePx, height: maximumSizePx, fit: 'inside', withoutEnlargement: true });
	const { data, info } = await upright
		.toColourspace('srgb')
		.webp({ lossless: true, effort: 1, exact: true })
		.toBuffer({ resolveWithObject: true })
		.catch(refuse);
	return { bytes: data, extension: 'webp', width: info.width, height: info.height };
}

/** Whether every pixel is there and the decoder has nothing to say: it warns of bytes that it leaves out. */
async function isWhole(bytes: Uint8Array): Promise<boolean> {
	const decoding = sharp(bytes, { limitInputPixels: maximumPixels, failOn: 'warning' }).raw().toBuffer();
	return decoding.then(
		() => true,
		() => false,
	);
}

function refuse(cause: unknown): never {
	const reason = cause instanceof Error ? cause.message : String(cause);
	throw new Error(`not a picture that can be used: ${reason}`, { cause });
}
