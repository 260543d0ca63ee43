/**
 * @file States of runs in a folder, each under its recipe's name and step: from any of them a recipe can go on without
 * running what came before.
 */
import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type Checkpoint, decodeCheckpoint, encodeCheckpoint, type StepResult } from '@galatea/optimiser';
import { hashRecipe, type Recipe } from '@galatea/render';
import { UsageError } from './usage-error.ts';
import { writeWhole } from './write-whole.ts';

/** States of one run that are kept when nobody says how often, the last step's among them. */
const usualStates = 4;

export interface KeptStates {
	/** Keeps the state after a step if it is one of those to keep. */
	keep(result: StepResult): Promise<void>;
	/** The state after a step of a recipe; null when it is not in the folder. */
	find(recipe: Recipe, step: number): Promise<Checkpoint | null>;
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
			const bytes = await readFile(file).catch((error: NodeJS.ErrnoException) => {
				if (error.code === 'ENOENT') return null;
				throw error;
			});
			if (bytes === null) return null;
			try {
				return decodeCheckpoint(bytes);
			} catch (error) {
				throw new UsageError(`${file}: ${(error as Error).message}. Remove it, and it is computed again.`);
			}
		},
	};
}
