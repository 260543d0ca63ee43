/** @file GraphQL from the table of a recipe's fields: enum types, and the fields of what is given out and asked for. */
import {
	enumName,
	type FieldPath,
	fieldAt,
	isRequired,
	membersOf,
	type PartField,
	type RecipeField,
} from '@galatea/render';
import type { EnumRef, InputFieldMap, InputFieldRef } from '@pothos/core';
import { builder } from '../builder.ts';
import { enumValues } from './enum-names.ts';

type Types = typeof builder.$inferSchemaTypes;
type OutputBuilder<Part> = PothosSchemaTypes.ObjectFieldBuilder<Types, Part>;
type InputBuilder = PothosSchemaTypes.InputFieldBuilder<Types, 'InputObject'>;
type ChoosingField = Extract<RecipeField, { readonly choices: readonly string[] }>;

/** Parts of which a kind decides which members there are: all but the kind are null where they are not of it. */
const partsWithKinds: readonly string[] = ['initial', 'optimiser.schedule'];

const enums = new Map<string, EnumRef<Types, string>>();

/** The enum type of a field that chooses from names; fields with one `type` have one. */
function enumOf({ type, name, choices, choicesText }: ChoosingField): EnumRef<Types, string> {
	const typeName = type ?? upperFirst(name);
	const known = enums.get(typeName);
	if (known !== undefined) return known;
	const made: EnumRef<Types, string> = builder.enumType(typeName, {
		...(choicesText !== undefined && { description: inGraphQLWords(choicesText, choices) }),
		values: enumValues(choices),
	});
	enums.set(typeName, made);
	return made;
}

/** The enum type of the field at a path. */
export function enumAt(path: FieldPath): EnumRef<Types, string> {
	const field = fieldAt(path);
	if (field === undefined || !('choices' in field)) throw new RangeError(`${path} chooses from no names`);
	return enumOf(field);
}

/**
 * Fields of the part of a recipe at `prefix`. What a recipe leaves out is given as what that means; with `asWritten` it is null.
 */
export function outputFields<Part extends object>(
	t: OutputBuilder<Part>,
	prefix: string,
	{ asWritten = false }: { readonly asWritten?: boolean } = {},
) {
	const ofKinds = partsWithKinds.includes(prefix);
	return Object.fromEntries(
		membersOf(prefix).map((field) => {
			const usual = asWritten ? undefined : field.absent;
			const value = (part: Part, member: string): unknown => (part as Readonly<Record<string, unknown>>)[member];
			const isOf = (part: Part): boolean => {
				const { path, is } = field.when ?? {};
				if (!ofKinds || path === undefined || is === undefined) return true;
				return is.some((kind) => kind === value(part, path.slice(prefix.length + 1)));
			};
			const options = {
				type: typeOf(field),
				nullable: asWritten || (ofKinds ? field.when !== undefined : usual === undefined && !isRequired(field)),
				description: asWritten ? askedText(field) : textOf(field),
				resolve: (part: Part): unknown => value(part, field.member) ?? (isOf(part) ? usual : null) ?? null,
			};
			// The table says types by values, and Pothos wants each as a type of its own.
			return [field.member, t.field(options as never)];
		}),
	);
}

/** What of the fields of a part must be said where the part is asked for: a kind, and what a loss cannot be without. */
function mustBeSaid(field: PartField): boolean {
	return isRequired(field) && (field.path.startsWith('losses.') || field.member === 'kind');
}

/** Fields of an input that asks for the part of a recipe at `prefix`. */
export function inputFields(t: InputBuilder, prefix: string): InputFieldMap {
	return Object.fromEntries(
		membersOf(prefix).map((field) => {
			const options = { type: typeOf(field), required: mustBeSaid(field), description: askedText(field) };
			return [field.member, t.field(options as never)];
		}),
	) as InputFieldMap;
}

/** {@link inputFields} of a part whose type as it is asked for is known. */
export type InputFieldsOf<Asked> = { [Name in keyof Asked]-?: InputFieldRef<Types, Asked[Name]> };

function typeOf(field: RecipeField): unknown {
	switch (field.kind) {
		case 'number':
			return 'Float';
		case 'whole':
			return 'Int';
		case 'choice':
			return enumOf(field);
		case 'choices':
			return [enumOf(field)];
		case 'switch':
			return 'Boolean';
		case 'numbers':
			return ['Float'];
		case 'colours':
			return ['String'];
		case 'seed':
			return 'UInt64';
		case 'sha256':
			return 'String';
	}
}

/** What is said of a field; of the weight of a loss nothing, because its loss has said it. */
function textOf(field: PartField): string | undefined {
	return isLossWeight(field) ? undefined : lossText(field);
}

/** The same where it is asked for, with what is taken when it is left out. */
function askedText(field: PartField): string {
	if (isLossWeight(field)) {
		// Losses of nothing but a weight share a type.
		const isShared = membersOf(field.path.slice(0, -'.weight'.length)).length === 1;
		return field.kind === 'number' && field.open && !isShared ? 'Above 0.' : 'Not 0.';
	}
	const { asked, usual: taken, absent = taken } = field;
	const usual =
		typeof absent === 'number' ? `${absent}` : `\`${typeof absent === 'string' ? enumName(absent) : absent}\``;
	const told = asked ?? (absent === undefined ? null : `${usual} when left out.`);
	return told === null ? lossText(field) : `${lossText(field)} ${inGraphQLWords(told, choicesAround(field))}`;
}

/** What is said of the field itself, also of the weight of a loss. */
export function lossText(field: PartField): string {
	return inGraphQLWords(field.description, choicesAround(field));
}

function isLossWeight({ path, member }: PartField): boolean {
	return path.startsWith('losses.') && member === 'weight';
}

/** Names that a field's texts may speak of: its own, and those of the field that it depends on. */
function choicesAround(field: RecipeField): readonly string[] {
	const other = field.when && fieldAt(field.when.path);
	return [field, other].flatMap((each) => (each !== undefined && 'choices' in each ? each.choices : []));
}

/** A text with names in backticks as GraphQL spells them. */
function inGraphQLWords(text: string, choices: readonly string[]): string {
	return text.replace(/`(\w+)`/g, (quoted, name: string) =>
		choices.includes(name) ? `\`${enumName(name)}\`` : quoted,
	);
}

/** `keepInitial` is `KeepInitial`. */
export function upperFirst(name: string): string {
	return `${name[0]?.toUpperCase()}${name.slice(1)}`;
}
