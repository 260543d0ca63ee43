/**
 * @file The tensors of TAESD (madebyollin/taesd): both sides are plain sequences, numbered by place. A place holds a
 * 3×3 convolution (`7.weight`, some with `7.bias`), a residual block of three (`8.conv.0`, `.2`, `.4`), or nothing that
 * has weights (clamping, ReLU, doubling), which the file does not mention.
 */
import type { TensorSource } from '@galatea/checkpoint';
import { type ConvolutionWeights, readConvolution, unexpected } from '../parameters.ts';
import { type CodebookWeights, readCodebook } from '../quantise/codebook.ts';

/** Channels of TAESD's latent, the same as Stable Diffusion's. */
const latentChannels = 4;

/** relu(x + conv(relu(conv(relu(conv(x)))))) */
export type TaesdBlockWeights = readonly [ConvolutionWeights, ConvolutionWeights, ConvolutionWeights];

/** What has weights, in order. `scale`: whether the picture is halved by the stride, or doubled in front. */
export type TaesdLayer =
	| { readonly kind: 'convolution'; readonly scale: 'halve' | 'keep' | 'double'; readonly weights: ConvolutionWeights }
	| { readonly kind: 'block'; readonly weights: TaesdBlockWeights };

export interface TaesdDecoderWeights {
	readonly codebook: CodebookWeights;
	/** Latent cells along each side of the square that one codebook row stands for. */
	readonly patch: number;
	/** The first is followed by a ReLU. */
	readonly layers: readonly TaesdLayer[];
}

/** The decoder's places with weights; 0 is the clamp, 2 a ReLU, 6, 11 and 16 double for the convolution after them. */
const decoderPlaces = [1, 3, 4, 5, 7, 8, 9, 10, 12, 13, 14, 15, 17, 18, 19];
const doublingPlaces = [7, 12, 17];
/** All places of the encoder have weights; these convolutions halve the picture. */
const encoderPlaces = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14];
const halvingPlaces = [2, 6, 10];

/** Whether the file has an encoder. */
export function hasTaesdEncoder(source: TensorSource): boolean {
	return source.has('encoder.0.weight');
}

/**
 * Reads `decoder.*` and the codebook `quantize.embedding.weight` [count, 4·patch²], whose rows list channel by channel,
 * each channel's cells in reading order. Rejects with `CheckpointError`.
 */
export async function readTaesdDecoder(source: TensorSource, patch: number): Promise<TaesdDecoderWeights> {
	const codebook = await readCodebook(source, 'quantize.embedding.weight');
	if (codebook.dimension !== latentChannels * patch ** 2) {
		throw unexpected(
			source,
			'quantize.embedding.weight',
			`must have ${latentChannels * patch ** 2} columns for patches of ${patch} × ${patch} cells`,
			codebook.dimension,
		);
	}
	const layers = await readLayers(source, 'decoder', decoderPlaces, latentChannels);
	return { codebook, patch, layers };
}

/** Reads `encoder.*`. Rejects with `CheckpointError`. */
export async function readTaesdEncoder(source: TensorSource): Promise<readonly TaesdLayer[]> {
	return readLayers(source, 'encoder', encoderPlaces, 3);
}

async function readLayers(
	source: TensorSource,
	side: 'encoder' | 'decoder',
	places: readonly number[],
	inputs: number,
): Promise<readonly TaesdLayer[]> {
	const layers: TaesdLayer[] = [];
	let width = inputs;
	for (const place of places) {
		const layer = await readLayer(source, `${side}.${place}`, width, scaleAt(side, place));
		layers.push(layer);
		if (layer.kind === 'convolution') width = layer.weights.outputs;
	}
	const outputs = side === 'encoder' ? latentChannels : 3;
	if (width !== outputs)
		throw unexpected(source, `${side}.${places.at(-1)}.weight`, `must give ${outputs} channels`, width);
	return layers;
}

function scaleAt(side: 'encoder' | 'decoder', place: number): 'halve' | 'keep' | 'double' {
	if (side === 'encoder') return halvingPlaces.includes(place) ? 'halve' : 'keep';
	return doublingPlaces.includes(place) ? 'double' : 'keep';
}

async function readLayer(
	source: TensorSource,
	at: string,
	inputs: number,
	scale: 'halve' | 'keep' | 'double',
): Promise<TaesdLayer> {
	if (!source.has(`${at}.conv.0.weight`)) {
		const weights = await readConvolution(source, at, { inputs, side: 3, bias: 'optional' });
		return { kind: 'convolution', scale, weights };
	}
	const first = await readConvolution(source, `${at}.conv.0`, { inputs, side: 3 });
	const second = await readConvolution(source, `${at}.conv.2`, { inputs: first.outputs, side: 3 });
	const third = await readConvolution(source, `${at}.conv.4`, { inputs: second.outputs, side: 3 });
	if (third.outputs !== inputs) {
		throw unexpected(source, `${at}.conv.4.weight`, `must give ${inputs} channels`, third.kernel.shape);
	}
	return { kind: 'block', weights: [first, second, third] };
}
