/**
 * @file The tensors of a prior, as models/training/prior.py names them: the trunk's `first` and `resblocks.N`, then `norm` and
 * `last` for a thing alone, `cell` for one that shares the picture, and `ground`. All layers are linear; how wide they are and
 * how many, the tensors tell.
 */
import type { TensorSource } from '@galatea/checkpoint';
import {
	countOf,
	type LinearWeights,
	type NormWeights,
	readLinear,
	readNorm,
	shapeOf,
	unexpected,
} from '../parameters.ts';

/** A linear layer behind a LayerNorm. */
export interface NormalisedLayerWeights extends LinearWeights {
	readonly norm: NormWeights;
}

/** x + down(silu(up(norm(x)))) */
export interface PriorBlockWeights {
	readonly up: NormalisedLayerWeights;
	readonly down: LinearWeights;
}

/** Blocks, and the layer that their result goes through. */
export interface HeadWeights {
	readonly blocks: readonly PriorBlockWeights[];
	readonly last: NormalisedLayerWeights;
}

export interface PriorWeights {
	/** [width, D + V] */
	readonly first: LinearWeights;
	readonly blocks: readonly PriorBlockWeights[];
	/** To the latent of a thing that has the picture for itself, and how much of it covers the ground; row-major. */
	readonly alone: NormalisedLayerWeights;
	/** The same for a thing that shares the picture, at half the side. */
	readonly shared: HeadWeights;
	/** From ground, first thing and variation to the latent of what stands behind. */
	readonly ground: HeadWeights & { readonly first: LinearWeights };
}

/** Numbers in and out of a prior, without reading any: D + V, and those of a latent of a ground. */
export function priorExtents(source: TensorSource): { readonly inputs: number; readonly outputs: number } {
	return {
		inputs: shapeOf(source, 'first.weight', 2)[1] as number,
		outputs: shapeOf(source, 'ground.head.last.weight', 2)[0] as number,
	};
}

/** Side of the square latent of `channels` that a prior with that many outputs guesses. Throws `CheckpointError`. */
export function priorSide(source: TensorSource, channels: number): number {
	const { outputs } = priorExtents(source);
	const side = Math.round(Math.sqrt(outputs / channels));
	const named = 'ground.head.last.weight';
	if (side === 0 || side * side * channels !== outputs)
		throw unexpected(source, named, `must have ${channels} rows for each place of a square latent`, outputs);
	if (side % 4 !== 0) throw unexpected(source, named, 'must be of a latent whose side is a multiple of 4', side);
	return side;
}

/** Reads all layers of a prior of latents [1, channels, side, side]. Rejects with `CheckpointError`. */
export async function readPrior(source: TensorSource, channels: number): Promise<PriorWeights> {
	const { inputs, outputs } = priorExtents(source);
	const width = shapeOf(source, 'first.weight', 2)[0] as number;
	const [groundWidth, groundInputs] = shapeOf(source, 'ground.first.weight', 2) as readonly [number, number];
	const layer = (outputs / channels) * (channels + 1);
	return {
		first: await readLinear(source, 'first', inputs, width),
		blocks: await readBlocks(source, 'resblocks', width),
		alone: await readNormalised(source, 'norm', 'last', width, layer),
		shared: await readHead(source, 'cell', width, layer / 4),
		ground: {
			first: await readLinear(source, 'ground.first', groundInputs, groundWidth),
			...(await readHead(source, 'ground.head', groundWidth, outputs)),
		},
	};
}

async function readHead(source: TensorSource, at: string, width: number, outputs: number): Promise<HeadWeights> {
	return {
		blocks: await readBlocks(source, `${at}.resblocks`, width),
		last: await readNormalised(source, `${at}.norm`, `${at}.last`, width, outputs),
	};
}

async function readBlocks(source: TensorSource, under: string, width: number): Promise<PriorBlockWeights[]> {
	const blocks: PriorBlockWeights[] = [];
	for (let at = 0; at < countOf(source, (block) => `${under}.${block}.up.weight`); at++) {
		const hidden = shapeOf(source, `${under}.${at}.up.weight`, 2)[0] as number;
		blocks.push({
			up: await readNormalised(source, `${under}.${at}.norm`, `${under}.${at}.up`, width, hidden),
			down: await readLinear(source, `${under}.${at}.down`, hidden, width),
		});
	}
	return blocks;
}

async function readNormalised(
	source: TensorSource,
	norm: string,
	layer: string,
	inputs: number,
	outputs: number,
): Promise<NormalisedLayerWeights> {
	return { norm: await readNorm(source, norm, inputs), ...(await readLinear(source, layer, inputs, outputs)) };
}
