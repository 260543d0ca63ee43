/** @file A time-lapse as an animated WebP: every browser shows it, and nothing but sharp is needed. */
import sharp from 'sharp';
import { type EncodedPicture, type Picture, requirePicture } from './picture.ts';

export interface AnimationOptions {
	/** How long each picture stays. */
	readonly frameMs: number;
	/** How long the last one stays before it begins anew. */
	readonly lastFrameMs: number;
	/** WebP quality, 1 to 100. */
	readonly quality: number;
	/** XMP to carry along. */
	readonly xmp?: string;
}

/** Bytes of all pictures together, undone: sharp takes them as one high picture. */
export const maximumAnimationBytes = 512 * 1024 * 1024;

/** All pictures one after the other, for ever. Throws a RangeError for none, for other sizes, and for too many. */
export async function encodeAnimation(
	pictures: readonly Picture[],
	{ frameMs, lastFrameMs, quality, xmp }: AnimationOptions,
): Promise<EncodedPicture> {
	const [first] = pictures;
	if (!first) throw new RangeError('an animation needs at least one picture');
	const { width, height } = first;
	const frameBytes = 3 * width * height;
	if (pictures.length * frameBytes > maximumAnimationBytes)
		throw new RangeError(
			`${pictures.length} pictures of ${width}×${height} are too many: at most ${Math.floor(maximumAnimationBytes / frameBytes)}`,
		);
	const pages = new Uint8Array(pictures.length * frameBytes);
	for (const [index, picture] of pictures.entries()) {
		requirePicture(picture);
		if (picture.width !== width || picture.height !== height)
			throw new RangeError(`a picture of ${picture.width}×${picture.height} in an animation of ${width}×${height}`);
		pages.set(picture.data, index * frameBytes);
	}
	const raw = { width, height: height * pictures.length, channels: 3 as const, pageHeight: height };
	const delay = pictures.map((_, index) => (index === pictures.length - 1 ? lastFrameMs : frameMs));
	const whole = sharp(pages, { raw, limitInputPixels: false }).webp({ quality, delay, loop: 0 });
	return { bytes: await (xmp === undefined ? whole : whole.withXmp(xmp)).toBuffer(), width, height };
}
