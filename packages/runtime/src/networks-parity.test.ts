/**
 * @file The networks as onnxruntime runs them, against PyTorch: outputs and gradients that
 * packages/networks/fixtures/make.py computed in float64 from the same weights.
 */
import { GraphBuilder } from '@galatea/autodiff';
import {
	type Activation,
	type ClipConfig,
	clipPerceptor,
	clipPixelMean,
	clipPixelStd,
	guessLatent,
	randomClip,
	randomPrior,
	randomTaesd,
	randomVqgan,
	readImageTower,
	readPrior,
	readTaesdDecoder,
	readTaesdEncoder,
	readTextTower,
	readVqganDecoder,
	readVqganEncoder,
	taesdVq,
	tamingVqgan,
	wordsTokenizer,
} from '@galatea/networks';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenedRuntime, openRuntime } from './open-runtime.ts';
import {
	builders,
	checkDecoding,
	checkEncoding,
	drawn,
	gradientAlong,
	openFixture,
	relativeError,
	run,
	seed,
} from './parity.runner.ts';

let runtime: OpenedRuntime;
beforeAll(async () => {
	runtime = await openRuntime({ provider: 'cpu', threads: 1 });
});
afterAll(() => runtime[Symbol.asyncDispose]());

describe.each(builders)('a taming VQGAN agrees with PyTorch, $words', ({ newGraph }) => {
	const source = randomVqgan(
		{
			channels: 32,
			multipliers: [1, 2, 2],
			residualBlocks: 1,
			attentionLevels: [1, 2],
			latentChannels: 10,
			embedDimension: 6,
			codebookCount: 40,
		},
		seed,
	);
	const open = () =>
		tamingVqgan(
			() => readVqganDecoder(source),
			() => readVqganEncoder(source),
		);

	test('codes, picture and the gradient to z of a picture that is not square', async () => {
		const fixture = await openFixture('vqgan');
		const codes = await checkDecoding(runtime, newGraph(), await open(), fixture, [12, 20]);
		expect([...codes]).toEqual([...fixture('codes')]);
	});

	test('the encoder', async () => {
		await checkEncoding(runtime, newGraph(), await open(), await openFixture('vqgan'), [12, 20]);
	});
});

describe.each([1, 2])('TAESD behind a codebook of patches of %d agrees with PyTorch', (patch) => {
	const source = randomTaesd({ codebookCount: 50, patch }, seed);
	const open = () =>
		taesdVq(
			() => readTaesdDecoder(source, patch),
			() => readTaesdEncoder(source),
		);
	const name = `taesd-patch-${patch}`;

	test('codes, picture and the gradient to z of a picture that is not square', async () => {
		const fixture = await openFixture(name);
		const codes = await checkDecoding(runtime, new GraphBuilder(), await open(), fixture, [48, 32]);
		expect([...codes]).toEqual([...fixture('codes')]);
	});

	test('the encoder', async () => {
		await checkEncoding(runtime, new GraphBuilder(), await open(), await openFixture(name), [48, 32]);
	});
});

describe.each(builders)('a CLIP agrees with PyTorch, $words', ({ newGraph }) => {
	const config: ClipConfig = {
		embedDimension: 24,
		inputSizePx: 12,
		patchPx: 4,
		visionWidth: 128,
		visionLayers: 3,
		textWidth: 64,
		textLayers: 2,
		contextLength: 9,
		vocabularySize: 60,
	};
	const source = randomClip(config, seed);
	const open = (activation: Activation) => {
		const [mean, std] = [clipPixelMean, clipPixelStd];
		const loadImageTower = () => readImageTower(source, { mean, std, activation });
		const tokenizer = wordsTokenizer(['a'], 9);
		return clipPerceptor({
			loadImageTower,
			mean,
			std,
			tokenizer,
			loadTextTower: () => readTextTower(source, activation),
		});
	};

	test.each(['quickgelu', 'gelu'] as const)('pictures with %s, and the gradient to them', async (activation) => {
		const fixture = await openFixture('clip');
		const perceptor = await open(activation);
		const encodeImage = await perceptor.loadImageEncoder();
		expect([perceptor.inputSizePx, perceptor.embedDimension]).toEqual([12, 24]);
		const g = newGraph();
		const pictures = g.input('pictures', 'float32', [2, 3, 12, 12]);
		const embeddings = encodeImage(g, pictures);
		g.output('image', embeddings);
		g.output('gradient', gradientAlong(g, embeddings, pictures));
		const results = await run(runtime, g, { pictures: drawn('pictures', pictures.shape, 0.5, 0.3) });
		expect(relativeError(results['image']!, fixture(`${activation}.image`))).toBeLessThan(1e-4);
		expect(relativeError(results['gradient']!, fixture(`${activation}.gradient`))).toBeLessThan(1e-4);
	});

	test.each(['quickgelu', 'gelu'] as const)('texts with %s, read at their end marker', async (activation) => {
		const fixture = await openFixture('clip');
		const encode = await (await open(activation)).loadTextEncoder();
		const g = newGraph();
		const ids = g.input('ids', 'int32', [2, 9]);
		g.output('text', encode(g, ids));
		const data = Int32Array.from(fixture('ids'));
		const results = await run(runtime, g, { ids: { dtype: 'int32', shape: [2, 9], data } });
		expect(relativeError(results['text']!, fixture(`${activation}.text`))).toBeLessThan(1e-4);
	});
});

describe.each(builders)('a prior agrees with PyTorch, $words', ({ newGraph }) => {
	test.each(['one', 'beside', 'above', 'three', 'four'] as const)(
		'the latent that it guesses and what covers it: %s',
		async (layout) => {
			const fixture = await openFixture('prior');
			const latentShape = [1, 4, 4, 4] as const;
			const config = {
				embedDimension: 6,
				variationLength: 5,
				width: 12,
				groundWidth: 10,
				hiddenWidth: 16,
				blocks: 2,
				channels: 4,
				side: 4,
			};
			const count = { one: 1, beside: 2, above: 2, three: 3, four: 4 }[layout];
			const guess = guessLatent(await readPrior(randomPrior(config, seed), 4), latentShape);
			const g = newGraph();
			const things = g.input('things', 'float32', [count, 6]);
			const ground = g.input('ground', 'float32', [1, 6]);
			const guessed = guess(g, layout, { things, ground, variation: g.input('variation', 'float32', [1, 5]) });
			for (const name of ['latent', 'covers'] as const) g.output(name, guessed[name]);
			g.output('below', guessed.ground);
			const results = await run(runtime, g, {
				things: { dtype: 'float32', shape: [count, 6], data: fixture('things').slice(0, count * 6) },
				ground: { dtype: 'float32', shape: [1, 6], data: fixture('ground') },
				variation: drawn('variation', [1, 5], 0, 1),
			});
			for (const name of ['latent', 'covers'])
				expect(relativeError(results[name]!, fixture(`${name}.${layout}`)), name).toBeLessThan(1e-5);
			expect(relativeError(results['below']!, fixture('below'))).toBeLessThan(1e-5);
		},
	);
});
