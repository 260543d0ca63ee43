import { parseRecipe } from '@galatea/render';
import { type FoundMetadata, findTnweiDetails } from '@galatea/render/metadata';
import { expect, test } from 'vitest';
import type { PackChoiceFragment } from '../../graphql/generated/graphql.ts';
import { newDraft } from './draft.ts';
import { draftOfPicture } from './draft-of-picture.ts';

const pack: PackChoiceFragment = {
	id: 'starter',
	title: 'Starter',
	description: '',
	vocabularySize: 4000,
	sizes: { minimumPx: 64, maximumPx: 512, multipleOf: 8 },
	defaults: { width: 128, height: 128, steps: 60, learningRate: 0.15, cutouts: 16, cutMethod: 'CROPS' },
};
const nothingSaid: FoundMetadata['settings'] = {
	prompt: null,
	widthPx: null,
	heightPx: null,
	steps: null,
	seed: null,
	model: null,
	initialPicture: null,
	title: null,
	creator: null,
	licence: null,
};

test('a picture of ours fills in everything the form has, and says what it has no place for', () => {
	const recipe = parseRecipe({
		format: 1,
		engine: 1,
		pack: { id: 'starter', sha256: 'a'.repeat(64) },
		prompts: [{ text: 'a red apple', weight: 2, stop: null }],
		width: 192,
		height: 64,
		steps: 40,
		seed: '18446744073709551615',
		optimiser: { name: 'rmsprop', learningRate: 0.02 },
		cutouts: { method: 'pooled', count: 8, power: 1, noise: 0.1, augmentations: ['affine', 'colourJitter'] },
		initial: { kind: 'codes' },
		tiling: 'both',
	});
	const settings = {
		...nothingSaid,
		prompt: 'a red apple:2',
		widthPx: 192,
		heightPx: 64,
		steps: 40,
		seed: recipe.seed,
	};
	expect(draftOfPicture({ recipe, settings }, null, [pack], newDraft(pack, 'before'))).toEqual({
		draft: {
			prompt: 'a red apple:2',
			packId: 'starter',
			width: '192',
			height: '64',
			steps: '40',
			seed: '18446744073709551615',
			learningRate: '0.02',
			cutoutCount: '8',
			cutMethod: 'POOLED',
			cutoutRest: { power: 1, noise: 0.1, augmentations: ['AFFINE', 'COLOUR_JITTER'] },
		},
		taken: ['prompt', 'size', 'steps', 'seed', 'details'],
		left: ['optimiser', 'tiling'],
		otherModel: null,
	});
});

test("a page of tnwei's app brings its size to what the pack can do, and names its model", () => {
	const json = '{"text_input":"a fox","num_steps":300,"Xdim":640,"ydim":480,"seed":42,"vqgan_ckpt":"imagenet"}';
	const found = findTnweiDetails(json);
	if (!found) throw new Error('the page of the test is not read');
	const { draft, taken, otherModel } = draftOfPicture(found, null, [pack], newDraft(pack));
	expect(draft).toMatchObject({ prompt: 'a fox', width: '512', height: '384', steps: '300', seed: '42' });
	expect(taken).toEqual(['prompt', 'size', 'steps', 'seed']);
	expect(otherModel).toBe('imagenet');
});

test('what a picture does not say stays as it was written', () => {
	const current = { ...newDraft(pack, 'mine'), seed: '9', steps: '11' };
	const found = { recipe: null, settings: { ...nothingSaid, prompt: 'theirs' } };
	const { draft, taken } = draftOfPicture(found, { widthPx: 100, heightPx: 100 }, [pack], current);
	expect(draft).toEqual({ ...current, prompt: 'theirs', width: '104', height: '104' });
	expect(taken).toEqual(['prompt', 'size']);
});

test('a seed beyond 64 bits is left out', () => {
	const found = { recipe: null, settings: { ...nothingSaid, seed: '99999999999999999999' } };
	expect(draftOfPicture(found, null, [pack], newDraft(pack)).draft.seed).toBe('');
});
