/** @file Random BigGANs with the key names and shapes of the published files. */
import type { TensorSource } from '@galatea/checkpoint';
import { type RandomTensor, randomTensors } from './random-tensors.ts';

/** As in `config.json` beside the weights. */
export interface BigGanConfig {
	/** Channels of the last feature map. */
	readonly channelWidth: number;
	/** Channels that come in and go out of each block, in channel widths. Every second block doubles height and width. */
	readonly blocks: readonly (readonly [inputs: number, outputs: number])[];
	/** The layer that attention is. */
	readonly attentionLayer: number;
	readonly noiseLength: number;
	readonly classCount: number;
	/** Truncations that there are statistics for. */
	readonly truncations: number;
}

/** What the four convolutions of a block have in common is a quarter of its inputs. */
const reduction = 4;
/** Attention's queries and keys have an eighth of the channels, its values half. */
const [queryShare, valueShare] = [8, 2];

export function randomBigGan(config: BigGanConfig, seed: number): TensorSource {
	const { channelWidth, blocks, attentionLayer, noiseLength, classCount, truncations } = config;
	const tensors = new Map<string, RandomTensor>();
	const set = (name: string, shape: readonly number[], mean: number, std: number): void =>
		void tensors.set(name, { shape, mean, std });
	// The two vectors only say by how much the matrix is divided; these are such that it is of the usual size.
	const normalised = (at: string, shape: readonly number[], gain = 1): void => {
		const columns = shape.slice(1).reduce((product, extent) => product * extent, 1);
		const rows = shape[0] as number;
		set(`${at}.weight_orig`, shape, 2 / columns, gain / Math.sqrt(columns));
		set(`${at}.weight_u`, [rows], 1 / rows, 0.1 / rows);
		set(`${at}.weight_v`, [columns], 1, 0.1);
	};
	const withBias = (at: string, shape: readonly number[], gain = 1): void => {
		normalised(at, shape, gain);
		set(`${at}.bias`, [shape[0] as number], 0, 0.02);
	};
	const statistics = (at: string, channels: number): void => {
		set(`${at}.running_means`, [truncations, channels], 0, 0.2);
		set(`${at}.running_vars`, [truncations, channels], 1, 0.1);
	};
	const condition = 2 * noiseLength;
	set('embeddings.weight', [noiseLength, classCount], 0, 0.5);
	const firstChannels = (blocks[0]?.[0] ?? 1) * channelWidth;
	withBias('generator.gen_z', [16 * firstChannels, condition]);
	let layer = 0;
	for (const [inputs, outputs] of blocks) {
		const channels = inputs * channelWidth;
		if (layer === attentionLayer) addAttention(`generator.layers.${layer++}`, channels);
		const at = `generator.layers.${layer++}`;
		const middle = channels / reduction;
		const widths = [channels, middle, middle, middle, outputs * channelWidth] as const;
		for (const [index, side] of [1, 3, 3, 1].entries()) {
			const [from, to] = [widths[index] as number, widths[index + 1] as number];
			for (const part of ['scale', 'offset']) normalised(`${at}.bn_${index}.${part}`, [from, condition], 0.3);
			statistics(`${at}.bn_${index}`, from);
			// Many residual blocks in a row must not grow.
			withBias(`${at}.conv_${index}`, [to, from, side, side], 0.7);
		}
	}
	const lastChannels = (blocks.at(-1)?.[1] ?? 1) * channelWidth;
	set('generator.bn.weight', [lastChannels], 1, 0.1);
	set('generator.bn.bias', [lastChannels], 0, 0.02);
	statistics('generator.bn', lastChannels);
	withBias('generator.conv_to_rgb', [lastChannels, lastChannels, 3, 3]);
	return randomTensors(tensors, seed);

	function addAttention(at: string, channels: number): void {
		const query = channels / queryShare;
		const value = channels / valueShare;
		normalised(`${at}.snconv1x1_theta`, [query, channels, 1, 1]);
		normalised(`${at}.snconv1x1_phi`, [query, channels, 1, 1]);
		normalised(`${at}.snconv1x1_g`, [value, channels, 1, 1]);
		normalised(`${at}.snconv1x1_o_conv`, [channels, value, 1, 1]);
		set(`${at}.gamma`, [1], 0.5, 0.1);
	}
}
