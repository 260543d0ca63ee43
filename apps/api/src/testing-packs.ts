/** @file A shelf of one pack with a real tokenizer of a few words, for tests. */
import { wordsTokenizer } from '@galatea/networks';
import type { OfferedPack } from '@galatea/optimiser';
import type { Shelf } from './context.ts';

/** Shaped like the starter pack: sizes 64 to 512, multiples of 8, a small vocabulary. */
export const starterPack: OfferedPack = {
	id: 'starter',
	title: 'Starter',
	description: 'A small pack for tests.',
	licence: 'MIT',
	hash: 'ab'.repeat(32),
	perceptorHashes: ['cd'.repeat(32)],
	sizes: { minimumPx: 64, maximumPx: 512, multipleOf: 8 },
	defaults: {
		width: 128,
		height: 128,
		steps: 100,
		learningRate: 0.15,
		cutouts: { method: 'crops', count: 16, power: 1, noise: 0.1, augmentations: ['affine'] },
		initial: { kind: 'codes' },
	},
	tokenizers: [wordsTokenizer(['a', 'red', 'apple', 'blue', 'fish', 'green', 'tree', 'on', 'background'], 16)],
};

export const starterShelf: Shelf = { packs: [starterPack], defaultPackId: 'starter' };
