/**
 * @file The tensors of a CLIP in OpenAI's layout (Vision Transformers), read and folded for the towers of this folder.
 * Widths, depths, patch and context are read off the tensors; heads are 64 wide.
 */
import { elementCount, type Tensor, type TensorSource } from '@galatea/checkpoint';
import {
	countOf,
	type LinearWeights,
	type NormWeights,
	readLinear,
	readNorm,
	readTensor,
	shapeOf,
	unexpected,
} from '../parameters.ts';
import { foldPixelNorm, linearOfProjection, scaleRows } from './fold.ts';

/** Width of every attention head of every CLIP. */
export const headWidth = 64;
/** QuickGELU is x·σ(1.702·x). */
const quickGeluFactor = 1.702;

/** `quickgelu` for OpenAI's weights; `gelu` for most of OpenCLIP's. The tensors don't tell. */
export type Activation = 'quickgelu' | 'gelu';

/** A layer normalisation and the linear layer behind it. */
export interface NormalisedWeights extends LinearWeights {
	readonly norm: NormWeights;
}

/** A pre-norm block. */
export interface BlockWeights {
	/** Query (scaled by 1/√64), key and value: width → 3·width. */
	readonly joined: NormalisedWeights;
	readonly attentionOutput: LinearWeights;
	/** width → 4·width; for QuickGELU scaled by 1.702, so that the activation is x·σ(x). */
	readonly expansion: NormalisedWeights;
	/** 4·width → width; for QuickGELU scaled by 1/1.702. */
	readonly contraction: LinearWeights;
}

export interface TowerWeights {
	readonly width: number;
	readonly blocks: readonly BlockWeights[];
	readonly activation: Activation;
	/** Last normalisation and projection: width → embedding. */
	readonly projection: NormalisedWeights;
}

export interface ImageTowerWeights extends TowerWeights {
	readonly kind: 'vision-transformer';
	readonly inputSizePx: number;
	readonly patchPx: number;
	/** Pixels in 0..1 → width, with mean and standard deviation folded in. Its bias is in `positions`. */
	readonly patchMatrix: Tensor;
	/** What is added to each patch: position and bias, [patches, 1, width]. */
	readonly positions: Tensor;
	/** Class embedding and its position, [1, 1, width]. */
	readonly classToken: Tensor;
	/** The normalisation in front of the blocks; it feeds the residual stream, so it stays as it is. */
	readonly firstNorm: NormWeights;
}

export interface TextTowerWeights extends TowerWeights {
	/** [vocabulary, width] */
	readonly tokens: Tensor;
	/** [context, width] */
	readonly positions: Tensor;
}

/** Reads `visual.*`. Rejects with `CheckpointError`. */
export async function readImageTower(
	source: TensorSource,
	options: {
		readonly mean: readonly [number, number, number];
		readonly std: readonly [number, number, number];
		readonly activation: Activation;
	},
): Promise<ImageTowerWeights> {
	const [width, , patchPx] = shapeOf(source, 'visual.conv1.weight', 4) as [number, number, number, number];
	const kernel = await readTensor(source, 'visual.conv1.weight', [width, 3, patchPx, patchPx]);
	const tokens = shapeOf(source, 'visual.positional_embedding', 2)[0] as number;
	const side = Math.round(Math.sqrt(tokens - 1));
	if (side < 1 || side * side !== tokens - 1) {
		throw unexpected(source, 'visual.positional_embedding', 'must have a square number of rows and one more', tokens);
	}
	const embedding = await readTensor(source, 'visual.positional_embedding', [tokens, width]);
	const classEmbedding = await readTensor(source, 'visual.class_embedding', [width]);
	const patch = foldPixelNorm(kernel, options.mean, options.std);
	return {
		kind: 'vision-transformer',
		...(await readTower(source, 'visual.transformer', width, options.activation)),
		projection: await readProjection(source, 'visual.ln_post', 'visual.proj', width),
		inputSizePx: side * patchPx,
		patchPx,
		patchMatrix: patch.matrix,
		positions: addToRows({ shape: [tokens - 1, 1, width], data: embedding.data.subarray(width) }, patch.bias),
		classToken: addToRows({ shape: [1, 1, width], data: embedding.data.subarray(0, width) }, classEmbedding),
		firstNorm: await readNorm(source, 'visual.ln_pre', width),
	};
}

