import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { findMetadata, findTnweiDetails, readCarriedTexts, readPageText } from './index.ts';

const bytes = (text: string): number[] => [...new TextEncoder().encode(text)];
const bigEndian = (value: number): number[] => [value >>> 24, (value >>> 16) & 255, (value >>> 8) & 255, value & 255];
const littleEndian = (value: number): number[] => bigEndian(value).reverse();

/** A PNG of texts alone; nothing here decodes pixels. */
function png(texts: Readonly<Record<string, string>>): Uint8Array {
	const chunks = Object.entries(texts).flatMap(([key, text]) => {
		const data = [...bytes(key), 0, 0, 0, 0, 0, ...bytes(text)];
		return [...bigEndian(data.length), ...bytes('iTXt'), ...data, 0, 0, 0, 0];
	});
	return Uint8Array.from([0x89, ...bytes('PNG\r\n\x1a\n'), ...chunks]);
}

/** A TIFF block of one directory: tag, and its bytes. */
function tiff(entries: readonly (readonly [number, readonly number[]])[]): number[] {
	let offset = 8 + 2 + 12 * entries.length + 4;
	const heads: number[] = [];
	const data: number[] = [];
	for (const [tag, value] of entries) {
		heads.push(tag & 255, tag >> 8, 7, 0, ...littleEndian(value.length), ...littleEndian(offset));
		data.push(...value);
		offset += value.length;
	}
	return [...bytes('II*\0'), ...littleEndian(8), entries.length, 0, ...heads, 0, 0, 0, 0, ...data];
}

const comment = (text: string): number[] => {
	const units = [...text].flatMap((letter) => [letter.charCodeAt(0) >> 8, letter.charCodeAt(0) & 255]);
	return tiff([[0x9286, [...bytes('UNICODE\0'), ...units]]]);
};
const jpeg = (exif: readonly number[]): Uint8Array => {
	const length = exif.length + 8;
	return Uint8Array.from([
		0xff,
		0xd8,
		0xff,
		0xe1,
		length >> 8,
		length & 255,
		...bytes('Exif\0\0'),
		...exif,
		0xff,
		0xd9,
	]);
};
const webp = (exif: readonly number[]): Uint8Array =>
	Uint8Array.from([...bytes('RIFF'), 0, 0, 0, 0, ...bytes('WEBPEXIF'), ...littleEndian(exif.length), ...exif]);

async function found(file: Uint8Array, hidden: string | null = null) {
	return findMetadata({ ...(await readCarriedTexts(file)), hidden });
}

const parameters = [
	'a (red:1.3) apple at 12:30, yes | no <lora:fruit:0.8>',
	'Seed: 1, Steps: 2 on a sign',
	'Negative prompt: fog, ((text))',
	'Steps: 20, Sampler: Euler a, CFG scale: 7, Seed: 18446744073709551615, Size: 512x768, Model hash: abc, Model: dream, Note: "a, b"',
].join('\n');
const translated = {
	prompt: 'a red apple at 12:30, yes \\| no Seed: 1, Steps: 2 on a sign | red:1.3 | fog, text:-0.5 | text:-0.605',
	widthPx: 512,
	heightPx: 768,
	steps: 20,
	seed: '18446744073709551615',
	model: 'dream',
	leftOut: ['<lora:fruit:0.8>', 'Sampler: Euler a', 'CFG scale: 7', 'Note: a, b'],
};

describe('AUTOMATIC1111', () => {
	test.each([
		['PNG', png({ parameters })],
		['JPEG', jpeg(comment(parameters))],
		['WebP', webp(comment(parameters))],
	])('is read from %s; keys in somebody’s words stay words, and brackets become terms', async (_name, file) => {
		const [first, ...others] = await found(file);
		expect(others).toEqual([]);
		expect(first).toMatchObject({ writer: 'automatic1111', settings: translated });
	});

	test('a text whose last line only looks a little like it is nobody’s', async () => {
		expect(await found(png({ parameters: 'a sign that says\nSteps: 20, Mind: the gap' }))).toEqual([]);
	});
});

