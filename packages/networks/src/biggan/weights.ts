/**
 * @file The tensors of BigGAN-deep as pytorch-pretrained-BigGAN publishes it. Every layer but the norms is spectrally
 * normalised: the file has the trained matrix and the two vectors of its largest singular value, σ = uᵀ·W·v, and a
 * network that is not trained uses W / σ. Norms have one mean and one variance per channel for each of 51 truncations,
 * from 0 to 1; Big Sleep's is 1, the last.
 */
import type { Tensor, TensorSource } from '@galatea/checkpoint';
import { type ConvolutionWeights, type NormWeights, readNorm, readTensor, shapeOf, unexpected } from '../parameters.ts';

/** Added to every variance (config.json of all three sizes, `eps`). */
const epsilon = 1e-4;
/** Sides of the first feature map. */
export const firstSide = 4;

/** A batch norm that a condition scales and shifts: (x − mean) / deviation · (1 + scale·c) + offset·c. */
export interface ConditionalNormWeights {
	/** Matrices [channels, condition]. */
	readonly scale: Tensor;
	readonly offset: Tensor;
	/** [1, channels] each. */
	readonly mean: Tensor;
	readonly inverseDeviation: Tensor;
}

/** Four convolutions, each behind a norm and a ReLU, beside a shortcut. */
export interface BlockWeights {
	readonly kind: 'block';
	readonly norms: readonly ConditionalNormWeights[];
	readonly convolutions: readonly ConvolutionWeights[];
	/** Whether height and width are doubled; the tensors do not tell, but in all sizes it is every second block. */
	readonly doubles: boolean;
	/** Channels that come out. */
	readonly outputs: number;
}

/** Attention to positions of a halved map; `projection` has gamma in it. */
export interface AttentionWeights {
	readonly kind: 'attention';
	readonly query: ConvolutionWeights;
	readonly key: ConvolutionWeights;
	readonly value: ConvolutionWeights;
	readonly projection: ConvolutionWeights;
}

export interface BigGanWeights {
	/** [noise, classes]: a class to the second half of the condition. */
	readonly embedding: Tensor;
	/** Matrix [16·channels, condition] (rows by place, then channel) and bias. */
	readonly first: { readonly matrix: Tensor; readonly bias: Tensor };
	readonly layers: readonly (BlockWeights | AttentionWeights)[];
	readonly lastNorm: NormWeights;
	/** To red, green and blue. */
	readonly last: ConvolutionWeights;
	/** Numbers of noise of a row, 128. */
	readonly noiseLength: number;
	/** Classes, 1,000. */
	readonly classCount: number;
	/** Rows of a latent: one for the beginning and one for each block. */
	readonly rowCount: number;
	/** Side of the pictures. */
	readonly sizePx: number;
}

/** Reads the generator and the embedding of classes. Rejects with `CheckpointError`. */
export async function readBigGan(source: TensorSource): Promise<BigGanWeights> {
	const [noiseLength, classCount] = shapeOf(source, 'embeddings.weight', 2) as [number, number];
	const condition = 2 * noiseLength;
	const embedding = await readTensor(source, 'embeddings.weight', [noiseLength, classCount]);
	const matrix = await readNormalised(source, 'generator.gen_z', 2);
	const places = firstSide * firstSide;
	const outputs = matrix.shape[0] as number;
	if (matrix.shape[1] !== condition || outputs % places !== 0) {
		throw unexpected(source, 'generator.gen_z.weight_orig', `must be [${places}·channels, ${condition}]`, matrix.shape);
	}
	const first = { matrix, bias: await readTensor(source, 'generator.gen_z.bias', [outputs]) };
	const layers: (BlockWeights | AttentionWeights)[] = [];
	let channels = outputs / places;
	let blockCount = 0;
	for (let at = 0; ; at++) {
		const place = `generator.layers.${at}`;
		if (has(source, `${place}.snconv1x1_theta`)) layers.push(await readAttention(source, place, channels));
		else if (has(source, `${place}.conv_0`)) {
			const block = await readBlock(source, place, { channels, condition, doubles: blockCount % 2 === 1 });
			layers.push(block);
			channels = block.outputs;
			blockCount += 1;
		} else break;
	}
	return {
		...{ embedding, first, layers, noiseLength, classCount },
		lastNorm: await readLastNorm(source, channels),
		last: await readLast(source, channels),
		rowCount: 1 + blockCount,
		sizePx: firstSide * 2 ** Math.floor(blockCount / 2),
	};
}

function has(source: TensorSource, at: string): boolean {
	return source.has(`${at}.weight_orig`);
}

/** W / σ of `at.weight_orig`, `at.weight_u` and `at.weight_v`; the matrix is what its first axis makes of it. */
async function readNormalised(source: TensorSource, at: string, rank: number): Promise<Tensor> {
	const shape = shapeOf(source, `${at}.weight_orig`, rank);
	const rows = shape[0] as number;
	const columns = shape.slice(1).reduce((product, extent) => product * extent, 1);
	const { data: trained } = await readTensor(source, `${at}.weight_orig`, shape);
	const { data: left } = await readTensor(source, `${at}.weight_u`, [rows]);
	const { data: right } = await readTensor(source, `${at}.weight_v`, [columns]);
	let sigma = 0;
	for (let row = 0; row < rows; row++) {
		let product = 0;
		for (let column = 0; column < columns; column++)
			product += (trained[row * columns + column] as number) * (right[column] as number);
		sigma += (left[row] as number) * product;
	}
	if (!(sigma > 0)) throw unexpected(source, `${at}.weight_orig`, 'must have a largest singular value above 0', sigma);
	return { shape, data: trained.map((value) => value / sigma) };
}

