import { describe, expect, test } from 'vitest';
import { translateForeign } from './foreign-words.ts';
import { readRenderOptions } from './render-options.ts';

describe('the words of nerdyrodent’s generate.py', () => {
	test('are read as theirs', () => {
		const line =
			'-p|a red apple:2 ^ a pear|-i|200|-s|128|96|-cuts|32|-cutp|1.5|-cutm|nrupdated|-aug|Ji|Er|-opt|AdamW|-lr|0.2|-sd|11|' +
			'-in|gradient|-iw|0.5|-nps|1|2|-npw|0.5|-cpe|50|-o|out.png';
		expect(readRenderOptions(line.split('|'))).toMatchObject({
			prompt: 'a red apple:2 ^ a pear',
			steps: 200,
			width: 128,
			height: 96,
			cutouts: { count: 32, power: 1.5, method: 'crops', noise: 0.1, augmentations: ['colourJitter', 'erasing'] },
			optimiser: { name: 'adamw', learningRate: 0.2 },
			seed: '11',
			initNoise: 'gradient',
			losses: { shrinkLatent: { weight: 0.5 } },
			noisePrompts: [
				{ seed: '1', weight: 0.5, stop: null },
				{ seed: '2', weight: 1, stop: null },
			],
			stepsPerPhrase: 50,
			out: 'out.png',
			notes: [],
		});
	});

	test('may be long, and be joined with their values', () => {
		expect(
			readRenderOptions([
				'--prompts',
				'- a list',
				'--iterations=30',
				'--init_image',
				'a.png',
				'--image_prompts',
				'b.png:0.5',
				'--augments',
				'Af',
				'Pe',
			]),
		).toMatchObject({
			prompt: '- a list',
			steps: 30,
			initFile: 'a.png',
			imagePromptFiles: [{ file: 'b.png', weight: 0.5 }],
			cutouts: { augmentations: ['affine', 'perspective'] },
		});
	});

	test('that say nothing here are left out, with a word about it; and what cannot be followed is refused', () => {
		const { notes, steps } = readRenderOptions(['-p', 'a', '-m', 'ViT-B/32', '-d', '-se', '25', '-i', '5']);
		expect(steps).toBe(5);
		expect(notes).toEqual([
			'-m is left out: a pack brings its networks; see galatea packs.',
			'-d is left out: a recipe always gives the same picture.',
			'-se is left out: the picture is written when it is done.',
		]);
		expect(() => readRenderOptions(['-p', 'a', '-vsd', 'x'])).toThrow(
			'-vsd cannot be followed: galatea render makes a',
		);
		expect(() => readRenderOptions(['a', '-i'])).toThrow('-i has no value.');
		expect(() => readRenderOptions(['a', '-aug'])).toThrow('-aug has no value.');
		expect(() => readRenderOptions(['a', '-npw', '1'])).toThrow('-npw weighs noise prompts, and there are none.');
	});
});

describe('nerdyrodent’s zoom video', () => {
	test('is a motion, as his is when he is not told more', () => {
		const { motion, notes } = readRenderOptions(['-p', 'a', '-zvid']);
		expect(motion).toEqual({ zoom: 0.99, shiftX: 0, shiftY: 0, everySteps: 10, firstStep: 1, border: 'black' });
		expect(notes).toEqual(['-zvid is --motion here: galatea video makes the film of any picture.']);
	});

	test('shifts by pixels of the size that the line says', () => {
		const line = '-p|a|-zvid|-s|200|100|-zs|50|-zse|5|-zsc|1.02|-zsx|-10|-zsy|5';
		expect(readRenderOptions(line.split('|')).motion).toEqual({
			zoom: 1.02,
			shiftX: -0.05,
			shiftY: 0.05,
			everySteps: 5,
			firstStep: 51,
			border: 'wrap',
		});
		expect(() => readRenderOptions(['-p', 'a', '-zvid', '-zsx', '5'])).toThrow('say -s as well');
		const { motion, notes } = readRenderOptions(['-p', 'a', '-zsc', '2']);
		expect([motion, notes]).toEqual([null, [expect.stringContaining('there is no -zvid')]]);
	});
});

describe('the names of the Spanish notebook', () => {
	test('are read as theirs', () => {
		const line =
			'--textos|una manzana roja|--ancho|128|--alto|96|--imagen_inicial|a.png|--imagenes_objetivo|b.png|--seed|4|' +
			'--max_iteraciones|300|--modelo|vqgan_imagenet_f16_16384|--intervalo_imagenes|50';
		expect(readRenderOptions(line.split('|'))).toMatchObject({
			prompt: 'una manzana roja',
			width: 128,
			height: 96,
			initFile: 'a.png',
			imagePromptFiles: [{ file: 'b.png' }],
			seed: '4',
			steps: 300,
			notes: [expect.stringContaining('--modelo is left out'), expect.stringContaining('--intervalo_imagenes')],
		});
		expect(() => readRenderOptions(['a', '--ancho', '64'])).toThrow('--ancho and --alto belong together.');
	});
});

test('None, an empty text and -1 mean what they mean in the notebook: left out, drawn, until it is stopped', () => {
	const line =
		'--textos|a|--imagen_inicial|None|--imagenes_objetivo||--seed|-1|--max_iteraciones|-1|--modelo|vqgan_imagenet_f16_16384';
	expect(readRenderOptions(line.split('|'))).toMatchObject({
		prompt: 'a',
		initFile: null,
		imagePromptFiles: [],
		seed: null,
		steps: null,
		untilStopped: true,
	});
	expect(readRenderOptions(['a', '-sd', '-1', '-ii', 'None', '-ip', ''])).toMatchObject({
		seed: null,
		initFile: null,
		untilStopped: false,
	});
	expect(readRenderOptions(['a', '--seed=-1'])).toMatchObject({ seed: null });
	expect(readRenderOptions(['a', '--seed', '-2'])).toMatchObject({ seed: '-2' });
	expect(readRenderOptions(['None'])).toMatchObject({ prompt: 'None' });
});

test('words of our own stay as they are', () => {
	const words = ['a red apple', '--steps', '-5', '--out', 'a.png', '--augment', 'affine', '-q', '--loss', 'symmetry=1'];
	expect(translateForeign(words)).toEqual({ words, notes: [], untilStopped: false });
	for (const size of [['--size', '64x32'], ['--size=64x32'], ['--size', '64', '32'], ['-s', '64', '32']])
		expect(readRenderOptions(['a', ...size])).toMatchObject({ width: 64, height: 32 });
});
