import { listFields } from '@galatea/render';
import { expect, test } from 'vitest';
import { readRenderOptions, renderUsage } from './render-options.ts';

test('a bare prompt leaves everything else to the pack', () => {
	expect(readRenderOptions(['a red apple'])).toMatchObject({
		prompt: 'a red apple',
		width: null,
		steps: null,
		seed: null,
		packId: null,
		cutouts: {},
		json: false,
	});
});

test.each([
	['128x96', 128, 96],
	['128X96', 128, 96],
	['128×96', 128, 96],
	['64', 64, 64],
	['0x0', 0, 0],
])('--size %s is %i × %i', (size, width, height) => {
	expect(readRenderOptions(['a', '--size', size])).toMatchObject({ width, height });
});

test('a seed keeps all its digits, which a number would not', () => {
	expect(readRenderOptions(['a', '--seed', '18446744073709551615']).seed).toBe('18446744073709551615');
});

test('negative numbers are numbers, for the recipe to refuse', () => {
	expect(readRenderOptions(['a', '--steps', '-5'])).toMatchObject({ steps: -5 });
	expect(readRenderOptions(['a', '--size', '-8x-8'])).toMatchObject({ width: -8, height: -8 });
});

test('augmentations are a list, and "none" is an empty one', () => {
	expect(readRenderOptions(['a', '--augment', 'affine, erasing']).cutouts.augmentations).toEqual(['affine', 'erasing']);
	expect(readRenderOptions(['a', '--augment', 'none']).cutouts.augmentations).toEqual([]);
});

test('pictures and noises are terms in the grammar of prompts, and may stand alone', () => {
	const words = ['--image-prompts', 'a:b.png | c.png:-0.5:0.1', '--noise-prompts', '18446744073709551615:2'];
	expect(readRenderOptions(words)).toMatchObject({
		prompt: '',
		imagePromptFiles: [
			{ file: 'a:b.png', weight: 1, stop: null },
			{ file: 'c.png', weight: -0.5, stop: 0.1 },
		],
		noisePrompts: [{ seed: '18446744073709551615', weight: 2, stop: null }],
	});
});

test('a schedule names a term from 1, perhaps a curve, and keyframes', () => {
	expect(readRenderOptions(['a', '--schedule', '2 hold 1=0 30=0.5', '--schedule', '1 9=1']).schedules).toEqual([
		{
			term: 1,
			curve: 'hold',
			keyframes: [
				{ step: 1, share: 0 },
				{ step: 30, share: 0.5 },
			],
		},
		{ term: 0, curve: 'linear', keyframes: [{ step: 9, share: 1 }] },
	]);
});

test('losses have a weight and members of their own', () => {
	const losses = ['palette=2,colours=#102030+#ffcc00', 'keepInitial=.5, halfLifeSteps=30', 'symmetry=-1,axis=both'];
	expect(readRenderOptions(['a', ...losses.flatMap((loss) => ['--loss', loss])]).losses).toEqual({
		palette: { weight: 2, colours: ['#102030', '#ffcc00'] },
		keepInitial: { weight: 0.5, halfLifeSteps: 30 },
		symmetry: { weight: -1, axis: 'both' },
	});
});

test('augmentations have codes and numbers, and a method of nerdyrodent’s is all that it consists of', () => {
	const read = (...words: string[]) => readRenderOptions(['a', ...words]).cutouts;
	expect(read('--augment', 'Ji, sharpness,Et').augmentations).toEqual(['colourJitter', 'sharpness', 'elastic']);
	expect(
		read('--augment-settings', 'affine,degrees=40,border=edge', '--augment-settings', 'erasing,probability=1'),
	).toEqual({
		settings: { affine: { degrees: 40, border: 'edge' }, erasing: { probability: 1 } },
	});
	expect(read('--cut-method', 'nrupdated', '--augment', 'Er')).toMatchObject({
		method: 'crops',
		noise: 0.1,
		augmentations: ['erasing'],
		settings: { affine: { degrees: 30 }, perspective: { distortion: 0.5 } },
	});
});

test('a preset is named, and what else is said stands beside it', () => {
	const read = (...words: string[]) => readRenderOptions(['a', ...words]);
	expect(read('--preset', 'nerdyrodent', '--steps', '9')).toMatchObject({ preset: 'nerdyrodent', steps: 9 });
	expect(read().preset).toBeNull();
	expect(() => read('--preset', 'magic')).toThrow('--preset magic is not known. It is one of: nerdyrodent, crowson,');
});

