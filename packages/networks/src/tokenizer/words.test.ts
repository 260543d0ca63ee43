import { describe, expect, test } from 'vitest';
import { nearWords } from './near-words.ts';
import { wordsTokenizer } from './words.ts';

const words = ['a', 'apple', 'blue', 'chair', 'dragon', 'paint', 'puppy', 'red', 'running', 'wolf'];
const tokenizer = wordsTokenizer(words, 8);

test('ids are 1..N for words, N+1 start, N+2 end, 0 padding', () => {
	expect([...tokenizer.encode('A red, apple!').ids]).toEqual([11, 1, 8, 2, 12, 0, 0, 0]);
	expect(tokenizer.vocabularySize).toBe(13);
	expect(tokenizer.decode(tokenizer.encode('A red, apple!').ids)).toBe('a red apple');
});

test('unknown words are dropped and named once each, with near ones; symbols are not words', () => {
	const encoded = tokenizer.encode("blue apples, apples & the dragon's chiaroscuro");
	expect(tokenizer.decode(encoded.ids)).toBe('blue dragon');
	expect(encoded.unknown).toEqual([
		{ word: 'apples', near: ['apple'] },
		{ word: 'the', near: [] },
		{ word: 'chiaroscuro', near: [] },
	]);
});

test('emoji that the vocabulary lacks are named as unknown, each once and whole', () => {
	const { ids, unknown } = tokenizer.encode('blue 🍎🟦 (👩🏽‍🚀) 🍎 & — ©');
	expect(tokenizer.decode(ids)).toBe('blue');
	expect(unknown.map(({ word }) => word)).toEqual(['🍎', '🟦', '👩🏽‍🚀']);
});

test('a text that is too long is cut, says so, and keeps the end marker', () => {
	const encoded = tokenizer.encode('red '.repeat(7));
	expect([encoded.truncated, encoded.length, encoded.ids[7]]).toEqual([true, 8, 12]);
	expect(tokenizer.encode('red '.repeat(6)).truncated).toBe(false);
});

test('a vocabulary with a word twice is refused', () => {
	expect(() => wordsTokenizer(['red', 'red'], 8)).toThrow(/distinct/);
});

describe('near words', () => {
	test.each([
		['apples', 'apple'],
		['puppies', 'puppy'],
		['wolves', 'wolf'],
		['run', 'running'],
		['painted', 'paint'],
		['painterly', 'paint'],
		['dargon', 'dragon'],
		['chare', 'chair'],
	])('%s suggests %s first', (word, expected) => {
		expect(nearWords(word, words)[0]).toBe(expected);
	});

	test('at most five, and none that have nothing to do with the word', () => {
		expect(nearWords('cat', ['bat', 'car', 'cut', 'hat', 'mat', 'oat', 'rat', 'elephant'])).toHaveLength(5);
		expect(nearWords('chiaroscuro', words)).toEqual([]);
	});
});
