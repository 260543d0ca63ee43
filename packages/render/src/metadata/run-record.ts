/**
 * @file How a render went, beside its recipe: on what it ran, and a fingerprint of the codes of every step, by which a
 * later run of the same recipe can tell until which step it was the same.
 */
import { z } from 'zod';
import { canonicalJson, type JsonValue } from '../canonical-json.ts';
import { maximumSteps } from '../limits.ts';
import { maximumTraceMarks } from './trace.ts';

const runRecordSchema = z
	.strictObject({
		format: z.literal(1),
		/** In words for people: "CPU, 2 threads". */
		device: z.string().max(200).nullable(),
		/** The step whose picture it is; absent: the recipe's last. */
		step: z.number().int().min(1).max(maximumSteps).optional(),
		/** Of the recipe's own steps, after those that it goes on from; null when the codes of some were not kept. */
		trace: z
			.strictObject({
				everySteps: z.number().int().min(1).max(maximumSteps),
				/** Base64, four bytes a mark. */
				marks: z.base64().max(Math.ceil((4 * maximumTraceMarks) / 3) * 4),
			})
			.readonly()
			.nullable(),
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