/** e to the power of `logit_scale`; null where the file has none, or something else by that name. Rejects with `CheckpointError`. */
export async function readLogitScale(source: TensorSource): Promise<number | null> {
	if (!source.has('logit_scale') || elementCount(source.info('logit_scale').shape) !== 1) return null;
	const [logarithm = Number.NaN] = await source.read('logit_scale');
	const scale = Math.exp(logarithm);
	return Number.isFinite(scale) && scale > 0 ? scale : null;
}

/** Reads the text tower. Rejects with `CheckpointError`. */
export async function readTextTower(source: TensorSource, activation: Activation): Promise<TextTowerWeights> {
	const [vocabulary, width] = shapeOf(source, 'token_embedding.weight', 2) as [number, number];
	const [context] = shapeOf(source, 'positional_embedding', 2) as [number, number];
	return {
		...(await readTower(source, 'transformer', width, activation)),
		projection: await readProjection(source, 'ln_final', 'text_projection', width),
		tokens: await readTensor(source, 'token_embedding.weight', [vocabulary, width]),
		positions: await readTensor(source, 'positional_embedding', [context, width]),
	};
}

async function readTower(source: TensorSource, at: string, width: number, activation: Activation) {
	if (width % headWidth !== 0) {
		const tensor = `${at}.resblocks.0.ln_1.weight`;
		throw unexpected(source, tensor, `must be a multiple of ${headWidth} wide, the width of a head`, width);
	}
	const count = countOf(source, (block) => `${at}.resblocks.${block}.ln_1.weight`);
	if (count === 0) source.info(`${at}.resblocks.0.ln_1.weight`);
	const blocks: BlockWeights[] = [];
	for (let block = 0; block < count; block++) {
		blocks.push(await readBlock(source, `${at}.resblocks.${block}`, width, activation));
	}
	return { width, blocks, activation };
}

async function readBlock(
	source: TensorSource,
	at: string,
	width: number,
	activation: Activation,
): Promise<BlockWeights> {
	const joined: LinearWeights = {
		matrix: await readTensor(source, `${at}.attn.in_proj_weight`, [3 * width, width]),
		bias: await readTensor(source, `${at}.attn.in_proj_bias`, [3 * width]),
	};
	const factor = activation === 'quickgelu' ? quickGeluFactor : 1;
	const expansion = await readLinear(source, `${at}.mlp.c_fc`, width, 4 * width);
	const contraction = await readLinear(source, `${at}.mlp.c_proj`, 4 * width, width);
	return {
		joined: {
			norm: await readNorm(source, `${at}.ln_1`, width),
			...scaleRows(joined, 0, width, headWidth ** -0.5),
		},
		attentionOutput: await readLinear(source, `${at}.attn.out_proj`, width, width),
		expansion: {
			norm: await readNorm(source, `${at}.ln_2`, width),
			...scaleRows(expansion, 0, 4 * width, factor),
		},
		contraction: { matrix: times(contraction.matrix, 1 / factor), bias: contraction.bias },
	};
}

/** x · P behind a normalisation. */
async function readProjection(
	source: TensorSource,
	norm: string,
	projection: string,
	width: number,
): Promise<NormalisedWeights> {
	const outputs = shapeOf(source, projection, 2)[1] as number;
	const matrix = await readTensor(source, projection, [width, outputs]);
	return { norm: await readNorm(source, norm, width), ...linearOfProjection(matrix) };
}

function times({ shape, data }: Tensor, factor: number): Tensor {
	if (factor === 1) return { shape, data };
	const product = new Float32Array(data.length);
	for (let at = 0; at < data.length; at++) product[at] = (data[at] as number) * factor;
	return { shape, data: product };
}

/** Adds a vector to each row. */
function addToRows({ shape, data }: Tensor, { data: row }: Tensor): Tensor {
	return { shape, data: data.map((value, at) => value + (row[at % row.length] as number)) };
}
