/**
 * @file What of the schema has changed since it was last released so that programs which use it may break. The released
 * schema is committed beside the current one, so that a clone without history can tell; what breaks stands with what to do
 * instead in schema-breakages.json, which is for the notes of the next release.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { buildSchema, findBreakingChanges, type GraphQLSchema } from 'graphql';
import { z } from 'zod';
import { printedSchema } from './print.ts';

const releasedFile = new URL('../../schema.released.graphql', import.meta.url);
const announcedFile = new URL('../../schema-breakages.json', import.meta.url);

const announcedSchema = z.array(
	z.strictObject({
		/** As {@link breakagesSince} says it. */
		change: z.string().min(1),
		/** What programs do instead. */
		instead: z.string().min(1),
	}),
);

/** Changes after which an operation that was valid may be so no longer, or be answered differently. */
export function breakagesSince(released: GraphQLSchema, current: GraphQLSchema): readonly string[] {
	return findBreakingChanges(released, current).map(({ description }) => description);
}

/** The schema as it was last released, and what has been announced since. */
export async function readReleased() {
	const released = buildSchema(await readFile(releasedFile, 'utf8'));
	const announced = announcedSchema.parse(JSON.parse(await readFile(announcedFile, 'utf8')));
	return { released, announced };
}

/** From here on the current schema is the released one, and nothing is announced. */
async function release(): Promise<void> {
	await writeFile(releasedFile, printedSchema());
	await writeFile(announcedFile, '[]\n');
}

if (process.argv[1] === import.meta.filename) await release();
