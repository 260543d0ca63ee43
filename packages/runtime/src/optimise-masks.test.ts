import { optimise, type Picture, planRender, type TensorValue } from '@galatea/optimiser';
import pooled from '@galatea/optimiser/fixtures/pooled-step.json' with { type: 'json' };
import type { Recipe } from '@galatea/render';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenedRuntime, openRuntime } from './open-runtime.ts';
import { openTinyStep, tinyPack, tinyRecipe } from './optimise-tiny.ts';

let runtime: OpenedRuntime;
beforeAll(async () => {
	runtime = await openRuntime({ provider: 'cpu', threads: 1 });
});
afterAll(() => runtime[Symbol.asyncDispose]());

const numbers = (results: Readonly<Record<string, TensorValue>>, name: string): Float32Array =>
	results[name]?.data as Float32Array;

const [width, height] = [14, 12];
// The tiny recipe's latent: 6 rows of 7 positions, 4 channels.
const latent = Float32Array.from(pooled.z);
const sha256 = 'e'.repeat(64);

function drawMask(level: (x: number, y: number) => number): Picture {
	const data = Uint8ClampedArray.from({ length: 3 * width * height }, (_, at) => {
		const pixel = Math.floor(at / 3);
		return level(pixel % width, Math.floor(pixel / width));
	});
	return { width, height, data };
}

/** An L at the left and upper sides: no rectangle, and far from the lower right corner. */
const isWhite = (x: number, y: number): boolean => x < 3 || (y < 3 && x < 9);
const corner = drawMask((x, y) => (isWhite(x, y) ? 255 : 0));
const given = (mask: Picture) => ({ maskPictures: new Map([[sha256, mask]]) });

const masked = (text: string): Recipe['prompts'][number] => ({ text, weight: 1, stop: null, mask: { sha256 } });
const methods = ['crops', 'pooled', 'averagedCrops', 'largeCrops', 'mixed'] as const;
const plain = (method: (typeof methods)[number]): Recipe['cutouts'] => ({
	...tinyRecipe().cutouts,
	method,
	augmentations: [],
	noise: 0,
});

/** Which positions of the latent the decoder's two convolutions, with a doubling between them, carry to white pixels. */
const reached = Array.from({ length: 42 }, (_, position) => {
	const [row, column] = [Math.floor(position / 7), position % 7];
	return Array.from({ length: width * height }, (_each, pixel) => pixel).some((pixel) => {
		const [x, y] = [pixel % width, Math.floor(pixel / width)];
		const isNear = (at: number, place: number): boolean =>
			[at - 1, at, at + 1].some((each) => Math.abs(Math.floor(each / 2) - place) <= 1);
		return isWhite(x, y) && isNear(x, column) && isNear(y, row);
	});
});

