import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { readPicture, readUploaded } from './index.ts';

/** Noise, so that no format has it easy. */
function noise(width: number, height: number) {
	const data = Buffer.from(Array.from({ length: 3 * width * height }, (_, index) => (index * 7919) % 251));
	return sharp(data, { raw: { width, height, channels: 3 } });
}

describe('a picture that somebody brings', () => {
	test.each(['png', 'jpeg', 'webp'] as const)('stays as it is when it is clean: %s', async (format) => {
		const bytes = await noise(40, 24).toFormat(format).toBuffer();
		const uploaded = await readUploaded(bytes);
		expect(Buffer.compare(uploaded.bytes, bytes)).toBe(0);
		expect(uploaded).toMatchObject({ extension: format === 'jpeg' ? 'jpg' : format, width: 40, height: 24 });
	});

	test('is written anew from AVIF, whose container has room for anything', async () => {
		const bytes = await noise(40, 24).avif().toBuffer();
		expect(await readUploaded(bytes)).toMatchObject({ extension: 'webp', width: 40, height: 24 });
	});

	test('loses where it was taken, and not a pixel', async () => {
		const exif = { IFD0: { Make: 'Camera' }, IFD3: { GPSLatitude: '40/1 26/1 46/1' } };
		const bytes = await noise(40, 24).jpeg().withExif(exif).toBuffer();
		expect((await sharp(bytes).metadata()).exif).toBeDefined();
		const uploaded = await readUploaded(bytes);
		const { exif: left, xmp } = await sharp(uploaded.bytes).metadata();
		expect([uploaded.extension, left, xmp]).toEqual(['webp', undefined, undefined]);
		const [before, after] = await Promise.all([readPicture(bytes), readPicture(uploaded.bytes)]);
		expect(Buffer.compare(Buffer.from(before.data), Buffer.from(after.data))).toBe(0);
	});

	test('is turned upright, and made no larger than a render may be', async () => {
		const turned = await noise(40, 24).withMetadata({ orientation: 6 }).jpeg().toBuffer();
		expect(await readUploaded(turned)).toMatchObject({ width: 24, height: 40 });
		const large = await noise(2_100, 20).png().toBuffer();
		expect(await readUploaded(large)).toMatchObject({ extension: 'webp', width: 2_048, height: 20 });
	});

	test('is refused with words when it is none', async () => {
		const png = await noise(40, 24).png().toBuffer();
		await expect(readUploaded(Buffer.from('nothing'))).rejects.toThrow('not a picture that can be used');
		await expect(readUploaded(png.subarray(0, png.length / 2))).rejects.toThrow('not a picture that can be used');
		const gif = await noise(8, 8).gif().toBuffer();
		await expect(readUploaded(gif)).rejects.toThrow('it is GIF, and must be PNG, JPEG, WebP or AVIF');
		await expect(
			readUploaded(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>')),
		).rejects.toThrow('it is SVG, and must be');
	});

	test('of a hundred million pixels is refused before it is decoded', async () => {
		const blank = { width: 10_000, height: 10_000, channels: 3, background: 'red' } as const;
		const bomb = await sharp({ create: blank, limitInputPixels: false }).png().toBuffer();
		await expect(readUploaded(bomb)).rejects.toThrow(/10000 × 10000 pixels/);
	});
});

/** Files that say more than their pixels do; each says "secret". */
async function tellingFiles(): Promise<readonly (readonly [string, Uint8Array])[]> {
	const [png, jpeg, webp, lossless] = await Promise.all([
		noise(40, 24).png().toBuffer(),
		noise(40, 24).jpeg().toBuffer(),
		noise(40, 24).webp().toBuffer(),
		noise(40, 24).webp({ lossless: true }).toBuffer(),
	]);
	const secret = Buffer.from('secret');
	/** A chunk before the last one, after the pixels. */
	const inPng = (type: string, data = Buffer.from('Comment\0secret')) => withPngChunk(png, png.length - 12, type, data);
	const segment = (marker: number) => Buffer.concat([Buffer.of(0xff, marker, 0, 2 + secret.length), secret]);
	const inJpeg = (marker: number) => Buffer.concat([jpeg.subarray(0, 2), segment(marker), jpeg.subarray(2)]);
	const inWebp = (type: string, file = webp) => {
		const chunk = Buffer.concat([Buffer.from(type), Buffer.of(secret.length, 0, 0, 0), secret]);
		const longer = Buffer.concat([file, chunk]);
		longer.writeUInt32LE(longer.length - 8, 4);
		return longer;
	};
	const idat = png.indexOf('IDAT');
	const compressed = png.subarray(idat + 4, idat + 4 + png.readUInt32BE(idat - 4));
	const afterPixels = Buffer.concat([png.subarray(0, idat - 4), png.subarray(idat + 8 + compressed.length)]);
	return [
		['PNG, EXIF after the pixels', inPng('eXIf')],
		['PNG, a text after the pixels', inPng('tEXt')],
		['PNG, a chunk of its own', inPng('prVt')],
		['PNG, a colour profile', inPng('iCCP')],
		['PNG, a text in a small chunk', inPng('sBIT', Buffer.concat([Buffer.alloc(64), secret]))],
		[
			'PNG, within the data of the pixels',
			withPngChunk(afterPixels, idat - 4, 'IDAT', Buffer.concat([compressed, secret])),
		],
		['PNG, a page of HTML behind it', Buffer.concat([png, Buffer.from('<script>secret</script>')])],
		['JPEG, a comment', inJpeg(0xfe)],
		['JPEG, a segment of a program', inJpeg(0xe7)],
		['JPEG, EXIF', inJpeg(0xe1)],
		['JPEG, a film behind it', Buffer.concat([jpeg, Buffer.from('ftypmp42secret')])],
		['JPEG, a second picture behind it', Buffer.concat([jpeg, jpeg, secret])],
		['WebP, a chunk of its own', inWebp('priv')],
		['WebP, EXIF that its header does not name', inWebp('EXIF', lossless)],
		['WebP, a ZIP behind it', Buffer.concat([webp, Buffer.from('PK\x03\x04secret')])],
	];
}

/** The PNG with one more chunk at a place. */
function withPngChunk(png: Buffer, at: number, type: string, data: Buffer): Buffer {
	const frame = Buffer.concat([Buffer.alloc(4), Buffer.from(type), data, Buffer.alloc(4)]);
	frame.writeUInt32BE(data.length, 0);
	frame.writeUInt32BE(crc32(frame.subarray(4, -4)), frame.length - 4);
	return Buffer.concat([png.subarray(0, at), frame, png.subarray(at)]);
}

test.each(await tellingFiles())('nothing is kept of a file but its pixels: %s', async (_name, bytes) => {
	expect(Buffer.from(bytes).includes('secret')).toBe(true);
	const uploaded = await readUploaded(bytes);
	expect(uploaded.extension).toBe('webp');
	expect(Buffer.from(uploaded.bytes).includes('secret')).toBe(false);
	const [before, after] = await Promise.all([readPicture(bytes), readPicture(uploaded.bytes)]);
	expect(Buffer.compare(Buffer.from(before.data), Buffer.from(after.data))).toBe(0);
	// What was written anew is clean, and stays as it is the next time.
	expect(Buffer.compare((await readUploaded(uploaded.bytes)).bytes, uploaded.bytes)).toBe(0);
});
