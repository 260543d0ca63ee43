import { GraphBuilder } from '@galatea/autodiff';
import { openFilmDecoder, optimise, type Picture, planRender, type TensorValue } from '@galatea/optimiser';
import pooled from '@galatea/optimiser/fixtures/pooled-step.json' with { type: 'json' };
import { cutoutFeeds, lastingTermFeeds, randomSource } from '@galatea/optimiser/testing';
import { parseRecipe, type Recipe, type Tiling } from '@galatea/render';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenedRuntime, openRuntime } from './open-runtime.ts';
import { collectSteps, openTinyStep, tinyPack, tinyRecipe } from './optimise-tiny.ts';

let runtime: OpenedRuntime;
beforeAll(async () => {
	runtime = await openRuntime({ provider: 'cpu', threads: 1 });
});
afterAll(() => runtime[Symbol.asyncDispose]());

type Results = Readonly<Record<string, TensorValue>>;
const numbers = (results: Results, name: string): Float32Array => results[name]?.data as Float32Array;

// The tiny recipe's latent: 6 rows of 7 positions, 4 channels; small, so that the picture stays within 0 and 1.
const latent = Float32Array.from(pooled.z);

/** Moves what is in rows of `columns` by whole positions, what goes out at one side coming in at the other. */
function roll(planes: Float32Array, rows: number, columns: number, down: number, across: number): Float32Array {
	return planes.map((_, index) => {
		const [plane, place] = [Math.floor(index / (rows * columns)), index % (rows * columns)];
		const row = (Math.floor(place / columns) - down + rows) % rows;
		const column = ((place % columns) - across + columns) % columns;
		return planes[plane * rows * columns + row * columns + column] as number;
	});
}

const largestDifference = (a: Float32Array, b: Float32Array): number =>
	a.reduce((most, value, index) => Math.max(most, Math.abs(value - (b[index] as number))), 0);

describe('a tiling picture', () => {
	it.each<[Tiling, number, number]>([
		['horizontal', 0, 3],
		['vertical', 2, 0],
		['both', 5, 4],
	])('goes on at its opposite sides: %s moved with its latent is the same picture', async (tiling, down, across) => {
		await using step = await openTinyStep(runtime, tinyRecipe({ tiling }));
		const still = numbers(await step.run(latent.slice()), 'picture');
		const moved = numbers(await step.run(roll(latent, 6, 7, down, across)), 'picture');
		expect(largestDifference(moved, roll(still, 12, 14, 2 * down, 2 * across))).toBeLessThan(1e-5);
	});

	it('does not without it', async () => {
		await using step = await openTinyStep(runtime, tinyRecipe());
		const still = numbers(await step.run(latent.slice()), 'picture');
		const moved = numbers(await step.run(roll(latent, 6, 7, 0, 3)), 'picture');
		expect(largestDifference(moved, roll(still, 12, 14, 0, 6))).toBeGreaterThan(1e-3);
	});

	it.each(['crops', 'pooled'] as const)(
		'is seen across its edges with %s, and has the gradient of finite differences',
		async (method) => {
			const augmentations: Recipe['cutouts']['augmentations'] = [];
			const cutouts = { ...tinyRecipe({ method }).cutouts, augmentations, noise: 0 };
			await using step = await openTinyStep(runtime, tinyRecipe({ tiling: 'both', cutouts }));
			const gradient = numbers(await step.run(latent.slice()), 'gradient');
			for (const seed of [1, 2]) {
				const direction = latent.map((_, index) => Math.cos(seed * 3.3 * index + seed));
				const exact = gradient.reduce((sum, value, index) => sum + value * (direction[index] as number), 0);
				const at = async (size: number): Promise<number> => {
					const results = await step.run(latent.map((value, index) => value + size * (direction[index] as number)));
					return numbers(results, 'terms').reduce((sum, value) => sum + value, 0);
				};
				const measured = ((await at(4e-4)) - (await at(-4e-4))) / 8e-4;
				expect(Math.abs(measured - exact)).toBeLessThan(4e-2 * Math.max(Math.abs(exact), 0.1));
			}
		},
	);

	it.each(['crops', 'pooled'] as const)('shows each place as often as every other with %s', async (method) => {
		// Sums of all that cutouts see of the first column, and of one in the middle, over many steps.
		const recipe = tinyRecipe({
			method,
			tiling: 'horizontal',
			cutouts: { ...tinyRecipe({ method }).cutouts, count: 16 },
		});
		const { cutouts } = planRender(recipe, tinyPack());
		const seen = new Float64Array(14);
		for (let step = 1; step <= 300; step++) {
			const feeds = cutoutFeeds(
				{ ...cutouts, augmentations: [] },
				{ widthPx: 14, heightPx: 12 },
				randomSource(5n),
				step,
			);
			if (method === 'pooled') {
				const matrix = feeds['cutouts_8/roll_columns']?.data as Float32Array;
				// Which column comes first.
				const first = Array.from({ length: 14 }, (_, column) => matrix[column * 14] as number).indexOf(1);
				seen[first] = (seen[first] as number) + 1;
				continue;
			}
			const columns = feeds['cutouts_8/columns']?.data as Float32Array;
			for (let at = 0; at < columns.length; at++) {
				const column = Math.floor(at / 8) % 14;
				seen[column] = (seen[column] as number) + (columns[at] as number);
			}
		}
		const mean = seen.reduce((sum, value) => sum + value, 0) / 14;
		for (const value of seen) expect(Math.abs(value / mean - 1)).toBeLessThan(method === 'pooled' ? 0.6 : 0.1);
	});

	it('is the same in the film of its codes, also of a running mean', async () => {
		const changes = { steps: 2, tiling: 'both', ema: 0.5 } as const;
		const steps = await collectSteps(runtime, changes, { wantImage: () => true });
		await using decoder = await openFilmDecoder(runtime, tinyRecipe(changes), tinyPack());
		for (const { codes, image } of steps) expect(await decoder.decode(codes)).toEqual(image);
	});

	it('renders, also with a running mean, and goes on from a checkpoint bit for bit', async () => {
		const changes = { steps: 4, tiling: 'both', ema: 0.5, losses: { totalVariation: { weight: 1 } } } as const;
		const whole = await collectSteps(runtime, changes, { wantImage: () => true });
		const from = whole[1]?.checkpoint() ?? null;
		const rest = await collectSteps(runtime, changes, { wantImage: () => true, from });
		expect(rest.map(({ loss, image, codes }) => ({ loss, image, codes }))).toEqual(
			whole.slice(2).map(({ loss, image, codes }) => ({ loss, image, codes })),
		);
		expect([whole[0]?.image?.width, whole[0]?.image?.height]).toEqual([14, 12]);
	});
});

