import { hashRecipe } from '@galatea/render';
import { type FoundMetadata, findTnweiDetails } from '@galatea/render/metadata';
import { expect, test } from 'vitest';
import { newDraft } from './draft.ts';
import { draftOfPicture } from './draft-of-picture.ts';
import { draftOfRecipe } from './draft-of-recipe.ts';
import { fullRecipe, testPack as pack } from './fixtures.ts';

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
	leftOut: [],
};

test('a picture of ours fills in all of its recipe, and says that it names pictures', () => {
	const settings = {
		...nothingSaid,
		prompt: 'a blue fish',
		widthPx: 192,
		heightPx: 64,
		steps: 50,
		seed: fullRecipe.seed,
	};
	expect(draftOfPicture({ recipe: fullRecipe, settings }, null, [pack], newDraft(pack, 'before'))).toEqual({
		// What the file held is credited to whoever has the same recipe here.
		draft: { ...draftOfRecipe(fullRecipe, [pack], 'sameSeed'), importedRecipe: hashRecipe(fullRecipe) },
		taken: ['prompt', 'size', 'steps', 'seed', 'details'],
		pictures: 5,
		otherModel: null,
		leftOut: [],
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
