import { buildStepGraph, type Plan, planRender, type Session, stepInputs, type TensorValue } from '@galatea/optimiser';
import pooled from '@galatea/optimiser/fixtures/pooled-step.json' with { type: 'json' };
import {
	clampChannels,
	cropMatrices,
	cutoutFeeds,
	newMemory,
	noStop,
	optimisers,
	randomSource,
} from '@galatea/optimiser/testing';
import type { Recipe } from '@galatea/render';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenedRuntime, openRuntime } from './open-runtime.ts';
import { curve, tinyPack, tinyRecipe, tinySidePx } from './optimise-tiny.ts';

let runtime: OpenedRuntime;
beforeAll(async () => {
	runtime = await openRuntime({ provider: 'cpu', threads: 1 });
});
afterAll(() => runtime[Symbol.asyncDispose]());

type Feeds = Record<string, TensorValue>;
type Term = readonly (number | null)[];

const floats = (shape: readonly number[], data: ArrayLike<number>): TensorValue => ({
	dtype: 'float32',
	shape,
	data: Float32Array.from(data),
});

// Terms of a fixture, [word, weight, stop], as the step graph reads them.
function termFeeds(terms: readonly Term[]): Feeds {
	const targets = new Float32Array(4 * 5);
	terms.forEach(([word], index) => {
		const row = curve.networks.words.slice(5 * Number(word), 5 * Number(word) + 5);
		targets.set(
			row.map((value) => value / Math.hypot(...row)),
			5 * index,
		);
	});
	const column = (place: 1 | 2, rest: number): TensorValue =>
		floats(
			[4],
			Array.from({ length: 4 }, (_, index) => terms[index]?.[place] ?? rest),
		);
	return {
		[stepInputs.weights(0)]: column(1, 0),
		[stepInputs.stops]: column(2, noStop),
		[stepInputs.targets(0)]: floats([4, 5], targets),
	};
}

// The fixtures' noise, a formula rather than numbers.
const fixtureNoise = (step: number): TensorValue =>
	floats(
		[3, 3, 8, 8],
		Float32Array.from({ length: 576 }, (_, index) => 0.05 * Math.sin(1.7 * index + step)),
	);

// Where the fixture begins: on rows of the codebook.
function firstLatent(): Float32Array {
	const { networks, codes } = curve;
	return Float32Array.from({ length: 168 }, (_, index) => {
		const [channel, position] = [Math.floor(index / 42), index % 42];
		return networks.codebook[4 * (codes[position] as number) + channel] as number;
	});
}

function cropFeeds(crops: readonly (readonly number[])[]): Feeds {
	const places = crops.map(([sizePx = 0, leftPx = 0, topPx = 0]) => ({ sizePx, leftPx, topPx }));
	const across = cropMatrices(places, 14, tinySidePx, (crop) => crop.leftPx);
	const turned = Float32Array.from({ length: across.length }, (_, index) => {
		const [crop, column, row] = [Math.floor(index / 112), Math.floor((index % 112) / 8), index % 8];
		return across[(crop * 8 + row) * 14 + column] as number;
	});
	return {
		'cutouts_8/rows': floats(
			[3, 1, 8, 12],
			cropMatrices(places, 12, tinySidePx, (crop) => crop.topPx),
		),
		'cutouts_8/columns': floats([3, 1, 14, 8], turned),
	};
}

function open(recipe: Recipe, options: { readonly exact?: boolean } = {}): { plan: Plan; opening: Promise<Session> } {
	const plan = planRender(recipe, tinyPack(options));
	return {
		plan,
		opening: buildStepGraph(plan, runtime).then((model) => runtime.open(model, { name: 'the step graph' })),
	};
}

function numbersOf(tensor: TensorValue | undefined): readonly number[] {
	if (tensor?.dtype !== 'float32') throw new TypeError(`a float32 tensor was expected, not ${tensor?.dtype}`);
	return [...tensor.data];
}

function expectClose(actual: TensorValue | undefined, expected: readonly number[], tolerance: number): void {
	const data = numbersOf(actual);
	const largest = Math.max(...expected.map(Math.abs));
	expect(data.length).toBeGreaterThanOrEqual(expected.length);
	const error = Math.max(...expected.map((value, index) => Math.abs(value - (data[index] as number))));
	expect(error / largest).toBeLessThan(tolerance);
}

