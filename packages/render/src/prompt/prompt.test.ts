import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findForeignSpellings } from './foreign-spellings.ts';
import { parseFileTerms, parsePrompt, parseStory, printPrompt, printStory } from './prompt.ts';
import type { PromptTerm } from './term.ts';

const term = (text: string, weight = 1, stop: number | null = null): PromptTerm => ({ text, weight, stop });

describe('parsePrompt', () => {
	it.each([
		['a red apple', [term('a red apple')]],
		['a red apple:2', [term('a red apple', 2)]],
		['a red apple : -0.5', [term('a red apple', -0.5)]],
		['fog:1:0.8', [term('fog', 1, 0.8)]],
		['fog:1:-inf', [term('fog', 1, null)]],
		['fog:1e-2:-.5', [term('fog', 0.01, -0.5)]],
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
		['fog:', [term('fog:')]],
		['fog:heavy:2', [term('fog:heavy', 2)]],
		['fog:2:heavy', [term('fog:2:heavy')]],
		['https://example.org/a.png', [term('https://example.org/a.png')]],
		['https://example.org/a.png:0.5:0.1', [term('https://example.org/a.png', 0.5, 0.1)]],
		['http://localhost:8080/a.png:2', [term('http://localhost:8080/a.png', 2)]],
	])('keeps a colon that is not followed by a number in the text: %j', (prompt, terms) => {
		expect(parsePrompt(prompt)).toEqual(terms);
	});

	it.each([
		['apple:0,5', [term('apple', 0.5)]],
		['apple:−0.5', [term('apple', -0.5)]],
		['apple:–0,5:−inf', [term('apple', -0.5)]],
		['apple：1.5：０，２', [term('apple', 1.5, 0.2)]],
		['苹果：－１．５｜雾 ＾ 夜', [term('苹果', -1.5), term('雾'), term('夜')]],
	])(
		'reads numbers and signs as people of all keyboards write them, and as our pages print them: %j',
		(prompt, terms) => {
			expect(parsePrompt(prompt)).toEqual(terms);
		},
	);

	it.each([
		['yes \\| no', [term('yes | no')]],
		['two \\^ two', [term('two ^ two')]],
		['a\\\\|b', [term('a\\'), term('b')]],
		['C:\\pictures\\a.png', [term('C:\\pictures\\a.png')]],
		['a clock at 12\\:30', [term('a clock at 12:30')]],
		['a clock at 12\\:30:2', [term('a clock at 12:30', 2)]],
		['\\(red\\) \\[green\\] \\{blue\\}', [term('(red) [green] {blue}')]],
		['16\\：9 ｜ a\\｜b', [term('16：9'), term('a｜b')]],
		['two \\-- hyphens, salt \\AND pepper', [term('two -- hyphens, salt AND pepper')]],
	])('takes a sign after a backslash as text: %j', (prompt, terms) => {
		expect(parsePrompt(prompt)).toEqual(terms);
	});
});

describe('parseStory', () => {
	it('reads phrases, each of terms, and drops empty ones', () => {
		expect(parseStory('a day | sun:2 ^ a night ^ ')).toEqual([[term('a day'), term('sun', 2)], [term('a night')]]);
		expect(parseStory(' ^ | ')).toEqual([]);
	});
});

it('keeps what an earlier grammar made of every prompt that has none of the newer signs', () => {
	const pieces = fc.constantFrom(
		':',
		':',
		'|',
		'^',
		' ',
		'a',
		'-0.5',
		'1',
		'.5',
		'2e3',
		'-inf',
		'Blade Runner',
		'(b)',
		'ñ',
	);
	const number = /^[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d+)?$/i;
	const readEarlier = (part: string): PromptTerm => {
		const all = part.split(':');
		const [last, before] = [all.at(-1)?.trim() ?? '', all.at(-2)?.trim() ?? ''];
		const text = (tail: number): string => all.slice(0, -tail).join(':').trim();
		if (all.length >= 3 && number.test(before) && (number.test(last) || last === '-inf'))
			return term(text(2), Number(before), last === '-inf' ? null : Number(last));
		return all.length >= 2 && number.test(last) ? term(text(1), Number(last)) : term(part.trim());
	};
	fc.assert(
		fc.property(fc.array(pieces, { maxLength: 12 }), (written) => {
			const prompt = written.join('');
			const earlier = prompt.split('^').map((phrase) =>
				phrase
					.split('|')
					.map(readEarlier)
					.filter(({ text }) => text !== ''),
			);
			expect(parseStory(prompt)).toEqual(earlier.filter((terms) => terms.length > 0));
		}),
		{ numRuns: 600 },
	);
});

it('keeps every backslash of a file name', () => {
	expect(parseFileTerms('C:\\a\\(1).png:0,5 | b\\[2].png')).toEqual([term('C:\\a\\(1).png', 0.5), term('b\\[2].png')]);
});

describe('print and parse', () => {
	// What is hardest: the grammar's own signs, in every order, among letters of several scripts.
	const text = fc
		.array(
			fc.constantFrom(
				':',
				'|',
				'^',
				'\\',
				' ',
				'.',
				'-',
				'1',
				'23',
				'e',
				'inf',
				'ñ',
				'猫',
				'https://',
				':-inf',
				...'()[]{}<>：｜，（）－'.split(''),
				'--ar',
				' AND ',
				'16:9',
				'lora:',
				'Negative prompt:',
			),
		)
		.map((pieces) => pieces.join('').trim())
		.filter((characters) => characters !== '');
	const weight = fc.double({ noNaN: true, noDefaultInfinity: true }).filter((value) => value !== 0);
	const stop = fc.option(
		fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value || 0),
		{ nil: null },
	);
	const phrase = fc.array(fc.record({ text, weight, stop }), { minLength: 1, maxLength: 4 });

	it('reads back whatever printStory writes', () => {
		fc.assert(
			fc.property(fc.array(phrase, { maxLength: 3 }), (story) => {
				expect(parseStory(printStory(story))).toEqual(story);
				// What we print, nobody takes for another program's spelling.
				expect(findForeignSpellings(printStory(story))).toEqual([]);
			}),
			{ numRuns: 600 },
		);
	});

	it('prints what it read from any text as the same terms, and that print as itself', () => {
		fc.assert(
			fc.property(fc.oneof(fc.string(), fc.string({ unit: 'binary' }), text), (prompt) => {
				const story = parseStory(prompt).map((terms) =>
					terms.filter(({ weight, stop }) => Number.isFinite(weight + (stop ?? 0))),
				);
				const printed = printStory(story.filter((terms) => terms.length > 0));
				expect(printStory(parseStory(printed))).toBe(printed);
			}),
			{ numRuns: 600 },
		);
	});

	it('writes no more than is needed', () => {
		expect(
			printPrompt([
				term('a'),
				term('b', 2),
				term('c', 1, 0.5),
				term('d: e'),
				term('at 10:30'),
				term('at 5', 30),
				term('[a]'),
			]),
		).toBe('a | b:2 | c:1:0.5 | d: e | at 10\\:30 | at 5 :30 | \\[a\\]');
	});
});
