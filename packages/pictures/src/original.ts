/** @file Pictures that carry their own recipe, so that a saved file can be rendered again. */

import {
	asciiJson,
	type PictureMetadata,
	plainPngTexts,
	program,
	recipeKey,
	runKey,
	writePictureXmp,
	writePngTexts,
} from '@galatea/render/metadata';
import sharp from 'sharp';
import { type EncodedPicture, type Picture, requirePicture } from './picture.ts';
import { insertTexts, replaceTexts } from './png-text.ts';

/**
 * A lossless PNG with `metadata` in `iTXt` chunks, XMP among them. Bit for bit the same for the same input and version
 * of sharp: it holds no time.
 */
export async function encodeOriginal(picture: Picture, metadata: PictureMetadata): Promise<EncodedPicture> {
	requirePicture(picture);
	const { width, height } = picture;
	const png = await sharp(picture.data, { raw: { width, height, channels: 3 } })
		.png({ compressionLevel: 9, adaptiveFiltering: true })
		.toBuffer();
	return { bytes: insertTexts(png, writePngTexts(metadata)), width, height };
}

/** An original with other metadata and the same pixels, none of them encoded anew. Throws when `png` is no PNG. */
export function relabelOriginal(png: Uint8Array, metadata: PictureMetadata): Uint8Array {
	return replaceTexts(png, writePngTexts(metadata));
}

/** Formats of {@link encodeCopy}, by their usual extension. */
export const copyFormats = ['webp', 'jpg', 'avif'] as const;
export type CopyFormat = (typeof copyFormats)[number];

/** What a JPEG holds in the one segment that XMP or EXIF gets; libvips leaves out what is longer without a word. */
const maximumSegmentBytes = 65_000;

/**
 * A smaller file for passing on, with the same metadata as XMP, and the recipe as EXIF's user comment besides.
 * `quality` is 1 to 100. Throws a RangeError when the metadata is longer than the format holds (JPEG: 65,000 bytes).
 */
export async function encodeCopy(
	picture: Picture,
	metadata: PictureMetadata,
	{ format, quality }: { readonly format: CopyFormat; readonly quality: number },
): Promise<EncodedPicture> {
	requirePicture(picture);
	const { width, height } = picture;
	const xmp = writePictureXmp(metadata);
	const comment = metadata.recipe === null ? null : asciiJson(metadata.recipe);
	const longest = Math.max(Buffer.byteLength(xmp), comment?.length ?? 0);
	if (format === 'jpg' && longest > maximumSegmentBytes)
		throw new RangeError(
			`a JPEG holds at most ${maximumSegmentBytes} bytes of metadata, and this recipe takes ${longest}: use PNG or WebP`,
		);
	const bytes = await sharp(picture.data, { raw: { width, height, channels: 3 } })
		.toFormat(format === 'jpg' ? 'jpeg' : format, { quality })
		.withXmp(xmp)
		.withExif({
			IFD0: { Software: program },
			...(comment !== null && comment.length <= maximumSegmentBytes && { IFD2: { UserComment: comment } }),
		})
		.toBuffer();
	return { bytes, width, height };
}

/** The run record's text as {@link encodeOriginal} wrote it; otherwise as {@link readEmbeddedRecipe}. */
export function readEmbeddedRun(png: Uint8Array): string | null {
	return plainPngTexts(png)[runKey] ?? null;
}

/** The recipe's JSON as {@link encodeOriginal} wrote it, null if there is none; throws when `png` is no PNG. */
export function readEmbeddedRecipe(png: Uint8Array): string | null {
	return plainPngTexts(png)[recipeKey] ?? null;
}
