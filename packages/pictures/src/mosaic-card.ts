/** @file What other sites show of a collection: a few of its pictures as a mosaic, with the same words as on an artwork's card. */
import sharp from 'sharp';
import { decodePicture } from './decode.ts';
import type { EncodedPicture } from './picture.ts';
import { composeCard, encodeSharingCard, pictureHeightPx, type SharingCardWords } from './sharing-card.ts';

/** Changes with everything that changes the file. */
export const mosaicCardVersion = 1;
/** Pictures on a card; of more it shows the first. */
export const maximumMosaicPictures = 4;

const sidePx = pictureHeightPx;
const gapPx = 8;
/** Between the pictures, on any of them. */
const gapColour = { r: 24, g: 24, b: 24 };

interface Cell {
	readonly left: number;
	readonly top: number;
	readonly width: number;
	readonly height: number;
}

const halfPx = (sidePx - gapPx) / 2;
const farPx = halfPx + gapPx;

/** Two stand side by side; of three the first is as high as the others together; four fill the corners. */
const cells: Readonly<Record<number, readonly Cell[]>> = {
	2: [
		{ left: 0, top: 0, width: halfPx, height: sidePx },
		{ left: farPx, top: 0, width: halfPx, height: sidePx },
	],
	3: [
		{ left: 0, top: 0, width: halfPx, height: sidePx },
		{ left: farPx, top: 0, width: halfPx, height: halfPx },
		{ left: farPx, top: farPx, width: halfPx, height: halfPx },
	],
	4: [
		{ left: 0, top: 0, width: halfPx, height: halfPx },
		{ left: farPx, top: 0, width: halfPx, height: halfPx },
		{ left: 0, top: farPx, width: halfPx, height: halfPx },
		{ left: farPx, top: farPx, width: halfPx, height: halfPx },
	],
};

/**
 * A JPEG as {@link encodeSharingCard} gives it, of 1 to {@link maximumMosaicPictures} pictures: of one the whole picture, of more each
 * cut to its cell. Throws a RangeError on their number, and an `Error` that says what is wrong with bytes that are no picture.
 */
export async function encodeMosaicCard(
	pictures: readonly Uint8Array[],
	words: SharingCardWords,
): Promise<EncodedPicture> {
	const [only] = pictures;
	if (only && pictures.length === 1) return encodeSharingCard(only, words);
	const places = cells[pictures.length];
	if (!places) throw new RangeError(`a mosaic has 1 to ${maximumMosaicPictures} pictures, not ${pictures.length}`);
	const layers = [];
	for (const [index, place] of places.entries()) {
		// One after the other: each may have 64 million pixels.
		const { data, width, height } = await decodePicture(
			pictures[index] ?? Uint8Array.of(),
			place.width,
			place.height,
			'cover',
		);
		const input = Buffer.from(data);
		layers.push({ input, raw: { width, height, channels: 3 as const }, left: place.left, top: place.top });
	}
	const mosaic = await sharp({ create: { width: sidePx, height: sidePx, channels: 3, background: gapColour } })
		.composite(layers)
		.removeAlpha()
		.raw()
		.toBuffer({ resolveWithObject: true });
	return composeCard(mosaic, mosaic, words);
}
