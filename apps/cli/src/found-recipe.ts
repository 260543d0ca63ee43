/** @file The recipe of a picture file, ready to be rendered again. */
import { readFile } from 'node:fs/promises';
import { inspectPicture } from '@galatea/pictures';
import { engineVersion, forkOf, type Recipe } from '@galatea/render';
import type { RunRecord } from '@galatea/render/metadata';
import { UsageError } from './usage-error.ts';

export interface FoundRecipe {
	readonly bytes: Uint8Array;
	/** Of the picture in the file, which may be a smaller copy. */
	readonly size: { readonly widthPx: number; readonly heightPx: number };
	readonly recipe: Recipe;
	/** The step whose picture it is: the recipe's last, unless it says otherwise. */
	readonly step: number;
	readonly run: RunRecord | null;
}

/** Reads the recipe of one of our pictures; throws {@link UsageError} when there is none that can be rendered here. */
export async function findRecipe(file: string): Promise<FoundRecipe> {
	const bytes = await readUserFile(file);
	const { found, size } = await inspectPicture(bytes).catch((error: Error) => {
		throw new UsageError(`${file}: ${error.message}`);
	});
	const ours = found.filter((each) => each.writer === 'galatea');
	const usable = ours.find((each) => each.recipe !== null);
	if (!usable?.recipe || size === null) {
		const problem = ours[0]?.problem ?? 'it carries no recipe of Galatea';
		throw new UsageError(`${file}: ${problem}. See: galatea inspect ${file}`);
	}
	const { recipe } = usable;
	if (recipe.engine !== engineVersion)
		throw new UsageError(
			`${file} was rendered by version ${recipe.engine} of the engine; this is version ${engineVersion}.`,
		);
	return { bytes, size, recipe, step: stepOf(file, usable.run, recipe), run: usable.run };
}

function stepOf(file: string, run: RunRecord | null, recipe: Recipe): number {
	const step = run?.step ?? recipe.steps;
	const first = (forkOf(recipe)?.step ?? 0) + 1;
	if (step >= first && step <= recipe.steps) return step;
	throw new UsageError(
		`${file} says that it is step ${step} of its recipe, whose own steps are ${first} to ${recipe.steps}.`,
	);
}

async function readUserFile(file: string): Promise<Uint8Array> {
	return readFile(file).catch((error: NodeJS.ErrnoException) => {
		throw new UsageError(`${file} cannot be read: ${error.message}`);
	});
}
