import { describe, expect, test } from 'vitest';
import { cleanText, textIssues } from '../access/written-text.ts';
import { bioIssues, displayNameIssues } from '../accounts/account-input.ts';
import { checkAlternativeText } from '../artworks/alternative-text.ts';
import { checkTitle } from '../artworks/artworks.ts';

const ok = (check: () => unknown): boolean => {
	try {
		const issues = check();
		return !Array.isArray(issues) || issues.length === 0;
	} catch {
		return false;
	}
};

/** Every place where people write what others see. */
const inputs: Readonly<Record<string, (text: string) => unknown>> = {
	title: checkTitle,
	name: displayNameIssues,
	bio: bioIssues,
	comment: (text) => textIssues(cleanText(text), 'text', 2_000),
	'alternative text': checkAlternativeText,
};

describe.each(Object.entries(inputs))('a %s', (_name, check) => {
	test.each([
		['an override of direction', '\u202egnp.elppa'],
		['nothing that can be seen', '\u200b\u2060\u3164'],
		['tag letters', 'a\u{e0061}\u{e0062}'],
		['58 accents on one letter', `Z${'\u0301'.repeat(58)}`],
	])('of %s is refused', (_what, text) => expect(ok(() => check(text))).toBe(false));

	test.each(['کتاب\u200cخانهٔ من', 'ज़िंदगी क्\u200dष', 'ที่นี่ น้ำผึ้ง', '👩‍👩‍👧‍👦 🍎', 'בְּרֵאשִׁית'])('of %s is taken', (text) =>
		expect(ok(() => check(text))).toBe(true),
	);
});
