/** @file The VQGAN of taming-transformers as a generator. */
import { add, argMax, type GraphBuilder, gather, mul, reshape, sub, transpose, type Value } from '@galatea/autodiff';
import type { Codebook, DecodeLatent, EncodePicture, Generator } from '../generator.ts';
import { convolution, doubling, halving } from '../layers.ts';
import { quantisedBy } from '../quantise/quantised.ts';
import { readAgain } from '../read-again.ts';
import { lastLayers, levelBlocks, middleBlocks } from './blocks.ts';
import type { VqganDecoderWeights, VqganEncoderWeights } from './weights.ts';

/** How to get the weights → generator. Reads the decoder once. `loadEncoder` is null when the file has none. */
export async function tamingVqgan(
	readDecoder: () => Promise<VqganDecoderWeights>,
	loadEncoder: (() => Promise<VqganEncoderWeights>) | null,
): Promise<Generator> {
	const first = await readDecoder();
	const { codebook, downscale } = first;
	const loadDecoder = readAgain(first, readDecoder);
	return {
		kind: 'taming-vqgan',
		...quantisedBy(codebook, downscale),
		async loadDecoder(): Promise<DecodeLatent> {
			const weights = await loadDecoder();
			return (g, quantised) => g.scope('decoder', () => decode(g, quantised, weights));
		},
		loadEncoder:
			loadEncoder &&
			(async (): Promise<EncodePicture> => {
				const encoder = await loadEncoder();
				return (g, picture) => g.scope('encoder', () => encode(g, picture, encoder, codebook));
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

function encode(
	g: GraphBuilder,
	picture: Value,
	{ encoder, projection, scores }: VqganEncoderWeights,
	codebook: Codebook,
): Value {
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
	x = g.scope('projection', () => convolution(g, x, projection));
	return scores === null ? x : g.scope('scores', () => bestRows(g, convolution(g, x, scores), codebook));
}

/**
 * The row with the highest score at each position: [1, count, h, w] → [1, C, h, w]. GumbelVQ draws rows by these scores
 * even when it is not trained; its likeliest draw is the same on every run.
 */
function bestRows(g: GraphBuilder, scores: Value, { rows, count, dimension }: Codebook): Value {
	const [, found, height, width] = scores.shape as readonly [number, number, number, number];
	if (found !== count) throw new RangeError(`${found} scores cannot choose among ${count} codebook rows`);
	const codes = reshape(g, argMax(g, scores, 1), [height * width]);
	const chosen = gather(g, g.constant(rows, [count, dimension], 'codebook'), codes);
	return reshape(g, transpose(g, chosen, [1, 0]), [1, dimension, height, width]);
}
