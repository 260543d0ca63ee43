import { crc32 } from 'node:zlib';
import sharp from 'sharp';
import { thumbHashToAverageRGBA } from 'thumbhash';
import { describe, expect, test } from 'vitest';
import {
	decodePicture,
	decodePictureWithin,
	encodeContactSheet,
	encodeOriginal,
	encodePreview,
	type Picture,
	readEmbeddedRecipe,
	scalePicture,
} from './index.ts';
import { insertTexts } from './png-text.ts';

/** Red rises to the right, green downwards. */
function ramp(width: number, height: number): Picture {
	const data = new Uint8Array(3 * width * height);
	for (let y = 0; y < height; y++)
		for (let x = 0; x < width; x++) data.set([(255 * x) / width, (255 * y) / height, 64], 3 * (y * width + x));
	return { width, height, data };
}

const texts = { recipe: '{"prompts":[{"text":"una manzana roja — 🍎"}]}', description: 'una manzana roja — 🍎' };

describe('an original', () => {
	test('keeps every pixel and gives the recipe back', async () => {
		const picture = ramp(48, 32);
		const { bytes } = await encodeOriginal(picture, texts);
		expect(readEmbeddedRecipe(bytes)).toBe(texts.recipe);
		const { data, info } = await sharp(bytes).raw().toBuffer({ resolveWithObject: true });
		expect([info.width, info.height, info.channels]).toEqual([48, 32, 3]);
		expect(Buffer.compare(data, Buffer.from(picture.data))).toBe(0);
	});

	test('is the same bytes for the same picture and recipe', async () => {
		const [first, second] = await Promise.all([0, 1].map(() => encodeOriginal(ramp(16, 16), texts)));
		expect(first).toEqual(second);
	});

	test('has chunks whose checksums another program accepts', async () => {
		const { bytes } = await encodeOriginal(ramp(16, 16), texts);
		let offset = 8;
		const types: string[] = [];
		const buffer = Buffer.from(bytes);
		while (offset < buffer.length) {
			const length = buffer.readUInt32BE(offset);
			types.push(buffer.toString('latin1', offset + 4, offset + 8));
			expect(crc32(buffer.subarray(offset + 4, offset + 8 + length))).toBe(buffer.readUInt32BE(offset + 8 + length));
			offset += 12 + length;
		}
		expect(types.slice(0, 5)).toEqual(['IHDR', 'iTXt', 'iTXt', 'iTXt', 'iTXt']);
		expect(types.at(-1)).toBe('IEND');
	});

	test('shows its texts to other readers of PNG', async () => {
		const { bytes } = await encodeOriginal(ramp(16, 16), texts);
		const { comments } = await sharp(bytes).metadata();
		expect(comments).toContainEqual({ keyword: 'galatea-recipe', text: texts.recipe });
		expect(comments).toContainEqual({ keyword: 'Description', text: texts.description });
	});

	test('refuses bytes that are not as many as the size says', async () => {
		await expect(encodeOriginal({ width: 4, height: 4, data: new Uint8Array(47) }, texts)).rejects.toThrow(
			'a picture of 4×4 is 48 bytes of RGB, got 47',
		);
	});
});

describe('texts of a PNG', () => {
	test('a chunk that claims four gigabytes is refused before anything is allocated', async () => {
		const { bytes } = await encodeOriginal(ramp(16, 16), texts);
		const damaged = Buffer.from(bytes);
		damaged.writeUInt32BE(0xffff_ffff, 8);
		expect(() => insertTexts(damaged, {})).toThrow('cut short');
	});

	test('a key that PNG does not allow is refused', async () => {
		const { bytes } = await encodeOriginal(ramp(16, 16), texts);
		for (const key of ['', ' leading', 'trailing ', 'ключ', 'x'.repeat(80)])
			expect(() => insertTexts(bytes, { [key]: 'text' })).toThrow('cannot be a PNG key');
	});
});

describe('a preview', () => {
	test('is a WebP no larger than asked, in the proportions of the picture', async () => {
		const preview = await encodePreview(ramp(512, 256), { maximumEdgePx: 384, quality: 60 });
		expect([preview.width, preview.height]).toEqual([384, 192]);
		expect((await sharp(preview.bytes).metadata()).format).toBe('webp');
	});

	test('is never scaled up', async () => {
		const preview = await encodePreview(ramp(64, 64), { maximumEdgePx: 384, quality: 60 });
		expect([preview.width, preview.height]).toEqual([64, 64]);
	});

	test('comes with a ThumbHash of about its average colour', async () => {
		const { thumbhash } = await encodePreview(ramp(96, 64), { maximumEdgePx: 384, quality: 60 });
		const average = thumbHashToAverageRGBA(Buffer.from(thumbhash, 'base64'));
		expect(average.r).toBeCloseTo(0.5, 1);
		expect(average.g).toBeCloseTo(0.5, 1);
		expect(average.b).toBeCloseTo(0.25, 1);
	});
});

