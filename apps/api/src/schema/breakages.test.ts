import { buildSchema } from 'graphql';
import { expect, test } from 'vitest';
import { breakagesSince, printedUnknowns, readReleased, unknownsSince } from './breakages.ts';
import { schema } from './index.ts';

test('whatever of the schema may break programs is announced, and nothing else is', async () => {
	const { released, announced } = await readReleased();
	// What is new here breaks programs: keep the old beside it, or announce it in schema-breakages.json.
	expect(announced.map(({ change }) => change).sort()).toEqual(breakagesSince(released, schema));
});

test('whatever programs may meet that they do not know is listed; if it is not, run `npm run generate -w @galatea/api`', async () => {
	const unknowns = await printedUnknowns();
	// For whoever reads the log: a list that is right passes in silence.
	if (unknowns) process.stdout.write(`Unknown to programs of the last release:\n${unknowns}`);
	await expect(unknowns).toMatchFileSnapshot('../../schema-unknowns.txt');
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

test.each([
	['changed', 'first: Int = 20', 'changed from 10 to 20.'],
	['gone', 'first: Int', 'changed from 10 to none.'],
	['changed to null', 'first: Int = null', 'changed from 10 to null.'],
])('a default that is %s breaks programs that leave the value out', (_, field, change) => {
	const schemaWith = (value: string) =>
		buildSchema(`input Page { ${value} } type Query { one(${value}): Int two(page: Page): Int }`);
	expect(breakagesSince(schemaWith('first: Int = 10'), schemaWith(field))).toEqual([
		`The default of Page.first ${change}`,
		`The default of Query.one(first:) ${change}`,
	]);
});

test('a default where there was none breaks programs that leave the value out', () => {
	const released = buildSchema('type Query { one(first: Int): Int }');
	const current = buildSchema('type Query { one(first: Int = 10): Int }');
	expect(breakagesSince(released, current)).toEqual(['The default of Query.one(first:) changed from none to 10.']);
});

test('a new value, member or implementation breaks nothing, and is unknown to programs', () => {
	const schemaWith = (more: { value: string; member: string; interfaces: string }) =>
		buildSchema(`
			enum Order { NEWEST ${more.value} }
			interface Node { id: ID! }
			type One ${more.interfaces} { id: ID! }
			type Two { id: ID! }
			union Either = One ${more.member}
			type Query { either(order: Order): Either two: Two node: Node }`);
	const released = schemaWith({ value: '', member: '', interfaces: '' });
	const current = schemaWith({ value: 'OLDEST', member: '| Two', interfaces: 'implements Node' });
	expect(breakagesSince(released, current)).toEqual([]);
	expect(unknownsSince(released, current)).toEqual([
		'Node added to interfaces implemented by One.',
		'OLDEST was added to enum type Order.',
		'Two was added to union type Either.',
	]);
	expect(unknownsSince(current, current)).toEqual([]);
});

test('what is added breaks nothing and is harmless to who leaves it out', () => {
	const released = buildSchema('type Query { one: Int }');
	const current = buildSchema('type Query { one(first: Int = 10): Int! two: Int }');
	expect(breakagesSince(released, current)).toEqual([]);
	expect(unknownsSince(released, current)).toEqual([]);
});
