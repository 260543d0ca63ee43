/** @file Pictures that stand for people: square, small, and without anything that the file said of itself. */
import sharp from 'sharp';
import { maximumPixels, readStillHeader, sentKinds } from './still.ts';

/** Sides in pixels: of a person's page at twice the density, and of a list. */
export const avatarSidesPx = { large: 256, small: 64 } as const;

/** They are small anyway; below, faces get blotches. */
const quality = 82;

/**
 * The middle of a picture as WebP in both sizes, upright, transparency on white. Throws an `Error` that says what is wrong with
 * bytes that are no picture, are damaged, move, or have more than 64 million pixels.
 */
export async function encodeAvatar(
	bytes: Uint8Array,
): Promise<Readonly<Record<keyof typeof avatarSidesPx, Uint8Array>>> {
	const encode = (side: number) =>
		sharp(bytes, { limitInputPixels: maximumPixels, failOn: 'error' })
			.autoOrient()
			.resize({ width: side, height: side, fit: 'cover', position: 'centre' })
			.flatten({ background: 'white' })
			.toColourspace('srgb')
			.webp({ quality })
			.toBuffer();
	try {
		await readStillHeader(bytes, sentKinds);
		const [large, small] = await Promise.all([encode(avatarSidesPx.large), encode(avatarSidesPx.small)]);
		return { large, small };
	} catch (cause) {
		const reason = cause instanceof Error ? cause.message : String(cause);
		throw new Error(`not a picture that can be read: ${reason}`, { cause });
	}
}
