/** @file Random VQGANs with the key names and shapes of taming-transformers' files. */
import type { TensorSource } from '@galatea/checkpoint';
import { layerTensor, type RandomTensor, randomTensors } from './random-tensors.ts';

/** The parameters of taming-transformers' `ddconfig`, in words. */
export interface VqganConfig {
	/** Channels of the finest level (`ch`); a multiple of 32, the number of GroupNorm's groups. */
	readonly channels: number;
	/** Channels per level, finest first, as multiples of `channels` (`ch_mult`); each level but the last halves. */
	readonly multipliers: readonly number[];
	/** Residual blocks per level (`num_res_blocks`); the decoder has one more. */
	readonly residualBlocks: number;
	/** Levels with an attention block after each residual block. */
	readonly attentionLevels: readonly number[];
	/** Channels between encoder and `quant_conv` (`z_channels`). */
	readonly latentChannels: number;
	/** Length of a codebook row (`embed_dim`). */
	readonly embedDimension: number;
	/** Rows of the codebook (`n_embed`). */
	readonly codebookCount: number;
}

/** `vqgan_imagenet_f16_16384`: 343 tensors, 76,073,859 numbers. */
export const vqganF16Config: VqganConfig = {
	channels: 128,
	multipliers: [1, 1, 2, 2, 4],
	residualBlocks: 2,
	attentionLevels: [4],
	latentChannels: 256,
	embedDimension: 256,
	codebookCount: 16_384,
};

type Add = (name: string, shape: readonly number[], gain?: number) => void;

/** A VQGAN whose picture has a standard deviation of about 0.5 in −1..1, for codes drawn at random. */
export function randomVqgan(config: VqganConfig, seed: number): TensorSource {
	const tensors = new Map<string, RandomTensor>();
	const add: Add = (name, shape, gain = 1) => {
		tensors.set(name, layerTensor(name, shape, gain));
	};
	addEncoder(config, add);
	addDecoder(config, add);
	tensors.set('quantize.embedding.weight', {
		shape: [config.codebookCount, config.embedDimension],
		mean: 0,
		std: 1,
	});
	addConvolution(add, 'quant_conv', config.latentChannels, config.embedDimension, 1);
	addConvolution(add, 'post_quant_conv', config.embedDimension, config.latentChannels, 1);
	return randomTensors(tensors, seed);
}

function addEncoder(config: VqganConfig, add: Add): void {
	const { channels, multipliers } = config;
	addConvolution(add, 'encoder.conv_in', 3, channels, 3);
	let width = channels;
	for (const [level, multiplier] of multipliers.entries()) {
		const levelWidth = channels * multiplier;
		for (let block = 0; block < config.residualBlocks; block++) {
			addResidual(add, `encoder.down.${level}.block.${block}`, width, levelWidth);
			width = levelWidth;
			if (config.attentionLevels.includes(level)) addAttention(add, `encoder.down.${level}.attn.${block}`, width);
		}
		if (level < multipliers.length - 1) addConvolution(add, `encoder.down.${level}.downsample.conv`, width, width, 3);
	}
	addMiddle(add, 'encoder', width);
	addConvolution(add, 'encoder.conv_out', width, config.latentChannels, 3);
}

function addDecoder(config: VqganConfig, add: Add): void {
	const { channels, multipliers } = config;
	let width = channels * (multipliers.at(-1) ?? 1);
	addConvolution(add, 'decoder.conv_in', config.latentChannels, width, 3);
	addMiddle(add, 'decoder', width, false);
	for (let level = multipliers.length - 1; level >= 0; level--) {
		const levelWidth = channels * (multipliers[level] as number);
		for (let block = 0; block <= config.residualBlocks; block++) {
			addResidual(add, `decoder.up.${level}.block.${block}`, width, levelWidth);
			width = levelWidth;
			if (config.attentionLevels.includes(level)) addAttention(add, `decoder.up.${level}.attn.${block}`, width);
		}
		if (level > 0) addConvolution(add, `decoder.up.${level}.upsample.conv`, width, width, 3);
	}
	addNorm(add, 'decoder.norm_out', width);
	addConvolution(add, 'decoder.conv_out', width, 3, 3);
}

function addMiddle(add: Add, side: 'encoder' | 'decoder', width: number, withNorm = true): void {
	addResidual(add, `${side}.mid.block_1`, width, width);
	addAttention(add, `${side}.mid.attn_1`, width);
	addResidual(add, `${side}.mid.block_2`, width, width);
	if (withNorm) addNorm(add, `${side}.norm_out`, width);
}

function addResidual(add: Add, at: string, from: number, to: number): void {
	addNorm(add, `${at}.norm1`, from);
	addConvolution(add, `${at}.conv1`, from, to, 3);
	addNorm(add, `${at}.norm2`, to);
	addConvolution(add, `${at}.conv2`, to, to, 3);
	if (from !== to) addConvolution(add, `${at}.nin_shortcut`, from, to, 1);
}

function addAttention(add: Add, at: string, width: number): void {
	addNorm(add, `${at}.norm`, width);
	for (const part of ['q', 'k', 'v', 'proj_out']) addConvolution(add, `${at}.${part}`, width, width, 1);
}

function addNorm(add: Add, at: string, width: number): void {
	add(`${at}.weight`, [width]);
	add(`${at}.bias`, [width]);
}

function addConvolution(add: Add, at: string, from: number, to: number, side: number): void {
	add(`${at}.weight`, [to, from, side, side]);
	add(`${at}.bias`, [to]);
}
