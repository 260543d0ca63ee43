import { expect, test } from 'vitest';
import { schema } from './index.ts';
import { fieldsOf, meaningsOfNames } from './meanings-of-names.ts';

test('something is said of every field', () => {
	// Give it a description where it is declared, or its name a meaning in meanings-of-names.ts.
	expect(fieldsOf(schema).flatMap(({ name, description }) => (description ? [] : [name]))).toEqual([]);
});

test('meanings are in alphabetical order, and each is that of some field', () => {
	const names = Object.keys(meaningsOfNames);
	expect(names).toEqual([...names].sort((one, other) => one.localeCompare(other, 'en')));
	const used = new Set(fieldsOf(schema).map(({ name, description }) => description === meaningsOfNames[name] && name));
	expect(names.filter((name) => !used.has(name))).toEqual([]);
});
