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
	readonly blocks: number;
	/** Of the latent, which is square. */
	readonly channels: number;
	readonly side: number;
}

export function randomPrior(config: PriorConfig, seed: number): TensorSource {
	const { width, hiddenWidth, channels, side } = config;
	const tensors = new Map<string, RandomTensor>();
	const add = (name: string, ...shape: number[]) => tensors.set(name, layerTensor(name, shape));
	const addLinear = (name: string, inputs: number, outputs: number) => {
		add(`${name}.weight`, outputs, inputs);
		add(`${name}.bias`, outputs);
	};
	const addNorm = (name: string) => {
		add(`${name}.weight`, width);
		add(`${name}.bias`, width);
	};
	addLinear('first', config.embedDimension + config.variationLength, width);
	for (let at = 0; at < config.blocks; at++) {
		addNorm(`resblocks.${at}.norm`);
		addLinear(`resblocks.${at}.up`, width, hiddenWidth);
		addLinear(`resblocks.${at}.down`, hiddenWidth, width);
	}
	addNorm('norm');
	addLinear('last', width, channels * side ** 2);
	return randomTensors(tensors, seed);
}
