import { describe, expect, it } from 'vitest';
import cases from '../fixtures/scaling.json' with { type: 'json' };
import { resizePicture } from './resize.ts';

describe('scaling an initial picture', () => {
	it.each(cases)('from $width × $height to $toWidth × $toHeight is Pillow’s LANCZOS, to its rounding', (test) => {
		const { width, height, toWidth, toHeight } = test;
		const picture = { width, height, data: Uint8ClampedArray.from(test.picture) };
		const planes = resizePicture(picture, toWidth, toHeight);
		const pixels = toWidth * toHeight;
		test.made.forEach((value, index) => {
			const [pixel, channel] = [Math.floor(index / 3), index % 3];
			// Pillow rounds after each axis.
			expect(Math.abs((planes[channel * pixels + pixel] as number) * 255 - value)).toBeLessThan(1.6);
		});
	});
});
