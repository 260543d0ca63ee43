/**
 * @file The tensors of a taming-transformers VQGAN, by their key names. Width, depth, attention and codebook are read
 * off the tensors that are there: an attention block is wherever an `attn.` key is.
 */
import type { TensorSource } from '@galatea/checkpoint';
import {
	type ConvolutionWeights,
	countOf,
	type NormWeights,
	readConvolution,
	readNorm,
	readTensor,
	unexpected,
} from '../parameters.ts';
import { type CodebookWeights, readCodebook } from '../quantise/codebook.ts';

/** Groups of every GroupNorm; channel counts must be multiples of it. */
export const groupCount = 32;

export interface ResidualWeights {
	readonly norm1: NormWeights;
	readonly convolution1: ConvolutionWeights;
	readonly norm2: NormWeights;
	readonly convolution2: ConvolutionWeights;
	/** 1×1, only where the number of channels changes. */
	readonly shortcut: ConvolutionWeights | null;
}

/** Single-head self-attention over positions, 1×1 convolutions all. */
export interface AttentionWeights {
	readonly norm: NormWeights;
	readonly query: ConvolutionWeights;
	readonly key: ConvolutionWeights;
	readonly value: ConvolutionWeights;
	readonly projection: ConvolutionWeights;
}

/** Blocks in their order; `scale` halves (encoder) or doubles (decoder) at the level's end, if it is there. */
export interface LevelWeights {
	readonly blocks: readonly { readonly residual: ResidualWeights; readonly attention: AttentionWeights | null }[];
	readonly scale: ConvolutionWeights | null;
}

/** An encoder or a decoder: they differ in the order in which their parts run. */
export interface SideWeights {
	readonly first: ConvolutionWeights;
	readonly middle: {
		readonly before: ResidualWeights;
		readonly attention: AttentionWeights | null;
		readonly after: ResidualWeights;
	};
	/** In the order in which they run. */
	readonly levels: readonly LevelWeights[];
	readonly lastNorm: NormWeights;
	readonly last: ConvolutionWeights;
}

export interface VqganDecoderWeights {
	readonly codebook: CodebookWeights;
	/** `post_quant_conv`, 1×1: codebook dimension → latent channels. */
	readonly projection: ConvolutionWeights;
	readonly decoder: SideWeights;
	/** 2 to the number of doublings. */
	readonly downscale: number;
}

export interface VqganEncoderWeights {
	readonly encoder: SideWeights;
	/** `quant_conv`, 1×1: latent channels → codebook dimension. */
	readonly projection: ConvolutionWeights;
	/** GumbelVQ's `quantize.proj`, 1×1: → the score of each codebook row. Null where the nearest row is taken. */
	readonly scores: ConvolutionWeights | null;
}

/** Whether the file has an encoder. */
export function hasVqganEncoder(source: TensorSource): boolean {
	return source.has('encoder.conv_in.weight');
}

/** Reads codebook, `post_quant_conv` and decoder. Rejects with `CheckpointError`. */
export async function readVqganDecoder(source: TensorSource): Promise<VqganDecoderWeights> {
	// GumbelVQ (`quantize.embed`) is optimised through its codebook alone, as every VQGAN+CLIP script does; only its
	// encoder has another way to rows, by `quantize.proj`.
	const codebookName = source.has('quantize.embed.weight') ? 'quantize.embed.weight' : 'quantize.embedding.weight';
	const codebook = await readCodebook(source, codebookName);
	const projection = await readConvolution(source, 'post_quant_conv', { inputs: codebook.dimension, side: 1 });
	const first = await readConvolution(source, 'decoder.conv_in', { inputs: projection.outputs, side: 3 });
	const middle = await readMiddle(source, 'decoder', first.outputs);
	const levels: LevelWeights[] = [];
	let width = middle.after.convolution2.outputs;
	for (let level = countLevels(source, 'decoder.up') - 1; level >= 0; level--) {
		const read = await readLevel(source, `decoder.up.${level}`, 'upsample', width);
		levels.push(read.level);
		width = read.width;
	}
	const lastNorm = await readNorm(source, 'decoder.norm_out', width);
	const last = await readConvolution(source, 'decoder.conv_out', { inputs: width, side: 3 });
	if (last.outputs !== 3) {
		throw unexpected(source, 'decoder.conv_out.weight', 'must give the 3 channels of a picture', last.kernel.shape);
	}
	const downscale = 2 ** levels.filter((level) => level.scale !== null).length;
	return { codebook, projection, decoder: { first, middle, levels, lastNorm, last }, downscale };
}

