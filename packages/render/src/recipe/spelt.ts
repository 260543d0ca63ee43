/** @file The fields of a recipe as an input of the API has them: names in GraphQL's spelling, and said what must be said. */
import { type FieldValues, nest } from './asked.ts';
import { type EnumName, enumName } from './enum-name.ts';
import { type FieldAt, type FieldPath, type FieldValue, listFields } from './fields.ts';
import type { Joined, MemberName } from './schemas.ts';

type SpeltValue<Value> = Value extends readonly (infer Entry)[]
	? SpeltValue<Entry>[]
	: Value extends string
		? EnumName<Value>
		: Value;

/** What an input of the API cannot be without where the part is there: a kind, and the weight and the colours of a loss. */
type MustBeSaid<Path> = Path extends FieldPath
	? FieldAt<Path> extends { readonly absent: unknown } | { readonly optional: true }
		? false
		: Path extends `losses.${string}` | `${string}.kind`
			? true
			: false
	: false;

type Spelt<Path extends string> = Path extends FieldPath ? SpeltValue<FieldValue<Path>> : SpeltPart<Path>;

/** The part of a recipe at `Prefix` as an input of the API has it; the whole with an empty one. */
export type SpeltPart<Prefix extends string> = {
	[Name in MemberName<Prefix> as MustBeSaid<Joined<Prefix, Name>> extends true ? Name : never]: Spelt<
		Joined<Prefix, Name>
	>;
} & {
	[Name in MemberName<Prefix> as MustBeSaid<Joined<Prefix, Name>> extends true ? never : Name]?: Spelt<
		Joined<Prefix, Name>
	>;
};

/** The input that asks for these values, which must be such as the recipe's schema accepts. */
export function speltOf(values: FieldValues): SpeltPart<''> {
	const spelt: { [Path in FieldPath]?: FieldValue | string[] | string } = { ...values };
	for (const { path, kind } of listFields()) {
		const value = values[path];
		if (kind === 'choice' && typeof value === 'string') spelt[path] = enumName(value);
		if (kind === 'choices' && Array.isArray(value)) spelt[path] = value.map((name) => enumName(String(name)));
	}
	// Each stands at the path that the type has it at, and names are spelt as the type says.
	return nest(spelt) as SpeltPart<''>;
}
