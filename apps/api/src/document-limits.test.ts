import { parse } from 'graphql';
import { expect, test } from 'vitest';
import {
	documentProblem,
	documentWork,
	maximumDefinitions,
	maximumRepeats,
	maximumSelections,
} from './document-limits.ts';

const times = (count: number, text: (index: number) => string): string =>
	Array.from({ length: count }, (_, index) => text(index)).join(' ');

test('pairs of fields of one name are counted through fragments, and below fields that come together', () => {
	const query = (text: string) => documentWork(parse(text));
	expect(query('{ a b c }').repeats).toBe(0);
	expect(query('{ a a a a }').repeats).toBe(6);
	expect(query('{ x: a ...on Query { x: b } }').repeats).toBe(1);
	// Two and two come together as four, once for the operation; each fragment has a pair of its own.
	expect(query('{ ...A ...B } fragment A on Query { a a } fragment B on Query { a a }').repeats).toBe(6 + 1 + 1);
	expect(query('{ a { b } a { b c } }').repeats).toBe(1 + 1);
	expect(query('{ a { a { b } a { b } } a { a { b } a { b } } }').repeats).toBe(1 + 6 + 6);
});

test('a fragment counts wherever it is spread, and is counted once', () => {
	const doubling = times(1_000, (index) => `fragment F${index} on Query { ...F${index + 1} ...F${index + 1} }`);
	const { selections } = documentWork(parse(`{ ...F0 } ${doubling} fragment F1000 on Query { a }`));
	expect(selections).toBeGreaterThan(2 ** 1_000);
	const few = 'fragment F0 on Query { ...F1 ...F1 } fragment F1 on Query { a }';
	expect(documentWork(parse(`{ ...F0 } ${few}`)).selections).toBe(1 + 4 + 4 + 1);
});

test.each([
	['definitions', (count: number) => times(count, (index) => `query Q${index} { a }`), maximumDefinitions],
	['selections', (count: number) => `{ ${times(count, (index) => `a${index}`)} }`, maximumSelections],
	// One field more makes as many pairs as there are fields.
	[
		'repeats',
		(count: number) => `{ ${times(count, () => 'a')} }`,
		Math.floor((1 + Math.sqrt(1 + 8 * maximumRepeats)) / 2),
	],
])('as many %s as allowed pass, one more does not', (_what, document, maximum) => {
	expect(documentProblem(parse(document(maximum)))).toBeNull();
	expect(documentProblem(parse(document(maximum + 1)))).toEqual(expect.any(String));
});
