import { wordsTokenizer } from '@galatea/networks';
import { composeRecipe, type OfferedPack } from '@galatea/optimiser';
import { expect, test, vi } from 'vitest';
import { readRenderOptions, renderUsage } from './render-options.ts';

vi.mock('../../../packages/render/src/recipe/fields/optimiser.ts', async (original) => {
	const { withMadeUpFields } = await import('@galatea/render/testing');
	return withMadeUpFields(await original<{ optimiserFields: object }>());
});

const pack: OfferedPack = {
	id: 'starter',
	title: 'Starter',
	description: '',
	licence: 'MIT',
	training: [],
	hash: 'ab'.repeat(32),
	generator: 'taesd-vq',
	sizes: { minimumPx: 64, maximumPx: 512, multipleOf: 8 },
	defaults: {
		width: 128,
		height: 128,
		steps: 100,
		learningRate: 0.15,
		rateSchedule: null,
		cutouts: { method: 'crops', count: 16, power: 1, noise: 0.1, augmentations: [] },
		initial: { kind: 'codes' },
		initialWithoutText: { kind: 'codes' },
	},
	perceptorHashes: [],
	hasPrior: false,
	tokenizers: [wordsTokenizer(['a', 'red', 'apple'], 16)],
};

test('a field that is only in the table has an option, a line of the help, and a way into the recipe', () => {
	expect(renderUsage).toContain('--wobble-rate X       How much the latent wobbles. 0 when left out. From 0 to 5.');
	expect(renderUsage).toContain(
		'--sparkle S           How the picture sparkles. none when left out. One of none, silver.',
	);
	expect(renderUsage).toMatch(/palette,\s+shine/);
	const options = readRenderOptions(['a red apple', '--wobble-rate', '2', '--sparkle', 'silver', '--loss', 'shine=1']);
	expect(composeRecipe({ ...options, imagePrompts: [], masks: [], initial: null }, pack).recipe).toMatchObject({
		optimiser: { name: 'adam', wobble: 2 },
		sparkle: 'silver',
		losses: { shine: { weight: 1 } },
	});
	expect(() => readRenderOptions(['a', '--sparkle', 'gold'])).toThrow('--sparkle gold is not known.');
});
