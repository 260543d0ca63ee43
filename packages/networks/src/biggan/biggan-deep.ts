/**
 * @file BigGAN-deep (Brock, Donahue and Simonyan, "Large scale GAN training for high fidelity natural image synthesis",
 * appendix B, figure 16) as a generator, at truncation 1. Its pictures have one size. Feature maps are [1, C, H, W].
 */
import {
	add,
	concat,
	type GraphBuilder,
	gemm,
	matMul,
	maxPool,
	mul,
	relu,
	reshape,
	resizeNearest,
	slice,
	softmax,
	sub,
	swapLastAxes,
	tanh,
	transpose,
	type Value,
} from '@galatea/autodiff';
import type { DecodeLatent, Generator } from '../generator.ts';
import { constantOf, convolution, doubling } from '../layers.ts';
import { readAgain } from '../read-again.ts';
import { codeCount, codesOf, conditionsOf, drawLatent, latentOf, latentRangeOf } from './latent.ts';
import {
	type AttentionWeights,
	type BigGanWeights,
	type BlockWeights,
	type ConditionalNormWeights,
	firstSide,
} from './weights.ts';

/** How to get the weights → generator. Reads them once. */
export async function bigGanDeep(readWeights: () => Promise<BigGanWeights>): Promise<Generator> {
	const first = await readWeights();
	const { noiseLength, classCount, rowCount, sizePx } = first;
	const loadWeights = readAgain(first, readWeights);
	const channels = noiseLength + classCount;
	return {
		kind: 'biggan-deep',
		downscale: sizePx,
		codebook: null,
		latentRange: latentRangeOf(channels),
		latentShape(widthPx, heightPx) {
			if (widthPx !== sizePx || heightPx !== sizePx)
				throw new RangeError(`Pictures of this BigGAN are ${sizePx} × ${sizePx} px, not ${widthPx} × ${heightPx}`);
			return [1, channels, rowCount, 1];
		},
		codeCount,
		codePlane: ([, width, height]) => ({ width, height }),
		latentOf,
		drawLatent: (shape, draws) => drawLatent(shape, noiseLength, draws),
		quantise: (_g, z) => z,
		codes: codesOf,
		conditions: (g, z) => conditionsOf(g, z, noiseLength),
		async loadDecoder(): Promise<DecodeLatent> {
			const weights = await loadWeights();
			return (g, z) => g.scope('decoder', () => decode(g, z, weights));
		},
		loadEncoder: null,
	};
}

function decode(g: GraphBuilder, z: Value, weights: BigGanWeights): Value {
	const { noise, classes } = conditionsOf(g, z, weights.noiseLength);
	const embedded = matMul(g, classes, swapLastAxes(g, constantOf(g, weights.embedding, 'embedding')));
	const conditions = concat(g, [noise, embedded], 1);
	const conditionOf = (row: number): Value => slice(g, conditions, [{ axis: 0, start: row, end: row + 1 }]);
	let x = g.scope('first', () => firstMap(g, conditionOf(0), weights));
	let row = 1;
	for (const [at, layer] of weights.layers.entries()) {
		x = g.scope(`layer_${at}`, () =>
			layer.kind === 'attention' ? attention(g, x, layer) : block(g, x, conditionOf(row++), layer),
		);
	}
	const { scale, bias } = weights.lastNorm;
	const normed = relu(g, add(g, mul(g, x, constantOf(g, scale, 'scale')), constantOf(g, bias, 'bias')));
	const picture = tanh(
		g,
		g.scope('last', () => convolution(g, normed, weights.last)),
	);
	// The network speaks −1..1.
	return mul(g, add(g, picture, 1), 0.5);
}

/** [1, condition] → [1, C, 4, 4]; the layer's outputs are by place, then by channel. */
function firstMap(g: GraphBuilder, condition: Value, { first: { matrix, bias } }: BigGanWeights): Value {
	const flat = linear(g, condition, constantOf(g, matrix, 'weight'), constantOf(g, bias, 'bias'));
	const channels = (flat.shape[1] as number) / firstSide ** 2;
	return transpose(g, reshape(g, flat, [1, firstSide, firstSide, channels]), [0, 3, 1, 2]);
}

function linear(g: GraphBuilder, x: Value, matrix: Value, bias: Value | null): Value {
	return gemm(g, x, matrix, bias, { transposeB: true });
}

/** x (or the first half of its channels) + conv(n(conv(n(conv(n(conv(n(x)))))))), n a norm and a ReLU. */
function block(
	g: GraphBuilder,
	x: Value,
	condition: Value,
	{ norms, convolutions, doubles, outputs }: BlockWeights,
): Value {
	let y = x;
	for (const [at, weights] of convolutions.entries()) {
		y = g.scope(`convolution_${at}`, () => {
			const normed = relu(g, conditionalNorm(g, y, condition, norms[at] as ConditionalNormWeights));
			return doubles && at === 1 ? doubling(g, normed, weights) : convolution(g, normed, weights);
		});
	}
	const kept = x.shape[1] === outputs ? x : slice(g, x, [{ axis: 1, start: 0, end: outputs }]);
	return add(g, doubles ? resizeNearest(g, kept, 2) : kept, y);
}

/** x·a + b with a = (1 + S·c) / deviation and b = O·c − mean·a, for the condition c and the matrices S and O. */
function conditionalNorm(g: GraphBuilder, x: Value, condition: Value, weights: ConditionalNormWeights): Value {
	const [, channels] = x.shape as readonly [number, number, number, number];
	const scaled = add(g, linear(g, condition, constantOf(g, weights.scale, 'scale'), null), 1);
	const factor = mul(g, scaled, constantOf(g, weights.inverseDeviation, 'inverse_deviation'));
	const offset = linear(g, condition, constantOf(g, weights.offset, 'offset'), null);
	const shift = sub(g, offset, mul(g, factor, constantOf(g, weights.mean, 'mean')));
	const perChannel = (value: Value): Value => reshape(g, value, [1, channels, 1, 1]);
	return add(g, mul(g, x, perChannel(factor)), perChannel(shift));
}

/** x + P·(v·softmax(qᵀk)ᵀ), with keys and values of the map halved by maxima. */
function attention(g: GraphBuilder, x: Value, weights: AttentionWeights): Value {
	const [, , height, width] = x.shape as readonly [number, number, number, number];
	const halved = (value: Value): Value => maxPool(g, value, { kernel: [2, 2], strides: [2, 2] });
	const flat = (value: Value, positions: number): Value => reshape(g, value, [1, value.shape[1] as number, positions]);
	const positions = height * width;
	const query = flat(
		g.scope('query', () => convolution(g, x, weights.query)),
		positions,
	);
	const key = flat(halved(g.scope('key', () => convolution(g, x, weights.key))), positions / 4);
	const value = flat(halved(g.scope('value', () => convolution(g, x, weights.value))), positions / 4);
	const shares = softmax(g, matMul(g, swapLastAxes(g, query), key), -1);
	const mixed = matMul(g, value, swapLastAxes(g, shares));
	const map = reshape(g, mixed, [1, mixed.shape[1] as number, height, width]);
	return add(
		g,
		x,
		g.scope('projection', () => convolution(g, map, weights.projection)),
	);
}
