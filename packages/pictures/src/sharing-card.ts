/**
 * @file What other sites show of an artwork: the whole picture on a ground of its colours, with its title, its person and the
 * gallery's name beside it.
 */
import sharp from 'sharp';
import { readPicture } from './decode.ts';
import { letter, wrap } from './lettering.ts';
import type { EncodedPicture } from './picture.ts';

/** The Open Graph protocol names no size; 1.91 to 1 is what its readers crop to, and this is the size they recommend. */
export const sharingCardPx = { width: 1_200, height: 630 } as const;
/** Changes with everything that changes the file. */
export const sharingCardVersion = 2;

const marginPx = 56;
/** A wide picture leaves the words at least a third. */
const widestPicturePx = 640;
/** Between the margins. */
export const pictureHeightPx = sharingCardPx.height - 2 * marginPx;
const smallSizePx = 30;
/** Sizes of the title, as large as it fits in so many lines; in the last it is cut. */
const titleSizes = [
	{ sizePx: 76, lines: 3 },
	{ sizePx: 60, lines: 4 },
	{ sizePx: 48, lines: 5 },
] as const;
/** Lines are so many font sizes apart, as headings of the pages are. */
const lineHeight = 1.15;
/**
 * The ground is the picture, blurred and as dark as this: where it was white, white words on it still have a contrast of 7 to 1
 * (WCAG 2.2, 1.4.6: (1 + 0.05) / (0.1 + 0.05), and 0.1 is the luminance of grey 89).
 */
const darkness = 89 / 255;

/** The words on a card; each is drawn whole, or not at all where the fonts lack a letter of it. */
export interface SharingCardWords {
	readonly title: string;
	/** Without the at sign; null for who has none. */
	readonly handle: string | null;
	readonly gallery: string;
}

/** A JPEG of {@link sharingCardPx} without metadata. Throws an `Error` that says what is wrong with bytes that are no picture. */
export async function encodeSharingCard(bytes: Uint8Array, words: SharingCardWords): Promise<EncodedPicture> {
	const picture = await readPicture(bytes);
	const source = { data: picture.data, info: { width: picture.width, height: picture.height, channels: 3 as const } };
	const shown = await sharp(source.data, { raw: source.info })
		.resize({ width: widestPicturePx, height: pictureHeightPx, fit: 'inside' })
		.raw()
		.toBuffer({ resolveWithObject: true });
	return composeCard(shown, source, words);
}

/** Pixels without transparency, as sharp gives them. */
interface RawPicture {
	readonly data: Uint8Array | Uint8ClampedArray;
	readonly info: { readonly width: number; readonly height: number; readonly channels: 1 | 2 | 3 | 4 };
}

/**
 * A card with `shown` on it as it is, on a ground of the colours of `source`; `shown` is at most {@link widestPicturePx} wide
 * and {@link pictureHeightPx} high.
 */
export async function composeCard(
	shown: RawPicture,
	source: RawPicture,
	words: SharingCardWords,
): Promise<EncodedPicture> {
	const { width, height } = sharingCardPx;
	// Through a few pixels: softer than any blur, and as quick for the largest picture.
	const colours = await sharp(source.data, { raw: source.info })
		.resize({ width: 8, height: 4, fit: 'fill' })
		.raw()
		.toBuffer({ resolveWithObject: true });
	const ground = await sharp(colours.data, { raw: colours.info })
		.resize({ width, height, fit: 'fill', kernel: 'cubic' })
		.linear(darkness, 0)
		.raw()
		.toBuffer({ resolveWithObject: true });
	const left = 2 * marginPx + shown.info.width;
	const data = await sharp(ground.data, { raw: ground.info })
		.composite([
			{
				input: Buffer.from(shown.data),
				raw: shown.info,
				left: marginPx,
				top: Math.round((height - shown.info.height) / 2),
			},
			{ input: Buffer.from(drawWords(words, left)), left: 0, top: 0 },
		])
		.jpeg({ quality: 85, mozjpeg: true, chromaSubsampling: '4:4:4' })
		.toBuffer();
	return { bytes: data, width, height };
}

/** An SVG of outlines over the whole card: no text in it, so that nothing asks for a font. */
function drawWords({ title, handle, gallery }: SharingCardWords, left: number): string {
	const { width, height } = sharingCardPx;
	const { sizePx, lines } = setTitle(title, width - marginPx - left);
	const paths = lines.map((line, index) => outline(line, sizePx, left, marginPx + sizePx * (0.8 + index * lineHeight)));
	const end = marginPx + sizePx * (0.8 + Math.max(0, lines.length - 1) * lineHeight);
	if (handle !== null)
		paths.push(outline(`@${handle}`, smallSizePx, left, lines.length === 0 ? end : end + 2 * smallSizePx));
	paths.push(outline(gallery, smallSizePx, left, height - marginPx));
	return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" fill="#fff">${paths.join('')}</svg>`;
}

function outline(line: string, sizePx: number, x: number, y: number): string {
	return `<path transform="translate(${x} ${y})" d="${letter(line, sizePx).path}"/>`;
}

function setTitle(title: string, widthPx: number): { readonly sizePx: number; readonly lines: readonly string[] } {
	let set = { sizePx: 0, lines: [] as readonly string[] };
	for (const { sizePx, lines } of titleSizes) {
		set = { sizePx, lines: wrap(title, sizePx, widthPx, lines) };
		// The font has this sign in no title that was not cut, but where somebody wrote it: then a size smaller does no harm.
		if (!set.lines.at(-1)?.endsWith('…')) break;
	}
	return set;
}