describe('a term with a region', () => {
	const word = (
		text: string,
		region?: NonNullable<Recipe['prompts'][number]['region']>,
	): Recipe['prompts'][number] => ({
		text,
		weight: 1,
		stop: null,
		...(region && { region }),
	});
	const left = { left: 0, top: 0, width: 0.5, height: 1 };
	const right = { left: 0.5, top: 0, width: 0.5, height: 1 };

	// Columns of the latent that get a gradient from a loss of one half of the picture.
	const reached = (gradient: Float32Array): readonly boolean[] =>
		Array.from({ length: 7 }, (_, column) => gradient.some((value, index) => index % 7 === column && value !== 0));

	it.each(['crops', 'pooled'] as const)('changes nothing elsewhere, with %s', async (method) => {
		const cutouts = { ...tinyRecipe({ method }).cutouts, augmentations: [], noise: 0 };
		const gradientOf = async (prompts: Recipe['prompts']): Promise<Float32Array> => {
			await using step = await openTinyStep(runtime, tinyRecipe({ prompts, cutouts }));
			return numbers(await step.run(latent.slice()), 'gradient');
		};
		// Pixels of columns 0 to 6 and 7 to 13, with what the decoder's two convolutions reach on either side.
		expect(reached(await gradientOf([word('1', left)]))).toEqual([true, true, true, true, true, false, false]);
		expect(reached(await gradientOf([word('1', right)]))).toEqual([false, false, true, true, true, true, true]);
		expect(reached(await gradientOf([word('1')])).every(Boolean)).toBe(true);
		expect(reached(await gradientOf([word('1', left), word('2', right)])).every(Boolean)).toBe(true);
	});

	it('has the gradient that finite differences show, beside other terms and losses', async () => {
		const cutouts = { ...tinyRecipe().cutouts, count: 4, noise: 0 };
		const losses = { totalVariation: { weight: 2 }, saturation: { weight: 1 }, latentVariation: { weight: 0.5 } };
		await using step = await openTinyStep(
			runtime,
			tinyRecipe({ cutouts, losses, prompts: [word('1'), word('2', left)] }),
		);
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
			const measured = ((await at(4e-4)) - (await at(-4e-4))) / 8e-4;
			expect(Math.abs(measured - exact)).toBeLessThan(4e-2 * Math.max(Math.abs(exact), 0.1));
		}
	});

	it('is heard by the cutouts of its region only, as loud as it would be alone', async () => {
		const cutouts = { ...tinyRecipe().cutouts, count: 4, noise: 0 };
		const { plan, run, ...step } = await openTinyStep(
			runtime,
			tinyRecipe({ cutouts, prompts: [word('1'), word('2', left), word('3', left)] }),
		);
		await using _ = step;
		expect(plan.cutouts.views.map(({ count }) => count)).toEqual([2, 2]);
		const terms = numbers(await run(latent.slice()), 'terms');
		// The same cutouts, as pictures of their own through the perceptor.
		const feeds = cutoutFeeds(plan.cutouts, plan, randomSource(3n), 1);
		const picture = numbers(await run(latent.slice()), 'picture');
		const lasting = await lastingTermFeeds({ runtime }, plan, randomSource(3n));
		const seen = await embeddings(picture, feeds);
		[0, 1, 2].forEach((term) => {
			const target = numbers(lasting, 'targets_0').subarray(5 * term, 5 * term + 5);
			const rows = term === 0 ? [0, 1] : [2, 3];
			const losses = rows.map((row) => {
				const unit = seen[row]?.map((value, _at, all) => value / Math.hypot(...all)) as number[];
				const chord = Math.hypot(...unit.map((value, at) => value - (target[at] as number)));
				return 2 * Math.asin(chord / 2) ** 2;
			});
			expect(terms[term]).toBeCloseTo(((losses[0] as number) + (losses[1] as number)) / 2, 4);
		});
	});

	async function embeddings(picture: Float32Array, feeds: Results): Promise<readonly number[][]> {
		const [rows, columns] = [numbers(feeds, 'cutouts_8/rows'), numbers(feeds, 'cutouts_8/columns')];
		const cutout = (n: number): Float32Array => {
			const made = new Float32Array(192);
			for (let channel = 0; channel < 3; channel++)
				for (let y = 0; y < 8; y++)
					for (let x = 0; x < 8; x++) {
						let sum = 0;
						for (let v = 0; v < 12; v++)
							for (let u = 0; u < 14; u++)
								sum +=
									(rows[(n * 8 + y) * 12 + v] as number) *
									(picture[(channel * 12 + v) * 14 + u] as number) *
									(columns[(n * 14 + u) * 8 + x] as number);
						made[(channel * 8 + y) * 8 + x] = sum;
					}
			return made;
		};
		const g = new GraphBuilder('seen');
		const input = g.input('cutouts', 'float32', [4, 3, 8, 8]);
		const encodeImage = await tinyPack().perceptors[0]?.loadImageEncoder();
		g.output('seen', encodeImage?.(g, input) ?? input);
		await using session = await runtime.open(g.build());
		const data = new Float32Array(4 * 192);
		for (let n = 0; n < 4; n++) data.set(cutout(n), n * 192);
		const results = await session.run({ cutouts: { dtype: 'float32', shape: input.shape, data } });
		const flat = [...numbers(results, 'seen')];
		return [0, 1, 2, 3].map((n) => flat.slice(5 * n, 5 * n + 5));
	}

	it('needs a cutout for each place, and a place within the picture', () => {
		const cutouts = { ...tinyRecipe().cutouts, count: 2 };
		const recipe = tinyRecipe({ cutouts, prompts: [word('1'), word('2', left), word('3', right)] });
		expect(() => planRender(recipe, tinyPack())).toThrow('cutouts.count must be at least 3');
		const beyond = { ...recipe, prompts: [word('1', { ...left, left: 0.6 })] };
		expect(() => parseRecipe(JSON.parse(JSON.stringify(beyond)))).toThrow(
			'prompts.0.region.width must end within the picture',
		);
	});

	it('renders with every method, beside pictures and noises with regions of their own', async () => {
		const sha256 = 'c'.repeat(64);
		const picture: Picture = { width: 9, height: 9, data: new Uint8ClampedArray(243).fill(70) };
		for (const method of ['crops', 'pooled'] as const) {
			const recipe = tinyRecipe({
				method,
				steps: 2,
				prompts: [word('1')],
				imagePrompts: [{ sha256, weight: 1, stop: null, region: left }],
				noisePrompts: [{ seed: '3', weight: 1, stop: null, region: right }],
			});
			const plan = planRender(recipe, tinyPack(), { promptPictures: new Map([[sha256, picture]]) });
			expect(plan.viewOfTerm).toEqual([0, 1, 2]);
			const losses: number[] = [];
			for await (const { loss } of optimise({ runtime, plan })) losses.push(loss);
			expect(losses.every(Number.isFinite)).toBe(true);
		}
	});
});
