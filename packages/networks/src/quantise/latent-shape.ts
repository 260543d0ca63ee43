/** @file From the size of a picture to that of its latent. */
import type { LatentShape } from '../generator.ts';

/** Throws `RangeError` if a side is not a positive multiple of `downscale`. */
export function latentShapeFor(widthPx: number, heightPx: number, downscale: number, channels: number): LatentShape {
	for (const [side, lengthPx] of [
		['width', widthPx],
		['height', heightPx],
	] as const) {
		if (!Number.isSafeInteger(lengthPx) || lengthPx < downscale || lengthPx % downscale !== 0) {
			throw new RangeError(`The ${side} must be a positive multiple of ${downscale} px, got ${lengthPx}`);
		}
	}
	return [1, channels, heightPx / downscale, widthPx / downscale];
}