test('ComfyUI: the way from its sampler leads to words, size, seed and model, in PNG and in WebP', async () => {
	const graph = JSON.stringify({
		3: {
			class_type: 'KSampler',
			inputs: {
				...{ seed: 8566257, steps: 20, cfg: 8, sampler_name: 'euler', scheduler: 'normal', denoise: 1 },
				...{ model: ['4', 0], positive: ['6', 0], negative: ['7', 0], latent_image: ['5', 0] },
			},
		},
		4: { class_type: 'CheckpointLoaderSimple', inputs: { ckpt_name: 'dream.safetensors' } },
		5: { class_type: 'EmptyLatentImage', inputs: { width: 640, height: 512, batch_size: 1 } },
		6: { class_type: 'CLIPTextEncode', inputs: { text: ['8', 0], clip: ['4', 1] } },
		7: { class_type: 'CLIPTextEncode', inputs: { text: 'fog', clip: ['4', 1] } },
		8: { class_type: 'PrimitiveString', inputs: { value: 'a red apple' } },
	}).replace('8566257', '14400349217013012223');
	const settings = {
		prompt: 'a red apple | fog:-0.5',
		...{ widthPx: 640, heightPx: 512, steps: 20, seed: '14400349217013012223', model: 'dream.safetensors' },
		leftOut: ['cfg: 8', 'sampler_name: euler', 'scheduler: normal', 'denoise: 1'],
	};
	expect(
		await found(png({ prompt: graph.replace('"batch_size":1', '"batch_size":NaN'), workflow: '{}' })),
	).toMatchObject([{ writer: 'comfyui', place: 'pngText', settings }]);
	const inWebp = webp(
		tiff([
			[0x010f, bytes('workflow:{}\0')],
			[0x0110, bytes(`prompt:${graph}\0`)],
		]),
	);
	expect(await found(inWebp)).toMatchObject([{ writer: 'comfyui', place: 'exif', settings }]);
	expect(await found(png({ prompt: 'a red apple' }))).toEqual([]);
});

test('InvokeAI, today’s and that of 2022', async () => {
	const now = {
		...{ positive_prompt: 'a red apple', negative_prompt: 'fog', width: 512, height: 512, seed: 7, steps: 30 },
		...{ cfg_scale: 7.5, scheduler: 'euler', model: { name: 'dream' } },
	};
	expect(await found(png({ invokeai_metadata: JSON.stringify(now) }))).toMatchObject([
		{
			writer: 'invokeai',
			settings: {
				prompt: 'a red apple | fog:-0.5',
				seed: '7',
				model: 'dream',
				leftOut: ['cfg_scale: 7.5', 'scheduler: euler'],
			},
		},
	]);
	const before = {
		model_weights: 'sd-1.4',
		image: { prompt: [{ prompt: 'a red apple [fog]', weight: 1 }], seed: 9, steps: 50, width: 64, height: 64 },
	};
	expect(await found(png({ 'sd-metadata': JSON.stringify(before) }))).toMatchObject([
		{ writer: 'invokeai', settings: { prompt: 'a red apple | fog:-0.5', steps: 50, model: 'sd-1.4' } },
	]);
});

test('SwarmUI and Fooocus, in PNG and in JPEG', async () => {
	const swarm = JSON.stringify({
		sui_image_params: {
			prompt: 'a red apple',
			negativeprompt: 'fog',
			model: 'dream',
			seed: 7,
			steps: 20,
			cfgscale: 7,
			width: 512,
			height: 512,
		},
	});
	const fooocus = JSON.stringify({
		...{ prompt: 'a red apple', negative_prompt: 'fog', styles: "['Fooocus V2']", performance: 'Speed', seed: '7' },
		...{ steps: 30, resolution: '(896, 1152)', guidance_scale: 4, base_model: 'juggernaut', version: 'Fooocus v2.5.0' },
	});
	for (const file of [png({ parameters: swarm }), jpeg(comment(swarm))])
		expect(await found(file)).toMatchObject([
			{
				writer: 'swarmui',
				settings: { prompt: 'a red apple | fog:-0.5', seed: '7', widthPx: 512, leftOut: ['cfgscale: 7'] },
			},
		]);
	// Fooocus leaves its comment without a character code.
	for (const file of [
		png({ parameters: fooocus }),
		jpeg(
			tiff([
				[0x9286, bytes(fooocus)],
				[0x0131, bytes('Fooocus v2.5.0')],
			]),
		),
	])
		expect(await found(file)).toMatchObject([
			{
				writer: 'fooocus',
				settings: { prompt: 'a red apple | fog:-0.5', widthPx: 896, heightPx: 1152, steps: 30, model: 'juggernaut' },
			},
		]);
});

