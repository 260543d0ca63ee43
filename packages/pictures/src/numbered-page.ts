/** @file Pictures on a page with a number under each, for people who are to name them. */
import sharp from 'sharp';
import { letter } from './lettering.ts';
import { type Picture, requirePicture } from './picture.ts';

const numberSizePx = 24;
const lineHeightPx = 34;
const gapPx = 14;

export interface NumberedPageOptions {
	readonly columns: number;
	/** Side of the square that each picture gets. */
	readonly cellPx: number;
	/** Number of the first picture; those after it count on. */
	readonly first: number;
}

/** A PNG of all pictures in reading order. Small pictures are drawn larger. Throws a RangeError when there is none. */
export async function encodeNumberedPage(
	pictures: readonly Picture[],
	{ columns, cellPx, first }: NumberedPageOptions,
): Promise<Uint8Array> {
	if (pictures.length === 0) throw new RangeError('a page needs at least one picture');
	const [across, down] = [cellPx + gapPx, cellPx + lineHeightPx + gapPx];
	const width = gapPx + across * Math.min(columns, pictures.length);
	const height = gapPx + down * Math.ceil(pictures.length / columns);
	const places = pictures.map((_, index) => ({
		left: gapPx + across * (index % columns),
		top: gapPx + down * Math.floor(index / columns),
	}));
	const cells = await Promise.all(
		pictures.map(async (picture, index) => {
			requirePicture(picture);
			const input = await sharp(picture.data, { raw: { width: picture.width, height: picture.height, channels: 3 } })
				.resize({ width: cellPx, height: cellPx, fit: 'contain', background: 'white' })
				.png({ compressionLevel: 1 })
				.toBuffer();
			return { input, ...(places[index] as { left: number; top: number }) };
		}),
	);
	const numbers = places.map(({ left, top }, index) => {
		const { path, widthPx } = letter(String(first + index), numberSizePx);
		return `<path transform="translate(${left + (cellPx - widthPx) / 2} ${top + cellPx + numberSizePx})" d="${path}"/>`;
	});
	const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${numbers.join('')}</svg>`;
	return sharp({ create: { width, height, channels: 3, background: 'white' } })
		.composite([...cells, { input: Buffer.from(svg), left: 0, top: 0 }])
		.png()
		.toBuffer();
}
