/**
 * @file The same picture in several widths, so that a page loads no more of it than it shows: AVIF, and WebP for browsers
 * that do not know AVIF. The files say nothing of themselves. What was measured for the settings stands in decision 0057.
 */
import sharp from 'sharp';
import { readPicture } from './decode.ts';
import type { EncodedPicture } from './picture.ts';

/**
 * What the gallery's pages show, times the density of screens: a card is 156 to 360 CSS pixels wide (apps/web's globals.css),
 * the picture of an artwork page up to 960.
 */
const widthsPx = [160, 320, 480, 640, 960, 1_280, 1_920] as const;
/** A width as near as this to the picture's own is left out: the next larger file is hardly larger. */
const nearness = 0.8;

/** Formats of a ladder, the smaller first, by their usual extension. */
const ladderFormats = ['avif', 'webp'] as const;
type LadderFormat = (typeof ladderFormats)[number];

/** Changes with everything that changes the files: ladders of an earlier version are made again. */
export const ladderVersion = 1;

/** Files of the longest ladder. */
export const maximumRungs = widthsPx.length * ladderFormats.length;

/** One file of a ladder. */
interface Rung extends EncodedPicture {
	readonly format: LadderFormat;
}

/** Widths of the ladder of a picture that is `widthPx` wide, rising: never wider than it, and at most 1,920. */
export function ladderWidths(widthPx: number): readonly number[] {
	const widest = Math.min(widthPx, widthsPx.at(-1) ?? widthPx);
	return [...widthsPx.filter((width) => width < nearness * widest), widest];
}

/**
 * All files of the ladder, the narrowest first; one is encoded after the other, so that whoever computes beside it is disturbed
 * little. Throws an `Error` that says what is wrong with bytes that are no picture, as `readPicture` does, and the reason of
 * `signal` between two files.
 */
export async function encodeLadder(bytes: Uint8Array, signal?: AbortSignal): Promise<readonly Rung[]> {
	const { data, width, height } = await readPicture(bytes);
	const rungs: Rung[] = [];
	for (const rungWidth of ladderWidths(width))
		for (const format of ladderFormats) {
			signal?.throwIfAborted();
			const scaled = sharp(data, { raw: { width, height, channels: 3 } }).resize({ width: rungWidth });
			const encoded =
				format === 'avif'
					? scaled.avif({ quality: 60, effort: 2, chromaSubsampling: '4:4:4' })
					: scaled.webp({ quality: 75, effort: 4, smartSubsample: true });
			const { data: file, info } = await encoded.toBuffer({ resolveWithObject: true });
			rungs.push({ bytes: file, width: info.width, height: info.height, format });
		}
	return rungs;
}
