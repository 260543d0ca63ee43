/**
 * @file What was kept of runs in a folder, under their recipes' names: states, from any of which a recipe can go on
 * without running what came before, and films, from which a time-lapse can be made.
 */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
	type Checkpoint,
	decodeCheckpoint,
	decodeFilm,
	encodeCheckpoint,
	encodeFilm,
	type Film,
	type StepResult,
} from '@galatea/optimiser';
import { forkOf, hashRecipe, type Recipe } from '@galatea/render';
import { UsageError } from './usage-error.ts';
import { writeWhole } from './write-whole.ts';

/** States of one run that are kept when nobody says how often, the last step's among them. */
const usualStates = 4;

export interface KeptStates {
	/** Keeps the state after a step if it is one of those to keep. */
	keep(result: StepResult): Promise<void>;
	/** The state after a step of a recipe; null when it is not in the folder. */
	find(recipe: Recipe, step: number): Promise<Checkpoint | null>;
	/** Keeps the codes of the run, after those of the steps that it went on from if they are there. */
	keepFilm(film: Film): Promise<void>;
}

/** The film of a recipe in a folder; null when it is not there. */
export async function findFilm(folder: string, recipe: Recipe): Promise<Film | null> {
	const file = filmFile(folder, recipe);
	const bytes = await readIfThere(file);
	return bytes === null ? null : readKept(file, () => decodeFilm(bytes));
}

/** States of a run of `recipe` in `folder`, which is made; every `everySteps` steps, null for four in all. */
export async function openKeptStates(folder: string, recipe: Recipe, everySteps: number | null): Promise<KeptStates> {
	if (everySteps !== null && !(Number.isInteger(everySteps) && everySteps > 0))
		throw new UsageError(`--keep-every ${everySteps} must be a whole number above 0.`);
	await mkdir(folder, { recursive: true }).catch((error: Error) => {
		throw new UsageError(`--keep ${folder}: ${error.message}`);
	});
	const every = everySteps ?? Math.ceil(recipe.steps / usualStates);
	const fileOf = (of: Recipe, step: number): string => join(folder, `${hashRecipe(of)}-${step}.state`);
	return {
		async keep(result) {
			const { step } = result;
			if (step % every === 0 || step === recipe.steps)
				await writeWhole(fileOf(recipe, step), encodeCheckpoint(result.checkpoint()));
		},
		async find(of, step) {
			const file = fileOf(of, step);
			const bytes = await readIfThere(file);
			return bytes === null ? null : readKept(file, () => decodeCheckpoint(bytes));
		},
		async keepFilm(film) {
			const fork = forkOf(recipe);
			const first = film.frames[0]?.step ?? 1;
			const before = fork === null || first === 1 ? null : await findFilm(folder, fork.recipe);
			const frames = [...(before?.frames.filter(({ step }) => step < first) ?? []), ...film.frames];
			await writeWhole(filmFile(folder, recipe), encodeFilm({ ...film, frames }));
		},
	};
}

function filmFile(folder: string, recipe: Recipe): string {
	return join(folder, `${hashRecipe(recipe)}.film`);
}

async function readIfThere(file: string): Promise<Uint8Array | null> {
	return readFile(file).catch((error: NodeJS.ErrnoException) => {
		if (error.code === 'ENOENT') return null;
		throw error;
	});
}

function readKept<Value>(file: string, read: () => Value): Value {
	try {
		return read();
	} catch (error) {
		throw new UsageError(`${file}: ${(error as Error).message}. Remove it, and it is computed again.`);
	}
}
