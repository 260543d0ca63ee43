import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PromptTerm, parsePrompt, printPrompt } from './prompt.ts';

const term = (text: string, weight = 1, stop: number | null = null): PromptTerm => ({ text, weight, stop });

describe('parsePrompt', () => {
	it.each([
		['a red apple', [term('a red apple')]],
		['a red apple:2', [term('a red apple', 2)]],
		['a red apple : -0.5', [term('a red apple', -0.5)]],
		['fog:1:0.8', [term('fog', 1, 0.8)]],
		['fog:1:-inf', [term('fog', 1, null)]],
		['a | b:2 | c:.5:.25', [term('a'), term('b', 2), term('c', 0.5, 0.25)]],
		[' | a | ', [term('a')]],
		['', []],
	])('reads %j as the notebooks do', (prompt, terms) => {
		expect(parsePrompt(prompt)).toEqual(terms);
	});

	it.each([
		['Blade Runner: the garden', [term('Blade Runner: the garden')]],
		['Blade Runner: the garden:2', [term('Blade Runner: the garden', 2)]],
		['at 10:30', [term('at 10', 30)]],
		['https://example.org/a.png', [term('https://example.org/a.png')]],
	])('keeps a colon that is not followed by a number in the text: %j', (prompt, terms) => {
		expect(parsePrompt(prompt)).toEqual(terms);
	});

	it('reads back whatever printPrompt writes', () => {
		const text = fc
			.stringMatching(/^[a-z0-9:. ]{1,20}$/)
			.map((characters) => characters.trim())
			.filter((characters) => characters !== '');
		const terms = fc.array(
			fc.record({
				text,
				weight: fc.integer({ min: -20, max: 20 }).filter((weight) => weight !== 0),
				stop: fc.option(fc.integer({ min: 0, max: 5 }), { nil: null }),
			}),
		);
		fc.assert(
			fc.property(terms, (written) => {
				expect(parsePrompt(printPrompt(written))).toEqual(written);
			}),
		);
	});
});
