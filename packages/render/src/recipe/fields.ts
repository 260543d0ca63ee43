/**
 * @file The table of all fields of a recipe but its terms: said once, here, by their paths. Zod, GraphQL, the command line, the form,
 * the tables on pages, the comparison and the list in the guide are made from it. The order is that of the form.
 *
 * A field that comes later needs `absent` or `optional`, so that older recipes keep their names. To add one: an entry here, what it
 * does in the step graph, its label and hint in both languages (`Create.settings` of the messages), and a test.
 */
import type { RecipeField, ValueOf } from './field.ts';
import { augmentationFields } from './fields/augmentations.ts';
import { cutoutFields } from './fields/cutouts.ts';
import { lossFields } from './fields/losses.ts';
import { motionFields } from './fields/motion.ts';
import { optimiserFields } from './fields/optimiser.ts';
import { initialFields, wholeFields } from './fields/whole.ts';

/** Path → field. A member of a part has a path with dots, such as `optimiser.learningRate`. */
export const recipeFields = {
	...wholeFields,
	...initialFields,
	...lossFields,
	...optimiserFields,
	...motionFields,
	...cutoutFields,
	...augmentationFields,
};

export type FieldPath = keyof typeof recipeFields;
/** The fields of the table, each by its own type. */
export type FieldAt<Path extends FieldPath> = (typeof recipeFields)[Path];
export type FieldValue<Path extends FieldPath = FieldPath> = ValueOf<FieldAt<Path>>;

/** The fields in their order, with their paths. */
export function listFields(): readonly (RecipeField & { readonly path: FieldPath })[] {
	return (Object.entries(recipeFields) as [FieldPath, RecipeField][]).map(([path, field]) => ({ path, ...field }));
}

/** A field of a part of a recipe. */
export type PartField = RecipeField & {
	readonly path: FieldPath;
	/** Its name within its part, such as `learningRate`. */
	readonly member: string;
};

/** The fields of the part at `prefix` itself, without those of the parts within it; with an empty prefix, those of no part. */
export function membersOf(prefix: string): readonly PartField[] {
	const start = prefix === '' ? '' : `${prefix}.`;
	return listFields().flatMap((field) => {
		const member = field.path.slice(start.length);
		return field.path.startsWith(start) && !member.includes('.') ? [{ ...field, member }] : [];
	});
}

/** The fields of no part, and the parts: what the table says of a recipe itself. */
export const memberNames: readonly RecipeMember[] = [
	...new Set(listFields().map(({ path }) => path.split('.')[0] as RecipeMember)),
];
export type RecipeMember = FieldPath extends infer Path
	? Path extends `${infer Part}.${string}`
		? Part
		: Path
	: never;

/** What is known of the field at a path, any text; undefined where there is none. */
export function fieldAt(path: string): RecipeField | undefined {
	return Object.hasOwn(recipeFields, path) ? recipeFields[path as FieldPath] : undefined;
}

/** Whether every recipe has the field. */
export function isRequired({ absent, optional }: RecipeField): boolean {
	return absent === undefined && optional !== true;
}

/** Parts that every recipe has, of which a pack says what nobody else says. */
const partsOfEveryRecipe: readonly string[] = ['', 'optimiser', 'cutouts'];

/** Whether every recipe has the field at a path, so that it is as the pack has it where nobody says. */
export function isInEveryRecipe(path: string): boolean {
	const field = fieldAt(path);
	return (
		field !== undefined && isRequired(field) && partsOfEveryRecipe.includes(path.split('.').slice(0, -1).join('.'))
	);
}

/** The option of the command line that a field has to itself, without dashes; null where an option for its part has it. */
export function optionOf({ option, name }: RecipeField): string | null {
	return option === undefined ? name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`) : option;
}
