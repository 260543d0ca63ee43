/**
 * @file TAESD behind a codebook as a generator: the starter's. Each position of z stands for patch × patch cells of
 * TAESD's latent, quantised together; TAESD's pictures are 8 times as large as its latents, and speak 0..1.
 */
import {
	add,
	depthToSpace,
	type GraphBuilder,
	mul,
	relu,
	reshape,
	tanh,
	transpose,
	type Value,
} from '@galatea/autodiff';
import type { DecodeLatent, EncodePicture, Generator } from '../generator.ts';
import { convolution, doubling, halving } from '../layers.ts';
import { quantisedBy } from '../quantise/quantised.ts';
import { readAgain } from '../read-again.ts';
import type { TaesdBlockWeights, TaesdDecoderWeights, TaesdLayer } from './weights.ts';

/** Pixels per cell of TAESD's latent: three doublings. */
const pixelsPerCell = 8;
/** The decoder's clamp: 3·tanh(x / 3). */
const clampAt = 3;

/** How to get the weights → generator. Reads the decoder once. `loadEncoder` is null when the file has none. */
export async function taesdVq(
	readDecoder: () => Promise<TaesdDecoderWeights>,
	loadEncoder: (() => Promise<readonly TaesdLayer[]>) | null,
): Promise<Generator> {
	const first = await readDecoder();
	const { codebook, patch } = first;
	const loadDecoder = readAgain(first, readDecoder);
	return {
		kind: 'taesd-vq',
		...quantisedBy(codebook, pixelsPerCell * patch),
		async loadDecoder(): Promise<DecodeLatent> {
			const weights = await loadDecoder();
			return (g, quantised) => g.scope('decoder', () => decode(g, quantised, weights));
		},
		loadEncoder:
			loadEncoder &&
			(async (): Promise<EncodePicture> => {
				const layers = await loadEncoder();
				return (g, picture) => g.scope('encoder', () => joinCells(g, run(g, picture, layers), patch));
			}),
	};
}

function decode(g: GraphBuilder, quantised: Value, { patch, layers }: TaesdDecoderWeights): Value {
	const cells = patch === 1 ? quantised : depthToSpace(g, quantised, patch, 'CRD');
	const [first, ...rest] = layers;
	if (first === undefined) throw new Error('a TAESD decoder has layers');
	const clamped = mul(g, tanh(g, mul(g, cells, 1 / clampAt)), clampAt);
	return run(
		g,
		relu(
			g,
			g.scope('first', () => runLayer(g, clamped, first)),
		),
		rest,
	);
}

/** [1, C, h·p, w·p] → [1, C·p², h, w]: the reverse of depth to space in CRD order, which ONNX has only for DCR. */
function joinCells(g: GraphBuilder, cells: Value, patch: number): Value {
	if (patch === 1) return cells;
	const [, channels, height, width] = cells.shape as readonly [number, number, number, number];
	const split = reshape(g, cells, [1, channels, height / patch, patch, width / patch, patch]);
	const grouped = transpose(g, split, [0, 1, 3, 5, 2, 4]);
	return reshape(g, grouped, [1, channels * patch ** 2, height / patch, width / patch]);
}

function run(g: GraphBuilder, x: Value, layers: readonly TaesdLayer[]): Value {
	let y = x;
	for (const [at, layer] of layers.entries()) y = g.scope(`layer_${at}`, () => runLayer(g, y, layer));
	return y;
}

function runLayer(g: GraphBuilder, x: Value, layer: TaesdLayer): Value {
	if (layer.kind === 'block') return residualBlock(g, x, layer.weights);
	switch (layer.scale) {
		case 'keep':
			return convolution(g, x, layer.weights);
		case 'double':
			return doubling(g, x, layer.weights);
		case 'halve':
			return halving(g, x, layer.weights, [1, 1, 1, 1]);
	}
}

/** relu(x + conv(relu(conv(relu(conv(x)))))) */
function residualBlock(g: GraphBuilder, x: Value, [first, second, third]: TaesdBlockWeights): Value {
	const inner = relu(g, convolution(g, relu(g, convolution(g, x, first)), second));
	return relu(g, add(g, convolution(g, inner, third), x));
}
