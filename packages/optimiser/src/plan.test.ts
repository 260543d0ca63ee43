import type { Generator, Perceptor } from '@galatea/networks';
import { type Recipe, RenderError } from '@galatea/render';
import { describe, expect, it } from 'vitest';
import { type Picture, planRender, type RenderPack } from './plan.ts';

// Only what a plan reads.
const pack: RenderPack = {
	id: 'small',
	sha256: 'a'.repeat(64),
	generator: {
		downscale: 8,
		latentShape: (width: number, height: number) => [1, 4, height / 8, width / 8],
		loadEncoder: null,
	} as unknown as Generator,
	perceptors: [{ inputSizePx: 64 } as Perceptor],
	sizesPx: { minimum: 64, maximum: 512 },
};

const recipe: Recipe = {
	format: 1,
	engine: 1,
	pack: { id: 'small', sha256: 'a'.repeat(64) },
	prompts: [{ text: 'a red apple', weight: 1, stop: null }],
	width: 128,
	height: 96,
	steps: 100,
	seed: '18446744073709551615',
	optimiser: { name: 'adam', learningRate: 0.1 },
	cutouts: { method: 'crops', count: 16, power: 1, noise: 0.1, augmentations: [] },
	initial: { kind: 'codes' },
};

function issuesOf(changes: Partial<Recipe>): RenderError {
	try {
		planRender({ ...recipe, ...changes }, pack);
	} catch (error) {
		if (error instanceof RenderError) return error;
	}
	throw new Error('the plan was made');
}

describe('a plan', () => {
	it('resolves every number', () => {
		const plan = planRender(recipe, pack);
		expect(plan).toMatchObject({ latentShape: [1, 4, 12, 16], seed: 18_446_744_073_709_551_615n, termSlots: 4 });
		expect(plan.cutouts.sizesPx).toEqual([64]);
	});

	it('names what is wrong with a size, and what the pack can do', () => {
		const error = issuesOf({ width: 100, height: 1_024 });
		expect(error.code).toBe('INVALID_RECIPE');
		expect(error.issues).toEqual([
			{ path: 'width', message: 'must be a multiple of 8 from 64 to 512 px with pack "small", not 100' },
			{ path: 'height', message: 'must be a multiple of 8 from 64 to 512 px with pack "small", not 1024' },
		]);
	});

	it('is refused with another pack, or another version of it', () => {
		expect(issuesOf({ pack: { id: 'big', sha256: 'a'.repeat(64) } }).code).toBe('PACK_UNAVAILABLE');
		expect(issuesOf({ pack: { id: 'small', sha256: 'b'.repeat(64) } }).message).toMatch(/bbbbbbbbbbbb.*aaaaaaaaaaaa/s);
	});

	it('is refused when it should begin from a picture that the pack cannot read', () => {
		const error = issuesOf({ initial: { kind: 'image', sha256: 'c'.repeat(64) } });
		expect(error.issues).toEqual([{ path: 'initial', message: expect.stringMatching(/has no encoder/) }]);
	});

	it('is refused when its first picture was not cut or framed as it says', () => {
		const reading = { ...pack, generator: { ...pack.generator, loadEncoder: async () => (_, x) => x } } as RenderPack;
		const initial = { kind: 'image', sha256: 'c'.repeat(64), fit: 'cover' } as const;
		const picture = (width: number, height: number): Picture => ({
			width,
			height,
			data: new Uint8ClampedArray(3 * width * height),
		});
		const plan = (initialPicture: Picture): unknown => planRender({ ...recipe, initial }, reading, { initialPicture });
		expect(() => plan(picture(96, 96))).toThrow('initial.fit needs a picture of 128 × 96, not 96 × 96');
		expect(plan(picture(128, 96))).toBeDefined();
	});

	it('shares its graph with recipes that differ only in what is fed', () => {
		const key = (changes: Partial<Recipe>): string => planRender({ ...recipe, ...changes }, pack).graphKey;
		const term = { text: 'x', weight: -2, stop: 0.5 };
		const same: Partial<Recipe>[] = [
			{ seed: '1' },
			{ steps: 3 },
			{ prompts: [term, term, term, term] },
			{ optimiser: { name: 'adam', learningRate: 1 } },
			{ cutouts: { ...recipe.cutouts, power: 2, noise: 0.3 } },
		];
		const other: Partial<Recipe>[] = [
			{ width: 64 },
			{ engine: 2 },
			{ prompts: [term, term, term, term, term] },
			{ cutouts: { ...recipe.cutouts, count: 8 } },
			{ cutouts: { ...recipe.cutouts, noise: 0 } },
			{ cutouts: { ...recipe.cutouts, method: 'pooled' } },
			{ cutouts: { ...recipe.cutouts, augmentations: ['affine'] } },
			{ tiling: 'both' },
			{ cutouts: { ...recipe.cutouts, clamp: true } },
			{ prompts: [term, { ...term, region: { left: 0, top: 0, width: 0.5, height: 0.5 } }] },
			{ ema: 0.9 },
			{ losses: { smoothness: { weight: 1 } } },
			{ losses: { symmetry: { weight: 1 } } },
			{ losses: { symmetry: { weight: 1, axis: 'both' } } },
			{ losses: { palette: { weight: 1, colours: ['#000000'] } } },
			{ losses: { palette: { weight: 1, colours: ['#000000', '#ffffff'] } } },
		];
		const weighed = (weight: number) => key({ losses: { smoothness: { weight } } });
		expect(weighed(-2)).toBe(weighed(1));
		expect(new Set(same.map(key))).toEqual(new Set([key({})]));
		expect(new Set([...other.map(key), key({})]).size).toBe(other.length + 1);
	});
});
