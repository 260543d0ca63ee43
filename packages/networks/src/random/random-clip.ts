/** @file Random CLIPs with the key names and shapes of OpenAI's state dictionaries (Vision Transformers only). */
import type { TensorSource } from '@galatea/checkpoint';
import { layerTensor, type RandomTensor, randomTensors } from './random-tensors.ts';

export interface ClipConfig {
	/** Length of an embedding. */
	readonly embedDimension: number;
	readonly inputSizePx: number;
	readonly patchPx: number;
	/** Width and depth of the towers; widths are multiples of 64, the width of an attention head. */
	readonly visionWidth: number;
	readonly visionLayers: number;
	readonly textWidth: number;
	readonly textLayers: number;
	readonly contextLength: number;
	readonly vocabularySize: number;
}

/** `ViT-B/32`: 302 tensors, 151,277,313 numbers. */
export const clipVitB32Config: ClipConfig = {
	embedDimension: 512,
	inputSizePx: 224,
	patchPx: 32,
	visionWidth: 768,
	visionLayers: 12,
	textWidth: 512,
	textLayers: 12,
	contextLength: 77,
	vocabularySize: 49_408,
};

/** A CLIP whose residual streams keep a standard deviation of the order of 1. */
export function randomClip(config: ClipConfig, seed: number): TensorSource {
	const tensors = new Map<string, RandomTensor>();
	const drawn = (name: string, shape: readonly number[], std: number) => tensors.set(name, { shape, mean: 0, std });
	const { visionWidth, textWidth, embedDimension } = config;
	const tokens = (config.inputSizePx / config.patchPx) ** 2 + 1;
	drawn('positional_embedding', [config.contextLength, textWidth], 0.3);
	drawn('text_projection', [textWidth, embedDimension], textWidth ** -0.5);
	tensors.set('logit_scale', { shape: [], mean: Math.log(100), std: 0 });
	drawn('visual.class_embedding', [visionWidth], 0.5);
	drawn('visual.positional_embedding', [tokens, visionWidth], 0.5);
	drawn('visual.proj', [visionWidth, embedDimension], visionWidth ** -0.5);
	drawn('visual.conv1.weight', [visionWidth, 3, config.patchPx, config.patchPx], (3 * config.patchPx ** 2) ** -0.5);
	addNorm(tensors, 'visual.ln_pre', visionWidth);
	addBlocks(tensors, 'visual.transformer', visionWidth, config.visionLayers);
	addNorm(tensors, 'visual.ln_post', visionWidth);
	addBlocks(tensors, 'transformer', textWidth, config.textLayers);
	drawn('token_embedding.weight', [config.vocabularySize, textWidth], 0.5);
	addNorm(tensors, 'ln_final', textWidth);
	return randomTensors(tensors, seed);
}

function addBlocks(tensors: Map<string, RandomTensor>, at: string, width: number, layers: number): void {
	// A residual stream adds 2 · layers branches; this keeps their sum near the variance of one.
	const residualGain = (2 * layers) ** -0.5;
	for (let layer = 0; layer < layers; layer++) {
		const block = `${at}.resblocks.${layer}`;
		const add = (name: string, shape: readonly number[], gain = 1) =>
			tensors.set(`${block}.${name}`, layerTensor(name, shape, gain));
		add('attn.in_proj_weight', [3 * width, width]);
		add('attn.in_proj_bias', [3 * width]);
		add('attn.out_proj.weight', [width, width], residualGain);
		add('attn.out_proj.bias', [width]);
		addNorm(tensors, `${block}.ln_1`, width);
		add('mlp.c_fc.weight', [4 * width, width]);
		add('mlp.c_fc.bias', [4 * width]);
		add('mlp.c_proj.weight', [width, 4 * width], residualGain);
		add('mlp.c_proj.bias', [width]);
		addNorm(tensors, `${block}.ln_2`, width);
	}
}

function addNorm(tensors: Map<string, RandomTensor>, at: string, width: number): void {
	for (const part of ['weight', 'bias']) tensors.set(`${at}.${part}`, layerTensor(part, [width]));
}
