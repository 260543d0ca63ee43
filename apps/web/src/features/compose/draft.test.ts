import { maximumPromptLength, maximumSeed } from '@galatea/render';
import { expect, test } from 'vitest';
import type { PackChoiceFragment, RecipePartsFragment } from '../../graphql/generated/graphql.ts';
import { type Draft, draftOfRecipe, drawSeed, newDraft, readDraft } from './draft.ts';

const pack: PackChoiceFragment = {
	id: 'starter',
	title: 'Starter',
	description: '',
	vocabularySize: 4000,
	sizes: { minimumPx: 64, maximumPx: 512, multipleOf: 8 },
	defaults: { width: 128, height: 128, steps: 60, learningRate: 0.15, cutouts: 16, cutMethod: 'CROPS' },
};

const recipe: RecipePartsFragment = {
	hash: 'h',
	prompt: 'a red apple:2 | fog:-0.5',
	terms: [],
	width: 192,
	height: 64,
	steps: 30,
	seed: String(maximumSeed),
	packId: 'starter',
	packHash: 'p',
	optimiser: { name: 'ADAM', learningRate: 0.05 },
	cutouts: { method: 'POOLED', count: 8, power: 1, noise: 0.1, augmentations: ['AFFINE'] },
	forkStep: null,
	engineVersion: 1,
};

function issuesOf(change: Partial<Draft>): readonly string[] {
	const reading = readDraft({ ...newDraft(pack, 'a red apple'), ...change }, pack);
	return reading.kind === 'issues' ? reading.issues.map(({ field, code }) => `${field} ${code}`) : [];
}

test('a form with only a prompt asks for the defaults of the pack and a seed drawn by the server', () => {
	expect(readDraft(newDraft(pack, ' a red apple '), pack)).toEqual({
		kind: 'ready',
		input: {
			prompt: 'a red apple',
			packId: 'starter',
			width: 128,
			height: 128,
			steps: 60,
			seed: null,
			learningRate: 0.15,
			cutouts: { method: 'CROPS', count: 16 },
		},
	});
});

test('every wrong field is named, all at once', () => {
	expect(
		issuesOf({
			prompt: ' | ',
			width: '7',
			height: '100000',
			steps: '-3',
			seed: '1.5',
			learningRate: 'NaN',
			cutoutCount: '0',
		}),
	).toEqual([
		'prompt emptyPrompt',
		'width below',
		'height above',
		'steps below',
		'seed badSeed',
		'learningRate notNumber',
		'cutoutCount below',
	]);
});

test('a prompt is refused when it is too long, has too many terms, or a weight that has no effect', () => {
	expect(issuesOf({ prompt: 'a'.repeat(maximumPromptLength + 1) })).toEqual(['prompt tooLong']);
	expect(issuesOf({ prompt: Array(17).fill('a').join('|') })).toEqual(['prompt tooManyTerms']);
	expect(issuesOf({ prompt: 'an apple:0' })).toEqual(['prompt badWeight']);
	expect(issuesOf({ prompt: 'an apple:1e999' })).toEqual(['prompt badWeight']);
});

test('seeds reach from 0 to the largest unsigned 64-bit integer', () => {
	expect(issuesOf({ seed: '0' })).toEqual([]);
	expect(issuesOf({ seed: String(maximumSeed) })).toEqual([]);
	expect(issuesOf({ seed: String(maximumSeed + 1n) })).toEqual(['seed badSeed']);
	expect(issuesOf({ seed: '-1' })).toEqual(['seed badSeed']);
	for (let draw = 0; draw < 100; draw++) expect(issuesOf({ seed: drawSeed() })).toEqual([]);
});

test('a remix with the same seed sends the whole recipe again', () => {
	const reading = readDraft(draftOfRecipe(recipe, [pack], 'sameSeed'), pack);
	expect(reading).toEqual({
		kind: 'ready',
		input: {
			prompt: recipe.prompt,
			packId: 'starter',
			width: 192,
			height: 64,
			steps: 30,
			seed: recipe.seed,
			learningRate: 0.05,
			cutouts: recipe.cutouts,
		},
	});
});

test('a remix with a new seed keeps all but the seed; one that uses the prompt keeps only the words', () => {
	expect(draftOfRecipe(recipe, [pack], 'newSeed')).toMatchObject({ seed: '', width: '192', cutMethod: 'POOLED' });
	expect(draftOfRecipe(recipe, [pack], 'prompt')).toEqual(newDraft(pack, recipe.prompt));
});

test('a recipe of a pack that is not there is made with one that is', () => {
	expect(draftOfRecipe({ ...recipe, packId: 'gone' }, [pack], 'sameSeed').packId).toBe('starter');
});
