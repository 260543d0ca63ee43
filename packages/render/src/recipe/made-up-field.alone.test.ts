import { expect, test, vi } from 'vitest';
import { compareRecipes, hashRecipe, parseRecipe, RenderError } from '../index.ts';

vi.mock('./fields/optimiser.ts', async (original) => {
	const { withMadeUpFields } = await import('./testing-fields.ts');
	return withMadeUpFields(await original<typeof import('./fields/optimiser.ts')>());
});

const plain = {
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
const changed = {
	...plain,
	optimiser: { ...plain.optimiser, wobble: 2 },
	sparkle: 'silver',
	losses: { shine: { weight: 1 } },
};

test('a field that is only in the table is read, checked, compared, and left out where it says nothing new', () => {
	expect(parseRecipe(changed)).toEqual(changed);
	const wrong = {
		...plain,
		optimiser: { ...plain.optimiser, wobble: 6 },
		sparkle: 'gold',
		losses: { shine: { weight: 0 } },
	};
	try {
		parseRecipe(wrong);
		expect.unreachable();
	} catch (error) {
		expect(error instanceof RenderError && error.issues.map(({ path, code }) => `${path} ${code}`).sort()).toEqual([
			'losses.shine.weight NO_EFFECT',
			'optimiser.wobble ABOVE',
			'sparkle NOT_ONE_OF',
		]);
	}
	expect(compareRecipes(parseRecipe(plain), parseRecipe(changed)).members).toEqual([
		{ path: 'losses.shine.weight', before: null, after: 1 },
		{ path: 'optimiser.wobble', before: 0, after: 2 },
		{ path: 'sparkle', before: 'none', after: 'silver' },
	]);
	const usual = { ...plain, optimiser: { ...plain.optimiser, wobble: 0 }, sparkle: 'none' };
	// The name that this recipe had before the field was thought of.
	expect(hashRecipe(parseRecipe(usual))).toBe('2742e030a1830995773484a17f74c8a734c23801ec0f537b708255499a758285');
});
