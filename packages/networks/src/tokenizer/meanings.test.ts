import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { expect, test } from 'vitest';
import { parseMeanings } from './meanings.ts';
import { wordsTokenizer } from './words.ts';

const inPack = (name: string) => fileURLToPath(new URL(`../../../../models/starter-2/${name}`, import.meta.url));
const vocabulary: string[] = JSON.parse(await readFile(inPack('vocabulary.json'), 'utf8'));
const meanings = parseMeanings(await readFile(inPack('meanings.json'), 'utf8'), 'starter-2', 'meanings.json');
const tokenizer = wordsTokenizer(vocabulary, 32, meanings);
const read = (text: string) => tokenizer.read(text);

test.each([
	['a red apple on the table', 'a red apple on the table'],
	['A cathedral, at night', 'a church , at night'],
])('English %j is read as %j', (text, as) => {
	expect(read(text)).toBe(as);
});

test.each([
	['una manzana roja sobre la mesa', 'a red apple on the table'],
	['un gato negro y un perro blanco', 'a black cat and a white dog'],
	['Tres peces de colores en el mar', expect.stringMatching(/^three fish .* in the sea$/)],
	['un castillo de noche', 'a castle at night'],
	['un faro sobre un fondo azul oscuro', 'a lighthouse on a dark blue background'],
	['dos búhos en la nieve', 'two owl in the snow'],
	['un dragon rojo', 'a red dragon'],
	['un dragón rojo', 'a red dragon'],
	['el corazón del niño', 'the heart of the boy'],
])('Spanish %j is read as %j', (text, as) => {
	expect(read(text)).toEqual(as);
});

test('a Spanish word that is also an English one is Spanish only among Spanish words', () => {
	expect(read('a pie')).toBe('a pie');
	expect(read('un pan y un pez')).toBe('a bread and a fish');
});

test('emoji are read as their names, whatever chooses how they are drawn', () => {
	expect(read('🍎 ❤️ 👍🏽')).toBe('red apple red heart thumbs up');
	expect(tokenizer.encode('🍎').readings).toEqual([{ word: '🍎', as: ['red apple'] }]);
});

test('what was read otherwise is told with other ways to read it, and what is in no table is unknown', () => {
	const { ids, readings, unknown } = tokenizer.encode('a cathedral of the brrzl');
	expect(tokenizer.decode(ids)).toBe('a church of the');
	expect(readings).toEqual([{ word: 'cathedral', as: expect.arrayContaining(['church', 'church building']) }]);
	expect(unknown.map(({ word }) => word)).toEqual(['brrzl']);
	expect(wordsTokenizer(vocabulary, 32).encode('a cathedral').unknown).toMatchObject([{ word: 'cathedral' }]);
});

test('every phrase of the table is made of words that the vocabulary has', () => {
	const words = new Set(vocabulary);
	const { english, spanish, signs } = meanings;
	const said = [english, spanish.words, spanish.adjectives, signs].flatMap((table) => Object.values(table));
	const missing = said.flatMap((phrases) => phrases.split(/[| ]/)).filter((word) => word !== '' && !words.has(word));
	expect([...new Set(missing)]).toEqual([]);
	expect(Object.keys(english).length).toBeGreaterThan(50_000);
	expect(Object.keys(spanish.words).length).toBeGreaterThan(25_000);
});

test('of 200 words a language, a neighbour that somebody wrote down beforehand is among the readings no more seldom than before', async () => {
	const file = fileURLToPath(new URL('../../../../models/judge/meanings.json', import.meta.url));
	const written: Record<'english' | 'spanish', Record<string, string[]>> = JSON.parse(await readFile(file, 'utf8'));
	const found = (words: Record<string, string[]>, sentence: string) =>
		Object.entries(words).filter(([word, near]) => {
			const { readings } = tokenizer.encode(sentence.replace('…', word));
			return readings.find((reading) => reading.word === word)?.as.some((phrase) => near.includes(phrase));
		}).length;
	// 142 and 174 when the table was made; the first reading alone, 105 and 164.
	expect(found(written.english, 'the …')).toBeGreaterThanOrEqual(142);
	expect(found(written.spanish, 'una …')).toBeGreaterThanOrEqual(160);
});

test('a damaged table is refused with what is wrong', () => {
	expect(() => parseMeanings('{"english": []}', 'tiny', 'meanings.json')).toThrow(/english/);
	expect(() => parseMeanings('{', 'tiny', 'meanings.json')).toThrow('is not JSON');
});
