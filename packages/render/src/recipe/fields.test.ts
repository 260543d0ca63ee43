import { expect, test } from 'vitest';
import { fieldAt, isRequired, listFields } from './fields.ts';
import { schemaOf } from './schemas.ts';

/** The fields of the first version. Any other must be one that an older recipe can be without. */
const ofEveryRecipe = [
	...['width', 'height', 'steps', 'seed', 'optimiser.name', 'optimiser.learningRate', 'initial.kind'],
	...['method', 'count', 'power', 'noise', 'augmentations'].map((name) => `cutouts.${name}`),
];

test('no two fields have one name, and what a field depends on is a field', () => {
	const fields = listFields();
	expect(new Set(fields.map(({ name }) => name)).size).toBe(fields.length);
	expect(fields.filter(({ when }) => when && fieldAt(when.path) === undefined)).toEqual([]);
});

test('what a field is when left out is a value that it may have', () => {
	const refused = listFields().filter(
		({ path, absent }) => absent !== undefined && !schemaOf(path).safeParse(absent).success,
	);
	expect(refused).toEqual([]);
});

test('a field that came later may be left out, alone or with the part that it belongs to', () => {
	const ofLaterParts = /^(losses\.\w+|optimiser\.schedule|initial)\./;
	const required = listFields().filter((field) => isRequired(field) && !ofLaterParts.test(field.path));
	expect(required.map(({ path }) => path).sort()).toEqual(
		ofEveryRecipe.filter((path) => !ofLaterParts.test(path)).sort(),
	);
});
