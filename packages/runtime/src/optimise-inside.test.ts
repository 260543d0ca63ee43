import { GraphBuilder } from '@galatea/autodiff';
import {
	type Checkpoint,
	heatPicture,
	latentColours,
	lookInside,
	planRender,
	type StepResult,
} from '@galatea/optimiser';
import { buildPart, partInputs } from '@galatea/optimiser/step-parts';
import { appendCutouts, cutoutFeeds, cutoutPlaces, randomSource } from '@galatea/optimiser/testing';
import type { Recipe } from '@galatea/render';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenedRuntime, openRuntime } from './open-runtime.ts';
import { collectSteps, openTinyStep, tinyPack, tinyRecipe } from './optimise-tiny.ts';

let runtime: OpenedRuntime;
beforeAll(async () => {
	runtime = await openRuntime({ provider: 'cpu', threads: 1 });
});
afterAll(() => runtime[Symbol.asyncDispose]());

type Changes = Parameters<typeof tinyRecipe>[0];

const { cutouts } = tinyRecipe();
const terms = tinyRecipe().prompts;
/** Recipes whose steps differ in what they are made of. */
const recipes: Readonly<Record<string, NonNullable<Changes>>> = {
	crops: {},
	'pooled cutouts with augmentations': { method: 'pooled' },
	'mixed cutouts': { cutouts: { ...cutouts, method: 'mixed', count: 5 } },
	'terms that see a part each': {
		prompts: terms.map((term, index) => ({
			...term,
			region: { left: index / 2, top: 0, width: 0.5, height: 1 },
		})) as Recipe['prompts'],
	},
	'losses beside the terms': { losses: { smoothness: { weight: 0.5 }, keepInitial: { weight: 1, halfLifeSteps: 4 } } },
	'a running mean': { ema: 0.9 },
	'a picture that moves': { width: 16, motion: { everySteps: 2, zoom: 1.1 } as NonNullable<Recipe['motion']> },
};

function cosineOf(distance: number): number {
	return 1 - 2 * Math.sin(Math.sqrt(distance / 2)) ** 2;
}

