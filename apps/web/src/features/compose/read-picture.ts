/** @file Reads what a picture file says of how it was made, in the browser: the file is sent nowhere. */
import {
	type FoundMetadata,
	findMetadata,
	findMovieMetadata,
	findTnweiDetails,
	isMp4,
	losslessSize,
	maximumFileBytes,
	type PixelSize,
	type Pixels,
	readCarriedTexts,
	readMovieTexts,
	readPageText,
	revealText,
} from '@galatea/render/metadata';
import { maximumPixels } from './maximum-pixels.ts';

export type PictureReading =
	| {
			readonly kind: 'found';
			readonly name: string;
			/** The most telling of what was found. */
			readonly found: FoundMetadata;
			/** Of the picture itself; null when it is unknown. */
			readonly size: PixelSize | null;
	  }
	| { readonly kind: 'nothing' | 'tooLarge' | 'unreadable'; readonly name: string };

/** Decodes the first rows of a picture, at least as many pixels as asked for if it has them; null if it cannot. */
export type PixelReader = (file: Blob, size: PixelSize, pixels: number) => Promise<Pixels | null>;

/** Pixels that are looked at for a hidden text: as many as the longest one takes. */
const hiddenPixels = 200_000;

/** Reads one file. Never throws: what is wrong is an answer too. */
export async function readPicture(file: File, readPixels: PixelReader = canvasPixels): Promise<PictureReading> {
	const { name } = file;
	if (file.size > maximumFileBytes) return { kind: 'tooLarge', name };
	try {
		const bytes = new Uint8Array(await file.arrayBuffer());
		const page = readPageText(bytes);
		const details = page === null ? null : findTnweiDetails(page);
		if (details !== null) return { kind: 'found', name, found: details, size: null };
		if (isMp4(bytes)) {
			const movie = readMovieTexts(bytes);
			const told = findMovieMetadata(movie);
			return told ? { kind: 'found', name, found: told, size: movie.size } : { kind: 'nothing', name };
		}
		const carried = await readCarriedTexts(bytes);
		const size = losslessSize(bytes);
		const [told] = findMetadata({ ...carried, hidden: null });
		if (told) return { kind: 'found', name, found: told, size };
		const hidden = size === null ? null : await reveal(file, size, readPixels);
		const [found] = hidden === null ? [] : findMetadata({ ...carried, hidden });
		return found ? { kind: 'found', name, found, size } : { kind: 'nothing', name };
	} catch {
		return { kind: 'unreadable', name };
	}
}

async function reveal(file: Blob, size: PixelSize, readPixels: PixelReader): Promise<string | null> {
	if (size.widthPx * size.heightPx > maximumPixels) return null;
	const pixels = await readPixels(file, size, hiddenPixels);
	return pixels === null ? null : revealText(pixels);
}

/** As they are in the file: no colours converted, nothing multiplied with transparency. */
async function canvasPixels(file: Blob, { widthPx, heightPx }: PixelSize, pixels: number): Promise<Pixels | null> {
	const rows = Math.min(heightPx, Math.ceil(pixels / widthPx));
	const exact = { colorSpaceConversion: 'none', premultiplyAlpha: 'none' } as const;
	const bitmap = await createImageBitmap(file, 0, 0, widthPx, rows, exact).catch(() => null);
	if (bitmap === null) return null;
	try {
		const context = new OffscreenCanvas(widthPx, rows).getContext('2d', { willReadFrequently: true });
		context?.drawImage(bitmap, 0, 0);
		const data = context?.getImageData(0, 0, widthPx, rows).data;
		return data === undefined ? null : { channels: 4, data };
	} finally {
		bitmap.close();
	}
}