describe('the step graph', () => {
	it('gives the loss, gradient, codes and picture of the same step in PyTorch', async () => {
		const { opening } = open(tinyRecipe());
		await using session = await opening;
		const first = curve.steps[0] as (typeof curve.steps)[number];
		const results = await session.run({
			...termFeeds(curve.terms),
			...cropFeeds(first.crops),
			'cutouts_8/noise': fixtureNoise(1),
			[stepInputs.z]: floats([1, 4, 6, 7], firstLatent()),
		});
		expectClose(results['terms'], first.losses, 1e-5);
		expectClose(results['gradient'], first.gradient, 1e-4);
		expectClose(results['picture'], first.picture ?? [], 1e-5);
		expect([...((results['codes']?.data ?? []) as Int32Array)]).toEqual(first.codes);
	});

	it('has nothing in it for parts that the recipe does not use', async () => {
		const { inputs, outputs, nodes } = (await buildStepGraph(planRender(tinyRecipe(), tinyPack()), runtime)).graph;
		const crops = ['cutouts_8/rows', 'cutouts_8/columns', 'cutouts_8/noise'];
		expect(inputs.map(({ name }) => name)).toEqual(['z', 'stops', ...crops, 'targets_0', 'weights_0']);
		expect(outputs.map(({ name }) => name)).toEqual(['gradient', 'loss', 'terms', 'picture', 'codes']);
		const scopes = new Set(nodes.map(({ name }) => name.split('/')[0]?.replace(/\d+$/, '')));
		const parts = ['generator', 'clamp', 'cutouts_', 'perceptor_', 'promptLoss', 'clamp_grad'];
		// Single nodes: the sum of the terms, and the search for the codes.
		expect([...scopes].sort()).toEqual([...parts, 'ReduceSum', 'Gemm', 'ArgMax', 'Cast'].sort());
	});

	it('keeps to the loss curve of PyTorch over ten steps of Adam', async () => {
		const { plan, opening } = open(tinyRecipe());
		await using session = await opening;
		const z = firstLatent();
		const memory = newMemory('adam', z.length);
		for (const [index, expected] of curve.steps.entries()) {
			const results = await session.run({
				...termFeeds(curve.terms),
				...cropFeeds(expected.crops),
				'cutouts_8/noise': fixtureNoise(index + 1),
				[stepInputs.z]: floats([1, 4, 6, 7], z),
			});
			expectClose(results['terms'], expected.losses, 1e-3);
			expect([...((results['codes']?.data ?? []) as Int32Array)]).toEqual(expected.codes);
			const gradient = Float32Array.from(numbersOf(results['gradient']));
			optimisers.adam.move(z, gradient, memory, index + 1, curve.learningRate);
			const { minimum, maximum } = plan.pack.generator.latentRange;
			clampChannels(z, minimum, maximum);
		}
		expectClose(floats([1, 4, 6, 7], z), curve.z, 1e-3);
	});

	it('pools, warps, jitters and erases as PyTorch does', async () => {
		const recipe = tinyRecipe({ method: 'pooled' });
		const { opening } = open(recipe, { exact: true });
		await using session = await opening;
		const results = await session.run({
			...termFeeds(pooled.terms as readonly Term[]),
			'cutouts_8/warp_0': floats([3, 2, 3, 3], pooled.maps),
			'cutouts_8/colourJitter_1': floats([18, 3], pooled.jitter),
			'cutouts_8/erasing_2': floats([1, 1, 8, 8], pooled.mask),
			'cutouts_8/noise': fixtureNoise(1),
			[stepInputs.z]: floats([1, 4, 6, 7], pooled.z),
		});
		expectClose(results['terms'], pooled.losses, 1e-4);
		expectClose(results['gradient'], pooled.gradient, 1e-3);
	});

	it.each(['crops', 'pooled'] as const)('has the gradient that finite differences show, with %s', async (method) => {
		const { plan, opening } = open(tinyRecipe({ method }), { exact: true });
		await using session = await opening;
		const feeds = {
			...termFeeds([
				[1, 1, null],
				[2, -0.5, null],
			]),
			...cutoutFeeds(plan.cutouts, plan, randomSource(3n), 1),
		};
		// Away from the bounds of 0..1, so that the clamp is smooth.
		const z = Float32Array.from(pooled.z);
		const at = async (latent: Float32Array): Promise<Readonly<Record<string, TensorValue>>> =>
			session.run({ ...feeds, [stepInputs.z]: floats([1, 4, 6, 7], latent) });
		const { gradient, picture } = await at(z);
		const shown = numbersOf(picture);
		expect(Math.min(...shown) > 0 && Math.max(...shown) < 1).toBe(true);
		for (const seed of [1, 2, 3]) {
			const direction = z.map((_, index) => Math.cos(seed * 3.3 * index + seed));
			const exact = numbersOf(gradient).reduce((sum, value, index) => sum + value * (direction[index] as number), 0);
			const lossAt = async (step: number): Promise<number> => {
				const moved = await at(z.map((value, index) => value + step * (direction[index] as number)));
				return numbersOf(moved['terms']).reduce((sum, value) => sum + value, 0);
			};
			const step = 4e-4;
			const measured = ((await lossAt(step)) - (await lossAt(-step))) / (2 * step);
			expect(Math.abs(measured - exact)).toBeLessThan(4e-2 * Math.max(Math.abs(exact), 0.1));
		}
	});

	it('gives no gradient for a term whose cutouts are all below its stop', async () => {
		const { plan, opening } = open(tinyRecipe());
		await using session = await opening;
		const feeds = {
			...cutoutFeeds(plan.cutouts, plan, randomSource(3n), 1),
			[stepInputs.z]: floats([1, 4, 6, 7], pooled.z),
		};
		const run = (stop: number): Promise<Readonly<Record<string, TensorValue>>> =>
			session.run({ ...feeds, ...termFeeds([[1, 1, stop]]) });
		const stopped = await run(100);
		const going = await run(-100);
		expect(numbersOf(stopped['gradient']).every((value) => value === 0)).toBe(true);
		expect(numbersOf(going['gradient']).some((value) => value !== 0)).toBe(true);
		expect(stopped['loss']).toEqual(going['loss']);
	});
});
