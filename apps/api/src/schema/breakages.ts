/**
 * @file What of the schema has changed since it was last released so that programs which use it may break, or may meet what they
 * do not know. The released schema is committed beside the current one, so that a clone without history can tell. What breaks
 * stands with what to do instead in schema-breakages.json, and what is unknown in schema-unknowns.txt: both are for the notes
 * of the next release.
 */
import { readFile, writeFile } from 'node:fs/promises';
import {
	astFromValue,
	buildSchema,
	DangerousChangeType,
	findBreakingChanges,
	findDangerousChanges,
	type GraphQLArgument,
	type GraphQLInputField,
	type GraphQLSchema,
	isInputObjectType,
	isInterfaceType,
	isObjectType,
	print,
} from 'graphql';
import { z } from 'zod';
import { schema } from './index.ts';
import { printedSchema } from './print.ts';

const releasedFile = new URL('../../schema.released.graphql', import.meta.url);
const unknownsFile = new URL('../../schema-unknowns.txt', import.meta.url);
const announcedFile = new URL('../../schema-breakages.json', import.meta.url);

const announcedSchema = z.array(
	z.strictObject({
		/** As {@link breakagesSince} says it. */
		change: z.string().min(1),
		/** What programs do instead. */
		instead: z.string().min(1),
	}),
);

/** What an answer may hold since, though a program knows nothing of it. Optional arguments and input fields harm nobody. */
const unknownTypes: ReadonlySet<DangerousChangeType> = new Set([
	DangerousChangeType.VALUE_ADDED_TO_ENUM,
	DangerousChangeType.TYPE_ADDED_TO_UNION,
	DangerousChangeType.IMPLEMENTED_INTERFACE_ADDED,
]);

/** Changes after which an operation that was valid may be so no longer, or be answered differently, sorted. */
export function breakagesSince(released: GraphQLSchema, current: GraphQLSchema): readonly string[] {
	const breaking = findBreakingChanges(released, current).map(({ description }) => description);
	return [...breaking, ...changedDefaults(released, current)].sort();
}

/**
 * Values of enums, members of unions and implementations of interfaces that are new, sorted: a program that knows all of the
 * release may meet them, and must do something sensible with what it does not know.
 */
export function unknownsSince(released: GraphQLSchema, current: GraphQLSchema): readonly string[] {
	const dangerous = findDangerousChanges(released, current).filter(({ type }) => unknownTypes.has(type));
	return dangerous.map(({ description }) => description).sort();
}

/** What schema-unknowns.txt must hold: one a line. */
export async function printedUnknowns(): Promise<string> {
	const { released } = await readReleased();
	return unknownsSince(released, schema)
		.map((change) => `${change}\n`)
		.join('');
}

/**
 * A program that leaves something out asks for something else once its default is another. graphql-js compares those of
 * arguments only, and not where there was none.
 */
function changedDefaults(released: GraphQLSchema, current: GraphQLSchema): readonly string[] {
	const now = defaultsOf(current);
	return [...defaultsOf(released)].flatMap(([place, before]) => {
		const after = now.get(place);
		return after === undefined || after === before
			? []
			: [`The default of ${place} changed from ${before} to ${after}.`];
	});
}

/** The default of each argument and input field as the schema prints it, or `none`, by its place. */
function defaultsOf(of: GraphQLSchema): ReadonlyMap<string, string> {
	const defaults = new Map<string, string>();
	const add = (place: string, { defaultValue, type }: GraphQLArgument | GraphQLInputField): void => {
		const value = defaultValue === undefined ? null : astFromValue(defaultValue, type);
		defaults.set(place, value ? print(value) : 'none');
	};
	for (const type of Object.values(of.getTypeMap())) {
		if (type.name.startsWith('__')) continue;
		if (isInputObjectType(type))
			for (const field of Object.values(type.getFields())) add(`${type.name}.${field.name}`, field);
		if (isObjectType(type) || isInterfaceType(type))
			for (const field of Object.values(type.getFields()))
				for (const argument of field.args) add(`${type.name}.${field.name}(${argument.name}:)`, argument);
	}
	return defaults;
}

/** The schema as it was last released, and what has been announced since. */
export async function readReleased() {
	const released = buildSchema(await readFile(releasedFile, 'utf8'));
	const announced = announcedSchema.parse(JSON.parse(await readFile(announcedFile, 'utf8')));
	return { released, announced };
}

/** Writes schema-unknowns.txt. */
export async function writeUnknowns(): Promise<void> {
	await writeFile(unknownsFile, await printedUnknowns());
}

/** From here on the current schema is the released one, nothing is announced, and nothing unknown. */
async function release(): Promise<void> {
	await writeFile(releasedFile, printedSchema());
	await writeUnknowns();
	await writeFile(announcedFile, '[]\n');
}

if (process.argv[1] === import.meta.filename) await release();
