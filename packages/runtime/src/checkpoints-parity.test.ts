/**
 * @file Networks out of the files in which they are published, against PyTorch: packages/networks/fixtures/
 * make_checkpoints.py and make_biggan.py wrote small ones with the true containers, names and dtypes, and what PyTorch makes of them.
 */
import { fileURLToPath } from 'node:url';
import { GraphBuilder } from '@galatea/autodiff';
import { openCheckpoint } from '@galatea/checkpoint';
import {
	type Activation,
	bigGanDeep,
	type ConvolutionActivation,
	clipPerceptor,
	clipPixelMean,
	clipPixelStd,
	type RecognisedNetwork,
	readBigGan,
	readClipImage,
	readTextTower,
	readVqganDecoder,
	readVqganEncoder,
	recogniseNetwork,
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
} from './parity.runner.ts';

let runtime: OpenedRuntime;
beforeAll(async () => {
	runtime = await openRuntime({ provider: 'cpu', threads: 1 });
});
afterAll(() => runtime[Symbol.asyncDispose]());

const expectations = (name: string) => openFixture(`checkpoints/${name}-results`);

async function open(file: string): Promise<RecognisedNetwork> {
	const path = fileURLToPath(new URL(`../../networks/fixtures/checkpoints/${file}`, import.meta.url));
	return recogniseNetwork(await openCheckpoint(path));
}

describe.each([
	['a Lightning checkpoint, its callbacks keyed by a class', 'vqgan.ckpt', 'vqgan', 'taming', 2],
	['a VQModel of diffusers', 'vqgan-diffusers.bin', 'vqgan', 'diffusers', 2],
	['a Net2NetTransformer, beside a second VQGAN', 'net2net.ckpt', 'net2net', 'taming', 4],
	['a VQModel of dalle-mini in Flax, in half precision', 'vqgan-flax.msgpack', 'vqgan-flax', 'taming', 2],
	['a GumbelVQ, which encodes to its likeliest rows', 'gumbel.ckpt', 'gumbel', 'taming', 2],
])('%s', (_what, file, fixtureName, layout, downscale) => {
	test('decodes, with gradient, and encodes as PyTorch does', async () => {
		const found = await open(file);
		if (found.kind !== 'taming-vqgan') return expect.fail(`${file} is a ${found.kind}`);
		expect(found).toMatchObject({ layout, downscale, codebookCount: 40 });
		const { tensors } = found;
		const generator = await tamingVqgan(
			() => readVqganDecoder(tensors),
			() => readVqganEncoder(tensors),
		);
		const fixture = await expectations(fixtureName);
		const codes = await checkDecoding(runtime, new GraphBuilder(), generator, fixture, [12, 20]);
		expect([...codes]).toEqual([...fixture('codes')]);
		await checkEncoding(runtime, new GraphBuilder(), generator, fixture, [12, 20]);
		await tensors.close();
	});
});

test.each(builders)(
	'a BigGAN-deep in a file of before 2020 paints as PyTorch does, with gradient, $words',
	async ({ newGraph }) => {
		const found = await open('biggan.bin');
		if (found.kind !== 'biggan-deep') return expect.fail(`biggan.bin is a ${found.kind}`);
		expect(found).toMatchObject({ classCount: 9, sizePx: 16 });
		const { tensors } = found;
		const generator = await bigGanDeep(() => readBigGan(tensors));
		expect(generator.latentShape(16, 16)).toEqual([1, 15, 5, 1]);
		expect(() => generator.latentShape(16, 32)).toThrow('Pictures of this BigGAN are 16 × 16 px, not 16 × 32');
		const fixture = await expectations('biggan');
		const codes = await checkDecoding(runtime, newGraph(), generator, fixture, [16, 16]);
		expect([...codes]).toEqual([...fixture('codes')]);
		const z = generator.latentOf(codes, [1, 15, 5, 1]);
		const drawnZ = drawn('z', [1, 15, 5, 1], 0, 1).data;
		for (const [at, value] of z.entries()) expect(Math.abs(value - (drawnZ[at] as number))).toBeLessThan(2.5e-4);
		await tensors.close();
	},
);

