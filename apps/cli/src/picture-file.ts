/** @file The picture of a render as a file, in the format that its name says. */
import { stat } from 'node:fs/promises';
import { dirname, extname, resolve } from 'node:path';
import { copyFormats, encodeCopy, encodeOriginal, type Picture } from '@galatea/pictures';
import type { PictureMetadata } from '@galatea/render/metadata';
import { UsageError } from './usage-error.ts';

/** What a file's name may end in. */
const pictureFormats = ['png', ...copyFormats] as const;
type PictureFormat = (typeof pictureFormats)[number];

/** Of a lossy file: high, since it may be the only one that is kept. */
const quality = 92;

/** The format that a file's name asks for; null for another. */
function pictureFormat(file: string): PictureFormat | null {
	const extension = extname(file).slice(1).toLowerCase();
	const usual = extension === 'jpeg' ? 'jpg' : extension;
	return pictureFormats.find((format) => format === usual) ?? null;
}

/** The whole path of a picture to write. Found out before the rendering, not after it. */
export async function checkOut(file: string): Promise<string> {
	const out = await checkFolder(file);
	if (pictureFormat(out) === null)
		throw new UsageError(
			`--out ${file}: its name must end in one of ${pictureFormats.map((each) => `.${each}`).join(', ')}.`,
		);
	return out;
}

/** The whole path of a file to write, in a folder that is there. */
export async function checkFolder(file: string): Promise<string> {
	const out = resolve(file);
	const folder = await stat(dirname(out)).catch(() => null);
	if (!folder?.isDirectory()) throw new UsageError(`--out ${file}: there is no folder ${dirname(out)}.`);
	if ((await stat(out).catch(() => null))?.isDirectory())
		throw new UsageError(`--out ${file} is a folder: name a file in it.`);
	return out;
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
