/** @file CLIP's ResNet as a graph: from pictures to embeddings, with attention in place of the last average. */
import {
	add,
	attention,
	averagePool,
	concat,
	conv,
	div,
	type GraphBuilder,
	linear,
	quickGelu,
	reduceMean,
	relu,
	reshape,
	slice,
	sub,
	transpose,
	type Value,
} from '@galatea/autodiff';
import { constantOf, convolution } from '../layers.ts';
import type { ConvolutionWeights, LinearWeights } from '../parameters.ts';
import type { BottleneckWeights, ConvolutionActivation, ResNetWeights } from './resnet-weights.ts';

const activations: Readonly<Record<ConvolutionActivation, typeof relu>> = { relu, quickgelu: quickGelu };

/** Pictures [N, 3, S, S] in 0..1 → embeddings [N, D], not normalised. */
export function encodeImageByResNet(
	g: GraphBuilder,
	pictures: Value,
	weights: ResNetWeights,
	{ mean, std }: { readonly mean: readonly number[]; readonly std: readonly number[] },
): Value {
	const { inputSizePx, stem, bottlenecks } = weights;
	const active = activations[weights.activation];
	const [, channels, height, columns] = pictures.shape;
	if (pictures.shape.length !== 4 || channels !== 3 || height !== inputSizePx || columns !== inputSizePx) {
		throw new RangeError(`Pictures must be [N, 3, ${inputSizePx}, ${inputSizePx}], got [${pictures.shape}]`);
	}
	const perChannel = (values: readonly number[], name: string): Value =>
		g.constant(Float32Array.from(values), [1, 3, 1, 1], name);
	// Not folded into the first convolution: its margin is zeros of normalised pixels.
	let x = div(g, sub(g, pictures, perChannel(mean, 'mean')), perChannel(std, 'std'));
	for (const [at, layer] of stem.entries()) {
		x = g.scope(`stem_${at}`, () => active(g, at === 0 ? strided(g, x, layer) : convolution(g, x, layer)));
	}
	x = halved(g, x);
	for (const [at, block] of bottlenecks.entries())
		x = g.scope(`bottleneck_${at}`, () => bottleneck(g, x, block, active));
	return g.scope('pool', () => pool(g, x, weights.pool));
}

function strided(g: GraphBuilder, x: Value, { kernel, bias }: ConvolutionWeights): Value {
	const options = { strides: [2, 2], pads: [1, 1, 1, 1] };
	return conv(g, x, constantOf(g, kernel, 'weight'), bias && constantOf(g, bias, 'bias'), options);
}

/** Means of 2 × 2 places. */
function halved(g: GraphBuilder, x: Value): Value {
	return averagePool(g, x, { kernel: [2, 2], strides: [2, 2] });
}

/** φ(around(x) + conv(halve(φ(conv(φ(conv(x))))))), with φ the activation. */
function bottleneck(g: GraphBuilder, x: Value, block: BottleneckWeights, active: typeof relu): Value {
	const { reduce, middle, widen, shortcut, halves } = block;
	const inner = active(g, convolution(g, active(g, convolution(g, x, reduce)), middle));
	const path = convolution(g, halves ? halved(g, inner) : inner, widen);
	const around = shortcut === null ? x : convolution(g, halves ? halved(g, x) : x, shortcut);
	return active(g, add(g, path, around));
}

/** The mean of all places asks all places and itself: [N, C, h, w] → [N, D]. */
function pool(g: GraphBuilder, x: Value, weights: ResNetWeights['pool']): Value {
	const [count, width, height, columns] = x.shape as readonly [number, number, number, number];
	const places = transpose(g, reshape(g, x, [count, width, height * columns]), [2, 0, 1]);
	const tokens = concat(g, [reduceMean(g, places, [0], true), places], 0);
	const placed = add(g, tokens, constantOf(g, weights.positions, 'positions'));
	const asking = slice(g, placed, [{ axis: 0, start: 0, end: 1 }]);
	const affine = (rows: Value, { matrix, bias }: LinearWeights, name: string): Value =>
		g.scope(name, () =>
			linear(g, rows, constantOf(g, matrix, 'weight'), constantOf(g, bias, 'bias'), { transposeWeight: true }),
		);
	const query = affine(asking, weights.query, 'query');
	const mixed = attention(g, query, affine(placed, weights.key, 'key'), affine(placed, weights.value, 'value'), {
		heads: weights.heads,
	});
	return reshape(g, affine(mixed, weights.output, 'output'), [count, -1]);
}
