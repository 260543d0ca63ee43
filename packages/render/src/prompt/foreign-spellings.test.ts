import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { findForeignSpellings } from './foreign-spellings.ts';
import { parsePrompt } from './prompt.ts';

describe('what other programs write is found, and said in our grammar', () => {
	test.each([
		['FOREIGN_WEIGHT', '(apple)1.3', '(apple)1.3', 'apple:1.3'],
		['FOREIGN_WEIGHT', '(red apple:1.3)', '(red apple:1.3)', 'red apple:1.3'],
		['FOREIGN_WEIGHT', '(red apple:1,3)', '(red apple:1,3)', 'red apple:1.3'],
		['FOREIGN_WEIGHT', '（red apple：１．３）', '（red apple：１．３）', 'red apple:1.3'],
		['FOREIGN_WEIGHT', '( red apple : 1.3 )', '( red apple : 1.3 )', 'red apple:1.3'],
		['FOREIGN_WEIGHT', '((apple))', '((apple))', 'apple:1.21'],
		['FOREIGN_WEIGHT', '(((apple)))', '(((apple)))', 'apple:1.331'],
		['FOREIGN_WEIGHT', '[apple]', '[apple]', 'apple:0.9091'],
		['FOREIGN_WEIGHT', '{{apple}}', '{{apple}}', 'apple:1.103'],
		['FOREIGN_WEIGHT', '{red apple:1.2}', '{red apple:1.2}', 'red apple:1.2'],
		['FOREIGN_WEIGHT', '(apple)++', '(apple)++', 'apple:1.21'],
		['FOREIGN_WEIGHT', '(apple)-', '(apple)-', 'apple:0.9091'],
		['FOREIGN_WEIGHT', '(apple)-0.5', '(apple)-0.5', 'apple:-0.5'],
		['FOREIGN_WEIGHT', '(apple)1.5:2:0.8', '(apple)1.5', 'apple:3:0.8'],
		[
			'FOREIGN_WEIGHT',
			'a (red:1.3) apple on ((grass))',
			'(red:1.3) ((grass))',
			'a red apple on grass | red:1.3 | grass:1.21',
		],
		['FOREIGN_WEIGHT', 'a (red)2 apple:0.5', '(red)2', 'a red apple:0.5 | red'],
		['FOREIGN_WEIGHT', '\\(a hat\\) (red:1.2)', '(red:1.2)', '(a hat) red | red:1.2'],
		['FOREIGN_WEIGHT', 'apple::2', 'apple::2', 'apple:2'],
		['FOREIGN_TERMS', 'hot:: dog', 'hot:: dog', 'hot | dog'],
		['FOREIGN_TERMS', 'space::2 ship::-.5', 'space::2 ship::-.5', 'space:2 | ship:-0.5'],
		['FOREIGN_TERMS', 'space ::2 ship', 'space ::2 ship', 'space:2 | ship'],
		['FOREIGN_TERMS', 'a cat AND a dog:1.2', 'a cat AND a dog:1.2', 'a cat | a dog:1.2'],
		['FOREIGN_TERMS', 'a [cow|horse] in a field', 'a [cow|horse] in a field', 'a cow in a field | a horse in a field'],
		['FOREIGN_TERMS', 'a fox\nNegative prompt: fog, text', 'Negative prompt: fog, text', 'a fox | fog, text:-0.5'],
		[
			'MISSING_BAR',
			'red apple:1.2 green grass:1.0 blue sky:0.8',
			'red apple:1.2 green grass:1.0 blue sky:0.8',
			'red apple:1.2 | green grass | blue sky:0.8',
		],
		['MISSING_BAR', 'red apple:1,2, green grass', 'red apple:1,2, green grass', 'red apple:1.2 | green grass'],
		['FOREIGN_FLAG', 'an apple --ar 16:9', '--ar 16:9', 'an apple'],
		[
			'FOREIGN_FLAG',
			'an apple --v 6.1 --style raw --no fog, text --tile',
			'--v 6.1 --style raw --no fog, text --tile',
			'an apple | fog:-0.5 | text:-0.5',
		],
		['FOREIGN_FLAG', 'an apple —ar 3:2', '—ar 3:2', 'an apple'],
		['FOREIGN_EDITING', '[red apple:blue apple:0.5]', '[red apple:blue apple:0.5]', 'red apple ^ blue apple'],
		[
			'FOREIGN_EDITING',
			'a [red:blue:10] apple | fog:0.2',
			'[red:blue:10]',
			'a red apple | fog:0.2 ^ a blue apple | fog:0.2',
		],
		['FOREIGN_EDITING', 'a [green::0.3] apple', '[green::0.3]', 'a green apple ^ a apple'],
		['FOREIGN_EDITING', 'an apple [on grass:0.3]', '[on grass:0.3]', 'an apple ^ an apple on grass'],
		['FOREIGN_MODEL', 'an apple <lora:apple:0.8>', '<lora:apple:0.8>', 'an apple'],
		['FOREIGN_MODEL', 'oil, <lora:apple:0.8>, fog', '<lora:apple:0.8>', 'oil, fog'],
		['FOREIGN_MODEL', '<lora:apple:0.8>', '<lora:apple:0.8>', null],
	])('%s in %s', (code, prompt, found, instead) => {
		expect(findForeignSpellings(prompt)).toEqual([
			{ term: 0, code, found, instead, otherwise: null, from: expect.any(Number), to: expect.any(Number) },
		]);
	});

	test.each([
		['a clock at 12:30', 'a clock at 12\\:30', 'a clock at 12 :30'],
		['a screen of 16:9', 'a screen of 16\\:9', 'a screen of 16 :9'],
	])('%s may be a time, a ratio or a weight', (prompt, asText, asWeight) => {
		expect(findForeignSpellings(prompt)).toEqual([
			{
				term: 0,
				code: 'TIME_OR_WEIGHT',
				found: prompt,
				instead: asText,
				otherwise: asWeight,
				from: 0,
				to: prompt.length,
			},
		]);
		expect(parsePrompt(asText)).toEqual([{ text: prompt, weight: 1, stop: null }]);
		expect(parsePrompt(asWeight)).toEqual(parsePrompt(prompt));
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
	'http://localhost:8080/a.png and more',
	'at 12:30 in the afternoon',
	'a frame of 16:9 in oil',
	'Blade Runner 2049:2',
	'Apollo 11:2',
	'apple:1,000',
	'std::vector in neon',
	'fog -- and rain',
	'a knight — the last one',
	'A CAT AND A DOG',
	':) smiling',
	'<3 hearts',
	'\\[apple\\] \\(red:1.3\\)',
	'an apple \\--ar 16\\:9',
	'salt \\AND pepper',
	'red apple\\:1.2 green grass',
])('%s is plain text here', (prompt) => {
	expect(findForeignSpellings(prompt)).toEqual([]);
});

test('the place of the term is told, in the prompt and among the terms', () => {
	const prompt = 'a | b ^  [c] | (d:2)';
	expect(findForeignSpellings(prompt).map(({ term, from, to }) => [term, prompt.slice(from, to)])).toEqual([
		[2, '[c]'],
		[3, '(d:2)'],
	]);
});

test('what is offered instead is never refused in its turn', () => {
	const prompts = fc.oneof(
		fc.stringMatching(/^[a-z ()[\]{}:+.0-9|^-]{1,40}$/),
		fc
			.array(
				fc.constantFrom(
					'a',
					' ',
					'[',
					']',
					'(b:1.2)',
					'::',
					':0,5',
					' AND ',
					'--no ',
					'|',
					'<lora:x:1>',
					'16:9',
					'\\',
					'Steps: 2, ',
					'：',
				),
			)
			.map((pieces) => pieces.join('')),
	);
	fc.assert(
		fc.property(prompts, (prompt) => {
			for (const { instead, otherwise } of findForeignSpellings(prompt)) {
				expect(findForeignSpellings(instead ?? '')).toEqual([]);
				expect(findForeignSpellings(otherwise ?? '')).toEqual([]);
			}
		}),
		{ numRuns: 1_000 },
	);
});
