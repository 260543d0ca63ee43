/** @file The folder of a restyle: what it was asked for, and the pictures that are done. */
import { access, mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseRecipe, printRecipe, type Recipe } from '@galatea/render';
import { z } from 'zod';
import type { SourceFrame } from './restyle-source.ts';
import { UsageError } from './usage-error.ts';
import { writeWhole } from './write-whole.ts';

/** What all pictures of a restyle have in common. */
export interface RestyleTask {
	/** Of every picture, but for what it begins from. */
	readonly recipe: Recipe;
	readonly carry: number;
	/** What becomes of pictures of another aspect. */
	readonly fit: string | null;
	readonly frames: readonly SourceFrame[];
}

export interface RestyleFolder {
	/** The file of a picture, from 0. */
	result(index: number): string;
	/** The file of what a picture begins from, where that is no file of the source. */
	beginning(index: number): string;
	isDone(index: number): Promise<boolean>;
}

const fileName = 'restyle.json';

const noteSchema = z.strictObject({
	format: z.literal(1),
	recipe: z.unknown(),
	carry: z.number(),
	fit: z.string().nullable(),
	/** SHA-256 of each, in their order. */
	frames: z.array(z.string()),
});
type Note = z.infer<typeof noteSchema>;

/** The seed of what a folder already holds; null for a new one. Throws {@link UsageError} for one that is damaged. */
export async function seedOfFolder(folder: string): Promise<string | null> {
	const note = await readNote(folder);
	if (note === null) return null;
	try {
		return parseRecipe(note.recipe).seed;
	} catch {
		throw damaged(folder);
	}
}

/** Makes the folder, or goes on with it. Throws {@link UsageError} for one that holds something else. */
export async function openRestyleFolder(folder: string, task: RestyleTask): Promise<RestyleFolder> {
	const wanted: Note = {
		format: 1,
		recipe: JSON.parse(printRecipe(task.recipe)),
		carry: task.carry,
		fit: task.fit,
		frames: task.frames.map(({ sha256 }) => sha256),
	};
	const note = await readNote(folder);
	for (const part of ['recipe', 'carry', 'fit', 'frames'] as const)
		if (note !== null && JSON.stringify(note[part]) !== JSON.stringify(wanted[part]))
			throw new UsageError(`${folder} holds a restyle with ${says[part]}: name another folder with --into.`);
	await mkdir(join(folder, 'begun'), { recursive: true });
	if (note === null) await writeWhole(join(folder, fileName), new TextEncoder().encode(JSON.stringify(wanted)));
	const numbered = (index: number): string => `${String(index + 1).padStart(6, '0')}.png`;
	const result = (index: number): string => join(folder, numbered(index));
	return {
		result,
		beginning: (index) => join(folder, 'begun', numbered(index)),
		isDone: (index) =>
			access(result(index)).then(
				() => true,
				() => false,
			),
	};
}

const says = {
	recipe: 'another recipe',
	carry: 'another --carry',
	fit: 'another --fit',
	frames: 'other pictures to begin from',
} as const;

async function readNote(folder: string): Promise<Note | null> {
	const text = await readFile(join(folder, fileName), 'utf8').catch((error: NodeJS.ErrnoException) => {
		if (error.code === 'ENOENT') return null;
		throw error;
	});
	if (text === null) return null;
	try {
		return noteSchema.parse(JSON.parse(text));
	} catch {
		throw damaged(folder);
	}
}

function damaged(folder: string): UsageError {
	return new UsageError(`${join(folder, fileName)} is damaged: name another folder with --into.`);
}