const clips: readonly [
	string,
	file: string,
	fixture: string,
	layout: string,
	told: Activation | null,
	sizePx: number,
][] = [
	["OpenAI's archive of a Vision Transformer, in half precision", 'clip-vit.pt', 'clip-vit', 'openai', null, 12],
	["OpenAI's archive of a ResNet", 'clip-resnet.pt', 'clip-resnet', 'openai', null, 64],
	['Hugging Face', 'clip-hugging-face.bin', 'clip-hugging-face', 'hugging-face', 'quickgelu', 12],
	['Hugging Face in Flax, in half precision', 'clip-flax.msgpack', 'clip-flax', 'hugging-face', 'quickgelu', 12],
	['OpenCLIP, with GELU', 'clip-open-clip.pt', 'clip-open-clip', 'open-clip', 'gelu', 12],
];

describe.each(clips)('a CLIP by %s', (_what, file, fixtureName, layout, told, sizePx) => {
	test.each(builders)('embeds pictures, with gradient, and texts as PyTorch does, $words', async ({ newGraph }) => {
		const found = await open(file);
		if (found.kind !== 'clip') return expect.fail(`${file} is a ${found.kind}`);
		expect(found).toMatchObject({ layout, inputSizePx: sizePx, contextLength: 9, vocabularySize: 60 });
		expect(found.activation).toBe(told === null ? 'quickgelu' : null);
		const perceptor = await perceptorOf(found, found.activation ?? told ?? 'quickgelu');
		const fixture = await expectations(fixtureName);
		const g = newGraph();
		const pictures = g.input('pictures', 'float32', [2, 3, sizePx, sizePx]);
		const encodeImage = await perceptor.loadImageEncoder();
		const embeddings = encodeImage(g, pictures);
		g.output('image', embeddings);
		g.output('gradient', gradientAlong(g, embeddings, pictures));
		const encode = await perceptor.loadTextEncoder();
		g.output('text', encode(g, g.input('ids', 'int32', [2, 9])));
		const ids = { dtype: 'int32', shape: [2, 9], data: Int32Array.from(fixture('ids')) } as const;
		const embedded = await run(runtime, g, { pictures: drawn('pictures', pictures.shape, 0.5, 0.3), ids });
		for (const name of ['image', 'gradient', 'text']) {
			expect({ name, error: relativeError(embedded[name]!, fixture(name)) }).toMatchObject({
				name,
				error: expect.toSatisfy((error: number) => error < 1e-4),
			});
		}
		await found.tensors.close();
	});
});

test('a ResNet whose convolutions are followed by QuickGELU embeds pictures, with gradient, as PyTorch does', async () => {
	const found = await open('clip-resnet.pt');
	if (found.kind !== 'clip') return expect.fail(`clip-resnet.pt is a ${found.kind}`);
	const fixture = await expectations('clip-resnet-smooth');
	const encodeImage = await (await perceptorOf(found, 'quickgelu', 'quickgelu')).loadImageEncoder();
	const g = new GraphBuilder();
	const pictures = g.input('pictures', 'float32', [2, 3, 64, 64]);
	const embeddings = encodeImage(g, pictures);
	g.output('image', embeddings);
	g.output('gradient', gradientAlong(g, embeddings, pictures));
	const embedded = await run(runtime, g, { pictures: drawn('pictures', pictures.shape, 0.5, 0.3) });
	expect(relativeError(embedded['image']!, fixture('image'))).toBeLessThan(1e-4);
	expect(relativeError(embedded['gradient']!, fixture('gradient'))).toBeLessThan(1e-4);
	await found.tensors.close();
});

async function perceptorOf(
	{ tensors }: RecognisedNetwork,
	activation: Activation,
	convolutionActivation?: ConvolutionActivation,
) {
	const [mean, std] = [clipPixelMean, clipPixelStd];
	const loadImageTower = () => readClipImage(tensors, { mean, std, activation, convolutionActivation });
	const tokenizer = wordsTokenizer(['a'], 9);
	return clipPerceptor({
		loadImageTower,
		mean,
		std,
		tokenizer,
		loadTextTower: () => readTextTower(tensors, activation),
	});
}
