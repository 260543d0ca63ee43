/** @file Renders of a pack for benchmarks: made once and kept as files, so that a run that is stopped goes on where it was. */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import {
	type OfferedPack,
	optimise,
	type PackShelf,
	type Picture,
	planRender,
	type SessionPool,
} from '@galatea/optimiser';
import { encodeOriginal, readEmbeddedRecipe, readPicture } from '@galatea/pictures';
import { hashRecipe, printRecipe, type Recipe } from '@galatea/render';
import type { OpenedRuntime } from '@galatea/runtime';
import { modelsDir } from '../environment.ts';
import { UsageError } from '../usage-error.ts';

/** A pack of the shelf by its id. */
export function packOf(shelf: PackShelf, id: string): OfferedPack {
	const pack = shelf.packs.find((each) => each.id === id);
	if (!pack) throw new UsageError(`There is no pack "${id}" in ${modelsDir()}.`);
	return pack;
}

/** What renders are made with. */
export interface RenderBench {
	readonly runtime: OpenedRuntime;
	readonly sessions: SessionPool;
	readonly shelf: PackShelf;
	/** Folder of the files. */
	readonly keep: string;
	readonly signal: AbortSignal;
}

/** The picture of a recipe, from the folder if it is there. */
export async function keptRender(bench: RenderBench, recipe: Recipe): Promise<Picture> {
	const file = join(bench.keep, `${hashRecipe(recipe)}.png`);
	const stored = await readFile(file).catch(() => null);
	if (stored !== null && readEmbeddedRecipe(stored) === printRecipe(recipe)) {
		const { width, height, data } = await readPicture(stored);
		return { width, height, data: new Uint8ClampedArray(data) };
	}
	const picture = await render(bench, recipe);
	const texts = { recipe: printRecipe(recipe), description: recipe.prompts[0]?.text ?? '' };
	await writeFile(file, (await encodeOriginal(picture, texts)).bytes);
	return picture;
}

async function render({ runtime, sessions, shelf, signal }: RenderBench, recipe: Recipe): Promise<Picture> {
	const plan = planRender(recipe, await shelf.load(recipe.pack.id));
	let last: Picture | null = null;
	for await (const { image } of optimise({
		runtime,
		plan,
		signal,
		sessions,
		wantImage: (step) => step === recipe.steps,
	}))
		last = image ?? last;
	if (last === null) throw new Error('the last step gave no picture');
	return last;
}
