import { expect, test } from 'vitest';
import { shownTextIssues, shownTextProblem } from './shown-text.ts';

const line = { maximum: 200 };

test.each([
	['Persian with its joiner', 'کتاب\u200cخانهٔ من'],
	['Hindi with both joiners', 'क्\u200dष और क्\u200cष, ज़िंदगी'],
	['Thai with vowel and tone', 'ที่นี่ น้ำผึ้ง ปู่'],
	['Vietnamese, letter by mark', 'Tiếng Việt'.normalize('NFD')],
	['Hebrew with points and accents', 'בְּרֵאשִׁ֖ית'],
	['Arabic with shadda and vowel', 'مُحَمَّدٌ رَسُولُ'],
	['Burmese', 'ကျွန်ုပ်တို့'],
	['Tibetan', 'བསྒྲུབས་'],
	['polytonic Greek', 'ᾧ ἅπαντα'.normalize('NFD')],
	[
		'a family, a flag, a keycap, a skin colour',
		'👩‍👩‍👧‍👦 🏴\u{e0067}\u{e0062}\u{e0073}\u{e0063}\u{e0074}\u{e007f} 🇪🇸 1️⃣ 👍🏽 ❤️‍🔥',
	],
	['one emoji', '🍎'],
	['mixed directions with marks', 'abc \u200eאבג\u200f, \u2068עברית\u2069 \u202babc\u202c'],
	['Korean letters alone', 'ㅋㅋㅋ'],
	['one sign', '!'],
])('%s is shown', (_what, text) => expect(shownTextProblem(text, line)).toBeNull());

test.each([
	['NOTHING_VISIBLE', 'nothing', ''],
	['NOTHING_VISIBLE', 'spaces', ' \u00a0\u3000 '],
	['NOTHING_VISIBLE', 'a space of no width', '\u200b'],
	['NOTHING_VISIBLE', 'the Hangul filler', '\u3164'],
	['NOTHING_VISIBLE', 'Braille without dots', '\u2800\u2800'],
	['NOTHING_VISIBLE', 'joiners and selectors', '\u200d\ufe0f\u2060'],
	['NOTHING_VISIBLE', 'a mark without a letter', '\u0301'],
	['UNBALANCED_DIRECTION', 'an override', '\u202egnp.elppa'],
	['UNBALANCED_DIRECTION', 'an isolate that is not ended', 'a\u2067b'],
	['UNBALANCED_DIRECTION', 'an end without a beginning', 'a\u202c'],
	['UNBALANCED_DIRECTION', 'two that cross', '\u202a\u2067a\u202c\u2069'],
	['TOO_MANY_MARKS', 'a heap of accents', `Z${'\u0300\u0301\u0302'.repeat(19)}algo`],
	['TOO_MANY_MARKS', 'a heap with joiners between', `Z${'\u0301\u200d'.repeat(9)}`],
	['TOO_MANY_MARKS', 'a row of hidden characters', `a${'\u200b'.repeat(9)}b`],
	['NOT_TEXT', 'tag letters', 'a\u{e0061}\u{e0062}'],
	['NOT_TEXT', 'a control character', 'a\u0007'],
	['NOT_TEXT', 'a line end', 'a\nb'],
	['NOT_TEXT', 'half a character', 'a\ud83c'],
	['NOT_TEXT', 'no character', 'a\uffff'],
	['TOO_LONG', 'a long one', 'x'.repeat(201)],
])('%s: %s', (code, _what, text) => expect(shownTextProblem(text, line)).toBe(code));

test('a text of several lines may have them, and every line ends what it begins', () => {
	expect(shownTextProblem('a\n\tb', { ...line, lines: true })).toBeNull();
	expect(shownTextProblem('\u202aa\nb\u202c', { ...line, lines: true })).toBe('UNBALANCED_DIRECTION');
});

test('an issue names the place, the code and what would be right', () => {
	expect(shownTextIssues('\u202ea', 'title', line)).toEqual([
		{
			path: 'title',
			code: 'UNBALANCED_DIRECTION',
			message: expect.stringContaining('U+202E'),
			values: { maximum: 200 },
		},
	]);
	expect(shownTextIssues(' ', 'bio', { ...line, optional: true })).toEqual([]);
});
