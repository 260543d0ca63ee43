/** @file The options of the command line that are fields of a recipe, and their lines of the help: made from the table of fields. */
import {
	type AskedPart,
	askedOf,
	type FieldPath,
	type FieldValues,
	listFields,
	membersOf,
	optionOf,
	type RecipeField,
} from '@galatea/render';
import { readChoice, readNumber, readNumbers } from './readers.ts';

const fieldsByOption: ReadonlyMap<string, ReturnType<typeof listFields>[number]> = new Map(
	listFields().flatMap((field) => {
		const option = optionOf(field);
		return option === null ? [] : [[option, field] as const];
	}),
);

/** As `parseArgs` wants them. */
export const fieldOptions: Readonly<Record<string, { readonly type: 'string' }>> = Object.fromEntries(
	[...fieldsByOption.keys()].map((option) => [option, { type: 'string' }]),
);

/** Words of options by their names; what was not said is not there. */
export type Said = Readonly<Record<string, string | undefined>>;

/** Fields of which the words may be more than the recipe's own: each is read where its names are. */
const readElsewhere: readonly FieldPath[] = ['cutouts.method', 'cutouts.augmentations'];

/** What was said of fields, part by part. Ranges are the recipe's matter; what is no number or no choice is refused here. */
export function readFields(said: Said): AskedPart<''> {
	const values: Partial<Record<FieldPath, unknown>> = {};
	for (const [option, field] of fieldsByOption) {
		const text = said[option];
		if (text === undefined || readElsewhere.includes(field.path)) continue;
		values[field.path] = readValue(option, text, field);
	}
	// Each was read as its field's kind says.
	return askedOf(values as FieldValues);
}

function readValue(option: string, text: string, field: RecipeField): FieldValues[FieldPath] | null {
	switch (field.kind) {
		case 'number':
		case 'whole':
			return readNumber(option, text);
		case 'numbers':
			return readNumbers(option, text);
		case 'switch':
			return readChoice(option, text, ['yes', 'no']) === 'yes';
		case 'choice':
			return readChoice(option, text, field.choices) as FieldValues[FieldPath] | null;
		case 'choices':
			return text.split(',').map((word) => readChoice(option, word.trim(), field.choices)) as FieldValues[FieldPath] &
				object;
		case 'colours':
			return text.split('+');
		case 'seed':
		case 'sha256':
			return text;
	}
}

/** Column at which the text of a line of the help begins, and its width. */
const textColumn = 24;
const widthColumns = 104;

/** A line of the help, or some: an option, and what it is for. */
export function usageLine(option: string, text: string): string {
	const lines: string[] = [];
	for (const word of text.split(/\s+/)) {
		const last = lines.at(-1);
		if (last !== undefined && last.length + word.length < widthColumns - textColumn)
			lines[lines.length - 1] = `${last} ${word}`;
		else lines.push(word);
	}
	const indent = ' '.repeat(textColumn);
	const first = `  ${option}`;
	const said = lines.join(`\n${indent}`);
	if (first.length < textColumn) return `${first.padEnd(textColumn)}${said}`;
	return first.length + 2 + (lines[0]?.length ?? 0) > widthColumns ? `${first}\n${indent}${said}` : `${first}  ${said}`;
}

/** Lines of the help for all options of fields; `more` is said beside what the table says. */
export function fieldUsage(more: { readonly [Path in FieldPath]?: string }): string {
	return [...fieldsByOption]
		.map(([option, field]) => usageLine(`--${option} ${argumentOf(option, field)}`, textOf(field, more[field.path])))
		.join('\n');
}

function argumentOf(option: string, field: RecipeField): string {
	switch (field.kind) {
		case 'number':
			return 'X';
		case 'whole':
			return 'N';
		case 'numbers':
		case 'choices':
			return 'A,B';
		case 'colours':
			return 'A+B';
		case 'switch':
			return 'yes|no';
		default:
			return option.split('-').at(-1)?.[0]?.toUpperCase() ?? '';
	}
}

/** What it does, what it may be, and what it is when left out. */
function textOf(field: RecipeField, more = ''): string {
	const { description, asked, usual: taken, absent = taken } = field;
	const usual = absent === undefined ? '' : `${absent === false ? 'no' : absent} when left out.`;
	const said = [description, asked ?? usual].join(' ').replaceAll('`', '');
	return [said.trim(), boundsOf(field, said), more].filter((part) => part !== '').join(' ');
}

/** What values are possible, where `said` does not tell already. */
function boundsOf(field: RecipeField, said: string): string {
	if ('choices' in field) return `One of ${field.choices.join(', ')}.`;
	if (!('from' in field) || said.includes(String(field.to))) return '';
	const isOpen = field.kind === 'number' && field.open;
	return isOpen ? `Above ${field.from}, at most ${field.to}.` : `From ${field.from} to ${field.to}.`;
}

/** Members of a part with what each may be, for the option that says all of them. */
export function memberUsage(prefix: string): string {
	return membersOf(prefix)
		.map((field) => {
			const choices = 'choices' in field ? field.choices.join(', ') : null;
			const bounds = 'from' in field ? `${field.from} to ${field.to}` : choices;
			return `${field.member}${bounds === null ? '' : ` (${bounds})`}`;
		})
		.join(', ');
}
