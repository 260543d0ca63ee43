import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findForeignWeights } from './foreign-weights.ts';
import { parsePrompt } from './prompt.ts';

describe('weights of other programs are found, and said in our grammar', () => {
	test.each([
		['(apple)1.3', '(apple)1.3', 'apple:1.3'],
		['(red apple:1.3)', '(red apple:1.3)', 'red apple:1.3'],
		['( red apple : 1.3 )', '( red apple : 1.3 )', 'red apple:1.3'],
		['((apple))', '((apple))', 'apple:1.21'],
		['(((apple)))', '(((apple)))', 'apple:1.331'],
		['[apple]', '[apple]', 'apple:0.9091'],
		['{{apple}}', '{{apple}}', 'apple:1.103'],
		['(apple)++', '(apple)++', 'apple:1.21'],
		['(apple)-', '(apple)-', 'apple:0.9091'],
		['apple::2', 'apple::2', 'apple:2'],
		['(apple)-0.5', '(apple)-0.5', 'apple:-0.5'],
		['(apple)1.5:2:0.8', '(apple)1.5', 'apple:3:0.8'],
		['a (red:1.3) apple on ((grass))', '(red:1.3) ((grass))', 'a red apple on grass | red:1.3 | grass:1.21'],
		['a (red)2 apple:0.5', '(red)2', 'a red apple:0.5 | red'],
	])('%s', (prompt, found, instead) => {
		expect(findForeignWeights(parsePrompt(prompt))).toEqual([{ term: 0, found, instead }]);
	});
});

test.each([
	'a poster (1920)',
	'the year (of the cat), painted',
	'f(x) = 2',
	'a dial (left) 3 hours',
	'(a)4x4 wheel',
	'c++ on a screen',
	'https://example.org/a_(b).png:0.5',
	'ratio 16:9',
	':) smiling',
])('%s is text', (prompt) => {
	expect(findForeignWeights(parsePrompt(prompt))).toEqual([]);
});

test('the place of the term is told', () => {
	expect(findForeignWeights(parsePrompt('a | b | [c]')).map(({ term }) => term)).toEqual([2]);
});

test('what is offered instead is never refused in its turn', () => {
	const prompts = fc.stringMatching(/^[a-z ()[\]{}:+.0-9-]{1,40}$/);
	fc.assert(
		fc.property(prompts, (prompt) => {
			for (const { instead } of findForeignWeights(parsePrompt(prompt)))
				expect(findForeignWeights(parsePrompt(instead))).toEqual([]);
		}),
		{ numRuns: 5_000 },
	);
});
