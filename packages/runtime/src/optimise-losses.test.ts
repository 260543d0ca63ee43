import { differentiate, GraphBuilder, type Value } from '@galatea/autodiff';
import { findForkState, optimise, type Picture, type Plan, planRender, type StepResult } from '@galatea/optimiser';
import fixture from '@galatea/optimiser/fixtures/losses.json' with { type: 'json' };
import {
	asymmetry,
	colourfulness,
	lossWeightFeeds,
	meanSquaredDifference,
	meanVariation,
	paletteDistance,
	planLosses,
} from '@galatea/optimiser/testing';
import { type Losses, printRecipe, type Recipe } from '@galatea/render';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenedRuntime, openRuntime } from './open-runtime.ts';
import { collectSteps, tinyPack, tinyRecipe } from './optimise-tiny.ts';

let runtime: OpenedRuntime;
beforeAll(async () => {
	runtime = await openRuntime({ provider: 'cpu', threads: 1 });
});
afterAll(() => runtime[Symbol.asyncDispose]());

type Measure = (g: GraphBuilder, picture: Value) => Value;
const wraps = (horizontal: boolean, vertical: boolean) => ({ horizontal, vertical });

const measures: Readonly<Record<string, Measure>> = {
	variation: (g, x) => meanVariation(g, x, wraps(false, false)),
	variationBoth: (g, x) => meanVariation(g, x, wraps(true, true)),
	variationHorizontal: (g, x) => meanVariation(g, x, wraps(true, false)),
	squaredDifference: (g, x) => meanSquaredDifference(g, x, wraps(false, false)),
	squaredDifferenceVertical: (g, x) => meanSquaredDifference(g, x, wraps(false, true)),
	colourfulness,
	asymmetryHorizontal: (g, x) => asymmetry(g, x, 'horizontal'),
	asymmetryVertical: (g, x) => asymmetry(g, x, 'vertical'),
	asymmetryBoth: (g, x) => asymmetry(g, x, 'both'),
	paletteDistance: (g, x) =>
		paletteDistance(g, x, g.constant(Float32Array.from(fixture.colours.flat()), [fixture.colours.length, 3])),
};

describe('a measure of a picture', () => {
	it.each(fixture.cases)('$name is PyTorch’s, and so is its gradient', async ({ name, value, gradient }) => {
		const g = new GraphBuilder('measure');
		const picture = g.input('picture', 'float32', [1, 3, 5, 6]);
		const made = (measures[name] as Measure)(g, picture);
		g.output('made', made);
		g.output('gradient', differentiate(g, made, [picture])[0] as Value);
		await using session = await runtime.open(g.build());
		const data = Float32Array.from(fixture.picture);
		const results = await session.run({ picture: { dtype: 'float32', shape: picture.shape, data } });
		// An absolute 1e-4 is what the root's epsilon may add to colourfulness.
		expect(Math.abs((results['made']?.data[0] as number) - value)).toBeLessThan(1e-6 + 1e-5 * value);
		gradient.forEach((each, index) => {
			expect(Math.abs((results['gradient']?.data[index] as number) - each)).toBeLessThan(2e-6);
		});
	});
});

const collect = (
	changes?: Parameters<typeof collectSteps>[1],
	options?: Parameters<typeof collectSteps>[2],
): Promise<readonly StepResult[]> => collectSteps(runtime, changes, options);

const last = (results: readonly StepResult[]): StepResult => results.at(-1) as StepResult;

type Pixel = (x: number, y: number, channel: number) => number;
const pixelsOf =
	({ width, data }: Picture): Pixel =>
	(x, y, channel) =>
		(data[3 * (width * y + x) + channel] as number) / 255;

/** The mean over the picture's pixels of something that is small where the loss is. */
function meanOf(picture: Picture, at: (pixel: Pixel, x: number, y: number) => number): number {
	const pixel = pixelsOf(picture);
	let sum = 0;
	for (let y = 0; y < picture.height - 1; y++) for (let x = 0; x < picture.width - 1; x++) sum += at(pixel, x, y);
	return sum / ((picture.height - 1) * (picture.width - 1));
}

const steepness = (pixel: Pixel, x: number, y: number): number =>
	Math.abs(pixel(x + 1, y, 0) - pixel(x, y, 0)) + Math.abs(pixel(x, y + 1, 0) - pixel(x, y, 0));

const effects: Readonly<Record<string, { asked: (weight: number) => Losses; measure: (picture: Picture) => number }>> =
	{
		totalVariation: {
			asked: (weight) => ({ totalVariation: { weight } }),
			measure: (picture) => meanOf(picture, steepness),
		},
		smoothness: { asked: (weight) => ({ smoothness: { weight } }), measure: (picture) => meanOf(picture, steepness) },
		latentVariation: {
			asked: (weight) => ({ latentVariation: { weight } }),
			measure: (picture) => meanOf(picture, steepness),
		},
		saturation: {
			asked: (weight) => ({ saturation: { weight: -weight } }),
			measure: (picture) => meanOf(picture, (pixel, x, y) => Math.abs(pixel(x, y, 0) - pixel(x, y, 2))),
		},
		symmetry: {
			asked: (weight) => ({ symmetry: { weight, axis: 'vertical' } }),
			measure: (picture) =>
				meanOf(picture, (pixel, x, y) => Math.abs(pixel(x, y, 1) - pixel(x, picture.height - 1 - y, 1))),
		},
		palette: {
			asked: (weight) => ({ palette: { weight, colours: ['#000000'] } }),
			measure: (picture) => meanOf(picture, (pixel, x, y) => pixel(x, y, 0)),
		},
	};

