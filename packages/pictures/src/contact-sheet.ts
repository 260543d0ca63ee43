/** @file Many pictures on one sheet, in reading order. */
import sharp from 'sharp';
import { type Picture, requirePicture } from './picture.ts';

export interface ContactSheetOptions {
	readonly columns: number;
	/** Side of the square that each picture gets. */
	readonly cellPx: number;
	/** Between the pictures and around them. */
	readonly gapPx: number;
	/** WebP quality, 1 to 100. */
	readonly quality: number;
}

/** A WebP of all pictures, as they come; the last row may be short. Throws a RangeError when there is none. */
export async function encodeContactSheet(
	pictures: readonly Picture[],
	{ columns, cellPx, gapPx, quality }: ContactSheetOptions,
): Promise<Uint8Array> {
	if (pictures.length === 0) throw new RangeError('a contact sheet needs at least one picture');
	const pitch = cellPx + gapPx;
	const cells = await Promise.all(
		pictures.map(async (picture, index) => {
			requirePicture(picture);
			const { width, height, data } = picture;
			const input = await sharp(data, { raw: { width, height, channels: 3 } })
				.resize({ width: cellPx, height: cellPx, fit: 'contain', background: 'white' })
				.png({ compressionLevel: 1 })
				.toBuffer();
			return { input, left: gapPx + pitch * (index % columns), top: gapPx + pitch * Math.floor(index / columns) };
		}),
	);
	const width = gapPx + pitch * Math.min(columns, pictures.length);
	const height = gapPx + pitch * Math.ceil(pictures.length / columns);
	return sharp({ create: { width, height, channels: 3, background: 'white' } })
		.composite(cells)
		.webp({ quality })
		.toBuffer();
}

/** The same picture, scaled to exactly `width` × `height` (Lanczos). */
export async function scalePicture(picture: Picture, width: number, height: number): Promise<Picture> {
	requirePicture(picture);
	const data = await sharp(picture.data, { raw: { width: picture.width, height: picture.height, channels: 3 } })
		.resize({ width, height, fit: 'fill' })
		.raw()
		.toBuffer();
	return { width, height, data };
}
