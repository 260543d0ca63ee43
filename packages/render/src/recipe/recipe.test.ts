import { describe, expect, it } from 'vitest';
import { canonicalJson, hashJson } from '../canonical-json.ts';
import { RenderError } from '../errors.ts';
import { hashRecipe, parseRecipe, printRecipe, type Recipe } from './recipe.ts';

const recipe: Recipe = {
	format: 1,
	engine: 1,
	pack: { id: 'starter', sha256: 'a'.repeat(64) },
	prompts: [{ text: 'a red apple', weight: 1, stop: null }],
	width: 128,
	height: 128,
	steps: 200,
	seed: '11779569040992509308',
	optimiser: { name: 'adam', learningRate: 0.15 },
	cutouts: { method: 'crops', count: 16, power: 1, noise: 0.1, augmentations: [] },
	initial: { kind: 'codes' },
};

function issuesOf(change: Record<string, unknown>): readonly string[] {
	try {
		parseRecipe({ ...recipe, ...change });
	} catch (error) {
		if (error instanceof RenderError) return error.issues.map((issue) => issue.path);
		throw error;
	}
	return [];
}

describe('parseRecipe', () => {
	it('returns a good recipe unchanged, with a seed above 2^63', () => {
		expect(parseRecipe(structuredClone(recipe))).toEqual(recipe);
	});

	it.each([
		['no prompt', { prompts: [] }, 'prompts'],
		['an empty term', { prompts: [{ text: ' ', weight: 1, stop: null }] }, 'prompts.0.text'],
		['a 10,000-character term', { prompts: [{ text: 'x'.repeat(10_000), weight: 1, stop: null }] }, 'prompts.0.text'],
		['a weight of 0', { prompts: [{ text: 'x', weight: 0, stop: null }] }, 'prompts.0.weight'],
		['a weight that is not a number', { prompts: [{ text: 'x', weight: Number.NaN, stop: null }] }, 'prompts.0.weight'],
		['width 0', { width: 0 }, 'width'],
		['width 7', { width: 7 }, 'width'],
		['height 100000', { height: 100_000 }, 'height'],
		['negative steps', { steps: -1 }, 'steps'],
		['half a step', { steps: 1.5 }, 'steps'],
		['a seed of 2^64', { seed: '18446744073709551616' }, 'seed'],
		['a negative seed', { seed: '-1' }, 'seed'],
		['a seed of letters', { seed: 'x' }, 'seed'],
		['a seed as a number', { seed: 5 }, 'seed'],
		['a member it does not know', { colour: 'red' }, ''],
	])('refuses %s and says where', (_what, change, path) => {
		expect(issuesOf(change)).toContain(path);
	});

	it('reports everything that is wrong at once', () => {
		expect(issuesOf({ width: 0, steps: -1 })).toEqual(['width', 'steps']);
	});
});

describe('hashRecipe', () => {
	it('does not depend on the order of members', () => {
		const reversed = Object.fromEntries(Object.entries(recipe).reverse());
		expect(hashRecipe(parseRecipe(reversed))).toBe(hashRecipe(recipe));
	});

	it('changes with every part of the recipe', () => {
		const changes = [{ seed: '1' }, { steps: 201 }, { width: 64 }, { engine: 2 }].map((change) =>
			hashRecipe({ ...recipe, ...change }),
		);
		expect(new Set([hashRecipe(recipe), ...changes]).size).toBe(5);
	});

	it('is the SHA-256 of the canonical JSON, as any tool computes it', async () => {
		const bytes = new TextEncoder().encode(printRecipe(recipe));
		const digest = Buffer.from(await crypto.subtle.digest('SHA-256', bytes)).toString('hex');
		expect(hashRecipe(recipe)).toBe(digest);
	});
});

describe('canonicalJson', () => {
	// The example of RFC 8785, section 3.2.2, without the parts that JSON.stringify decides alone.
	it('sorts members and prints numbers as RFC 8785 does', () => {
		const value = { numbers: [Number('333333333.33333329'), 1e30, 4.5, 2e-3, 1e-27], literals: [null, true, false] };
		expect(canonicalJson(value)).toBe(
			'{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27]}',
		);
	});

	it('refuses numbers that JSON does not have', () => {
		expect(() => hashJson({ x: Number.POSITIVE_INFINITY })).toThrow(TypeError);
	});
});
