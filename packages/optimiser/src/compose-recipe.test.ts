import { maximumSeed } from '@galatea/render';
import { describe, expect, test } from 'vitest';
import { composeRecipe, nearestSizes } from './compose-recipe.ts';
import type { OfferedPack } from './pack-shelf.ts';
import { compose, issuesOf, pack } from './testing-compose.ts';

test('a render begins where the pack’s renders usually do, unless the request says where', () => {
	const clouds: OfferedPack = { ...pack, defaults: { ...pack.defaults, initial: { kind: 'noise', noise: 'clouds' } } };
	expect(composeRecipe({ prompt: 'a red apple' }, clouds).recipe?.initial).toEqual({ kind: 'noise', noise: 'clouds' });
	const codes = { prompt: 'a red apple', initial: { kind: 'codes' } } as const;
	expect(composeRecipe(codes, clouds).recipe?.initial).toEqual({ kind: 'codes' });
});

test('a rate and a noise that fall are the pack’s for its own rule and method, and nobody’s who says otherwise', () => {
	const calm: OfferedPack = {
		...pack,
		defaults: {
			...pack.defaults,
			rateSchedule: { kind: 'linear', final: 0.1 },
			cutouts: { ...pack.defaults.cutouts, noiseFinal: 0.3 },
		},
	};
	const madeOf = (request: object) => composeRecipe({ prompt: 'a red apple', ...request }, calm).recipe;
	expect(madeOf({ learningRate: 0.2 })?.optimiser).toEqual({
		name: 'adam',
		learningRate: 0.2,
		schedule: { kind: 'linear', final: 0.1 },
	});
	expect(madeOf({})?.cutouts.noiseFinal).toBe(0.3);
	expect(madeOf({ optimiser: { schedule: { kind: 'cosine', final: 0 } } })?.optimiser.schedule?.kind).toBe('cosine');
	expect(madeOf({ optimiser: { name: 'radam' } })?.optimiser).not.toHaveProperty('schedule');
	expect(madeOf({ preset: 'crowson' })?.optimiser).not.toHaveProperty('schedule');
	expect(madeOf({ cutouts: { noise: 0.2 } })?.cutouts).not.toHaveProperty('noiseFinal');
	expect(madeOf({ cutouts: { method: 'pooled' } })?.cutouts).not.toHaveProperty('noiseFinal');
});

test('a bare prompt takes the defaults of the pack and a seed of its own', () => {
	const { recipe } = compose({});
	expect(recipe).toMatchObject({
		format: 1,
		engine: 1,
		pack: { id: pack.id, sha256: pack.hash },
		prompts: [{ text: 'a red apple', weight: 1, stop: null }],
		width: pack.defaults.width,
		steps: pack.defaults.steps,
		optimiser: { name: 'adam', learningRate: pack.defaults.learningRate },
		cutouts: pack.defaults.cutouts,
		initial: { kind: 'codes' },
	});
	expect(BigInt(recipe?.seed ?? -1)).toBeLessThanOrEqual(maximumSeed);
	expect(compose({}).recipe?.seed).not.toBe(recipe?.seed);
});

test('what is asked for goes before the defaults', () => {
	const { recipe } = compose({
		prompt: 'a red apple:2:0.1 | a blue fish:-0.5',
		width: 64,
		steps: 7,
		seed: '18446744073709551615',
		learningRate: 0.3,
		cutouts: { count: 4, power: 2 },
	});
	expect(recipe).toMatchObject({
		prompts: [
			{ text: 'a red apple', weight: 2, stop: 0.1 },
			{ text: 'a blue fish', weight: -0.5, stop: null },
		],
		width: 64,
		steps: 7,
		seed: '18446744073709551615',
		optimiser: { learningRate: 0.3 },
		cutouts: { ...pack.defaults.cutouts, count: 4, power: 2 },
	});
});

test('another cut method does not inherit the noise and augmentations of the default one', () => {
	expect(compose({ cutouts: { method: 'pooled' } }).recipe?.cutouts).toMatchObject({ noise: 0, augmentations: [] });
});

describe('sizes', () => {
	test.each([
		[0, '64'],
		[7, '64'],
		[-100, '64'],
		[100, '96 or 104'],
		[100_000, '512'],
	])('%i px is refused, and the nearest right size is named', (width, nearest) => {
		expect(issuesOf({ width })).toEqual([
			{
				path: 'width',
				code: 'BAD_SIZE',
				values: { minimum: 64, maximum: 512, multiple: 8, nearest: nearest.replace(' or', ',') },
				message: expect.stringMatching(new RegExp(`multiple of 8 from 64 to 512 px.*: ${nearest}$`)),
			},
		]);
	});

	test('the nearest sizes keep the bounds even when the bounds are no multiples', () => {
		const sizes = { minimumPx: 60, maximumPx: 500, multipleOf: 16 };
		expect(nearestSizes(1, sizes)).toEqual([64]);
		expect(nearestSizes(500, sizes)).toEqual([496]);
		expect(nearestSizes(128, sizes)).toEqual([128]);
	});
});