test('pixray leaves its settings one by one', async () => {
	const texts = {
		...{
			Software: 'pixray (37b03cf)',
			pixray_prompts: "['a red apple', 'oil painting']",
			pixray_seed_used: '14400349217013012223',
		},
		...{ pixray_iterations: '250', pixray_size: '[384, 216]', pixray_drawer: 'vqgan', pixray_init_image: 'None' },
	};
	expect(await found(png(texts))).toMatchObject([
		{
			writer: 'pixray',
			settings: {
				...{
					prompt: 'a red apple | oil painting',
					seed: '14400349217013012223',
					steps: 250,
					widthPx: 384,
					heightPx: 216,
				},
				...{ initialPicture: null, leftOut: ['drawer: vqgan'] },
			},
		},
	]);
});

test('the notebook is read without its name, and “True” is a picture', async () => {
	const hidden = '{"title": "a fox", "i": 350, "seed": 14400349217013012223, "input_images": "True"}';
	expect(await found(png({}), hidden)).toMatchObject([
		{ writer: 'notebook', settings: { prompt: 'a fox', steps: 350, seed: '14400349217013012223', initialPicture: '' } },
	]);
	expect(await found(png({}), hidden.replace('"True"', '"None"'))).toMatchObject([
		{ settings: { initialPicture: null } },
	]);
	expect(await found(png({}), '{"notebook": "another", "title": "a", "seed": 1}')).toEqual([]);
});

test('rkhamilton’s keys are found in their order, never in the prompt', async () => {
	const words = 'a sign, seed: 5, iterations: 7, image_prompts: x';
	const line = `text_prompts: ${words}, image_prompts: [], noise_prompts: [], iterations: 100, init_image: [], save_every: 50, seed: 987654321`;
	expect(await found(jpeg(comment(line)))).toMatchObject([
		{ writer: 'rkhamilton', settings: { prompt: words, steps: 100, seed: '987654321', initialPicture: null } },
	]);
});

test('a details.json is read with any byte order mark, without some keys, and with all digits', () => {
	const page =
		'{"text_input": "a fox", "Xdim": 640, "ydim": 480, "seed": 14400349217013012223, "loss": NaN, "init_image": true}';
	const settings = { prompt: 'a fox', widthPx: 640, seed: '14400349217013012223', initialPicture: '' };
	const utf16 = Uint8Array.from([0xff, 0xfe, ...[...page].flatMap((letter) => [letter.charCodeAt(0), 0])]);
	for (const file of [Uint8Array.from([0xef, 0xbb, 0xbf, ...bytes(page)]), Uint8Array.from(bytes(`\n ${page}`)), utf16])
		expect(findTnweiDetails(readPageText(file) ?? '')).toMatchObject({ writer: 'tnwei', settings });
	expect(readPageText(readFileSync(join(import.meta.dirname, 'fixtures/notebook.png')))).toBeNull();
});

test('what somebody wrote is never taken for the block of another format', async () => {
	const packet =
		'<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/" dc:creator="VQGAN+CLIP" dc:title="forged"/></rdf:RDF></x:xmpmeta>';
	expect(await found(png({ Title: packet }))).toEqual([]);
	expect(await found(jpeg(comment(packet)))).toEqual([]);
	expect(await found(jpeg(comment(`ASCII\0\0\0{"pack":1,"prompts":2}`)))).toEqual([]);
});
