/** @file The picture of a render as a file, in the format that its name says. */
import { extname } from 'node:path';
import { copyFormats, encodeCopy, encodeOriginal, type Picture } from '@galatea/pictures';
import type { PictureMetadata } from '@galatea/render/metadata';

/** What a file's name may end in. */
export const pictureFormats = ['png', ...copyFormats] as const;
type PictureFormat = (typeof pictureFormats)[number];

/** Of a lossy file: high, since it may be the only one that is kept. */
const quality = 92;

/** The format that a file's name asks for; null for another. */
export function pictureFormat(file: string): PictureFormat | null {
	const extension = extname(file).slice(1).toLowerCase();
	const usual = extension === 'jpeg' ? 'jpg' : extension;
	return pictureFormats.find((format) => format === usual) ?? null;
}

/** The bytes of `file`, which carry the metadata. */
export async function encodePictureFile(
	picture: Picture,
	metadata: PictureMetadata,
	file: string,
): Promise<Uint8Array> {
	const format = pictureFormat(file) ?? 'png';
	const encoded =
		format === 'png'
			? await encodeOriginal(picture, metadata)
			: await encodeCopy(picture, metadata, { format, quality });
	return encoded.bytes;
}
