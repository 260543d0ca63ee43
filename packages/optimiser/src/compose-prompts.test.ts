/** @file What a recipe is steered by: words, stories, pictures and noises. */
import { describe, expect, test } from 'vitest';
import { compose, issuesOf } from './testing-compose.ts';

describe('prompts', () => {
	test.each(['', '   ', ' | | '])('the empty prompt %j is refused', (prompt) => {
		expect(issuesOf({ prompt })).toEqual([
			expect.objectContaining({ path: 'prompts', message: expect.stringContaining('at least one term') }),
		]);
	});

	test('10,000 characters are refused, saying how many are read', () => {
		expect(issuesOf({ prompt: 'apple '.repeat(1_667).slice(0, 10_000) })).toEqual([
			{
				path: 'prompt',
				code: 'TOO_LONG',
				values: { length: 10_000, maximum: 2_000 },
				message: expect.stringContaining('2000'),
			},
		]);
	});

	test('unknown words are named with near ones, and do not stop a render', () => {
		const composed = compose({ prompt: 'a chiaroscuro aple' });
		expect(composed.recipe).not.toBeNull();
		expect(composed.unknownWords.map((unknown) => unknown.word)).toEqual(['chiaroscuro', 'aple']);
		expect(composed.unknownWords[1]?.near).toContain('apple');
	});

	test('a term without any known word is refused, with the words', () => {
		const composed = compose({ prompt: 'a red apple | aple' });
		expect(composed).toMatchObject({
			recipe: null,
			issues: [{ path: 'prompts.1.text' }],
			unknownWords: [{ word: 'aple' }],
		});
	});
});

describe('a story', () => {
	test('gives each phrase its turn', () => {
		const { recipe } = compose({ prompt: 'a red apple ^ a blue fish', steps: 10 });
		expect(recipe?.prompts.map(({ schedule }) => schedule?.keyframes)).toEqual([
			[
				{ step: 1, share: 1 },
				{ step: 6, share: 0 },
			],
			[
				{ step: 1, share: 0 },
				{ step: 6, share: 1 },
			],
		]);
	});

	test('whose phrases do not all have their turn is refused, with the most that would do', () => {
		const prompt = 'apple ^ fish ^ red';
		expect(issuesOf({ prompt, steps: 100, stepsPerPhrase: 50 })).toMatchObject([
			{ path: 'stepsPerPhrase', code: 'ABOVE', values: { maximum: 49 } },
		]);
		expect(issuesOf({ prompt, steps: 100, stepsPerPhrase: 0 })).toMatchObject([{ code: 'BELOW' }]);
		expect(issuesOf({ prompt, steps: 2 })).toMatchObject([{ path: 'steps', code: 'BELOW', values: { minimum: 3 } }]);
	});
});

describe('a term', () => {
	test('has a schedule of its own', () => {
		const keyframes = [
			{ step: 1, share: 0 },
			{ step: 50, share: 1 },
		];
		const { recipe } = compose({ prompt: 'apple | fish', schedules: [{ term: 1, keyframes }] });
		expect(recipe?.prompts).toEqual([
			{ text: 'apple', weight: 1, stop: null },
			{ text: 'fish', weight: 1, stop: null, schedule: { curve: 'linear', keyframes } },
		]);
		expect(issuesOf({ prompt: 'apple', schedules: [{ term: 1, keyframes }] })).toMatchObject([
			{ path: 'schedules.0.term', code: 'ABOVE', values: { maximum: 0 } },
		]);
	});

	test('has a region of its own', () => {
		const region = { left: 0.5, top: 0, width: 0.5, height: 1 };
		const { recipe } = compose({ prompt: 'apple | fish', regions: [{ term: 1, ...region }] });
		expect(recipe?.prompts.map((term) => term.region)).toEqual([undefined, region]);
		const outside = {
			prompt: 'apple',
			regions: [
				{ term: 0, ...region, width: 0.6 },
				{ term: 1, ...region },
			],
		};
		expect(issuesOf(outside)).toMatchObject([
			{ path: 'regions.1.term', code: 'ABOVE', values: { maximum: 0 } },
			{ path: 'prompts.0.region.width', message: 'must end within the picture' },
		]);
	});

	test('may be a picture or a noise, and such are enough without words', () => {
		const sha256 = '0'.repeat(64);
		const { recipe } = compose({
			prompt: '',
			imagePrompts: [{ sha256, weight: 0.5, stop: null }],
			noisePrompts: [{ seed: '7' }],
		});
		expect(recipe).toMatchObject({
			prompts: [],
			imagePrompts: [{ sha256, weight: 0.5, stop: null }],
			noisePrompts: [{ seed: '7', weight: 1, stop: null }],
		});
	});
});

test('a weight in the spelling of another program is refused, and ours is shown', () => {
	expect(issuesOf({ prompt: 'a fish | a (red apple)1.3' })).toEqual([
		{
			path: 'prompts.1.text',
			code: 'FOREIGN_WEIGHT',
			values: { found: '(red apple)1.3', instead: 'a red apple | red apple:1.3' },
			message: 'weighs words as other programs do: (red apple)1.3; here it is a red apple | red apple:1.3',
		},
	]);
	expect(issuesOf({ prompt: 'a red apple --ar 16:9' })).toMatchObject([
		{ code: 'FOREIGN_FLAG', values: { found: '--ar 16:9', instead: 'a red apple' } },
	]);
	expect(issuesOf({ prompt: 'a red apple at 12:30' })).toMatchObject([
		{ code: 'TIME_OR_WEIGHT', values: { instead: 'a red apple at 12\\:30', otherwise: 'a red apple at 12 :30' } },
	]);
	expect(compose({ prompt: 'a red apple at 12\\:30' }).recipe?.prompts).toMatchObject([
		{ text: 'a red apple at 12:30' },
	]);
});
