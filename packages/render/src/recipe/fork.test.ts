import { describe, expect, test } from 'vitest';
import { forkOf, hashRecipe, maximumForks, parseRecipe, printRecipe, RenderError } from '../index.ts';

const parent = {
	format: 1,
	engine: 1,
	pack: { id: 'starter', sha256: 'a'.repeat(64) },
	prompts: [{ text: 'a red apple', weight: 1, stop: null }],
	width: 64,
	height: 64,
	steps: 40,
	seed: '7',
	optimiser: { name: 'adam', learningRate: 0.1 },
	cutouts: { method: 'crops', count: 4, power: 1, noise: 0, augmentations: [] },
	initial: { kind: 'codes' },
};
const fork = (change: object = {}, step = 20, recipe: object = parent) => ({
	...parent,
	prompts: [{ text: 'a green pear', weight: 1, stop: null }],
	steps: 60,
	initial: { kind: 'fork', recipe, step },
	...change,
});
const issuesOf = (value: object): readonly string[] => {
	try {
		parseRecipe(value);
		return [];
	} catch (error) {
		return error instanceof RenderError ? error.issues.map(({ path, message }) => `${path} ${message}`) : ['?'];
	}
};

describe('a recipe that goes on from another', () => {
	test('says the whole of what it goes on from, and gives it back', () => {
		const recipe = parseRecipe(JSON.parse(printRecipe(parseRecipe(fork()))));
		expect(forkOf(recipe)).toEqual({ recipe: parseRecipe(parent), step: 20 });
		expect(forkOf(parseRecipe(parent))).toBeNull();
	});

	test('has one name, however much of the usual the recipe in it says', () => {
		const said = fork({}, 20, { ...parent, ema: 0, tiling: 'none' });
		expect(hashRecipe(parseRecipe(said))).toBe(hashRecipe(parseRecipe(fork())));
		expect(hashRecipe(parseRecipe(fork({}, 21)))).not.toBe(hashRecipe(parseRecipe(fork())));
	});

	test('must fit the state: size, pack, optimiser, engine, and steps on both sides', () => {
		expect(issuesOf(fork())).toEqual([]);
		const needed = 'must be that of the recipe which it goes on from: the same';
		expect(issuesOf(fork({ width: 128 }))).toEqual([`width ${needed} width`]);
		expect(issuesOf(fork({ pack: { id: 'starter', sha256: 'b'.repeat(64) } }))).toEqual([`pack ${needed} pack`]);
		expect(issuesOf(fork({ optimiser: { name: 'adamw', learningRate: 0.1 } }))).toEqual([
			`optimiser.name ${needed} optimiser`,
		]);
		expect(issuesOf(fork({ engine: 2 }))).toEqual([`engine ${needed} engine`]);
		expect(issuesOf(fork({}, 41))).toEqual(['initial.step must be at most 40, the last step there']);
		expect(issuesOf(fork({ steps: 20 }))).toEqual(['steps must be more than 20, where it goes on']);
		expect(issuesOf(fork({}, 20, { ...parent, seed: -1 }))).toEqual(['initial.recipe must be a whole recipe']);
	});

	test('may itself be gone on from, but not without end', () => {
		let recipe: object = parent;
		for (let depth = 1; depth <= maximumForks; depth++) recipe = fork({ steps: 40 + depth }, 20 + depth, recipe);
		expect(issuesOf(recipe)).toEqual([]);
		let deep = fork({ steps: 100 }, 50, recipe);
		expect(issuesOf(deep)).toEqual(['initial.recipe must not be forked more than 16 times in a row']);
		for (let depth = 0; depth < 20_000; depth++) deep = fork({}, 1, deep);
		expect(issuesOf(deep)).toHaveLength(1);
	});
});
