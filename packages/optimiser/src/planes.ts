/** @file From what a graph gives to a picture of bytes. */
import type { Picture } from './plan.ts';

/** `planes` is [3, height, width] in 0..1; what lies beyond is clamped. */
export function pictureOfPlanes(planes: Float32Array, width: number, height: number): Picture {
	const pixels = width * height;
	const data = new Uint8ClampedArray(3 * pixels);
	for (let pixel = 0; pixel < pixels; pixel++)
		for (let channel = 0; channel < 3; channel++)
			// The array itself clamps and rounds, halves to even.
			data[3 * pixel + channel] = (planes[channel * pixels + pixel] as number) * 255;
	return { width, height, data };
}
