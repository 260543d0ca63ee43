/** @file The VQGAN of taming-transformers as a generator. */
import { add, type GraphBuilder, mul, sub, type Value } from '@galatea/autodiff';
import type { Codebook, EncodePicture, Generator } from '../generator.ts';
import { convolution, doubling, halving } from '../layers.ts';
import { latentShapeFor } from '../quantise/latent-shape.ts';
import { nearestCodes, quantiseStraightThrough } from '../quantise/straight-through.ts';
import { lastLayers, levelBlocks, middleBlocks } from './blocks.ts';
import type { VqganDecoderWeights, VqganEncoderWeights } from './weights.ts';

/** Weights → generator. `loadEncoder` is null when the file has none. */
export function tamingVqgan(
	weights: VqganDecoderWeights,
	loadEncoder: (() => Promise<VqganEncoderWeights>) | null,
): Generator {
	const { codebook, downscale } = weights;
	const { rows, count, dimension } = codebook;
	return {
		kind: 'taming-vqgan',
		downscale,
		codebook: { rows, count, dimension } satisfies Codebook,
		latentRange: codebook.range,
		latentShape: (widthPx, heightPx) => latentShapeFor(widthPx, heightPx, downscale, dimension),
		quantise: (g, z) => quantiseStraightThrough(g, z, codebook),
		codes: (g, z) => nearestCodes(g, z, codebook),
		decode: (g, quantised) => g.scope('decoder', () => decode(g, quantised, weights)),
		loadEncoder:
			loadEncoder &&
			(async (): Promise<EncodePicture> => {
				const encoder = await loadEncoder();
				return (g, picture) => g.scope('encoder', () => encode(g, picture, encoder));
			}),
	};
}

function decode(g: GraphBuilder, quantised: Value, { projection, decoder }: VqganDecoderWeights): Value {
	let x = g.scope('projection', () => convolution(g, quantised, projection));
	x = g.scope('first', () => convolution(g, x, decoder.first));
	x = middleBlocks(g, x, decoder.middle);
	for (const [at, level] of decoder.levels.entries()) {
		x = g.scope(`level_${decoder.levels.length - 1 - at}`, () => {
			const y = levelBlocks(g, x, level);
			const { scale } = level;
			return scale === null ? y : g.scope('upsample', () => doubling(g, y, scale));
		});
	}
	// The network speaks −1..1.
	return mul(g, add(g, lastLayers(g, x, decoder), 1), 0.5);
}

function encode(g: GraphBuilder, picture: Value, { encoder, projection }: VqganEncoderWeights): Value {
	let x = sub(g, mul(g, picture, 2), 1);
	x = g.scope('first', () => convolution(g, x, encoder.first));
	for (const [at, level] of encoder.levels.entries()) {
		x = g.scope(`level_${at}`, () => {
			const y = levelBlocks(g, x, level);
			const { scale } = level;
			// Zeros below and on the right only.
			return scale === null ? y : g.scope('downsample', () => halving(g, y, scale, [0, 0, 1, 1]));
		});
	}
	x = lastLayers(g, middleBlocks(g, x, encoder.middle), encoder);
	return g.scope('projection', () => convolution(g, x, projection));
}
