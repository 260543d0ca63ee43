/** @file Random TAESDs behind a codebook, with the key names and shapes of the starter's generator file. */
import type { TensorSource } from '@galatea/checkpoint';
import { layerTensor, type RandomTensor, randomTensors } from './random-tensors.ts';

/** Layers of TAESD that hold one convolution (`weight`, some with `bias`) or a block of three (`conv.0`, `.2`, `.4`). */
const encoderLayers = { plain: [0, 14], bare: [2, 6, 10], blocks: [1, 3, 4, 5, 7, 8, 9, 11, 12, 13] };
const decoderLayers = { plain: [1, 19], bare: [7, 12, 17], blocks: [3, 4, 5, 8, 9, 10, 13, 14, 15, 18] };
const width = 64;
const latentChannels = 4;

export interface TaesdConfig {
	readonly codebookCount: number;
	/** Latent cells, along each side, that one codebook row stands for. */
	readonly patch: number;
}

export function randomTaesd(config: TaesdConfig, seed: number): TensorSource {
	const tensors = new Map<string, RandomTensor>();
	addSide(tensors, 'encoder', encoderLayers, 3, latentChannels);
	addSide(tensors, 'decoder', decoderLayers, latentChannels, 3);
	const dimension = latentChannels * config.patch ** 2;
	tensors.set('quantize.embedding.weight', { shape: [config.codebookCount, dimension], mean: 0, std: 1 });
	return randomTensors(tensors, seed);
}

function addSide(
	tensors: Map<string, RandomTensor>,
	side: string,
	layers: typeof encoderLayers,
	from: number,
	to: number,
): void {
	const add = (name: string, shape: readonly number[], gain = 1) =>
		tensors.set(`${side}.${name}`, layerTensor(name, shape, gain));
	for (const [place, layer] of layers.plain.entries()) {
		const [inputs, outputs] = place === 0 ? [from, width] : [width, to];
		add(`${layer}.weight`, [outputs, inputs, 3, 3]);
		add(`${layer}.bias`, [outputs]);
	}
	for (const layer of layers.bare) add(`${layer}.weight`, [width, width, 3, 3]);
	for (const layer of layers.blocks) {
		for (const part of [0, 2, 4]) {
			// ReLU halves the variance; half the usual gain keeps ten residual blocks in a row from growing.
			add(`${layer}.conv.${part}.weight`, [width, width, 3, 3], 0.7);
			add(`${layer}.conv.${part}.bias`, [width]);
		}
	}
}