describe('a picture that somebody brings', () => {
	test('is scaled to exactly the size asked for, whatever its format', async () => {
		const { width, height, data } = ramp(90, 60);
		const jpeg = await sharp(data, { raw: { width, height, channels: 3 } })
			.jpeg()
			.toBuffer();
		const picture = await decodePicture(jpeg, 40, 40);
		expect(picture.data.length).toBe(3 * 40 * 40);
	});

	test('with transparency lies on white; a grey one gets three channels', async () => {
		const clear = await sharp({ create: { width: 8, height: 8, channels: 4, background: '#0000' } })
			.png()
			.toBuffer();
		expect([...(await decodePicture(clear, 8, 8)).data].every((value) => value === 255)).toBe(true);
		const grey = await sharp(clear).flatten().greyscale().png().toBuffer();
		expect((await decodePicture(grey, 8, 8)).data.length).toBe(192);
	});

	test('keeps its aspect within an area, turned upright, and is never enlarged', async () => {
		const lying = await sharp({ create: { width: 80, height: 20, channels: 3, background: '#123456' } })
			.withMetadata({ orientation: 6 })
			.jpeg()
			.toBuffer();
		expect(await decodePictureWithin(lying, 400)).toMatchObject({ width: 10, height: 40 });
		expect(await decodePictureWithin(lying, 1_000_000)).toMatchObject({ width: 20, height: 80 });
	});

	test('of another aspect is stretched, cut at both ends, or whole with grey beside it', async () => {
		// Black, white, black, from left to right.
		const data = Buffer.from(Array.from({ length: 3 * 36 * 12 }, (_, i) => (Math.floor(i / 36) % 3 === 1 ? 255 : 0)));
		const striped = await sharp(data, { raw: { width: 36, height: 12, channels: 3 } })
			.png()
			.toBuffer();
		const tone = async (fit: 'stretch' | 'cover' | 'contain', x: number, y: number): Promise<string> => {
			const { data } = await decodePicture(striped, 12, 12, fit);
			const red = data[3 * (12 * y + x)] as number;
			return red === 128 ? 'grey' : red < 16 ? 'black' : red > 239 ? 'white' : String(red);
		};
		expect([await tone('stretch', 1, 6), await tone('stretch', 6, 1)]).toEqual(['black', 'white']);
		expect([await tone('cover', 0, 6), await tone('cover', 11, 6)]).toEqual(['white', 'white']);
		expect([await tone('contain', 6, 0), await tone('contain', 6, 11)]).toEqual(['grey', 'grey']);
		expect([await tone('contain', 1, 6), await tone('contain', 6, 6)]).toEqual(['black', 'white']);
	});

	test('is refused with a reason when it is none', async () => {
		await expect(decodePicture(Buffer.from('hello'), 8, 8)).rejects.toThrow('not a picture that can be read');
		await expect(decodePictureWithin(Buffer.from('hello'), 8)).rejects.toThrow('not a picture that can be read');
	});
});

describe('a contact sheet', () => {
	test('holds its pictures in reading order, each in its own colour', async () => {
		const plain = (red: number, blue: number): Picture => ({
			width: 8,
			height: 8,
			data: Uint8Array.from({ length: 192 }, (_, index) => [red, 0, blue][index % 3] as number),
		});
		const pictures = [plain(255, 0), plain(0, 255), plain(255, 255)];
		const sheet = await encodeContactSheet(pictures, { columns: 2, cellPx: 8, gapPx: 2, quality: 100 });
		const { data, info } = await sharp(sheet).raw().toBuffer({ resolveWithObject: true });
		expect([info.width, info.height]).toEqual([22, 22]);
		const colourAt = (x: number, y: number): readonly boolean[] =>
			[...data.subarray(3 * (22 * y + x), 3 * (22 * y + x) + 3)].map((value) => value > 128);
		expect(colourAt(6, 6)).toEqual([true, false, false]);
		expect(colourAt(16, 6)).toEqual([false, false, true]);
		expect(colourAt(6, 16)).toEqual([true, false, true]);
		expect(colourAt(16, 16)).toEqual([true, true, true]);
	});

	test('a scaled picture has the size asked for and about the same colours', async () => {
		const { data, width, height } = await scalePicture(ramp(64, 64), 8, 8);
		expect([width, height, data.length]).toEqual([8, 8, 192]);
		expect(data[3 * 7] as number).toBeGreaterThan(200);
	});
});