describe('a term with a mask', () => {
	it.each(methods)('changes nothing under black, with %s', async (method) => {
		const recipe = tinyRecipe({ prompts: [masked('1')], cutouts: plain(method) });
		await using step = await openTinyStep(runtime, recipe, given(corner));
		const gradient = numbers(await step.run(latent.slice()), 'gradient');
		const moved = reached.map((_, position) => gradient.some((value, at) => at % 42 === position && value !== 0));
		expect(moved.some((each, position) => each && !reached[position])).toBe(false);
		// All that is white is pooled; crops see a part of it.
		if (method === 'pooled') expect(moved).toEqual(reached);
		else expect(moved.filter(Boolean).length).toBeGreaterThan(9);
	});

	it.each(methods)('hears nothing of what lies under black, with %s', async (method) => {
		const recipe = tinyRecipe({ prompts: [masked('1'), { text: '2', weight: 1, stop: null }], cutouts: plain(method) });
		await using step = await openTinyStep(runtime, recipe, given(corner));
		const other = latent.map((value, at) => (reached[at % 42] ? value : -value));
		const [before, after] = [await step.run(latent.slice()), await step.run(other)].map((results) =>
			numbers(results, 'terms'),
		);
		expect(after?.[0]).toBe(before?.[0]);
		expect(after?.[1]).not.toBeCloseTo(before?.[1] as number, 3);
	});

	it.each(methods)('has the gradient that finite differences show, under grey as well, with %s', async (method) => {
		const slope = drawMask((x, y) => (x + y) * 10);
		const cutouts = { ...plain(method), count: 5 };
		const losses = { totalVariation: { weight: 2 }, saturation: { weight: 1 } };
		const recipe = tinyRecipe({ cutouts, losses, prompts: [{ text: '2', weight: 1, stop: null }, masked('1')] });
		await using step = await openTinyStep(runtime, recipe, given(slope));
		const gradient = numbers(await step.run(latent.slice()), 'gradient');
		for (const seed of [1, 2, 3]) {
			const direction = latent.map((_, index) => Math.cos(seed * 3.3 * index + seed));
			const exact = gradient.reduce((sum, value, index) => sum + value * (direction[index] as number), 0);
			const at = async (size: number): Promise<number> => {
				const results = await step.run(latent.map((value, index) => value + size * (direction[index] as number)));
				return ['terms', 'losses']
					.flatMap((name) => [...numbers(results, name)])
					.reduce((sum, value) => sum + value, 0);
			};
			// So short that few maxima of the pools come from another pixel on the way.
			const measured = ((await at(1e-4)) - (await at(-1e-4))) / 2e-4;
			expect(Math.abs(measured - exact)).toBeLessThan(4e-2 * Math.max(Math.abs(exact), 0.1));
		}
	});

	it('of a white rectangle is a term with that region', async () => {
		const region = { left: 0.5, top: 0, width: 0.5, height: 0.5 };
		const cutouts = plain('pooled');
		const half = drawMask((x, y) => (x >= 7 && y < 6 ? 255 : 0));
		await using byMask = await openTinyStep(runtime, tinyRecipe({ prompts: [masked('1')], cutouts }), given(half));
		const prompts = [{ text: '1', weight: 1, stop: null, region }];
		await using byRegion = await openTinyStep(runtime, tinyRecipe({ prompts, cutouts }));
		const [a, b] = [await byMask.run(latent.slice()), await byRegion.run(latent.slice())];
		expect(numbers(a, 'terms')[0]).toBeCloseTo(numbers(b, 'terms')[0] as number, 6);
		numbers(a, 'gradient').forEach((value, at) => {
			expect(value).toBeCloseTo(numbers(b, 'gradient')[at] as number, 6);
		});
	});

	it.each(['crops', 'pooled'] as const)(
		'draws under its white and leaves the rest as it was, with %s',
		async (method) => {
			const recipe = tinyRecipe({
				steps: 15,
				prompts: [masked('1')],
				optimiser: { name: 'adam', learningRate: 0.4 },
				cutouts: { ...tinyRecipe({ method }).cutouts, count: 6 },
			});
			const codes: Int32Array[] = [];
			const losses: number[] = [];
			for await (const step of optimise({ runtime, plan: planRender(recipe, tinyPack(), given(corner)) })) {
				codes.push(step.codes);
				losses.push(step.loss);
			}
			const changed = [...(codes.at(-1) ?? [])].map((code, position) => code !== codes[0]?.[position]);
			expect(changed.some((each, position) => each && reached[position])).toBe(true);
			expect(changed.some((each, position) => each && !reached[position])).toBe(false);
			const mean = (part: readonly number[]): number => part.reduce((sum, each) => sum + each, 0) / part.length;
			expect(mean(losses.slice(-4))).toBeLessThan(mean(losses.slice(0, 4)));
		},
	);

	it('stands beside whole terms, pictures and noises, which have cutouts of their own', async () => {
		const shape = { weight: 1, stop: null };
		const recipe = tinyRecipe({
			prompts: [masked('1'), { text: '2', ...shape }, masked('3')],
			noisePrompts: [{ seed: '5', ...shape, mask: { sha256 } }],
			cutouts: { ...plain('crops'), count: 5 },
		});
		const plan = planRender(recipe, tinyPack(), given(corner));
		expect(plan.cutouts.views.map(({ mask, count }) => [mask !== null, count])).toEqual([
			[false, 3],
			[true, 2],
		]);
		expect(plan.viewOfTerm).toEqual([1, 0, 1, 1]);
	});
});
