import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseRecipe, printRecipe } from '@galatea/render';
import { digitalSourceType, type PictureMetadata, printRunRecord } from '@galatea/render/metadata';
import sharp from 'sharp';
import { describe, expect, test } from 'vitest';
import { copyFormats, encodeCopy, encodeOriginal, inspectPicture, type Picture, relabelOriginal } from './index.ts';

const fixtures = join(import.meta.dirname, '../../render/src/metadata/fixtures');
const picture: Picture = { width: 32, height: 16, data: new Uint8Array(3 * 32 * 16).fill(90) };

const recipe = parseRecipe({
	format: 1,
	engine: 1,
	pack: { id: 'starter', sha256: 'a'.repeat(64) },
	prompts: [{ text: 'una manzana <roja> & "óleo" — 🍎', weight: 2, stop: null }],
	width: 32,
	height: 16,
	steps: 40,
	seed: '18446744073709551615',
	optimiser: { name: 'adam', learningRate: 0.1 },
	cutouts: { method: 'pooled', count: 8, power: 1, noise: 0.1, augmentations: [] },
	initial: { kind: 'codes' },
});
const run = printRunRecord({ format: 1, device: 'CPU, 2 threads', trace: null });
const metadata: PictureMetadata = {
	recipe: printRecipe(recipe),
	description: 'una manzana roja — 🍎',
	run,
	title: 'Manzana 🍎',
	creator: 'Ñandú & Co',
	licence: 'https://creativecommons.org/licenses/by/4.0/',
};

describe('our own files', () => {
	test('a PNG gives back recipe, run and credit', async () => {
		const { format, size, found } = await inspectPicture((await encodeOriginal(picture, metadata)).bytes);
		expect({ format, size }).toEqual({ format: 'png', size: { widthPx: 32, heightPx: 16 } });
		expect(found.map(({ writer, place }) => `${writer} ${place}`)).toEqual(['galatea pngText', 'galatea xmp']);
		expect(found[0]).toMatchObject({
			recipe,
			run: { device: 'CPU, 2 threads' },
			problem: null,
			settings: { title: 'Manzana 🍎', creator: 'Ñandú & Co', licence: metadata.licence, seed: '18446744073709551615' },
		});
		expect(found[1]?.recipe).toEqual(recipe);
	});

	test.each(copyFormats)('a copy as %s gives the recipe back from XMP, and from EXIF without it', async (format) => {
		const { bytes } = await encodeCopy(picture, metadata, { format, quality: 80 });
		const { found } = await inspectPicture(bytes);
		expect(found.map(({ place, recipe }) => [place, recipe])).toEqual([
			['xmp', recipe],
			['exif', recipe],
		]);
		expect(found[0]?.run?.device).toBe('CPU, 2 threads');
		const bare = await sharp(bytes).keepExif().toBuffer();
		expect((await inspectPicture(bare)).found.map(({ place, recipe }) => [place, recipe])).toEqual([['exif', recipe]]);
	});

	test('a PNG with other metadata has the same pixels, byte for byte, and nothing of the old', async () => {
		const { bytes } = await encodeOriginal(picture, metadata);
		const relabelled = relabelOriginal(bytes, { ...metadata, title: 'Pera', creator: null });
		expect(relabelled).toEqual((await encodeOriginal(picture, { ...metadata, title: 'Pera', creator: null })).bytes);
		expect((await inspectPicture(relabelled)).found[0]?.settings).toMatchObject({ title: 'Pera', creator: null });
	});

	test('another program that keeps XMP passes the recipe on from PNG to WebP', async () => {
		const { bytes } = await encodeOriginal(picture, metadata);
		const { found } = await inspectPicture(await sharp(bytes).keepXmp().webp().toBuffer());
		expect(found.map(({ place, recipe }) => [place, recipe])).toEqual([['xmp', recipe]]);
	});

	test('the packet is XML to another reader, and says that a model made the picture', async () => {
		const { xmpAsString = '' } = await sharp((await encodeOriginal(picture, metadata)).bytes).metadata();
		expect(xmpAsString).toContain(`<Iptc4xmpExt:DigitalSourceType>${digitalSourceType}<`);
		expect(xmpAsString).toContain('<rdf:li xml:lang="x-default">Manzana 🍎</rdf:li>');
		expect(xmpAsString).toContain('<xmpRights:WebStatement>https://creativecommons.org/licenses/by/4.0/<');
	});

	test('a JPEG that cannot hold the metadata is refused, not written without', async () => {
		const long = { ...metadata, recipe: `"${'x'.repeat(70_000)}"` };
		await expect(encodeCopy(picture, long, { format: 'jpg', quality: 80 })).rejects.toThrow(/at most 65000 bytes.*PNG/);
	});

	test('a film gives back its recipe and size, whole or cut short behind its index', async () => {
		const film = await readFile(join(fixtures, 'film.mp4'));
		const ending = film.indexOf('mdat') + 4;
		for (const bytes of [film, film.subarray(0, ending)]) {
			const { format, size, found } = await inspectPicture(bytes);
			expect({ format, size }).toEqual({ format: 'mp4', size: { widthPx: 32, heightPx: 16 } });
			expect(found).toMatchObject([
				{
					writer: 'galatea',
					place: 'movie',
					recipe: { seed: '18446744073709551615', steps: 40 },
					settings: { prompt: 'una manzana roja 🍎', title: 'una manzana roja 🍎' },
				},
			]);
		}
	});

	test('a film that says nothing, is another’s, or lies about its boxes has no recipe', async () => {
		const film = await readFile(join(fixtures, 'film.mp4'));
		const at = (text: string): number => film.indexOf(text, 0, 'latin1');
		const changed = (change: (bytes: Buffer) => void): Buffer => {
			const copy = Buffer.from(film);
			change(copy);
			return copy;
		};
		const files = {
			head: film.subarray(0, at('moov')),
			'without texts': changed((bytes) => bytes.write('free', at('udta'), 'latin1')),
			'a comment of another program': changed((bytes) => bytes.write('"qack"', at('"pack"'), 'latin1')),
			'a box longer than the file': changed((bytes) => bytes.writeUInt32BE(0xffff_ffff, at('udta') - 4)),
			'a box shorter than its head': changed((bytes) => bytes.writeUInt32BE(7, at('udta') - 4)),
			'a comment that is no text': changed((bytes) => bytes.writeUInt32BE(13, bytes.indexOf('data', at('cmt')) + 4)),
		};
		for (const [what, bytes] of Object.entries(files))
			expect({ what, ...(await inspectPicture(bytes)) }).toMatchObject({ what, format: 'mp4', found: [] });
	});

	test('a recipe that cannot be used is told of, with the reason', async () => {
		const damaged = { ...metadata, recipe: (metadata.recipe ?? '').replace('"steps":40', '"steps":-1') };
		const { found } = await inspectPicture((await encodeOriginal(picture, damaged)).bytes);
		expect(found[0]?.recipe).toBeNull();
		expect(found[0]?.problem).toContain('steps must be at least 1');
	});
});

