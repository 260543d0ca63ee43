/** @file What is recorded of the names of many recipes: one digest of all, and enough single ones to find a difference by. */
import { createHash } from 'node:crypto';
import { hashRecipe, parseRecipe, recipePresets } from '../index.ts';
import { generateRecipes, readFixtureRecipes } from './testing-recipes.ts';

const seed = 20_261_130;
const count = 10_000;
/** Generated recipes in one digest of `digests`: small enough to find the recipe that is named otherwise. */
const groupSize = 250;
const singles = 40;

interface RecordedNames {
	/** File of the repository → name of the recipe in it. */
	readonly files: Readonly<Record<string, string>>;
	/** Preset → name of a recipe with its values. */
	readonly presets: Readonly<Record<string, string>>;
	/** Names of the first generated recipes. */
	readonly first: readonly string[];
	/** SHA-256 of the names of each 250 generated recipes, one after the other. */
	readonly groups: readonly string[];
}

/** The names that this code gives. */
export async function recordNames(): Promise<RecordedNames> {
	const nameOf = (recipe: unknown): string => hashRecipe(parseRecipe(recipe));
	const named = (recipes: Readonly<Record<string, unknown>>): Record<string, string> =>
		Object.fromEntries(Object.entries(recipes).map(([name, recipe]) => [name, nameOf(recipe)]));
	const names = generateRecipes(seed, count).map(nameOf);
	const presets = Object.entries(recipePresets).map(([name, { values }]) => [
		name,
		{ ...base, ...values, cutouts: { ...base.cutouts, ...('cutouts' in values ? values.cutouts : {}) } },
	]);
	return {
		files: named(await readFixtureRecipes()),
		presets: named(Object.fromEntries(presets)),
		first: names.slice(0, singles),
		groups: Array.from({ length: count / groupSize }, (_, group) =>
			createHash('sha256')
				.update(names.slice(group * groupSize, (group + 1) * groupSize).join(''))
				.digest('hex'),
		),
	};
}

const base = {
	format: 1,
	engine: 1,
	pack: { id: 'starter', sha256: 'a'.repeat(64) },
	prompts: [{ text: 'a red apple', weight: 1, stop: null }],
	width: 128,
	height: 128,
	steps: 200,
	seed: '7',
	optimiser: { name: 'adam', learningRate: 0.15 },
	cutouts: { method: 'crops', count: 16, power: 1, noise: 0.1, augmentations: [] },
	initial: { kind: 'codes' },
};
