/**
 * @file The networks as onnxruntime runs them, against PyTorch: outputs and gradients that
 * packages/networks/fixtures/make.py computed in float64 from the same weights.
 */
import { fileURLToPath } from 'node:url';
import { differentiate, GraphBuilder, mul, reduceSum, type Value } from '@galatea/autodiff';
import { openCheckpoint } from '@galatea/checkpoint';
import {
	type Activation,
	type ClipConfig,
	clipPerceptor,
	clipPixelMean,
	clipPixelStd,
	type Generator,
	randomClip,
	randomTaesd,
	randomTensorData,
	randomVqgan,
	readImageTower,
	readTaesdDecoder,
	readTaesdEncoder,
	readTextTower,
	readVqganDecoder,
	readVqganEncoder,
	taesdVq,
	tamingVqgan,
	wordsTokenizer,
} from '@galatea/networks';
import type { TensorValue } from '@galatea/optimiser';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenedRuntime, openRuntime } from './open-runtime.ts';

const seed = 20210713;
let runtime: OpenedRuntime;
beforeAll(async () => {
	runtime = await openRuntime({ provider: 'cpu', threads: 1 });
});
afterAll(() => runtime[Symbol.asyncDispose]());

/** Tensors of a fixture by name. */
type Fixture = (name: string) => Float32Array;

async function openFixture(name: string): Promise<Fixture> {
	const source = await openCheckpoint(
		fileURLToPath(new URL(`../../networks/fixtures/${name}.safetensors`, import.meta.url)),
	);
	const tensors = new Map<string, Float32Array>();
	for (const tensor of source.names) tensors.set(tensor, await source.read(tensor));
	await source.close();
	return (tensor) => tensors.get(tensor) ?? expect.fail(`no ${tensor} in the fixture ${name}`);
}

async function run(g: GraphBuilder, feeds: Record<string, TensorValue>): Promise<Record<string, Float32Array>> {
	await using session = await runtime.open(g.build());
	const results = await session.run(feeds);
	return Object.fromEntries(Object.entries(results).map(([name, { data }]) => [name, Float32Array.from(data, Number)]));
}

/** Largest difference over the largest magnitude. */
function relativeError(actual: ArrayLike<number>, expected: ArrayLike<number>): number {
	expect(actual.length).toBe(expected.length);
	let difference = 0;
	let magnitude = 0;
	for (let at = 0; at < expected.length; at++) {
		difference = Math.max(difference, Math.abs((actual[at] as number) - (expected[at] as number)));
		magnitude = Math.max(magnitude, Math.abs(expected[at] as number));
	}
	return difference / magnitude;
}

const drawn = (
	name: string,
	shape: readonly number[],
	mean: number,
	std: number,
): TensorValue & { data: Float32Array } => ({
	dtype: 'float32',
	shape,
	data: randomTensorData(name, { shape, mean, std }, seed),
});

const builders = [false, true].map((contributedOperators) => ({
	words: contributedOperators ? 'with contributed operators' : 'with standard operators',
	newGraph: () => new GraphBuilder('parity', { contributedOperators }),
}));

/** Σ output · cotangent, differentiated: the gradient of the output along the cotangent. */
function gradientAlong(g: GraphBuilder, output: Value, target: Value): Value {
	const cotangent = drawn('cotangent', output.shape, 0, 1);
	const loss = reduceSum(g, mul(g, output, g.constant(cotangent.data, output.shape)));
	return differentiate(g, loss, [target])[0] as Value;
}

async function checkDecoding(g: GraphBuilder, generator: Generator, fixture: Fixture, sizePx: [number, number]) {
	const shape = generator.latentShape(...sizePx);
	const z = g.input('z', 'float32', shape);
	const decode = await generator.loadDecoder();
	const image = decode(g, generator.quantise(g, z));
	expect(image.shape).toEqual([1, 3, sizePx[1], sizePx[0]]);
	g.output('image', image);
	g.output('codes', generator.codes(g, z));
	g.output('gradient', gradientAlong(g, image, z));
	const results = await run(g, { z: drawn('z', shape, 0, 1) });
	expect(relativeError(results['image']!, fixture('image'))).toBeLessThan(1e-4);
	expect(relativeError(results['gradient']!, fixture('gradient'))).toBeLessThan(1e-4);
	return results['codes']!;
}

async function checkEncoding(g: GraphBuilder, generator: Generator, fixture: Fixture, sizePx: [number, number]) {
	const picture = g.input('picture', 'float32', [1, 3, sizePx[1], sizePx[0]]);
	const encode = await generator.loadEncoder!();
	g.output('encoded', encode(g, picture));
	const results = await run(g, { picture: drawn('picture', picture.shape, 0.5, 0.2) });
	expect(relativeError(results['encoded']!, fixture('encoded'))).toBeLessThan(1e-4);
}

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
		const codes = await checkDecoding(newGraph(), await open(), fixture, [12, 20]);
		expect([...codes]).toEqual([...fixture('codes')]);
	});

	test('the encoder', async () => {
		await checkEncoding(newGraph(), await open(), await openFixture('vqgan'), [12, 20]);
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
		const codes = await checkDecoding(new GraphBuilder(), await open(), fixture, [48, 32]);
		expect([...codes]).toEqual([...fixture('codes')]);
	});

	test('the encoder', async () => {
		await checkEncoding(new GraphBuilder(), await open(), await openFixture(name), [48, 32]);
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
		const results = await run(g, { pictures: drawn('pictures', pictures.shape, 0.5, 0.3) });
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
		const results = await run(g, { ids: { dtype: 'int32', shape: [2, 9], data } });
		expect(relativeError(results['text']!, fixture(`${activation}.text`))).toBeLessThan(1e-4);
	});
});