describe('the inside of a step', () => {
	it.each(Object.entries(recipes))("has the numbers of the engine's own step, bit for bit: %s", async (_, changes) => {
		const steps = await collectSteps(runtime, changes, { wantImage: () => true });
		const [earlier, before, own] = [steps[1], steps[3], steps[4]] as [StepResult, StepResult, StepResult];
		const plan = planRender(tinyRecipe(changes), tinyPack());
		const again: number[] = [];
		const from = earlier.checkpoint();
		const inside = await lookInside({ runtime, plan, from, step: 5, onStep: (step) => void again.push(step) });
		expect(again).toEqual([3, 4]);
		const { step, loss, losses } = own;
		expect({ step: inside.step, loss: inside.loss, terms: inside.terms, losses: inside.losses }).toEqual({
			...{ step, loss, losses },
			terms: own.terms,
		});
		if (plan.emaDecay === 0) {
			expect(inside.codes).toEqual(own.codes);
			expect(inside.picture).toEqual(own.image);
		}
		if (plan.motion === null) expect(inside.z).toEqual(before.checkpoint().z);
		const after = own.checkpoint().z;
		const distance = Math.hypot(...after.map((value, index) => value - (inside.z[index] as number)));
		expect(inside.moved.distance).toBeCloseTo(distance, 5);
		expect(inside.moved.share).toBeCloseTo(distance / Math.hypot(...inside.z), 5);
	});

	it.each(['crops', 'terms that see a part each'])('has cosines that make the loss of each term: %s', async (name) => {
		const recipe = tinyRecipe(recipes[name]);
		const inside = await lookInside({ runtime, plan: planRender(recipe, tinyPack()), step: 1 });
		for (const { term, loss } of inside.terms) {
			const seen = inside.cutouts.flatMap(({ cosines }) => cosines[0]?.[term] ?? []);
			const distances = seen.map((cosine) => 2 * Math.asin(Math.sqrt((1 - cosine) / 2)) ** 2);
			const mean = distances.reduce((sum, each) => sum + each, 0) / distances.length;
			expect(cosineOf(distances[0] as number)).toBeCloseTo(seen[0] as number, 6);
			expect((recipe.prompts[term]?.weight ?? 0) * mean).toBeCloseTo(loss, 5);
		}
	});

	it('has a gradient in the picture from which the decoder makes the gradient in the latent', async () => {
		const recipe = tinyRecipe({ seed: '3' });
		const plan = planRender(recipe, tinyPack({ exact: true }));
		const inside = await lookInside({ runtime, plan, step: 1 });
		await using own = await openTinyStep(runtime, recipe);
		const { gradient } = await own.run(inside.z);
		const decode = async (cotangent: Float32Array | null) => {
			const options = { backward: cotangent !== null, contributedOperators: runtime.contributedOperators };
			const { model } = await buildPart(plan, 'decode', options);
			await using session = await runtime.open(model);
			const shape = [1, 3, plan.heightPx, plan.widthPx];
			const outputs = await session.run({
				[partInputs.source]: { dtype: 'float32', shape: plan.latentShape, data: inside.z },
				...(cotangent && { [partInputs.cotangent]: { dtype: 'float32', shape, data: cotangent } }),
			});
			return Object.values(outputs)[0]?.data as Float32Array;
		};
		// Crowson's clamp lets a gradient pass unless it pushes further out.
		const raw = await decode(null);
		const passed = inside.gradient.map((value, index) => {
			const beyond = (raw[index] as number) - Math.min(Math.max(raw[index] as number, 0), 1);
			return value * beyond >= 0 ? value : 0;
		});
		const [expected, actual] = [gradient?.data as Float32Array, await decode(passed)];
		expect(Math.max(...expected.map(Math.abs))).toBeGreaterThan(1e-5);
		actual.forEach((value, index) => void expect(value).toBeCloseTo(expected[index] as number, 6));
	});

	it('begins at a checkpoint or at the beginning, with the same result', async () => {
		const plan = planRender(tinyRecipe(), tinyPack());
		const from: Checkpoint = ((await collectSteps(runtime, { steps: 10 }))[3] as StepResult).checkpoint();
		expect(await lookInside({ runtime, plan, step: 5 })).toEqual(await lookInside({ runtime, plan, from, step: 5 }));
	});

	it('shows each row of the codebook that is there as it is decoded alone', async () => {
		const plan = planRender(tinyRecipe(), tinyPack());
		const { codes, codePlane, tiles, picture } = await lookInside({ runtime, plan, step: 1 });
		expect(tiles).toMatchObject({ width: picture.width, height: picture.height });
		const tileAt = (position: number) => {
			const [left, top] = [2 * (position % codePlane.width), 2 * Math.floor(position / codePlane.width)];
			return [0, 1].map((y) => [
				...(tiles?.data.subarray(3 * ((top + y) * 14 + left), 3 * ((top + y) * 14 + left + 2)) ?? []),
			]);
		};
		const shown = new Map<number, unknown>();
		codes.forEach((code, position) => {
			expect(tileAt(position)).toEqual(shown.get(code) ?? tileAt(position));
			shown.set(code, tileAt(position));
		});
		expect(new Set([...shown.values()].map((tile) => JSON.stringify(tile))).size).toBe(shown.size);
	});

	it('stops between two steps when it is aborted, and refuses steps that there are not', async () => {
		const plan = planRender(tinyRecipe(), tinyPack());
		const controller = new AbortController();
		const onStep = (step: number) => step === 2 && controller.abort(new Error('nobody looks any more'));
		await expect(
			lookInside({ runtime, plan, step: 9, signal: controller.signal, onStep: (step) => void onStep(step) }),
		).rejects.toThrow('nobody looks any more');
		for (const step of [0, 11, 1.5]) await expect(lookInside({ runtime, plan, step })).rejects.toThrow('1 to 10');
	});
});

