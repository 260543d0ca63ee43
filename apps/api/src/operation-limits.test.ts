import { buildSchema, getIntrospectionQuery, parse, specifiedRules, validate } from 'graphql';
import { expect, test } from 'vitest';
import { maximumTokens } from './document-limits.ts';
import { maximumAliases, maximumDepth, operationLimitsRule } from './operation-limits.ts';

const schema = buildSchema(`
	type Query { page(first: Int = 24): Page! one: Item! }
	type Page { edges: [Item!]! }
	type Item { id: ID! one: Item! many: [Item!]! }
`);

function complaints(document: string): readonly string[] {
	const parsed = parse(document, { maxTokens: maximumTokens });
	return validate(schema, parsed, [...specifiedRules, operationLimitsRule]).map((error) => error.message);
}

const nested = (depth: number): string => (depth === 1 ? '{ id }' : `{ one ${nested(depth - 1)} }`);

test('an operation as deep as allowed passes, one field deeper does not', () => {
	expect(complaints(nested(maximumDepth))).toEqual([]);
	expect(complaints(nested(maximumDepth + 1))).toEqual([
		`The operation is deeper than ${maximumDepth} fields at "id".`,
	]);
});

test('aliases are counted through fragments', () => {
	const fragment = `fragment F on Item { ${'abcdefgh'
		.split('')
		.map((letter) => `${letter}: id`)
		.join(' ')} }`;
	const uses = (count: number) =>
		`{ ${Array.from({ length: count }, (_, index) => `x${index}: one { ...F }`).join(' ')} } ${fragment}`;
	expect(complaints(uses(3))).toEqual([]);
	expect(complaints(uses(4))).toEqual([expect.stringContaining(`more than ${maximumAliases} aliases`)]);
});

test('lists inside lists multiply, so that a short text cannot ask for a million rows', () => {
	expect(complaints('{ page(first: 100) { edges { many { id } } } }')).toEqual([]);
	expect(complaints('{ page(first: 100) { edges { many { many { many { id } } } } } }')).toEqual([
		expect.stringContaining('could hold more than'),
	]);
});

test('a page size in a variable counts as the largest page', () => {
	const document = 'query ($n: Int) { page(first: $n) { edges { many { many { id one { id } } } } } }';
	expect(complaints(document)).toEqual([expect.stringContaining('could hold more than')]);
});

test('fragments that double each other are refused quickly', () => {
	const fragments = Array.from({ length: 60 }, (_, i) => `fragment F${i} on Item { ...F${i + 1} ...F${i + 1} }`);
	const document = `{ one { ...F0 } } ${fragments.join(' ')} fragment F60 on Item { id }`;
	const start = performance.now();
	expect(complaints(document)).toEqual([expect.stringContaining('could hold more than')]);
	expect(performance.now() - start).toBeLessThan(2_000);
});

test('a fragment inside itself is refused and not followed', () => {
	expect(complaints('{ one { ...F } } fragment F on Item { one { ...F } }')).toEqual([
		expect.stringContaining('Cannot spread fragment'),
	]);
});

test('the standard introspection query stays within the limits', () => {
	expect(complaints(getIntrospectionQuery())).toEqual([]);
});

test('a text of too many tokens is not even parsed', () => {
	expect(() => complaints(`{ ${'one '.repeat(maximumTokens)} }`)).toThrow(/token/i);
});
