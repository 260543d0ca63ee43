/** @file A whole render with a BigGAN, small and of random weights, and what big-sleep asks of its latent. */
import { differentiate, GraphBuilder, type Value } from '@galatea/autodiff';
import {
	bigGanDeep,
	clipPerceptor,
	clipPixelMean,
	clipPixelStd,
	randomBigGan,
	randomClip,
	readBigGan,
	readClipImage,
	readTextTower,
	wordsTokenizer,
} from '@galatea/networks';
import {
	decodeCheckpoint,
	decodeFilm,
	encodeCheckpoint,
	encodeFilm,
	type OptimiseOptions,
	openFilmDecoder,
	optimise,
	planRender,
	type RenderPack,
	type StepResult,
} from '@galatea/optimiser';
import { indecision, unnaturalness } from '@galatea/optimiser/testing';
import { type Recipe, RenderError } from '@galatea/render';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type OpenedRuntime, openRuntime } from './open-runtime.ts';
import { drawn, openFixture, relativeError, run, seed } from './parity.runner.ts';

let runtime: OpenedRuntime;
let pack: RenderPack;
beforeAll(async () => {
	runtime = await openRuntime({ provider: 'cpu', threads: 1 });
	pack = await smallPack();
});
afterAll(() => runtime[Symbol.asyncDispose]());

const [noiseLength, classCount, rows] = [6, 9, 5] as const;

async function smallPack(): Promise<RenderPack> {
	const generatorSource = randomBigGan(
		{
			channelWidth: 8,
			blocks: [
				[2, 2],
				[2, 2],
				[2, 1],
				[1, 1],
			],
			attentionLayer: 2,
			...{ noiseLength, classCount, truncations: 3 },
		},
		seed,
	);
	const clip = randomClip(
		{
			...{ embedDimension: 16, inputSizePx: 8, patchPx: 4, visionWidth: 64, visionLayers: 1 },
			...{ textWidth: 64, textLayers: 1, contextLength: 9, vocabularySize: 60 },
		},
		seed,
	);
	const [mean, std, activation] = [clipPixelMean, clipPixelStd, 'quickgelu'] as const;
	const perceptor = await clipPerceptor({
		...{ mean, std, tokenizer: wordsTokenizer(['apple'], 9) },
		loadImageTower: () => readClipImage(clip, { mean, std, activation }),
		loadTextTower: () => readTextTower(clip, activation),
	});
	return {
		id: 'small-biggan',
		sha256: 'c'.repeat(64),
		generator: await bigGanDeep(() => readBigGan(generatorSource)),
		perceptors: [perceptor],
		sizesPx: { minimum: 16, maximum: 16 },
	};
}

const recipeOf = (changes: Partial<Recipe> = {}): Recipe => ({
	format: 1,
	engine: 1,
	pack: { id: pack.id, sha256: pack.sha256 },
	prompts: [{ text: 'apple', weight: 1, stop: null }],
	width: 16,
	height: 16,
	steps: 6,
	seed: '5',
	optimiser: { name: 'adam', learningRate: 0.07 },
	cutouts: { method: 'largeCrops', count: 4, power: 1, noise: 0, augmentations: [] },
	initial: { kind: 'codes' },
	...changes,
});

async function collect(changes: Partial<Recipe> = {}, options: Partial<OptimiseOptions> = {}) {
	const plan = planRender(recipeOf(changes), pack);
	const results: StepResult[] = [];
	for await (const result of optimise({ runtime, plan, ...options })) results.push(result);
	return results;
}

const latest = (results: readonly StepResult[]): StepResult => results.at(-1) as StepResult;

describe('a loss of the latent is big-sleep’s in PyTorch, and so is its gradient:', () => {
	// On rows of noise alone, as the network reads them.
	const noiseOf = (g: GraphBuilder, z: Value): Value => pack.generator.conditions?.(g, z).noise as Value;
	const classesOf = (g: GraphBuilder, z: Value): Value => pack.generator.conditions?.(g, z).classes as Value;
	const wider = (value: number): number => 3 * value + 0.5;

	test.each([
		['naturalNoise', (g: GraphBuilder, z: Value) => unnaturalness(g, noiseOf(g, z)), (value: number) => value],
		['wideNoise', (g: GraphBuilder, z: Value) => unnaturalness(g, noiseOf(g, z)), wider],
		['fewClasses', (g: GraphBuilder, z: Value) => indecision(g, classesOf(g, z)), (value: number) => value],
	])('%s', async (name, loss, changed) => {
		const fixture = await openFixture('checkpoints/biggan-results');
		const g = new GraphBuilder('loss');
		const shape = [1, noiseLength + classCount, rows, 1];
		const z = g.input('z', 'float32', shape);
		const value = loss(g, z);
		g.output('value', value);
		g.output('gradient', differentiate(g, value, [z])[0] as Value);
		const { data } = drawn('z', shape, 0, 1);
		const results = await run(runtime, g, { z: { dtype: 'float32', shape, data: data.map(changed) } });
		expect(relativeError(results['value']!, fixture(name))).toBeLessThan(1e-5);
		expect(relativeError(results['gradient']!, fixture(`${name}.gradient`))).toBeLessThan(1e-4);
	});
});

