import { GraphBuilder } from '@galatea/autodiff';
import {
	type OptimiseOptions,
	optimise,
	type Picture,
	planRender,
	type RenderPack,
	type StepResult,
} from '@galatea/optimiser';
import { lastingTermFeeds, noiseTarget, randomSource } from '@galatea/optimiser/testing';
import { phaseSchedule, type Recipe, windowSchedule } from '@galatea/render';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenedRuntime, openRuntime } from './open-runtime.ts';
import { tinyPack, tinyRecipe, tinySidePx } from './optimise-tiny.ts';

let runtime: OpenedRuntime;
beforeAll(async () => {
	runtime = await openRuntime({ provider: 'cpu', threads: 1 });
});
afterAll(() => runtime[Symbol.asyncDispose]());

interface Setting extends Partial<OptimiseOptions> {
	readonly pack?: RenderPack;
	readonly promptPictures?: ReadonlyMap<string, Picture>;
}

async function collect(changes: Partial<Recipe>, setting: Setting = {}): Promise<readonly StepResult[]> {
	const { pack = tinyPack(), promptPictures = new Map(), ...options } = setting;
	const plan = planRender(tinyRecipe(changes), pack, { promptPictures });
	const results: StepResult[] = [];
	for await (const result of optimise({ runtime, plan, ...options })) results.push(result);
	return results;
}

const term = (word: number): Recipe['prompts'][number] => ({ text: String(word), weight: 1, stop: null });
const lossesOf = (results: readonly StepResult[], index: number): readonly number[] =>
	results.map(({ terms }) => terms[index]?.loss ?? Number.NaN);

const sha256 = 'b'.repeat(64);
const square: Picture = {
	width: tinySidePx,
	height: tinySidePx,
	data: Uint8ClampedArray.from({ length: 3 * tinySidePx ** 2 }, (_, index) => (index * 37) % 256),
};
const imagePrompts = [{ sha256, weight: 1, stop: null }];

describe('a term with a schedule', () => {
	it('counts in its steps only, and the others are as without it', async () => {
		const late = { ...term(2), schedule: windowSchedule(3, 4, 5) };
		const both = await collect({ steps: 5, prompts: [term(1), late] });
		expect(lossesOf(both, 1).map((loss) => loss > 0)).toEqual([false, false, true, true, false]);
		const alone = await collect({ steps: 5, prompts: [term(1)] });
		expect(lossesOf(both, 0).slice(0, 3)).toEqual(lossesOf(alone, 0).slice(0, 3));
		const latent = (results: readonly StepResult[], step: number) => results[step - 1]?.checkpoint().z;
		expect(latent(both, 2)).toEqual(latent(alone, 2));
		expect(latent(both, 3)).not.toEqual(latent(alone, 3));
	});

	it('has the share of its weight that the curve says', async () => {
		const keyframes = [
			{ step: 1, share: 0.25 },
			{ step: 3, share: 1 },
		];
		const rising = await collect({ steps: 1, prompts: [{ ...term(1), schedule: { curve: 'linear', keyframes } }] });
		const whole = await collect({ steps: 1, prompts: [term(1)] });
		expect(lossesOf(rising, 0)[0]).toBeCloseTo(0.25 * (lossesOf(whole, 0)[0] as number), 6);
	});

	it('tells a story, one phase after the other', async () => {
		const prompts = [0, 1].map((phase) => ({ ...term(phase + 1), schedule: phaseSchedule(phase, 2, 2, 6) }));
		const results = await collect({ steps: 6, prompts });
		expect(results.map(({ terms }) => terms.findIndex(({ loss }) => loss > 0))).toEqual([0, 0, 1, 1, 0, 0]);
	});

	it('goes on in the middle of it from a checkpoint', async () => {
		const prompts = [term(1), { ...term(2), schedule: windowSchedule(3, 4, 5) }];
		const noisePrompts = [{ seed: '5', weight: 1, stop: null, schedule: windowSchedule(4, 5, 5) }];
		const setting = { promptPictures: new Map([[sha256, square]]) };
		const changes = { steps: 5, prompts, imagePrompts, noisePrompts };
		const whole = await collect(changes, setting);
		const rest = await collect(changes, { ...setting, from: (whole[2] as StepResult).checkpoint() });
		expect(rest.map(({ loss, codes }) => ({ loss, codes }))).toEqual(
			whole.slice(3).map(({ loss, codes }) => ({ loss, codes })),
		);
	});
});

