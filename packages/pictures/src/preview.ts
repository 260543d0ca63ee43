/** @file Small WebP pictures: previews of a render on its way, and thumbnails for lists. */
import sharp from 'sharp';
import { rgbaToThumbHash } from 'thumbhash';
import { type EncodedPicture, type Picture, requirePicture } from './picture.ts';

/** ThumbHash takes at most 100 px a side; 32 already give the same 25 bytes or so, at a tenth of the time. */
const thumbhashEdgePx = 32;

export interface PreviewOptions {
	/** The longer side is scaled down to this; a smaller picture keeps its size. */
	readonly maximumEdgePx: number;
	/** WebP quality, 1 to 100. Previews live for a second: 60 is about 12 kB at 256². */
	readonly quality: number;
}

export interface EncodedPreview extends EncodedPicture {
	/** ThumbHash in base64, about 25 bytes that stand for the picture until it is loaded. */
	readonly thumbhash: string;
}

/** Encodes on a thread of sharp's, so that the caller's loop goes on meanwhile. */
export async function encodePreview(picture: Picture, options: PreviewOptions): Promise<EncodedPreview> {
	requirePicture(picture);
	const { width, height, data } = picture;
	const source = sharp(data, { raw: { width, height, channels: 3 } });
	const size = { width: options.maximumEdgePx, height: options.maximumEdgePx, fit: 'inside' as const };
	const [webp, small] = await Promise.all([
		source
			.clone()
			.resize({ ...size, withoutEnlargement: true })
			.webp({ quality: options.quality, effort: 2 })
			.toBuffer({ resolveWithObject: true }),
		source
			.clone()
			.resize({ width: thumbhashEdgePx, height: thumbhashEdgePx, fit: 'inside' })
			.ensureAlpha()
			.raw()
			.toBuffer({ resolveWithObject: true }),
	]);
	return {
		bytes: webp.data,
		width: webp.info.width,
		height: webp.info.height,
		thumbhash: Buffer.from(rgbaToThumbHash(small.info.width, small.info.height, small.data)).toString('base64'),
	};
}
