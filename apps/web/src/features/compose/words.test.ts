import { expect, test } from 'vitest';
import { replaceWord } from './words.ts';

test('a word is replaced where it stands alone, whatever its case', () => {
	expect(replaceWord('An Appel, an appel:2 | appelsauce', 'appel', 'apple')).toBe('An apple, an apple:2 | appelsauce');
});

test('letters with accents belong to their word', () => {
	expect(replaceWord('año, añosa', 'año', 'year')).toBe('year, añosa');
	expect(replaceWord('café caf', 'caf', 'tea')).toBe('café tea');
});

test('signs in the word or the replacement mean themselves', () => {
	expect(replaceWord('c++ and c+', 'c++', '$&')).toBe('$& and c+');
});
