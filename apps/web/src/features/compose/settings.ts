/**
 * @file The settings of the form's folded groups: the fields of a recipe that have a group in the table of fields, and how they are
 * written. Values are text, and what is not there is as the pack has it.
 */
import {
	type FieldAt,
	type FieldGroup,
	type FieldPath,
	type FieldValue,
	isInEveryRecipe,
	listFields,
	maximumSteps,
	type RecipeField,
} from '@galatea/render';
import type { GuidePage } from '../guide/guide-pages.ts';

/** How long each phrase of a story holds: no field of a recipe, which has the schedules that come of it. */
const stepsPerPhrase = {
	kind: 'whole',
	from: 1,
	to: maximumSteps,
	name: 'stepsPerPhrase',
	group: 'terms',
	description: 'How long each phrase of a story holds.',
	path: null,
} as const satisfies RecipeField & { readonly path: null };

type GroupedPath = {
	[Path in FieldPath]: FieldAt<Path> extends { readonly group: FieldGroup } ? Path : never;
}[FieldPath];

export type SettingName = FieldAt<GroupedPath>['name'] | typeof stepsPerPhrase.name;

/** A field, and where it stands in a recipe; null where it stands in none. */
type Setting = RecipeField & { readonly path: FieldPath | null };

const all: readonly Setting[] = [stepsPerPhrase, ...listFields().filter(({ group }) => group !== undefined)];

export const settings = Object.fromEntries(all.map((setting) => [setting.name, setting])) as Readonly<
	Record<SettingName, Setting>
>;

/** In the order of the table. */
export const settingNames = all.map(({ name }) => name) as readonly SettingName[];

/** The settings of a group, in their order. */
export function settingsIn(group: FieldGroup): readonly SettingName[] {
	return settingNames.filter((name) => settings[name].group === group);
}

/** The page of the guide that explains a group. */
export const pageOfGroup = {
	terms: 'prompts',
	begin: 'beginning',
	look: 'losses',
	edges: 'tiling',
	move: 'optimiser',
	motion: 'motion',
	cutouts: 'cutouts',
} as const satisfies Record<FieldGroup, GuidePage>;

/** The setting that writes the field at a path; undefined where none does. */
export function settingAt(path: string): SettingName | undefined {
	return settingNames.find((name) => settings[name].path === path);
}

/** What the form says of its settings. */
export type SettingTexts = Readonly<Partial<Record<SettingName, string>>>;

/** Whether a setting means something beside the others; `initial` is where the render begins. */
export function isOfUse(name: SettingName, texts: SettingTexts, initial: string): boolean {
	const { when } = settings[name];
	if (when === undefined) return true;
	if (when.path === 'initial.kind') return when.is?.includes(initial) ?? initial !== '';
	const other = settingAt(when.path);
	const text = other === undefined ? '' : (texts[other] ?? '').trim();
	// What is in every recipe is as the pack has it where nobody says.
	if (text === '') return isInEveryRecipe(when.path);
	return when.is === undefined || when.is.includes(text);
}

/** A number as somebody writes it, with a decimal point or comma; NaN for none. */
export function readDecimal(text: string): number {
	const plain = text.trim().replace(',', '.');
	return plain === '' ? Number.NaN : Number(plain);
}

/** The value that the text stands for, in the words of a recipe; what it is not right for, the recipe's schema says. */
export function readText(field: RecipeField, text: string): FieldValue {
	const parts = text.split(/[\s;|]+/).filter((part) => part !== '');
	switch (field.kind) {
		case 'number':
		case 'whole':
			return readDecimal(text);
		case 'numbers':
			return parts.map(readDecimal);
		case 'colours':
			return parts.map((part) => part.replace(/,$/, '').toLowerCase());
		case 'switch':
			return text === 'yes';
		case 'choices':
			return parts as readonly string[] as FieldValue;
		case 'choice':
		case 'seed':
		case 'sha256':
			return text.trim() as FieldValue;
	}
}

/** The text of a value; null where there is none. */
export function printValue(value: FieldValue | boolean | null | undefined): string | null {
	if (value === undefined || value === null) return null;
	if (typeof value === 'boolean') return value ? 'yes' : 'no';
	return typeof value === 'object' ? value.join(' ') : String(value);
}
