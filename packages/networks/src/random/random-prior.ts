/** @file Random priors, with the key names and shapes of a file that models/training/train_prior.py fills. */
import type { TensorSource } from '@galatea/checkpoint';
import { layerTensor, type RandomTensor, randomTensors } from './random-tensors.ts';

export interface PriorConfig {
	/** D and V: numbers of a text and of a variation. */
	readonly embedDimension: number;
	readonly variationLength: number;
	readonly width: number;
	/** Of each block. */
	readonly hiddenWidth: number;
	/** Of the trunk; the other two parts have one each. */
	readonly blocks: number;
	readonly groundWidth: number;
	/** Of the latent, which is square; a multiple of 4. */
	readonly channels: number;
	readonly side: number;
}

export function randomPrior(config: PriorConfig, seed: number): TensorSource {
	const { embedDimension, variationLength, width, hiddenWidth, groundWidth, channels, side } = config;
	const tensors = new Map<string, RandomTensor>();
	const add = (name: string, ...shape: number[]) => tensors.set(name, layerTensor(name, shape));
	const addLinear = (name: string, inputs: number, outputs: number) => {
		add(`${name}.weight`, outputs, inputs);
		add(`${name}.bias`, outputs);
	};
	const addNorm = (name: string, size: number) => {
		add(`${name}.weight`, size);
		add(`${name}.bias`, size);
	};
	const addHead = (prefix: string, size: number, blocks: number, outputs: number) => {
		for (let at = 0; at < blocks; at++) {
			addNorm(`${prefix}resblocks.${at}.norm`, size);
			addLinear(`${prefix}resblocks.${at}.up`, size, hiddenWidth);
			addLinear(`${prefix}resblocks.${at}.down`, hiddenWidth, size);
		}
		addNorm(`${prefix}norm`, size);
		addLinear(`${prefix}last`, size, outputs);
	};
	addLinear('first', embedDimension + variationLength, width);
	addHead('', width, config.blocks, (channels + 1) * side ** 2);
	addHead('cell.', width, 1, (channels + 1) * (side / 2) ** 2);
	addLinear('ground.first', 2 * embedDimension + variationLength, groundWidth);
	addHead('ground.head.', groundWidth, 1, channels * side ** 2);
	return randomTensors(tensors, seed);
}