test('a render is the same for the same seed, comes nearer to its prompt, and goes on from a kept state to the bit', async () => {
	const whole = await collect({ steps: 40 });
	const again = await collect({ steps: 40 });
	expect(again.map(({ codes }) => codes)).toEqual(whole.map(({ codes }) => codes));
	expect(latest(await collect({ steps: 1, seed: '6' })).codes).not.toEqual(whole[0]?.codes);
	const mean = (part: readonly StepResult[]): number => part.reduce((sum, { loss }) => sum + loss, 0) / part.length;
	expect(mean(whole.slice(-5))).toBeLessThan(mean(whole.slice(0, 5)));
	const from = decodeCheckpoint(encodeCheckpoint((whole[19] as StepResult).checkpoint()));
	const rest = await collect({ steps: 40 }, { from });
	expect(rest.map(({ codes, loss }) => ({ codes, loss }))).toEqual(
		whole.slice(20).map(({ codes, loss }) => ({ codes, loss })),
	);
});

test('its first noise is normal, and its classes count for some 2 % each', () => {
	const { generator } = pack;
	const z = planRender(recipeOf(), pack).latentShape;
	const draws = {
		integer: () => 0,
		fillNormal: (out: Float32Array, start: number, end: number, scale: number) => out.fill(scale, start, end),
	};
	const drawnLatent = generator.drawLatent(z, draws);
	expect([...drawnLatent.subarray(0, noiseLength * rows)].every((value) => value === 1)).toBe(true);
	for (const value of drawnLatent.subarray(noiseLength * rows)) expect(value).toBeCloseTo(-3.6, 5);
});

test('a film keeps its way, and its pictures differ from the true ones by a hair', async () => {
	const recipe = recipeOf();
	const results = await collect({}, { wantImage: () => true });
	const { width, height } = pack.generator.codePlane(pack.generator.latentShape(16, 16));
	const frames = results.map(({ step, codes }) => ({ step, codes }));
	const film = decodeFilm(encodeFilm({ width, height, codebookRows: pack.generator.codeCount, frames }));
	await using decoder = await openFilmDecoder(runtime, recipe, pack);
	for (const [index, { codes }] of film.frames.entries()) {
		const picture = await decoder.decode(codes);
		const expected = results[index]?.image?.data as Uint8ClampedArray;
		const furthest = picture.data.reduce(
			(most, value, at) => Math.max(most, Math.abs(value - (expected[at] as number))),
			0,
		);
		expect(furthest).toBeLessThanOrEqual(1);
	}
});

test('big-sleep’s losses keep the noise like that of the training, and the classes few', async () => {
	const losses = { naturalNoise: { weight: 1 }, fewClasses: { weight: 1 } };
	const [free, held] = [await collect({ steps: 40 }), await collect({ steps: 40, losses })];
	const measures = async (results: readonly StepResult[]) => {
		const shape = pack.generator.latentShape(16, 16);
		const g = new GraphBuilder('measures');
		const { noise, classes } = pack.generator.conditions!(g, g.input('z', 'float32', shape));
		g.output('noise', unnaturalness(g, noise));
		g.output('classes', indecision(g, classes));
		const data = pack.generator.latentOf(latest(results).codes, shape);
		return run(runtime, g, { z: { dtype: 'float32', shape, data } });
	};
	const [wild, tame] = [await measures(free), await measures(held)];
	for (const name of ['noise', 'classes']) expect(tame[name]?.[0]).toBeLessThan(wild[name]?.[0] as number);
	expect(latest(held).losses.map(({ name }) => name)).toEqual(['naturalNoise', 'fewClasses']);
});

test('what a BigGAN cannot do is refused before any step, each with its reason', () => {
	const changes: Partial<Recipe> = {
		initial: { kind: 'noise', noise: 'mist' },
		motion: { zoom: 1.1 },
		tiling: 'both',
		losses: { latentVariation: { weight: 1 } },
	};
	const refusal = (() => {
		try {
			planRender(recipeOf(changes), pack);
		} catch (error) {
			if (error instanceof RenderError) return error;
		}
		return null;
	})();
	expect(refusal?.issues.map(({ path }) => path)).toEqual(['initial', 'tiling', 'losses.latentVariation', 'motion']);
	expect(refusal?.message).toContain('pack "small-biggan", a BigGAN, has no encoder to begin from a picture');
});
