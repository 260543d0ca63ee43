/**
 * @file How a render went, beside its recipe: on what it ran, what it had gone on from, and a fingerprint of the codes
 * of every step, by which a later run of the same recipe can tell until which step it was the same.
 */
import { z } from 'zod';
import { canonicalJson, type JsonValue } from '../canonical-json.ts';
import { maximumSteps } from '../limits.ts';
import { recipeSchema } from '../recipe.ts';
import { maximumTraceMarks } from './trace.ts';

/** Renders that one may have gone on from, each from the one before. */
const maximumEarlier = 16;

const runRecordSchema = z
	.strictObject({
		format: z.literal(1),
		/** In words for people: "CPU, 2 threads". */
		device: z.string().max(200).nullable(),
		/** Null when the codes of some step were not kept. */
		trace: z
			.strictObject({
				everySteps: z.number().int().min(1).max(maximumSteps),
				/** Base64, four bytes a mark. */
				marks: z.base64().max(Math.ceil((4 * maximumTraceMarks) / 3) * 4),
			})
			.readonly()
			.nullable(),
		/** What it went on from, oldest first: recipes, and the step until which each was followed. Empty: from the start. */
		earlier: z
			.array(z.strictObject({ recipe: recipeSchema, untilStep: z.number().int().min(1).max(maximumSteps) }).readonly())
			.max(maximumEarlier)
			.readonly(),
	})
	.readonly();

export type RunRecord = z.infer<typeof runRecordSchema>;

/** As {@link readRunRecord} reads it. */
export function printRunRecord(record: RunRecord): string {
	return canonicalJson(record as unknown as JsonValue);
}

/** Null when `text` is no run record, or one of a version that is not known here. */
export function readRunRecord(text: string): RunRecord | null {
	try {
		const result = runRecordSchema.safeParse(JSON.parse(text));
		return result.success ? result.data : null;
	} catch {
		return null;
	}
}