describe('files of others', () => {
	const inspect = async (name: string) => inspectPicture(await readFile(join(fixtures, name)));

	test('the notebook of 2021 is read from XMP and from the pixels', async () => {
		const { found } = await inspect('notebook.png');
		const settings = {
			prompt: 'un ñandú & <dos> "gatos" | estilo: óleo:0.5',
			steps: 350,
			seed: '2743212392384723',
			model: 'ImageNet 16384',
			initialPicture: null,
		};
		expect(found).toMatchObject([
			{ writer: 'notebook', place: 'xmp', settings },
			{ writer: 'notebook', place: 'pixels', settings },
		]);
	});

	test('what the notebook hid outlives a lossless copy, and no other', async () => {
		const [found] = (await inspect('notebook-hidden.webp')).found;
		expect(found).toMatchObject({ writer: 'notebook', place: 'pixels', settings: { steps: 350 } });
		const lossy = await sharp(join(fixtures, 'notebook.png')).webp({ quality: 80 }).toBuffer();
		expect((await inspectPicture(lossy)).found).toEqual([]);
	});

	test('nerdyrodent, rkhamilton and tnwei', async () => {
		expect((await inspect('nerdyrodent.png')).found).toMatchObject([
			{ writer: 'nerdyrodent', settings: { prompt: 'una manzana roja:2 | it\'s "foggy":-0.5' } },
		]);
		expect((await inspect('rkhamilton.png')).found).toMatchObject([
			{
				writer: 'rkhamilton',
				place: 'pngText',
				settings: {
					prompt: 'a red apple:1.5 | oil painting ^ a green pear',
					steps: 150,
					seed: '14400349217013012223',
					initialPicture: 'starts/ñandú.jpg',
				},
			},
		]);
		expect((await inspect('rkhamilton.jpg')).found).toMatchObject([
			{
				writer: 'rkhamilton',
				place: 'exif',
				settings: { prompt: 'ñandú, rojo | fog:-1', steps: 100, seed: '987654321', initialPicture: null },
			},
		]);
		expect((await inspect('tnwei.json')).found).toMatchObject([
			{ writer: 'tnwei', settings: { widthPx: 640, heightPx: 480, steps: 300, seed: '42' } },
		]);
	});

	test.each(['jpeg', 'webp'] as const)('AUTOMATIC1111 in a %s that an encoder wrote', async (format) => {
		const parameters =
			'a (red:1.3) apple\nNegative prompt: fog\nSteps: 20, Sampler: Euler a, CFG scale: 7, Seed: 5, Size: 64x64';
		const picture = sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } });
		const bytes = await picture
			.toFormat(format)
			.withExif({ IFD2: { UserComment: parameters } })
			.toBuffer();
		expect((await inspectPicture(bytes)).found).toMatchObject([
			{
				writer: 'automatic1111',
				place: 'exif',
				settings: {
					prompt: 'a red apple | red:1.3 | fog:-0.5',
					steps: 20,
					seed: '5',
					leftOut: ['Sampler: Euler a', 'CFG scale: 7'],
				},
			},
		]);
	});

	test('compressed texts are read too', async () => {
		expect((await inspect('compressed.png')).found).toMatchObject([{ settings: { prompt: 'fog', seed: '5' } }]);
	});

	test('a picture that says nothing, and bytes that are no picture', async () => {
		const plain = await sharp({ create: { width: 8, height: 8, channels: 3, background: 'red' } })
			.png()
			.toBuffer();
		expect((await inspectPicture(plain)).found).toEqual([]);
		await expect(inspectPicture(Buffer.from('{"text_input": 1'))).rejects.toThrow('not a picture that can be read');
		const drawing = '<svg xmlns="http://www.w3.org/2000/svg" width="9" height="9"/>';
		await expect(inspectPicture(Buffer.from(drawing))).rejects.toThrow('it is SVG, and must be PNG, JPEG');
	});
});
