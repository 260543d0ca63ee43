/**
 * @file What judges are asked to name, and which answers count: `models/judge/subjects.json`, written before any of it was rendered.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { modelsDir } from '../../environment.ts';

const words = z.array(z.string().min(1)).min(1).readonly();
const subject = z.strictObject({
	/** What is rendered. */
	text: z.string().min(1),
	/** Each thing of it, by every answer that counts for it. */
	things: z.array(words).min(1).readonly(),
	/** Colour of the thing, where the text names one. */
	colours: z.array(words).readonly().default([]),
	/** Any of these is right for the ground; empty where the text says nothing of it. */
	ground: z.array(z.string().min(1)).readonly().default([]),
});
const subjects = z.strictObject({
	names: z.array(subject).readonly(),
	drawn: z.array(subject).readonly(),
	phrases: z.array(subject).readonly(),
});

export type Subject = z.infer<typeof subject>;
/** The 64 fixed names, 100 names of a draw, or 40 phrases. */
export type SubjectSet = keyof z.infer<typeof subjects>;
export const subjectSets: readonly SubjectSet[] = ['names', 'drawn', 'phrases'];
/** Seed of the draw of `drawn`; draw.ts says of what. */
export const drawnSeed = 2026;

/** Reads all sets. Throws when the file is not as it should be. */
export async function readSubjects(): Promise<z.infer<typeof subjects>> {
	return subjects.parse(JSON.parse(await readFile(join(modelsDir(), 'judge', 'subjects.json'), 'utf8')));
}
