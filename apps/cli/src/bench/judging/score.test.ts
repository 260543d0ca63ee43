import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { modelsDir } from '../../environment.ts';
import { starterPrompts } from '../starter-prompts.ts';
import { drawnNames, shuffled } from './draw.ts';
import { isNamed, type Key, keySchema, scoreOf, spreadOf } from './score.ts';
import { drawnSeed, readSubjects } from './subjects.ts';

const subjects = [
	{ text: 'red apple', things: [['apple']], colours: [], ground: [] },
	{ text: 'lady beetle', things: [['ladybug', 'lady beetle']], colours: [], ground: [] },
	{ text: 'a black cat on an orange background', things: [['cat']], colours: [['black']], ground: ['orange'] },
];
const key: Key = {
	set: 'names',
	pack: 'starter',
	packSha256: null,
	commit: 'f'.repeat(40),
	madeAt: '2026-11-30T20:00:00.000Z',
	shuffleSeed: 1,
	unrendered: [],
	pictures: subjects.map(({ text }, at) => ({ number: at + 1, text, picture: 'c'.repeat(64) })),
};
const answer = { free: [], list: [], colour: '', ground: '' };

test('an answer counts by its words: plurals, articles and further words do not matter, parts of words do', () => {
	expect(isNamed('A shiny red APPLE!', ['apple'])).toBe(true);
	expect(isNamed('two strawberries', ['strawberry'])).toBe(true);
	expect(isNamed('pineapple', ['apple'])).toBe(false);
	expect(isNamed('ice cream', ['cream cake'])).toBe(false);
	expect(isNamed('', ['apple'])).toBe(false);
});

test('free guesses, guesses from the list, colour and ground are counted apart; what is not answered is wrong', () => {
	const score = scoreOf(
		{
			judge: 'first',
			answers: [
				{ ...answer, number: 1, free: ['tomato', 'apple'], list: ['red apple'] },
				{ ...answer, number: 3, free: ['cat'], colour: 'black', ground: 'blue' },
			],
		},
		key,
		subjects,
	);
	expect(score).toMatchObject({ freeFirst: 1, freeInThree: 2, listFirst: 1, listInThree: 1, unnamed: [2] });
	expect([score.colour, score.ground]).toEqual([
		{ right: 1, of: 1 },
		{ right: 0, of: 1 },
	]);
});

test('what the pack refused to render is wrong for everybody', () => {
	const short = { ...key, pictures: key.pictures.slice(0, 2), unrendered: ['a black cat on an orange background'] };
	const score = scoreOf({ judge: 'first', answers: [{ ...answer, number: 1, free: ['apple'] }] }, short, subjects);
	expect(score).toMatchObject({ pictures: 3, freeFirst: 1, colour: { right: 0, of: 1 }, unnamed: [2] });
});

test('an answer to a number that no picture has is refused, and so is a second one', () => {
	const judged = (numbers: readonly number[]) =>
		scoreOf({ judge: 'first', answers: numbers.map((number) => ({ ...answer, number })) }, key, subjects);
	expect(() => judged([9])).toThrow('first answers number 9, which no picture has.');
	expect(() => judged([1, 1])).toThrow('first answers a number twice.');
});

test('the median of an even number of judges lies between the two in the middle', () => {
	expect(spreadOf([40, 10, 30])).toEqual({ median: 30, low: 10, high: 40 });
	expect(spreadOf([10, 20])).toEqual({ median: 15, low: 10, high: 20 });
});

test('the sets are the fixed names, the draw of its seed, and phrases; each text once, and its own answer counts', async () => {
	const sets = await readSubjects();
	const names = JSON.parse(await readFile(join(modelsDir(), 'starter', 'names.json'), 'utf8')) as string[];
	expect(sets.names.map(({ text }) => text)).toEqual([...starterPrompts]);
	expect(sets.drawn.map(({ text }) => text)).toEqual(drawnNames(names, sets.drawn.length, drawnSeed));
	expect([sets.names.length, sets.drawn.length, sets.phrases.length]).toEqual([64, 100, 40]);
	expect(new Set(sets.phrases.map(({ text }) => text)).size).toBe(40);
});

test('a shuffle holds the same values in another order, the same one for the same seed', () => {
	const values = Array.from({ length: 20 }, (_, at) => at);
	expect(shuffled(values, 5)).toEqual(shuffled(values, 5));
	expect(shuffled(values, 5)).not.toEqual(values);
	expect(shuffled(values, 5).toSorted((a, b) => a - b)).toEqual(values);
	expect(keySchema.parse(key)).toEqual(key);
});