describe('the places of cutouts', () => {
	it.each([
		['crops', { ...cutouts, count: 6 }],
		['averagedCrops', { ...cutouts, method: 'averagedCrops', count: 6 }],
		['crops that are moved about', { ...cutouts, count: 6, augmentations: ['rotation', 'perspective', 'resizedCrop'] }],
		['pooled', { ...cutouts, method: 'pooled', count: 6, augmentations: ['affine', 'horizontalFlip', 'randomCrop'] }],
		['mixed', { ...cutouts, method: 'mixed', count: 10 }],
	] as const)('are where what the cutouts show comes from: %s', async (_, changes) => {
		const [width, height, sizePx] = [48, 64, 32];
		const recipe = tinyRecipe({
			width,
			height,
			cutouts: { ...changes, noise: 0, augmentations: [...changes.augmentations] },
		});
		const pack = tinyPack();
		const plan = planRender(recipe, {
			...pack,
			perceptors: pack.perceptors.map((each) => ({ ...each, inputSizePx: sizePx })),
		});
		const random = randomSource(5n);
		const feeds = cutoutFeeds(plan.cutouts, plan, random, 3);
		const places = cutoutPlaces(plan.cutouts, plan, sizePx, random, 3, feeds);
		const g = new GraphBuilder('ramp', { contributedOperators: runtime.contributedOperators });
		g.output('cutouts', appendCutouts(g, plan.cutouts, g.input('picture', 'float32', [1, 3, height, width]), sizePx));
		await using session = await runtime.open(g.build());
		// Red says how far to the right a pixel is, green how far down.
		const data = new Float32Array(3 * width * height).fill(0.5);
		for (let y = 0; y < height; y++)
			for (let x = 0; x < width; x++) {
				data[y * width + x] = (x + 0.5) / width;
				data[(height + y) * width + x] = (y + 0.5) / height;
			}
		const seen = (await session.run({ ...feeds, picture: { dtype: 'float32', shape: [1, 3, height, width], data } }))[
			'cutouts'
		]?.data as Float32Array;
		let compared = 0;
		places.forEach(([a, b, c, d], cutout) => {
			// The middle of a projective square is where its diagonals cross.
			const middle = crossing(a, c, b, d);
			if ([middle.x, middle.y].some((share) => share < 0.15 || share > 0.85)) return;
			const at = (channel: number) => {
				const plane = seen.subarray((3 * cutout + channel) * sizePx ** 2, (3 * cutout + channel + 1) * sizePx ** 2);
				const half = sizePx / 2;
				return [half - 1, half].flatMap((y) => [half - 1, half].map((x) => plane[y * sizePx + x] as number));
			};
			const mean = (values: readonly number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
			expect(Math.abs(mean(at(0)) - middle.x)).toBeLessThan(0.02);
			expect(Math.abs(mean(at(1)) - middle.y)).toBeLessThan(0.02);
			compared++;
		});
		expect(compared).toBeGreaterThan(2);
	});
});

interface Point {
	readonly x: number;
	readonly y: number;
}

function crossing(a: Point, c: Point, b: Point, d: Point): Point {
	const [u, v, w] = [
		{ x: c.x - a.x, y: c.y - a.y },
		{ x: d.x - b.x, y: d.y - b.y },
		{ x: b.x - a.x, y: b.y - a.y },
	];
	const share = (w.x * v.y - w.y * v.x) / (u.x * v.y - u.y * v.x);
	return { x: a.x + share * u.x, y: a.y + share * u.y };
}

describe('what the inside is shown as', () => {
	it('gives positions of a latent that are alike one colour, and others another', () => {
		const z = Float32Array.from([1, 1, 5, 5, 0, 0, 3, 3, 9, 9, 1, 1, 2, 2, 2, 2]);
		const { data, width, height } = latentColours(z, 4, 2, 2);
		expect([width, height]).toEqual([2, 2]);
		const pixels = [0, 1, 2, 3].map((pixel) => [...data.subarray(3 * pixel, 3 * pixel + 3)]);
		expect(pixels[0]).toEqual(pixels[1]);
		expect(pixels[2]).toEqual(pixels[3]);
		expect(pixels[0]).not.toEqual(pixels[2]);
		expect([...latentColours(new Float32Array(16).fill(2), 4, 2, 2).data]).toEqual(Array(12).fill(128));
	});

	it('is brightest where the gradient is longest, and black where there is none', () => {
		const gradient = Float32Array.from([0, 1, 0, 3, 0, 0, 2, 4, 0, 0, 0, 0]);
		const { data } = heatPicture(gradient, 4, 1);
		const sums = [0, 1, 2, 3].map((pixel) =>
			data.subarray(3 * pixel, 3 * pixel + 3).reduce((sum, part) => sum + part, 0),
		);
		expect(sums).toEqual(sums.toSorted((a, b) => a - b));
		expect(new Set(sums).size).toBeGreaterThan(2);
		expect(Math.max(...heatPicture(new Float32Array(12), 4, 1).data)).toBeLessThan(10);
	});
});