describe('everything else that a recipe can say', () => {
	test('another optimiser has the learning rate that suits it, as the pack’s suits Adam', () => {
		expect(compose({ optimiser: { name: 'rmsprop', schedule: null } }).recipe?.optimiser).toEqual({
			name: 'rmsprop',
			learningRate: 0.04,
		});
		const asked = { name: 'adagrad', schedule: { kind: 'cosine', final: 0.1 }, warmUpSteps: 5 } as const;
		expect(compose({ learningRate: 0.3, optimiser: asked }).recipe?.optimiser).toEqual({ ...asked, learningRate: 0.3 });
	});

	test('settings, losses, averaging, tiling and a noise to begin from arrive, without their nulls', () => {
		const { recipe } = compose({
			cutouts: { augmentations: ['affine'], settings: { affine: { degrees: 30, shiftX: null }, erasing: null } },
			losses: { totalVariation: { weight: 2 }, symmetry: null },
			ema: 0.9,
			tiling: 'both',
			initial: { kind: 'noise', noise: 'clouds' },
			perceptorWeights: [2],
		});
		expect(recipe).toMatchObject({
			losses: { totalVariation: { weight: 2 } },
			ema: 0.9,
			tiling: 'both',
			initial: { kind: 'noise', noise: 'clouds' },
			perceptorWeights: [2],
		});
		expect(recipe?.cutouts.settings).toEqual({ affine: { degrees: 30 } });
		expect(recipe?.losses).not.toHaveProperty('symmetry');
	});

	test('weights of perceptors are as many as the pack has', () => {
		expect(issuesOf({ perceptorWeights: [1, 2] })).toMatchObject([{ path: 'perceptorWeights', code: 'TOO_MANY' }]);
	});
});

test('everything wrong is said at once', () => {
	const issues = issuesOf({ prompt: 'aple:0', width: 7, height: 0, steps: -5, learningRate: 0, cutouts: { count: 0 } });
	expect(issues.map((issue) => issue.path).sort()).toEqual(
		[
			'cutouts.count',
			'height',
			'optimiser.learningRate',
			'prompts.0.text',
			'prompts.0.weight',
			'steps',
			'width',
		].sort(),
	);
});

describe('a preset', () => {
	test('fills in what is not asked for, member by member', () => {
		const { recipe } = compose({
			preset: 'tnwei',
			steps: 9,
			losses: { smoothness: { weight: 2 } },
			cutouts: { power: 2 },
		});
		expect(recipe).toMatchObject({
			steps: 9,
			optimiser: { name: 'adam', learningRate: 0.05 },
			cutouts: { method: 'crops', count: 64, power: 2, clamp: true, settings: { affine: { degrees: 30 } } },
			losses: { latentVariation: { weight: 0.001 }, smoothness: { weight: 2 } },
		});
	});

	test('leaves what belongs to another method, or suits another optimiser', () => {
		const { recipe } = compose({ preset: 'tnwei', optimiser: { name: 'rmsprop' }, cutouts: { method: 'pooled' } });
		expect(recipe?.cutouts).toEqual({ method: 'pooled', count: 64, power: 1, noise: 0, augmentations: [] });
		expect(recipe?.optimiser).toEqual({ name: 'rmsprop', learningRate: 0.04 });
		const own = compose({ preset: 'tnwei', cutouts: { augmentations: ['affine'] } }).recipe;
		expect(own?.cutouts).toMatchObject({ method: 'crops', augmentations: ['affine'], noise: 0.1 });
		expect(own?.cutouts.settings).toBeUndefined();
	});

	test('says nothing of the size, and a pack may say the rest', () => {
		expect(compose({ preset: 'seamlessTile' }).recipe).toMatchObject({ width: 128, steps: 100, tiling: 'both' });
	});
});

test('the recipe that a fork goes on from keeps what is null in it', () => {
	const begun = compose({ seed: '7' }).recipe;
	if (!begun) throw new Error('the recipe of the test is not right');
	const forked = compose({ steps: 150, initial: { kind: 'fork', recipe: begun, step: 40 } });
	expect(forked.recipe?.initial).toEqual({ kind: 'fork', recipe: begun, step: 40 });
});
