/** @file A shelf of two packs with a real tokenizer of a few words, for tests. */
import { wordsTokenizer } from '@galatea/networks';
import type { OfferedPack } from '@galatea/optimiser';
import type { Shelf } from './context.ts';

/** Shaped like the starter pack: sizes 64 to 512, multiples of 8, a small vocabulary. */
export const starterPack: OfferedPack = {
	id: 'starter',
	title: 'Starter',
	description: 'A small pack for tests.',
	licence: 'MIT',
	training: [
		{
			network: 'perceptor',
			name: 'Drawings',
			size: { en: 'Nine words', es: 'Nueve palabras' },
			licence: { en: 'None', es: 'Ninguna' },
			gaps: { en: 'No violins', es: 'Ningún violín' },
		},
	],
	hash: 'ab'.repeat(32),
	generator: 'taesd-vq',
	hasPrior: false,
	perceptorHashes: ['cd'.repeat(32)],
	sizes: { minimumPx: 64, maximumPx: 512, multipleOf: 8 },
	defaults: {
		width: 128,
		height: 128,
		steps: 100,
		learningRate: 0.15,
		rateSchedule: null,
		cutouts: { method: 'crops', count: 16, power: 1, noise: 0.1, augmentations: ['affine'] },
		initial: { kind: 'codes' },
		initialWithoutText: { kind: 'codes' },
	},
	tokenizers: [wordsTokenizer(['a', 'red', 'apple', 'blue', 'fish', 'green', 'tree', 'on', 'background'], 16)],
};

/** A BigGAN, whose pictures have one size. */
export const bigGanPack: OfferedPack = {
	...starterPack,
	id: 'biggan-128',
	title: 'BigGAN',
	hash: 'ef'.repeat(32),
	generator: 'biggan-deep',
	sizes: { minimumPx: 128, maximumPx: 128, multipleOf: 128 },
};

export const starterShelf: Shelf = { packs: [starterPack, bigGanPack], defaultPackId: 'starter' };
