/** @file Pictures that people bring to render with, made fit to be stored and shown: nothing in them tells where they were taken. */
import { maximumSizePx } from '@galatea/render';
import sharp, { type Metadata } from 'sharp';
import { maximumPixels, readStillHeader, sentKinds } from './still.ts';

/** Usual extensions of the kinds that are taken. sharp calls AVIF by its container. */
const extensions: Readonly<Record<string, string>> = { png: 'png', jpeg: 'jpg', webp: 'webp', heif: 'avif' };

export interface BroughtPicture {
	readonly bytes: Uint8Array;
	/** `png`, `jpg`, `webp` or `avif`. */
	readonly extension: string;
	readonly width: number;
	readonly height: number;
}

/**
 * Checks a picture file to its last pixel. One that is upright, carries no metadata and is no longer than any render at
 * its longer side stays byte for byte, so that it keeps its name; another is written anew, without loss but in size. Throws
 * an `Error` that says what is wrong with bytes that are no such picture, are damaged, move, or have more than 64 million pixels.
 */
export async function readBrought(bytes: Uint8Array): Promise<BroughtPicture> {
	const options = { limitInputPixels: maximumPixels, failOn: 'error' } as const;
	const found = await readStillHeader(bytes, sentKinds).catch(refuse);
	const extension = extensions[found.format ?? ''];
	if (extension === undefined) return refuse(new Error(`it is ${found.format}`));
	const upright = sharp(bytes, options)
		.autoOrient()
		.resize({ width: maximumSizePx, height: maximumSizePx, fit: 'inside', withoutEnlargement: true });
	const { data, info } = await upright
		.toColourspace('srgb')
		.webp({ lossless: true, effort: 1, exact: true })
		.toBuffer({ resolveWithObject: true })
		.catch(refuse);
	const { width, height } = info;
	return isClean(found) ? { bytes, extension, width, height } : { bytes: data, extension: 'webp', width, height };
}

function isClean({ exif, xmp, iptc, comments, orientation = 1, pages = 1, width, height }: Metadata): boolean {
	const tells = exif !== undefined || xmp !== undefined || iptc !== undefined || (comments?.length ?? 0) > 0;
	return !tells && orientation === 1 && pages === 1 && Math.max(width, height) <= maximumSizePx;
}

function refuse(cause: unknown): never {
	const reason = cause instanceof Error ? cause.message : String(cause);
	throw new Error(`not a picture that can be used: ${reason}`, { cause });
}
