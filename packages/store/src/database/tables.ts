/**
 * @file The tables as statements see them, derived from the types that `npm run generate` makes of prisma/schema.prisma: what
 * the driver reads from each column, and what may be written into it. So a renamed column fails `npm run check`.
 */
import type { ColumnType } from 'kysely';
import type { Prisma } from '../generated/compiled/client.js';

type Models = Prisma.TypeMap['model'];

/** What of a column the driver makes: eight-byte integers come as text, and so do arrays of an enum, which it does not know. */
type Read<Value> = Value extends bigint
	? string
	: Value extends Uint8Array
		? Buffer
		: Value extends readonly (infer Item)[]
			? [Item] extends [string]
				? string extends Item
					? Value
					: string
				: Value
			: Value;

/** What the driver takes for a column; JSON as its text, because the driver writes an array as one of PostgreSQL. */
type Written<Value> = [Prisma.JsonObject] extends [Value]
	? string | Extract<Value, null>
	: Value extends bigint
		? bigint | number | string
		: Value extends readonly (infer Item)[]
			? readonly Item[]
			: Value;

/** Columns that Prisma's own creation lets out: those with a default, or without a need. */
type Optional<Operations> = Operations extends { createMany: { args: { data?: infer Data } } }
	? OptionalKeys<Exclude<Data, readonly unknown[]>>
	: never;

type OptionalKeys<Fields> = { [Name in keyof Fields]-?: undefined extends Fields[Name] ? Name : never }[keyof Fields];

type Table<Scalars, Optional> = {
	[Column in keyof Scalars]: ColumnType<
		Read<Scalars[Column]>,
		Written<Scalars[Column]> | (Column extends Optional ? undefined : never),
		Written<Scalars[Column]>
	>;
};

/** Every table of prisma/schema.prisma under its name, as Kysely wants them. */
export type Tables = {
	[Name in keyof Models]: Table<Models[Name]['payload']['scalars'], Optional<Models[Name]['operations']>>;
};
