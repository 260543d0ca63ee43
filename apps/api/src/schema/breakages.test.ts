import { buildSchema } from 'graphql';
import { expect, test } from 'vitest';
import { breakagesSince, readReleased } from './breakages.ts';
import { schema } from './index.ts';

test('whatever of the schema may break programs is announced, and nothing else is', async () => {
	const { released, announced } = await readReleased();
	// What is new here breaks programs: keep the old beside it, or announce it in schema-breakages.json.
	expect(announced.map(({ change }) => change).sort()).toEqual([...breakagesSince(released, schema)].sort());
});

test.each([
	['a field that is gone', 'type Query { one: Int }', 'Query.two was removed.'],
	[
		'a field that may be null now',
		'type Query { one: Int two(first: Int): Int }',
		'Query.two changed type from Int! to Int.',
	],
	['an argument that must be given now', 'type Query { one: Int two(first: Int!): Int! }', /first/],
	['an argument that is gone', 'type Query { one: Int two: Int! }', 'Query.two arg first was removed.'],
])('%s breaks programs', (_, current, change) => {
	const released = buildSchema('type Query { one: Int two(first: Int): Int! }');
	expect(breakagesSince(released, buildSchema(current))).toEqual([
		typeof change === 'string' ? change : expect.stringMatching(change),
	]);
});

test('what is added breaks nothing', () => {
	const released = buildSchema('type Query { one: Int }');
	expect(breakagesSince(released, buildSchema('type Query { one(first: Int): Int! two: Int }'))).toEqual([]);
});
