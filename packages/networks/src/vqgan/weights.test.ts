import { GraphBuilder } from '@galatea/autodiff';
import { CheckpointError, sourceOfTensors, type Tensor, type TensorSource } from '@galatea/checkpoint';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { randomVqgan, type VqganConfig } from '../random/random-vqgan.ts';
import { tamingVqgan } from './taming-vqgan.ts';
import { hasVqganEncoder, readVqganDecoder, readVqganEncoder } from './weights.ts';

const small: VqganConfig = {
	channels: 32,
	multipliers: [1, 2],
	residualBlocks: 1,
	attentionLevels: [1],
	latentChannels: 8,
	embedDimension: 4,
	codebookCount: 10,
};

async function tensorsOf(source: TensorSource): Promise<Record<string, Tensor>> {
	const tensors: Record<string, Tensor> = {};
	for (const name of source.names) tensors[name] = { shape: source.info(name).shape, data: await source.read(name) };
	return tensors;
}

async function failureOf(tensors: Record<string, Tensor>): Promise<CheckpointError> {
	const error = await readVqganDecoder(sourceOfTensors(tensors, 'vqgan.safetensors')).then(
		() => null,
		(reason: unknown) => reason,
	);
	expect(error).toBeInstanceOf(CheckpointError);
	return error as CheckpointError;
}

test('width, depth, attention and codebook are read off the tensors, whatever they are', async () => {
	const config = fc.record({
		channels: fc.constantFrom(32, 64),
		multipliers: fc.array(fc.constantFrom(1, 2), { minLength: 1, maxLength: 4 }),
		residualBlocks: fc.constantFrom(1, 2),
		attentionLevels: fc.subarray([0, 1, 2, 3]),
		latentChannels: fc.constantFrom(4, 8),
		embedDimension: fc.constantFrom(3, 8),
		codebookCount: fc.integer({ min: 1, max: 20 }),
	});
	await fc.assert(
		fc.asyncProperty(config, async (parameters) => {
			const source = randomVqgan(parameters, 1);
			const generator = await tamingVqgan(
				() => readVqganDecoder(source),
				() => readVqganEncoder(source),
			);
			const downscale = 2 ** (parameters.multipliers.length - 1);
			expect(generator.downscale).toBe(downscale);
			const shape = generator.latentShape(3 * downscale, 2 * downscale);
			expect(shape).toEqual([1, parameters.embedDimension, 2, 3]);
			const g = new GraphBuilder();
			const image = (await generator.loadDecoder())(g, generator.quantise(g, g.input('z', 'float32', shape)));
			expect(image.shape).toEqual([1, 3, 2 * downscale, 3 * downscale]);
			const encode = await generator.loadEncoder!();
			expect(encode(g, image).shape).toEqual(shape);
		}),
		{ numRuns: 12 },
	);
});

test('the codebook of a GumbelVQ is found under its own name', async () => {
	const { 'quantize.embedding.weight': codebook, ...others } = await tensorsOf(randomVqgan(small, 1));
	const weights = await readVqganDecoder(sourceOfTensors({ ...others, 'quantize.embed.weight': codebook! }));
	expect(weights.codebook.count).toBe(10);
});

test('a file without an encoder says so', async () => {
	const tensors = Object.entries(await tensorsOf(randomVqgan(small, 1)));
	const decoderOnly = Object.fromEntries(tensors.filter(([name]) => !name.startsWith('encoder.')));
	expect([hasVqganEncoder(sourceOfTensors(decoderOnly)), hasVqganEncoder(randomVqgan(small, 1))]).toEqual([
		false,
		true,
	]);
});

describe('tensors that do not make a VQGAN are named', () => {
	const cases: [title: string, change: (tensors: Record<string, Tensor>) => void, message: RegExp][] = [
		[
			'one that is missing',
			(tensors) => delete tensors['decoder.mid.block_1.conv2.bias'],
			/tensor "decoder\.mid\.block_1\.conv2\.bias": is not among the \d+ tensors of this file/,
		],
		[
			'a kernel for another number of channels',
			(tensors) => {
				tensors['decoder.up.0.block.0.conv1.weight'] = { shape: [32, 65, 3, 3], data: new Float32Array(32 * 65 * 9) };
			},
			/"decoder\.up\.0\.block\.0\.conv1\.weight": must have shape \[32,64,3,3\], got \[32,65,3,3\]/,
		],
		[
			'channels that 32 groups do not divide',
			(tensors) => {
				tensors['decoder.conv_in.weight'] = { shape: [40, 8, 3, 3], data: new Float32Array(40 * 8 * 9) };
				tensors['decoder.conv_in.bias'] = { shape: [40], data: new Float32Array(40) };
			},
			/"decoder\.mid\.block_1\.norm1\.weight": must have a multiple of 32 channels/,
		],
		[
			'a picture of one channel (a depth model)',
			(tensors) => {
				tensors['decoder.conv_out.weight'] = { shape: [1, 32, 3, 3], data: new Float32Array(32 * 9) };
				tensors['decoder.conv_out.bias'] = { shape: [1], data: new Float32Array(1) };
			},
			/"decoder\.conv_out\.weight": must give the 3 channels of a picture, got \[1,32,3,3\]/,
		],
		[
			'a codebook that is no matrix',
			(tensors) => {
				tensors['quantize.embedding.weight'] = { shape: [40], data: new Float32Array(40) };
			},
			/"quantize\.embedding\.weight": must have 2 axes/,
		],
	];
	test.each(cases)('%s', async (_title, change, message) => {
		const tensors = await tensorsOf(randomVqgan(small, 1));
		change(tensors);
		expect((await failureOf(tensors)).message).toMatch(message);
	});
});