describe('a loss beside the prompts', () => {
	it.each(Object.keys(effects))(
		'%s pulls the picture its way, and with a weight below 0 the other way',
		async (name) => {
			const { asked, measure } = effects[name] as (typeof effects)[string];
			const end = async (weight: number): Promise<number> => {
				const results = await collect(
					{ steps: 20, losses: asked(weight), cutouts: { ...tinyRecipe().cutouts, noise: 0 } },
					{ exact: true, wantImage: (step) => step === 20 },
				);
				return measure(last(results).image as Picture);
			};
			expect(await end(100)).toBeLessThan(0.9 * (await end(-100)));
		},
	);

	it('keepInitial is half the mean squared way from where z began, and keeps it near', async () => {
		const results = await collect({ steps: 8, losses: { keepInitial: { weight: 2 } } });
		expect(results[0]?.losses).toEqual([{ name: 'keepInitial', loss: 0 }]);
		const free = await collect({ steps: 8 });
		// Step 1 is the same with and without: z has not moved yet.
		expect(results[0]?.checkpoint().z).toEqual(free[0]?.checkpoint().z);
		const start = await firstLatent();
		const way = (z: Float32Array): number =>
			z.reduce((sum, value, i) => sum + (value - (start[i] as number)) ** 2, 0) / z.length;
		results.slice(1).forEach(({ losses }, index) => {
			expect(losses[0]?.loss).toBeCloseTo(way(results[index]?.checkpoint().z as Float32Array), 4);
		});
		const held = await collect({ steps: 8, losses: { keepInitial: { weight: 1_000 } } });
		expect(way(last(held).checkpoint().z)).toBeLessThan(0.8 * way(last(free).checkpoint().z));
	});

	it('shrinkLatent is nerdyrodent’s init_weight: it pulls z to zero, ever less', async () => {
		const results = await collect({ steps: 3, losses: { shrinkLatent: { weight: 3 } } });
		results.slice(1).forEach(({ losses }, index) => {
			const z = results[index]?.checkpoint().z as Float32Array;
			const meanSquare = z.reduce((sum, value) => sum + value * value, 0) / z.length;
			// His line: mse_loss(z, zeros) · init_weight / (2 · (2i + 1)) with i from 0.
			expect(losses[0]?.loss).toBeCloseTo((meanSquare * 3) / (2 * (2 * (index + 1) + 1)), 4);
		});
	});

	it('has the weight of its step', () => {
		const plan = planLosses(
			{
				palette: { weight: 3, colours: ['#ffffff'] },
				keepInitial: { weight: 8, halfLifeSteps: 2 },
				saturation: { weight: 2 },
			},
			wraps(false, false),
		);
		const weights = (step: number): readonly number[] =>
			[...(lossWeightFeeds(plan, step)['loss_weights']?.data ?? [])] as number[];
		expect([1, 3, 5].map(weights)).toEqual([
			[8, -2, 3],
			[4, -2, 3],
			[2, -2, 3],
		]);
	});

	it('adds to the loss of the step, and those of the terms stay what they are', async () => {
		const losses: Losses = { totalVariation: { weight: 2 }, symmetry: { weight: 1 } };
		const [plain] = await collect({ steps: 1 });
		const [result] = await collect({ steps: 1, losses });
		expect(result?.terms).toEqual(plain?.terms);
		expect(result?.losses.map(({ name }) => name)).toEqual(['totalVariation', 'symmetry']);
		const added = result?.losses.reduce((sum, { loss }) => sum + loss, 0) ?? Number.NaN;
		expect(result?.loss).toBeCloseTo((plain?.loss as number) + added, 5);
	});

	it('goes on from a checkpoint bit for bit, also where it must know how z began', async () => {
		const losses: Recipe['losses'] = {
			keepInitial: { weight: 5, halfLifeSteps: 3 },
			shrinkLatent: { weight: 1 },
			palette: { weight: 1, colours: ['#ff0000', '#00ff00'] },
		};
		const whole = await collect({ steps: 5, losses });
		const rest = await collect({ steps: 5, losses }, { from: (whole[1] as StepResult).checkpoint() });
		expect(rest.map(({ loss, losses: each }) => ({ loss, each }))).toEqual(
			whole.slice(2).map(({ loss, losses: each }) => ({ loss, each })),
		);
		expect(last(rest).checkpoint()).toEqual(last(whole).checkpoint());
	});
});

// Where a run of the tiny recipe begins: a rate of next to nothing leaves z there.
async function firstLatent(): Promise<Float32Array> {
	const [result] = await collect({ steps: 1, optimiser: { name: 'adam', learningRate: 1e-12 } });
	return result?.checkpoint().z as Float32Array;
}

describe('a recipe that goes on from another and keeps to its beginning', () => {
	it('keeps to where the first of them began', async () => {
		const size = { width: 16, height: 16 } as const;
		const losses: Recipe['losses'] = { keepInitial: { weight: 1 } };
		const parent = tinyRecipe({ ...size, steps: 4, seed: '5', losses });
		const fork = tinyRecipe({
			...size,
			steps: 4,
			seed: '6',
			losses,
			initial: { kind: 'fork', recipe: JSON.parse(printRecipe(parent)), step: 2 },
		});
		const plan = async (recipe: Recipe): Promise<Plan> => planRender(recipe, tinyPack());
		const from = await findForkState(fork, { runtime, plan });
		const [first] = await collectFrom(await plan(fork), from);
		// Its first step is measured on the state that it goes on from, as the parent's next one is.
		expect(first).toBeCloseTo((await collectFrom(await plan(parent), null))[2] as number, 6);
	});

	async function collectFrom(plan: Plan, from: Parameters<typeof optimise>[0]['from']): Promise<readonly number[]> {
		const kept: number[] = [];
		for await (const { losses } of optimise({ runtime, plan, from: from ?? null }))
			kept.push(losses[0]?.loss as number);
		return kept;
	}
});
