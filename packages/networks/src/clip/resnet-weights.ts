/**
 * @file The tensors of a CLIP with a ResNet (RN50, RN101, RN50x4 …) in OpenAI's layout: a stem of three convolutions,
 * four layers of bottlenecks, and attention pooling. Widths and depths are read off the tensors. Every normalisation by
 * batch statistics is folded into the convolution before it:
 *     γ(W·x − μ) / √(σ² + ε) + β = (γ / √(σ² + ε))·W·x + (β − γμ / √(σ² + ε))
 */
import type { TensorSource } from '@galatea/checkpoint';
import {
	type ConvolutionWeights,
	countOf,
	type LinearWeights,
	readLinear,
	readTensor,
	shapeOf,
	unexpected,
} from '../parameters.ts';
import { headWidth } from './weights.ts';

/** Added to the variance by every normalisation. */
const epsilon = 1e-5;
/** Pixels per place of the last feature map: the stem quarters, three layers halve. */
const pixelsPerPlace = 32;
const layerNames = ['visual.layer1', 'visual.layer2', 'visual.layer3', 'visual.layer4'];

/**
 * What follows every convolution. OpenAI's networks have `relu`; the gradient of `quickgelu` is smooth, so that a network
 * can be trained to point somewhere with it.
 */
export type ConvolutionActivation = 'relu' | 'quickgelu';

/** 1×1, 3×3 and 1×1 convolution around a sum; where `halves`, the picture is averaged to half its size inside. */
export interface BottleneckWeights {
	readonly reduce: ConvolutionWeights;
	readonly middle: ConvolutionWeights;
	readonly widen: ConvolutionWeights;
	/** 1×1 around the block, only where the number of channels or the size changes. */
	readonly shortcut: ConvolutionWeights | null;
	readonly halves: boolean;
}

export interface ResNetWeights {
	readonly kind: 'resnet';
	readonly activation: ConvolutionActivation;
	readonly inputSizePx: number;
	/** 3×3 each; the first has stride 2, and halving by averages follows the last. */
	readonly stem: readonly ConvolutionWeights[];
	readonly bottlenecks: readonly BottleneckWeights[];
	readonly pool: {
		/** [places + 1, 1, width]; the first is the mean's. */
		readonly positions: { readonly shape: readonly number[]; readonly data: Float32Array };
		readonly heads: number;
		readonly query: LinearWeights;
		readonly key: LinearWeights;
		readonly value: LinearWeights;
		/** width → embedding. */
		readonly output: LinearWeights;
	};
}

/** Whether the image tower is a ResNet. */
export function hasResNet(source: TensorSource): boolean {
	return source.has('visual.attnpool.positional_embedding');
}

/** Reads `visual.*` of a ResNet. Rejects with `CheckpointError`. */
export async function readResNet(
	source: TensorSource,
	activation: ConvolutionActivation = 'relu',
): Promise<ResNetWeights> {
	const stem: ConvolutionWeights[] = [];
	let width = 3;
	for (const at of [1, 2, 3]) {
		stem.push(await readFolded(source, `visual.conv${at}`, `visual.bn${at}`, width, 3));
		width = stem.at(-1)?.outputs as number;
	}
	const bottlenecks: BottleneckWeights[] = [];
	for (const [layer, at] of layerNames.entries()) {
		const count = countOf(source, (block) => `${at}.${block}.conv1.weight`);
		if (count === 0) source.info(`${at}.0.conv1.weight`);
		for (let block = 0; block < count; block++) {
			const halves = layer > 0 && block === 0;
			bottlenecks.push(await readBottleneck(source, `${at}.${block}`, width, halves));
			width = bottlenecks.at(-1)?.widen.outputs as number;
		}
	}
	return { kind: 'resnet', activation, stem, bottlenecks, ...(await readPool(source, width)) };
}

async function readBottleneck(
	source: TensorSource,
	at: string,
	inputs: number,
	halves: boolean,
): Promise<BottleneckWeights> {
	const reduce = await readFolded(source, `${at}.conv1`, `${at}.bn1`, inputs, 1);
	const middle = await readFolded(source, `${at}.conv2`, `${at}.bn2`, reduce.outputs, 3);
	const widen = await readFolded(source, `${at}.conv3`, `${at}.bn3`, middle.outputs, 1);
	const shortcut = source.has(`${at}.downsample.0.weight`)
		? await readFolded(source, `${at}.downsample.0`, `${at}.downsample.1`, inputs, 1)
		: null;
	const around = shortcut?.outputs ?? inputs;
	if (around !== widen.outputs || (halves && shortcut === null)) {
		throw unexpected(
			source,
			`${at}.conv3.weight`,
			`must give ${around} channels as the way around`,
			widen.kernel.shape,
		);
	}
	return { reduce, middle, widen, shortcut, halves };
}

async function readPool(source: TensorSource, width: number): Promise<Pick<ResNetWeights, 'pool' | 'inputSizePx'>> {
	const positionsName = 'visual.attnpool.positional_embedding';
	const places = (shapeOf(source, positionsName, 2)[0] as number) - 1;
	const side = Math.round(Math.sqrt(places));
	if (side < 1 || side * side !== places) {
		throw unexpected(source, positionsName, 'must have a square number of rows and one more', places + 1);
	}
	if (width % headWidth !== 0) {
		throw unexpected(source, positionsName, `must be a multiple of ${headWidth} wide, the width of a head`, width);
	}
	const { data } = await readTensor(source, positionsName, [places + 1, width]);
	const outputs = shapeOf(source, 'visual.attnpool.c_proj.weight', 2)[0] as number;
	const square = (name: string): Promise<LinearWeights> => readLinear(source, `visual.attnpool.${name}`, width, width);
	return {
		inputSizePx: side * pixelsPerPlace,
		pool: {
			positions: { shape: [places + 1, 1, width], data },
			heads: width / headWidth,
			query: await square('q_proj'),
			key: await square('k_proj'),
			value: await square('v_proj'),
			output: await readLinear(source, 'visual.attnpool.c_proj', width, outputs),
		},
	};
}

/** A convolution without bias and the normalisation behind it, as one convolution. */
async function readFolded(
	source: TensorSource,
	at: string,
	norm: string,
	inputs: number,
	side: number,
): Promise<ConvolutionWeights> {
	const outputs = shapeOf(source, `${at}.weight`, 4)[0] as number;
	const kernel = await readTensor(source, `${at}.weight`, [outputs, inputs, side, side]);
	const part = async (name: string) => (await readTensor(source, `${norm}.${name}`, [outputs])).data;
	const [scale, shift, mean, variance] = [
		await part('weight'),
		await part('bias'),
		await part('running_mean'),
		await part('running_var'),
	];
	const weights = new Float32Array(kernel.data.length);
	const bias = new Float32Array(outputs);
	const area = inputs * side * side;
	for (let output = 0; output < outputs; output++) {
		if ((variance[output] as number) < 0) {
			throw unexpected(source, `${norm}.running_var`, 'must be variances, at least 0', variance[output]);
		}
		const factor = (scale[output] as number) / Math.sqrt((variance[output] as number) + epsilon);
		bias[output] = (shift[output] as number) - factor * (mean[output] as number);
		for (let at = output * area; at < (output + 1) * area; at++) weights[at] = factor * (kernel.data[at] as number);
	}
	return { kernel: { shape: kernel.shape, data: weights }, bias: { shape: [outputs], data: bias }, outputs };
}