test('a switch says yes or no, and goes before what a method of nerdyrodent’s says', () => {
	const read = (...words: string[]) => readRenderOptions(['a', ...words]).cutouts;
	expect(read('--cut-clamp', 'yes')).toEqual({ clamp: true });
	expect(read('--cut-method', 'original', '--cut-clamp', 'no')).toMatchObject({ method: 'crops', clamp: false });
	expect(() => read('--cut-clamp', 'perhaps')).toThrow('--cut-clamp perhaps is not known. It is one of: yes, no.');
});

test('every field of a recipe is in the help: as an option, or as a member of the option of its part', () => {
	const texts = listFields().filter(({ path }) => !/^(initial|cutouts\.settings|optimiser\.schedule)\./.test(path));
	const missing = texts.filter(({ option, name, path }) => {
		const member = path.startsWith('losses.') ? path.split('.')[1] : path.split('.').at(-1);
		const own = option ?? name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
		return !renderUsage.includes(option === null ? `${member}` : `--${own} `) && !/^(width|height)$/.test(path);
	});
	expect(missing).toEqual([]);
});

test('an optimiser has a schedule and a rise', () => {
	const read = (...words: string[]) => readRenderOptions(['a', ...words]).optimiser;
	expect(read('--optimiser', 'radam', '--warm-up', '5', '--rate-schedule', 'drops,factor=0.1,at=0.5+0.75')).toEqual({
		name: 'radam',
		warmUpSteps: 5,
		schedule: { kind: 'drops', factor: 0.1, at: [0.5, 0.75] },
	});
	expect(read('--rate-schedule', 'drops,factor=0.1,at=0.75')?.schedule).toMatchObject({ at: [0.75] });
	expect(read('--rate-schedule', 'cosine,final=0')?.schedule).toEqual({ kind: 'cosine', final: 0 });
	expect(read()).toBeNull();
});

test.each([
	[[], 'What should the picture show?'],
	[['a', 'red', 'apple'], 'put it in quotes. Got 3'],
	[['a', '--size', 'big'], '--size big is not a size: write it as 128x128.'],
	[['a', '--steps', 'many'], '--steps many is not a number.'],
	[['a', '--steps', ''], '--steps  is not a number.'],
	[
		['a', '--cut-method', 'scissors'],
		'--cut-method scissors is not known. It is one of: crops, pooled, averagedCrops, largeCrops, mixed, original',
	],
	[['a', '--augment', 'affine,glitter'], '--augment glitter is not known.'],
	[['a', '--schedule', 'all 1=0'], '--schedule all 1=0: write the term, a curve and keyframes'],
	[['a', '--schedule', '1 wavy 1=0'], 'as in "2 linear 1=0 100=1"'],
	[['a', '--noise-prompts', ' | '], '--noise-prompts names nothing.'],
	[['a', '--perceptor-weights', '1,x'], '--perceptor-weights x is not a number.'],
	[['a', '--init', 'a.png', '--init-noise', 'clouds'], 'from --init or from --init-noise, not from both'],
	[['a', '--init-fit', 'cover'], '--init-fit says what becomes of the picture of --init, and there is none'],
	[['a', '--init-noise', 'snow'], '--init-noise snow is not known. It is one of: pixels, gradient, clouds, mist.'],
	[['a', '--augment-settings', 'affine'], '--augment-settings affine says nothing about affine.'],
	[['a', '--augment-settings', 'glow,most=1'], '--augment-settings glow is not known.'],
	[['a', '--region', '1 0 0 1'], '--region 1 0 0 1: write the term and its place in shares, as in "2 0.5 0 0.5 1".'],
	[['a', '--mask', 'sky.png'], '--mask sky.png: write the term and the file of its mask, as in "2 sky.png".'],
	[['a', '--region', 'left 0 0 1 1'], '--region left 0 0 1 1: write the term'],
	[['a', '--optimiser', 'sgd'], '--optimiser sgd is not known. It is one of: adam, adamw'],
	[['a', '--rate-schedule', 'cosine'], '--rate-schedule cosine: say where it ends, as in cosine,final=0.1.'],
	[['a', '--loss', 'beauty=1'], '--loss beauty=1: write NAME=WEIGHT, with one of the names keepInitial'],
	[['a', '--loss', 'symmetry'], '--loss symmetry: write NAME=WEIGHT'],
	[['a', '--loss', 'symmetry=1,axis'], '"axis" is not written as member=value'],
	[['a', '--sise', '64'], "Unknown option '--sise'"],
	[['a', '--out'], "Option '-o, --out <value>' argument missing"],
])('%j is refused: %s', (words, message) => {
	expect(() => readRenderOptions(words)).toThrow(message);
});