describe('a noise prompt', () => {
	it('is a direction of its seed, of unit length, spread as normal noise is', () => {
		const target = noiseTarget('5', 4_096);
		expect(Math.hypot(...target)).toBeCloseTo(1, 5);
		expect(noiseTarget('5', 4_096)).toEqual(target);
		expect(noiseTarget('6', 4_096)).not.toEqual(target);
		// Of 4,096 normal numbers, 68.3 % lie within one standard deviation, give or take 0.7 %.
		expect(target.filter((value) => Math.abs(value) < 1 / 64).length / 4_096).toBeCloseTo(0.683, 1);
	});

	it('can be the only prompt, and is approached', async () => {
		const results = await collect({ steps: 40, prompts: [], noisePrompts: [{ seed: '5', weight: 1, stop: null }] });
		const mean = (part: readonly StepResult[]): number => part.reduce((sum, { loss }) => sum + loss, 0) / part.length;
		expect(mean(results.slice(-8))).toBeLessThan(0.9 * mean(results.slice(0, 4)));
	});
});

describe('an image prompt', () => {
	it('is what the perceptor sees in the picture', async () => {
		// As large as a cutout: every crop is the whole picture, as it is.
		const recipe = tinyRecipe({ prompts: [], imagePrompts, cutouts: { ...tinyRecipe().cutouts, noise: 0 } });
		const pack = tinyPack();
		const plan = planRender(recipe, pack, { promptPictures: new Map([[sha256, square]]) });
		const feeds = await lastingTermFeeds({ runtime }, plan, randomSource(1n));
		const g = new GraphBuilder('seen');
		const input = g.input('picture', 'float32', [1, 3, tinySidePx, tinySidePx]);
		const encodeImage = await pack.perceptors[0]?.loadImageEncoder();
		g.output('seen', encodeImage?.(g, input) ?? input);
		await using session = await runtime.open(g.build());
		const pixels = tinySidePx ** 2;
		const data = Float32Array.from(
			{ length: 3 * pixels },
			(_, index) => (square.data[3 * (index % pixels) + Math.floor(index / pixels)] as number) / 255,
		);
		const { seen } = await session.run({ picture: { dtype: 'float32', shape: input.shape, data } });
		const embedding = Array.from((seen?.data ?? []) as Float32Array);
		embedding.forEach((value, index) => {
			expect(feeds['targets_0']?.data[index]).toBeCloseTo(value / Math.hypot(...embedding), 5);
		});
	});

	it.each(['crops', 'pooled'] as const)(
		'with %s is approached, beside a text and with pictures of any aspect',
		async (method) => {
			const wide: Picture = { width: 40, height: 6, data: new Uint8ClampedArray(720).fill(200) };
			const { cutouts } = tinyRecipe({ method });
			const run = (): Promise<readonly StepResult[]> =>
				collect({ steps: 2, imagePrompts, cutouts }, { promptPictures: new Map([[sha256, wide]]) });
			const results = await run();
			expect(results[1]?.terms).toHaveLength(3);
			expect(results[1]?.terms[2]?.loss).toBeGreaterThan(0);
			expect((await run()).map(({ loss }) => loss)).toEqual(results.map(({ loss }) => loss));
		},
	);

	it('is refused without its picture, or with less of it', () => {
		const recipe = tinyRecipe({ imagePrompts });
		const plan = (promptPictures: ReadonlyMap<string, Picture>): unknown =>
			planRender(recipe, tinyPack(), { promptPictures });
		expect(() => plan(new Map())).toThrow('imagePrompts.0.sha256 names a picture, which was not given');
		expect(() => plan(new Map([[sha256, { ...square, height: 9 }]]))).toThrow(
			'must be RGB of 8 × 9, 216 bytes, not 192',
		);
	});
});

describe('weights of perceptors', () => {
	const [perceptor] = tinyPack().perceptors;
	const pair: RenderPack = { ...tinyPack(), perceptors: perceptor ? [perceptor, perceptor] : [] };

	it('let one of them decide alone, or each a part', async () => {
		const alone = await collect({ steps: 3 });
		const first = await collect({ steps: 3, perceptorWeights: [1, 0] }, { pack: pair });
		const halves = await collect({ steps: 3, perceptorWeights: [0.5, 0.5] }, { pack: pair });
		const both = await collect({ steps: 3 }, { pack: pair });
		for (const results of [first, halves]) {
			expect(results[2]?.loss).toBeCloseTo(alone[2]?.loss as number, 4);
			expect(results[2]?.codes).toEqual(alone[2]?.codes);
		}
		expect(both[0]?.loss).toBeCloseTo(2 * (alone[0]?.loss as number), 4);
	});

	it('are refused in another number than the pack has perceptors', () => {
		const recipe = tinyRecipe({ perceptorWeights: [1, 2, 3] });
		expect(() => planRender(recipe, pair)).toThrow('perceptorWeights must be 2 for pack "tiny", not 3');
	});
});
