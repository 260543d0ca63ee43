/** @file Zod from the table: the schema of each field, and the members of each part of a recipe. */
import { z } from 'zod';
import type { NumberField, NumbersField, RecipeField } from './field.ts';
import { type FieldAt, type FieldPath, type FieldValue, isRequired, recipeFields } from './fields.ts';
import { finite, isRising, seed, sha256 } from './values.ts';

/** The part of each path behind `Prefix` and a dot; with an empty prefix, every path. */
type Under<Prefix extends string, Path extends FieldPath = FieldPath> = Prefix extends ''
	? Path
	: Path extends `${Prefix}.${infer Rest}`
		? Rest
		: never;
type Head<Path> = Path extends `${infer Name}.${string}` ? Name : Path;
/** The path of a part's member. */
export type Joined<Prefix extends string, Name extends string> = Prefix extends '' ? Name : `${Prefix}.${Name}`;

/** The names of a part's members, such as `zoom` of `motion`. */
export type MemberName<Prefix extends string> = Head<Under<Prefix>> & string;

type MaybeOptional<Path extends FieldPath> =
	FieldAt<Path> extends { readonly absent: unknown } | { readonly optional: true }
		? z.ZodExactOptional<z.ZodType<FieldValue<Path>>>
		: z.ZodType<FieldValue<Path>>;

/** Members of a part with their schemas. A part within it may be left out as a whole. */
export type Shape<Prefix extends string> = {
	[Name in MemberName<Prefix>]: Joined<Prefix, Name> extends infer Path extends FieldPath
		? MaybeOptional<Path>
		: z.ZodExactOptional<z.ZodObject<Shape<Joined<Prefix, Name>>, z.core.$strict>>;
};

/** The schema of a field's value. */
export function schemaOf<Path extends FieldPath>(path: Path): z.ZodType<FieldValue<Path>> {
	return schemaOfField(recipeFields[path]) as z.ZodType<FieldValue<Path>>;
}

/** The same where a recipe may leave it out. */
export function memberSchema<Path extends FieldPath>(path: Path): MaybeOptional<Path> {
	const schema = schemaOf(path);
	return (isRequired(recipeFields[path]) ? schema : schema.exactOptional()) as MaybeOptional<Path>;
}

/** The members of the part at `prefix`, of the recipe as a whole with an empty one. */
export function shapeOf<Prefix extends string>(prefix: Prefix): Shape<Prefix> {
	const start = prefix === '' ? '' : `${prefix}.`;
	const members: Record<string, z.ZodType> = {};
	for (const path of Object.keys(recipeFields) as FieldPath[]) {
		if (!path.startsWith(start)) continue;
		const [name = '', ...inner] = path.slice(start.length).split('.');
		if (inner.length === 0) members[name] = memberSchema(path);
		else members[name] ??= z.strictObject(shapeOf(`${start}${name}`)).exactOptional();
	}
	return members as Shape<Prefix>;
}

function schemaOfField(field: RecipeField): z.ZodType {
	switch (field.kind) {
		case 'number':
		case 'whole':
			return numberSchema(field);
		case 'choice':
			return z.enum(field.choices);
		case 'choices':
			return z.array(z.enum(field.choices)).max(field.most).readonly();
		case 'switch':
			return z.boolean();
		case 'numbers':
			return numbersSchema(field);
		case 'colours':
			return z
				.array(z.string().regex(/^#[0-9a-f]{6}$/, 'must be a colour such as #ff8800, in lower case'))
				.min(1, 'must have at least one colour')
				.max(field.most, `must have at most ${field.most} colours`)
				.readonly();
		case 'seed':
			return seed;
		case 'sha256':
			return sha256;
	}
}

function numberSchema({ kind, from, to, open, notZero, unit }: NumberField): z.ZodType<number> {
	const px = unit === 'px';
	const kinds = kind === 'whole' ? z.number().int(`must be a whole number${px ? ' of pixels' : ''}`) : finite;
	const counted = (bound: number): string => (px ? `${bound} px` : `${bound}`);
	const above = open
		? kinds.gt(from, `must be above ${counted(from)}`)
		: kinds.min(from, `must be at least ${counted(from)}`);
	const bounded = above.max(to, `must be at most ${counted(to)}`);
	if (!notZero) return bounded;
	return bounded.refine((value) => value !== 0, {
		error: 'must not be 0: such a term has no effect',
		params: { code: 'NO_EFFECT' },
	});
}

function numbersSchema({ from, to, least, most, entry, rising, someAboveZero }: NumbersField): z.ZodType {
	const one = finite.min(from, `must be at least ${from}`).max(to, `must be at most ${to}`);
	const counted = z
		.array(one)
		.min(least, least === 1 ? `must have at least one ${entry}` : `must have at least ${least} ${entry}s`)
		.max(most, `must have at most ${most} ${entry}s`);
	const ordered = rising
		? counted.refine(isRising, { error: 'must rise, each once', params: { code: 'NOT_RISING' } })
		: counted;
	const effective = someAboveZero
		? ordered.refine((values) => values.some((each) => each > 0), 'must have one above 0')
		: ordered;
	return effective.readonly();
}
