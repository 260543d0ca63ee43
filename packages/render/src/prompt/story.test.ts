import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { shareAt } from '../recipe/terms.ts';
import { parseStory } from './prompt.ts';
import { maximumStepsPerPhrase, readStory, recipePrompt, storyTerms, usualStepsPerPhrase } from './story.ts';

const story = (prompt: string, stepsPerPhrase: number | null = null) => ({
	phrases: parseStory(prompt),
	stepsPerPhrase,
});

test('phrases take turns, the first one again after the last, as in nerdyrodent’s script', () => {
	const terms = storyTerms(story('day | sun ^ dusk ^ night', 10), 45);
	const heard = (step: number) => terms.filter((term) => shareAt(term.schedule, step) === 1).map(({ text }) => text);
	expect([1, 10, 11, 20, 21, 30, 31, 40, 41, 45].map((step) => heard(step).join(' '))).toEqual([
		...['day sun', 'day sun', 'dusk', 'dusk', 'night', 'night'],
		...['day sun', 'day sun', 'dusk', 'dusk'],
	]);
});

test('a single phrase has no schedule', () => {
	expect(storyTerms(story('a | b:2'), 100)).toEqual([
		{ text: 'a', weight: 1, stop: null },
		{ text: 'b', weight: 2, stop: null },
	]);
});

describe('steps per phrase', () => {
	test.each([
		[2, 100, 50],
		[3, 100, 34],
		[4, 5, 1],
		[1, 100, 100],
	])('of %i phrases in %i steps: %i', (phrases, steps, each) => {
		expect(usualStepsPerPhrase(phrases, steps)).toBe(each);
	});

	test('as usual, and at the most, every phrase has its turn', () => {
		fc.assert(
			fc.property(fc.integer({ min: 2, max: 12 }), fc.integer({ min: 12, max: 2_000 }), (count, steps) => {
				const phrases = Array.from({ length: count }, (_, index) => [{ text: `t${index}`, weight: 1, stop: null }]);
				for (const stepsPerPhrase of [usualStepsPerPhrase(count, steps), maximumStepsPerPhrase(count, steps)])
					for (const term of storyTerms({ phrases, stepsPerPhrase }, steps))
						expect(term.schedule?.keyframes.some(({ share }) => share === 1)).toBe(true);
				const late = storyTerms({ phrases, stepsPerPhrase: maximumStepsPerPhrase(count, steps) + 1 }, steps).at(-1);
				expect(late?.schedule?.keyframes.some(({ share }) => share === 1)).toBe(false);
			}),
		);
	});
});

describe('a story is found again in the terms of a recipe', () => {
	test('whatever it is', () => {
		const text = fc.stringMatching(/^[a-z]{1,6}$/);
		const phrase = fc.array(
			fc.record({ text, weight: fc.constantFrom(1, 2, -0.5), stop: fc.constantFrom(null, 0.5) }),
			{ minLength: 1, maxLength: 3 },
		);
		fc.assert(
			fc.property(
				fc.array(phrase, { minLength: 2, maxLength: 5 }),
				fc.integer({ min: 5, max: 300 }),
				fc.double({ min: 0.01, max: 1, noNaN: true }),
				(phrases, steps, part) => {
					const most = maximumStepsPerPhrase(phrases.length, steps);
					const told = { phrases, stepsPerPhrase: Math.max(1, Math.round(part * most)) };
					expect(readStory({ prompts: storyTerms(told, steps), steps })).toEqual(told);
				},
			),
		);
	});

	test('and printed as one', () => {
		const prompts = storyTerms(story('day | sun:2 ^ night', 50), 100);
		expect(recipePrompt({ prompts, steps: 100 })).toBe('day | sun:2 ^ night');
		expect(recipePrompt({ prompts: storyTerms(story('day | sun:2'), 100), steps: 100 })).toBe('day | sun:2');
	});

	test('other schedules are no story, and their terms are printed without them', () => {
		const fade = {
			curve: 'linear' as const,
			keyframes: [
				{ step: 1, share: 0 },
				{ step: 50, share: 1 },
			],
		};
		const prompts = [
			{ text: 'day', weight: 1, stop: null },
			{ text: 'night', weight: 1, stop: null, schedule: fade },
		];
		expect(readStory({ prompts, steps: 100 })).toBeNull();
		expect(recipePrompt({ prompts, steps: 100 })).toBe('day | night');
	});
});
