/** @file Values of fields in recipes, or in parts of them. */
import type { FieldPath, FieldValue } from './fields.ts';

/** The value that the field at `path` has in a recipe or in a part of one; undefined where it is left out. */
export function valueAt<Path extends FieldPath>(recipe: object, path: Path): FieldValue<Path> | undefined {
	let inner: unknown = recipe;
	for (const name of path.split('.'))
		inner =
			typeof inner === 'object' && inner !== null ? (inner as Readonly<Record<string, unknown>>)[name] : undefined;
	// Whatever is a recipe has at the path what the table says.
	return inner as FieldValue<Path> | undefined;
}