async function readConvolution(
	source: TensorSource,
	at: string,
	{ inputs, side, hasBias }: { readonly inputs: number; readonly side: number; readonly hasBias: boolean },
): Promise<ConvolutionWeights> {
	const kernel = await readNormalised(source, at, 4);
	const outputs = kernel.shape[0] as number;
	if (kernel.shape.slice(1).join() !== `${inputs},${side},${side}`) {
		throw unexpected(source, `${at}.weight_orig`, `must be [outputs, ${inputs}, ${side}, ${side}]`, kernel.shape);
	}
	return { kernel, bias: hasBias ? await readTensor(source, `${at}.bias`, [outputs]) : null, outputs };
}

async function readBlock(
	source: TensorSource,
	at: string,
	{
		channels,
		condition,
		doubles,
	}: { readonly channels: number; readonly condition: number; readonly doubles: boolean },
): Promise<BlockWeights> {
	const norms: ConditionalNormWeights[] = [];
	const convolutions: ConvolutionWeights[] = [];
	let inputs = channels;
	for (const [index, side] of [1, 3, 3, 1].entries()) {
		norms.push(await readConditionalNorm(source, `${at}.bn_${index}`, inputs, condition));
		const convolution = await readConvolution(source, `${at}.conv_${index}`, { inputs, side, hasBias: true });
		convolutions.push(convolution);
		inputs = convolution.outputs;
	}
	// The shortcut keeps all channels, or the first half.
	if (inputs !== channels && 2 * inputs !== channels) {
		const what = `must give ${channels} channels or half of them`;
		throw unexpected(source, `${at}.conv_3.weight_orig`, what, [inputs]);
	}
	return { kind: 'block', norms, convolutions, doubles, outputs: inputs };
}

async function readConditionalNorm(
	source: TensorSource,
	at: string,
	channels: number,
	condition: number,
): Promise<ConditionalNormWeights> {
	const matrix = async (name: string): Promise<Tensor> => {
		const read = await readNormalised(source, `${at}.${name}`, 2);
		if (read.shape.join() === `${channels},${condition}`) return read;
		throw unexpected(source, `${at}.${name}.weight_orig`, `must be [${channels}, ${condition}]`, read.shape);
	};
	return {
		scale: await matrix('scale'),
		offset: await matrix('offset'),
		...(await readStatistics(source, at, channels)),
	};
}

/** The last row of each: of truncation 1. */
async function readStatistics(source: TensorSource, at: string, channels: number) {
	const truncations = shapeOf(source, `${at}.running_means`, 2)[0] as number;
	const lastRow = async (name: string): Promise<Float32Array<ArrayBuffer>> => {
		const { data } = await readTensor(source, `${at}.${name}`, [truncations, channels]);
		return data.slice((truncations - 1) * channels);
	};
	const variances = await lastRow('running_vars');
	return {
		mean: { shape: [1, channels], data: await lastRow('running_means') },
		inverseDeviation: { shape: [1, channels], data: variances.map((value) => 1 / Math.sqrt(value + epsilon)) },
	};
}

/** As one scale and one bias per channel, [channels, 1, 1]. */
async function readLastNorm(source: TensorSource, channels: number): Promise<NormWeights> {
	const { scale, bias } = await readNorm(source, 'generator.bn', channels);
	const { mean, inverseDeviation } = await readStatistics(source, 'generator.bn', channels);
	const factors = scale.data.map((value, at) => value * (inverseDeviation.data[at] as number));
	const shifts = bias.data.map((value, at) => value - (mean.data[at] as number) * (factors[at] as number));
	const shape = [channels, 1, 1];
	return { scale: { shape, data: factors }, bias: { shape, data: shifts } };
}

/** It has as many outputs as inputs, of which only the first three are used. */
async function readLast(source: TensorSource, inputs: number): Promise<ConvolutionWeights> {
	const { kernel, bias } = await readConvolution(source, 'generator.conv_to_rgb', { inputs, side: 3, hasBias: true });
	if ((kernel.shape[0] as number) < 3) {
		throw unexpected(
			source,
			'generator.conv_to_rgb.weight_orig',
			'must give the 3 channels of a picture',
			kernel.shape,
		);
	}
	return {
		kernel: { shape: [3, inputs, 3, 3], data: kernel.data.slice(0, 3 * inputs * 9) },
		bias: bias && { shape: [3], data: bias.data.slice(0, 3) },
		outputs: 3,
	};
}

async function readAttention(source: TensorSource, at: string, channels: number): Promise<AttentionWeights> {
	const plain = { side: 1, hasBias: false };
	const [query, key, value] = [
		await readConvolution(source, `${at}.snconv1x1_theta`, { inputs: channels, ...plain }),
		await readConvolution(source, `${at}.snconv1x1_phi`, { inputs: channels, ...plain }),
		await readConvolution(source, `${at}.snconv1x1_g`, { inputs: channels, ...plain }),
	];
	if (query.outputs !== key.outputs) {
		const what = `must give ${query.outputs} channels`;
		throw unexpected(source, `${at}.snconv1x1_phi.weight_orig`, what, key.kernel.shape);
	}
	const projection = await readConvolution(source, `${at}.snconv1x1_o_conv`, { inputs: value.outputs, ...plain });
	if (projection.outputs !== channels) {
		const what = `must give ${channels} channels`;
		throw unexpected(source, `${at}.snconv1x1_o_conv.weight_orig`, what, projection.kernel.shape);
	}
	const gamma = (await readTensor(source, `${at}.gamma`, [1])).data[0] as number;
	const { kernel } = projection;
	const scaled = { shape: kernel.shape, data: kernel.data.map((each) => gamma * each) };
	return { kind: 'attention', query, key, value, projection: { ...projection, kernel: scaled } };
}
