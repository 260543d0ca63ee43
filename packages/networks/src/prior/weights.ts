/**
 * @file The tensors of a prior, as models/training/prior.py names them: `first`, blocks `resblocks.N` of `norm`, `up` and
 * `down`, then `norm` and `last`. All layers are linear; how wide they are and how many, the tensors tell.
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
interface PriorBlockWeights {
	readonly up: NormalisedLayerWeights;
	readonly down: LinearWeights;
}

export interface PriorWeights {
	/** [width, D + V] */
	readonly first: LinearWeights;
	readonly blocks: readonly PriorBlockWeights[];
	/** To the latent's numbers, row-major. */
	readonly last: NormalisedLayerWeights;
}

/** Numbers in and out of a prior, without reading any: D + V, and those of its latent. */
export function priorExtents(source: TensorSource): { readonly inputs: number; readonly outputs: number } {
	return {
		inputs: shapeOf(source, 'first.weight', 2)[1] as number,
		outputs: shapeOf(source, 'last.weight', 2)[0] as number,
	};
}

/** Side of the square latent of `channels` that a prior with that many outputs guesses. Throws `CheckpointError`. */
export function priorSide(source: TensorSource, channels: number): number {
	const { outputs } = priorExtents(source);
	const side = Math.round(Math.sqrt(outputs / channels));
	if (side > 0 && side * side * channels === outputs) return side;
	throw unexpected(source, 'last.weight', `must have ${channels} rows for each place of a square latent`, outputs);
}

/** Reads all layers. Rejects with `CheckpointError`. */
export async function readPrior(source: TensorSource): Promise<PriorWeights> {
	const { inputs, outputs } = priorExtents(source);
	const width = shapeOf(source, 'first.weight', 2)[0] as number;
	const blocks: PriorBlockWeights[] = [];
	for (let at = 0; at < countOf(source, (block) => `resblocks.${block}.up.weight`); at++) {
		const hidden = shapeOf(source, `resblocks.${at}.up.weight`, 2)[0] as number;
		blocks.push({
			up: await readNormalised(source, `resblocks.${at}.norm`, `resblocks.${at}.up`, width, hidden),
			down: await readLinear(source, `resblocks.${at}.down`, hidden, width),
		});
	}
	return {
		first: await readLinear(source, 'first', inputs, width),
		blocks,
		last: await readNormalised(source, 'norm', 'last', width, outputs),
	};
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
