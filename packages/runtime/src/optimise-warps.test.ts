import { differentiate, GraphBuilder, mul, reduceSum, type Value } from '@galatea/autodiff';
import { planRender } from '@galatea/optimiser';
import mixed from '@galatea/optimiser/fixtures/mixed.json' with { type: 'json' };
import fixture from '@galatea/optimiser/fixtures/warps.json' with { type: 'json' };
import {
	appendCutouts,
	appendMixed,
	type Border,
	blur,
	cutoutFeeds,
	randomSource,
	warp,
} from '@galatea/optimiser/testing';
import { type AugmentationName, augmentationNames, cutPresets } from '@galatea/render';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenedRuntime, openRuntime } from './open-runtime.ts';
import { collectSteps, tinyPack, tinyRecipe } from './optimise-tiny.ts';

let runtime: OpenedRuntime;
beforeAll(async () => {
	runtime = await openRuntime({ provider: 'cpu', threads: 1 });
});
afterAll(() => runtime[Symbol.asyncDispose]());

interface Case {
	readonly picture: readonly number[];
	readonly made: readonly number[];
	readonly upstream: readonly number[];
	readonly gradient: readonly number[];
}

/** Compares what `make` gives, and its gradient, with a case of PyTorch. */
async function compare(
	test: Case,
	shape: readonly number[],
	make: (g: GraphBuilder, x: Value) => Value,
): Promise<void> {
	const g = new GraphBuilder('case');
	const picture = g.input('picture', 'float32', shape);
	const made = make(g, picture);
	const upstream = g.input('upstream', 'float32', made.shape);
	g.output('made', made);
	g.output('gradient', differentiate(g, reduceSum(g, mul(g, made, upstream)), [picture])[0] as Value);
	await using session = await runtime.open(g.build());
	const results = await session.run({
		picture: { dtype: 'float32', shape, data: Float32Array.from(test.picture) },
		upstream: { dtype: 'float32', shape: made.shape, data: Float32Array.from(test.upstream) },
	});
	for (const name of ['made', 'gradient'] as const) {
		const errors = test[name].map((value, index) => Math.abs(value - (results[name]?.data[index] as number)));
		expect(Math.max(...errors)).toBeLessThan(2e-4);
	}
}

describe('a warp', () => {
	it.each(fixture.warps)('with borders $borders is PyTorch’s, and so is its gradient', async (test) => {
		const borders = test.borders as readonly Border[];
		await compare(test, [test.batch, 3, 8, 8], (g, picture) =>
			warp(g, picture, {
				count: 2,
				maps:
					test.maps === null
						? null
						: g.constant(Float32Array.from(test.maps), [2, borders.length - Number(test.field !== null), 3, 3]),
				field: test.field === null ? null : g.constant(Float32Array.from(test.field), [test.field.length / 128, 2, 64]),
				borders,
			}),
		);
	});
});

describe('sharpness', () => {
	it('is PyTorch’s, leaves what it is not applied to, and so is its gradient', async () => {
		const { sharpness } = fixture;
		await compare(sharpness, [2, 3, 5, 5], (g, picture) =>
			blur(g, picture, g.constant(Float32Array.from(sharpness.shares), [2])),
		);
	});
});

describe('mixed cutouts', () => {
	it('show what PyTorch’s do, and so is their gradient', async () => {
		const { grey, maps, seen } = mixed;
		const numbers: Readonly<Record<string, readonly number[]>> = {
			at_grey: [grey],
			at_mirrored: maps.slice(0, 18),
			at_drawn_out: maps.slice(18, 27),
			at_wide: maps.slice(27),
		};
		await compare(seen, [1, 3, 8, 8], (g, picture) =>
			appendMixed(g, picture, 5, 'at', (name, shape) => g.constant(Float32Array.from(numbers[name] ?? []), shape)),
		);
	});
});

describe('a recipe with augmentations', () => {
	const cutouts = tinyRecipe().cutouts;
	const first = async (changes: Partial<typeof cutouts>): Promise<number> =>
		(await collectSteps(runtime, { steps: 2, cutouts: { ...cutouts, noise: 0, ...changes } })).at(-1)?.loss ??
		Number.NaN;

	it.each(augmentationNames)(
		'%s changes what is seen, always in the same way, and not with a probability of 0',
		async (name) => {
			const of = (probability: number): Promise<number> =>
				first({ augmentations: [name], settings: { [name]: { probability } } });
			const plain = await first({});
			expect(await of(1)).not.toBeCloseTo(plain, 6);
			expect(await of(1)).toBe(await of(1));
			expect(await of(0)).toBeCloseTo(plain, 5);
		},
	);

	it.each(Object.keys(cutPresets) as (keyof typeof cutPresets)[])(
		'renders the method that is known as %s',
		async (name) => {
			const preset = { ...cutPresets[name], augmentations: [...cutPresets[name].augmentations] };
			expect(await first(preset as never)).toSatisfy(Number.isFinite);
		},
	);

	it('clamps what is seen to black and white when asked', async () => {
		// Strong grain leaves 0..1 nearly everywhere.
		const grain = {
			augmentations: ['gaussianNoise'],
			settings: { gaussianNoise: { deviation: 2, probability: 1 } },
		} as const;
		const [plain, clamped] = [await first({ ...grain }), await first({ ...grain, clamp: true })];
		expect(clamped).toSatisfy(Number.isFinite);
		expect(clamped).not.toBeCloseTo(plain, 3);
		const { cutouts: plan } = planRender(tinyRecipe({ cutouts: { ...cutouts, clamp: true } }), tinyPack());
		const g = new GraphBuilder('clamped');
		const picture = g.input('picture', 'float32', [1, 3, 12, 14]);
		g.output('seen', appendCutouts(g, plan, picture, 8));
		await using session = await runtime.open(g.build());
		const data = Float32Array.from({ length: 504 }, (_, index) => 3 * Math.sin(index));
		const feeds = cutoutFeeds(plan, { widthPx: 14, heightPx: 12 }, randomSource(1n), 1);
		const { seen } = await session.run({ ...feeds, picture: { dtype: 'float32', shape: picture.shape, data } });
		const values = [...((seen?.data ?? []) as Float32Array)];
		expect([Math.min(...values), Math.max(...values)]).toEqual([0, 1]);
	});

	it('may have all of them in any order, before and after pooling alike', async () => {
		const backwards = [...augmentationNames].reverse() as AugmentationName[];
		const losses: number[] = [];
		for (const method of ['crops', 'pooled'] as const)
			for (const augmentations of [augmentationNames, backwards])
				losses.push(await first({ method, augmentations: [...augmentations] }));
		expect(losses.every(Number.isFinite)).toBe(true);
		expect(new Set(losses).size).toBe(4);
	});
});