/** Reads encoder and `quant_conv`. Rejects with `CheckpointError`. */
export async function readVqganEncoder(source: TensorSource): Promise<VqganEncoderWeights> {
	const first = await readConvolution(source, 'encoder.conv_in', { inputs: 3, side: 3 });
	const levels: LevelWeights[] = [];
	let width = first.outputs;
	for (let level = 0; level < countLevels(source, 'encoder.down'); level++) {
		const read = await readLevel(source, `encoder.down.${level}`, 'downsample', width);
		levels.push(read.level);
		width = read.width;
	}
	const middle = await readMiddle(source, 'encoder', width);
	const lastNorm = await readNorm(source, 'encoder.norm_out', width);
	const last = await readConvolution(source, 'encoder.conv_out', { inputs: width, side: 3 });
	const projection = await readConvolution(source, 'quant_conv', { inputs: last.outputs, side: 1 });
	const scores = source.has('quantize.proj.weight')
		? await readConvolution(source, 'quantize.proj', { inputs: projection.outputs, side: 1 })
		: null;
	return { encoder: { first, middle, levels, lastNorm, last }, projection, scores };
}

/** A level may have no block (then only its scale tells of it), but the first and last levels have something. */
function countLevels(source: TensorSource, at: string): number {
	let count = 0;
	for (const name of source.names) {
		if (!name.startsWith(`${at}.`)) continue;
		const level = Number(name.slice(at.length + 1).split('.')[0]);
		if (Number.isSafeInteger(level) && level < 64) count = Math.max(count, level + 1);
	}
	return count;
}

async function readLevel(source: TensorSource, at: string, scaleName: 'upsample' | 'downsample', inputs: number) {
	const blocks: LevelWeights['blocks'][number][] = [];
	let width = inputs;
	const count = countOf(source, (block) => `${at}.block.${block}.conv1.weight`);
	for (let block = 0; block < count; block++) {
		const residual = await readResidual(source, `${at}.block.${block}`, width);
		width = residual.convolution2.outputs;
		blocks.push({ residual, attention: await readAttention(source, `${at}.attn.${block}`, width) });
	}
	const scaleAt = `${at}.${scaleName}.conv`;
	const scale = source.has(`${scaleAt}.weight`)
		? await readConvolution(source, scaleAt, { inputs: width, side: 3 })
		: null;
	return { level: { blocks, scale }, width: scale?.outputs ?? width };
}

async function readMiddle(source: TensorSource, side: 'encoder' | 'decoder', width: number) {
	const before = await readResidual(source, `${side}.mid.block_1`, width);
	const attention = await readAttention(source, `${side}.mid.attn_1`, before.convolution2.outputs);
	const after = await readResidual(source, `${side}.mid.block_2`, before.convolution2.outputs);
	return { before, attention, after };
}

async function readResidual(source: TensorSource, at: string, inputs: number): Promise<ResidualWeights> {
	const norm1 = await readGroupNorm(source, `${at}.norm1`, inputs);
	const convolution1 = await readConvolution(source, `${at}.conv1`, { inputs, side: 3 });
	const norm2 = await readGroupNorm(source, `${at}.norm2`, convolution1.outputs);
	const convolution2 = await readConvolution(source, `${at}.conv2`, { inputs: convolution1.outputs, side: 3 });
	const shortcutAt = `${at}.nin_shortcut`;
	const shortcut = source.has(`${shortcutAt}.weight`)
		? await readConvolution(source, shortcutAt, { inputs, side: 1 })
		: null;
	const around = shortcut?.outputs ?? inputs;
	if (around !== convolution2.outputs) {
		throw unexpected(source, `${at}.conv2.weight`, `must give ${around} channels`, convolution2.kernel.shape);
	}
	return { norm1, convolution1, norm2, convolution2, shortcut };
}

async function readAttention(source: TensorSource, at: string, width: number): Promise<AttentionWeights | null> {
	if (!source.has(`${at}.norm.weight`)) return null;
	const square = async (name: string): Promise<ConvolutionWeights> => ({
		kernel: await readTensor(source, `${at}.${name}.weight`, [width, width, 1, 1]),
		bias: await readTensor(source, `${at}.${name}.bias`, [width]),
		outputs: width,
	});
	return {
		norm: await readGroupNorm(source, `${at}.norm`, width),
		query: await square('q'),
		key: await square('k'),
		value: await square('v'),
		projection: await square('proj_out'),
	};
}

async function readGroupNorm(source: TensorSource, at: string, width: number): Promise<NormWeights> {
	if (width % groupCount !== 0) {
		const { shape } = source.info(`${at}.weight`);
		throw unexpected(source, `${at}.weight`, `must have a multiple of ${groupCount} channels`, shape);
	}
	return readNorm(source, at, width);
}
