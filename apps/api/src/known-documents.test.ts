import { buildSchema } from 'graphql';
import { expect, test } from 'vitest';
import { hashOfDocument, KnownDocuments, maximumMistakes } from './known-documents.ts';

const schema = buildSchema('type Query { a(text: String): Int b: Query }');
const known = () => new KnownDocuments(schema);

test('a document is known once it has been read, by the hash of its text', () => {
	const documents = known();
	const read = documents.read('{ a }');
	expect('document' in read && documents.get(hashOfDocument('{ a }'))).toBe('document' in read && read.document);
	expect(documents.get(hashOfDocument('{ a  }'))).toBeNull();
});

test('what is wrong is not remembered, and tells at most ten mistakes and that there are more', () => {
	const documents = known();
	const text = `{ ${Array.from({ length: 50 }, (_, index) => `c${index}`).join(' ')} }`;
	const read = documents.read(text);
	expect('errors' in read && read.errors.length).toBe(maximumMistakes + 1);
	expect(documents.get(hashOfDocument(text))).toBeNull();
	for (const [wrong, code] of [
		['{', 'GRAPHQL_PARSE_FAILED'],
		['{ c }', 'GRAPHQL_VALIDATION_FAILED'],
		['{ ...F } fragment F on Query { b { ...F } }', 'GRAPHQL_VALIDATION_FAILED'],
		[`{ ${'a '.repeat(100)} }`, 'OPERATION_TOO_LARGE'],
	] as const)
		expect(documents.read(wrong)).toMatchObject({ errors: [{ extensions: { code } }] });
});

test('what is asked again and again stays known, however much else is asked; a very long one is read each time', () => {
	const documents = known();
	const page = '{ b { a } }';
	documents.read(page);
	const others = Array.from({ length: 40 }, (_, index) => `{ a(text: "${index}${'x'.repeat(10_000)}") }`);
	for (const other of others) {
		documents.read(other);
		expect(documents.get(hashOfDocument(page))).not.toBeNull();
	}
	expect(documents.get(hashOfDocument(others[0] ?? ''))).toBeNull();
	expect(documents.get(hashOfDocument(others.at(-1) ?? ''))).not.toBeNull();
	const long = `{ a(text: "${'x'.repeat(30_000)}") }`;
	expect(documents.read(long)).toHaveProperty('document');
	expect(documents.get(hashOfDocument(long))).toBeNull();
});
