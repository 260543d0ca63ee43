import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { readBrought, readPicture } from './index.ts';

/** Noise, so that no format has it easy. */
function noise(width: number, height: number) {
	const data = Buffer.from(Array.from({ length: 3 * width * height }, (_, index) => (index * 7919) % 251));
	return sharp(data, { raw: { width, height, channels: 3 } });
}

describe('a picture that somebody brings', () => {
	test.each(['png', 'jpeg', 'webp', 'avif'] as const)('stays as it is when it is clean: %s', async (format) => {
		const bytes = await noise(40, 24).toFormat(format).toBuffer();
		const brought = await readBrought(bytes);
		expect(Buffer.compare(brought.bytes, bytes)).toBe(0);
		expect(brought).toMatchObject({ extension: format === 'jpeg' ? 'jpg' : format, width: 40, height: 24 });
	});

	test('loses where it was taken, and not a pixel', async () => {
		const exif = { IFD0: { Make: 'Camera' }, IFD3: { GPSLatitude: '40/1 26/1 46/1' } };
		const bytes = await noise(40, 24).jpeg().withExif(exif).toBuffer();
		expect((await sharp(bytes).metadata()).exif).toBeDefined();
		const brought = await readBrought(bytes);
		const { exif: left, xmp } = await sharp(brought.bytes).metadata();
		expect([brought.extension, left, xmp]).toEqual(['webp', undefined, undefined]);
		const [before, after] = await Promise.all([readPicture(bytes), readPicture(brought.bytes)]);
		expect(Buffer.compare(Buffer.from(before.data), Buffer.from(after.data))).toBe(0);
	});

	test('is turned upright, and made no larger than a render may be', async () => {
		const turned = await noise(40, 24).withMetadata({ orientation: 6 }).jpeg().toBuffer();
		expect(await readBrought(turned)).toMatchObject({ width: 24, height: 40 });
		const large = await noise(2_100, 20).png().toBuffer();
		expect(await readBrought(large)).toMatchObject({ extension: 'webp', width: 2_048, height: 20 });
	});

	test('is refused with words when it is none', async () => {
		const png = await noise(40, 24).png().toBuffer();
		await expect(readBrought(Buffer.from('nothing'))).rejects.toThrow('not a picture that can be used');
		await expect(readBrought(png.subarray(0, png.length / 2))).rejects.toThrow('not a picture that can be used');
		const gif = await noise(8, 8).gif().toBuffer();
		await expect(readBrought(gif)).rejects.toThrow('it is GIF, and must be PNG, JPEG, WebP or AVIF');
		await expect(
			readBrought(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')),
		).rejects.toThrow('it is SVG, and must be');
	});

	test('of a hundred million pixels is refused before it is decoded', async () => {
		const blank = { width: 10_000, height: 10_000, channels: 3, background: 'red' } as const;
		const bomb = await sharp({ create: blank, limitInputPixels: false }).png().toBuffer();
		await expect(readBrought(bomb)).rejects.toThrow(/10000 × 10000 pixels/);
	});
});
