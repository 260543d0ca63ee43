import { maximumSuggestedTags, readTag } from '@galatea/render';
import { suggestibleTags } from '@galatea/render/tag-words';
import { expect, test } from 'vitest';
import { rivalWords } from './rival-words.ts';
import { suggestedOf, tagWords } from './tag-words.ts';

test('every word that may be suggested is a tag of one word, has a Spanish name, and is no rival, nor its plural one', () => {
	const rivals = new Set(rivalWords);
	expect(rivals.size).toBe(rivalWords.length);
	for (const word of tagWords) {
		expect(readTag(word)).toBe(word);
		expect(suggestibleTags[word]).toMatch(/^[\p{Ll} ]+$/u);
		const same = [word, `${word}s`, word.replace(/s$/, ''), word.replace(/y$/, 'ies'), word.replace(/f$/, 'ves')];
		expect(same.filter((each) => rivals.has(each))).toEqual([]);
	}
});

test('only the best are suggested, and none that fits too little', () => {
	const fits = [5, 4, 3, 2.74].map((confidence, index) => ({ text: `word ${index}`, confidence }));
	expect(suggestedOf(fits)).toEqual(fits.slice(0, maximumSuggestedTags));
	expect(suggestedOf(fits.slice(2))).toEqual([fits[2]]);
});
