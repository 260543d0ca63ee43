import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp from 'sharp';
import { expect, test } from 'vitest';
import { decodePicture, readPicture } from './decode.ts';
import { encodeLadder, ladderWidths } from './ladder.ts';
import { similarity } from './similarity.ts';
import { brokenPictures } from './testing.ts';

const apple = join(import.meta.dirname, '../../../prisma/seed/pictures/01-red-apple.png');

test('widths rise, are never wider than the picture, and leave out what is nearly as wide', () => {
	expect(ladderWidths(64)).toEqual([64]);
	expect(ladderWidths(256)).toEqual([160, 256]);
	expect(ladderWidths(512)).toEqual([160, 320, 512]);
	expect(ladderWidths(1_024)).toEqual([160, 320, 480, 640, 1_024]);
	expect(ladderWidths(2_048)).toEqual([160, 320, 480, 640, 960, 1_280, 1_920]);
});

test('a ladder shows the same picture in both formats, and says nothing of how it was made', async () => {
	const original = await readFile(apple);
	// As large as a screen shows it; the original carries its recipe.
	expect(original.includes('galatea-recipe')).toBe(true);
	const large = await sharp(original).resize({ width: 400, height: 300, fit: 'fill' }).keepMetadata().png().toBuffer();
	const rungs = await encodeLadder(large);
	expect(rungs.map(({ format, width, height }) => [format, width, height])).toEqual([
		...[
			['avif', 160, 120],
			['webp', 160, 120],
		],
		...[
			['avif', 400, 300],
			['webp', 400, 300],
		],
	]);
	for (const { bytes, format, width, height } of rungs) {
		const header = await sharp(bytes).metadata();
		expect(header).toMatchObject({ format: format === 'avif' ? 'heif' : 'webp', width, height });
		for (const told of ['exif', 'xmp', 'iptc', 'icc', 'comments'] as const) expect(header[told]).toBeUndefined();
		expect(similarity(await readPicture(bytes), await decodePicture(large, width, height)).ssim).toBeGreaterThan(0.96);
	}
	expect(rungs.reduce((sum, { bytes }) => sum + bytes.length, 0)).toBeLessThan(large.length / 4);
});

test('a ladder of an original has nothing of its recipe', async () => {
	for (const { bytes } of await encodeLadder(await readFile(apple)))
		for (const word of ['galatea', 'apple', 'XMP', 'Exif'])
			expect([word, Buffer.from(bytes).includes(word)]).toEqual([word, false]);
});

test.each(await brokenPictures())('there is no ladder of what is no picture: $name', async ({ name, bytes }) => {
	const refused = encodeLadder(bytes);
	await expect(refused, name).rejects.toThrow('not a picture that can be read');
});

test('who stops it waits for one file at most', async () => {
	const stopping = new AbortController();
	stopping.abort(new Error('enough'));
	await expect(encodeLadder(await readFile(apple), stopping.signal)).rejects.toThrow('enough');
});
