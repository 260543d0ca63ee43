import {
	type Checkpoint,
	decodeCheckpoint,
	decodeFilm,
	encodeCheckpoint,
	encodeFilm,
	findForkState,
	type OptimiseOptions,
	openFilmDecoder,
	optimise,
	type Picture,
	planRender,
	type Runtime,
	type StepResult,
} from '@galatea/optimiser';
import { hashRecipe, optimiserNames, printRecipe, type Recipe } from '@galatea/render';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenedRuntime, openRuntime } from './open-runtime.ts';
import { tinyPack, tinyRecipe } from './optimise-tiny.ts';
import { openSessionPool } from './session-pool.ts';

let runtime: OpenedRuntime;
beforeAll(async () => {
	runtime = await openRuntime({ provider: 'cpu', threads: 1 });
});
afterAll(() => runtime[Symbol.asyncDispose]());

type Changes = NonNullable<Parameters<typeof tinyRecipe>[0]>;

async function collect(changes: Changes = {}, options: Partial<OptimiseOptions> = {}): Promise<readonly StepResult[]> {
	const plan = planRender(tinyRecipe(changes), tinyPack());
	const results: StepResult[] = [];
	for await (const result of optimise({ runtime, plan, ...options })) results.push(result);
	return results;
}

const traces = (results: readonly StepResult[]): unknown =>
	results.map(({ step, loss, terms, codes }) => ({ step, loss, terms, codes }));

const latest = (results: readonly StepResult[]): StepResult => results.at(-1) as StepResult;

describe('a run', () => {
	it.each(['crops', 'pooled'] as const)(
		'with %s gives the same steps for the same seed, and others for another',
		async (method) => {
			const first = await collect({ method, steps: 4 });
			const again = await collect({ method, steps: 4 });
			const other = await collect({ method, steps: 4, seed: '18446744073709551615' });
			expect(traces(again)).toEqual(traces(first));
			expect(traces(other)).not.toEqual(traces(first));
			expect(first.map((result) => result.step)).toEqual([1, 2, 3, 4]);
		},
	);

	it('lowers the loss', async () => {
		const results = await collect({ steps: 60, prompts: [{ text: '1', weight: 1, stop: null }] });
		const mean = (part: readonly StepResult[]): number => part.reduce((sum, { loss }) => sum + loss, 0) / part.length;
		expect(mean(results.slice(-10))).toBeLessThan(0.8 * mean(results.slice(0, 5)));
	});

	it('reports the loss of each prompt term, and their sum', async () => {
		const [result] = await collect({ steps: 1 });
		expect(result?.terms.map(({ term }) => term)).toEqual([0, 1]);
		const sum = result?.terms.reduce((total, { loss }) => total + loss, 0);
		expect(sum).toBeCloseTo(result?.loss ?? 0, 5);
		// The second term's weight is negative, and so is its loss.
		expect(result?.terms[1]?.loss).toBeLessThan(0);
	});

	it('goes on from a checkpoint bit for bit, through its bytes', async () => {
		const whole = await collect({ steps: 9 });
		for (const stop of [1, 4, 8]) {
			const { checkpoint } = whole[stop - 1] as StepResult;
			const from: Checkpoint = decodeCheckpoint(encodeCheckpoint(checkpoint()));
			const rest = await collect({ steps: 9 }, { from });
			expect(traces(rest)).toEqual(traces(whole.slice(stop)));
			expect(latest(rest).checkpoint()).toEqual(latest(whole).checkpoint());
		}
	});

	it.each(optimiserNames)('with %s goes on bit for bit too, along a schedule', async (name) => {
		const optimiser: Changes['optimiser'] = {
			name,
			learningRate: 0.1,
			schedule: { kind: 'cosine', final: 0.1 },
			warmUpSteps: 2,
		};
		const whole = await collect({ steps: 5, optimiser });
		const from = decodeCheckpoint(encodeCheckpoint((whole[1] as StepResult).checkpoint()));
		const rest = await collect({ steps: 5, optimiser }, { from });
		expect(traces(rest)).toEqual(traces(whole.slice(2)));
		expect(latest(rest).checkpoint()).toEqual(latest(whole).checkpoint());
		const plain = await collect({ steps: 5, optimiser: { name, learningRate: 0.1 } });
		expect(latest(plain).checkpoint().z).not.toEqual(latest(whole).checkpoint().z);
	});

	it('refuses a checkpoint of another optimiser', async () => {
		const from = latest(await collect({ steps: 1 })).checkpoint();
		const optimiser = { name: 'radam', learningRate: 0.1 } as const;
		await expect(collect({ optimiser }, { from })).rejects.toThrow('of adam cannot go on with a plan of radam');
	});

	it('has nothing left to do from a checkpoint of its last step', async () => {
		const whole = await collect({ steps: 2 });
		expect(await collect({ steps: 2 }, { from: latest(whole).checkpoint() })).toEqual([]);
	});

	it('refuses a checkpoint of another size', async () => {
		const from = latest(await collect({ steps: 1 })).checkpoint();
		await expect(collect({ width: 16 }, { from })).rejects.toThrow(
			'168 latent numbers cannot go on with a plan of 192',
		);
	});

	it('goes on from a step of another recipe, whose state is kept or found again bit for bit', async () => {
		const parent = tinyRecipe({ width: 16, height: 16, steps: 6 });
		const fork = tinyRecipe({
			width: 16,
			height: 16,
			steps: 7,
			seed: '8',
			prompts: [{ text: '3', weight: 1, stop: null }],
			initial: { kind: 'fork', recipe: JSON.parse(printRecipe(parent)), step: 4 },
		});
		const plan = async (recipe: Recipe) => planRender(recipe, tinyPack());
		const again: number[] = [];
		const found = await findForkState(fork, { runtime, plan, onStep: ({ step }) => void again.push(step) });
		const whole = await collect({ width: 16, height: 16, steps: 6 });
		expect(found).toEqual((whole[3] as StepResult).checkpoint());
		expect(again).toEqual([1, 2, 3, 4]);
		const asked: unknown[] = [];
		const kept = async (recipe: Recipe, step: number) => {
			asked.push(hashRecipe(recipe), step);
			return found;
		};
		expect(await findForkState(fork, { runtime, plan, kept })).toBe(found);
		expect(asked).toEqual([hashRecipe(parent), 4]);
		expect(await findForkState(parent, { runtime, plan })).toBeNull();
		const rest: StepResult[] = [];
		for await (const result of optimise({ runtime, plan: await plan(fork), from: found })) rest.push(result);
		expect(rest.map(({ step }) => step)).toEqual([5, 6, 7]);
		// The picture of step 5 is still that of the state; only what is made of it is another.
		expect(rest[0]?.codes).toEqual(whole[4]?.codes);
		expect(rest[1]?.checkpoint().z).not.toEqual(whole[5]?.checkpoint().z);
		await expect(optimise({ runtime, plan: await plan(fork) }).next()).rejects.toThrow(
			'needs the checkpoint of that step',
		);
	});

	it('brings a picture when asked, of the right size and in 8 bits', async () => {
		const results = await collect({ steps: 3 }, { wantImage: (step) => step === 2 });
		expect(results.map(({ image }) => image === null)).toEqual([true, false, true]);
		const image = results[1]?.image as Picture;
		expect([image.width, image.height, image.data.length]).toEqual([14, 12, 14 * 12 * 3]);
		expect(new Set(image.data).size).toBeGreaterThan(20);
	});

	it('is shot as codes from which each picture is decoded again, byte for byte', async () => {
		const results = await collect({ steps: 3 }, { wantImage: () => true });
		const frames = results.map(({ step, codes }) => ({ step, codes }));
		const positions = frames[0]?.codes.length ?? 0;
		const film = decodeFilm(encodeFilm({ width: positions, height: 1, codebookRows: 64, frames }));
		await using decoder = await openFilmDecoder(runtime, tinyRecipe(), tinyPack());
		for (const [index, { codes }] of film.frames.entries())
			expect(await decoder.decode(codes)).toEqual(results[index]?.image);
		await expect(decoder.decode(new Int32Array(3))).rejects.toThrow(RangeError);
		const other = tinyRecipe({ pack: { id: 'tiny', sha256: '1'.repeat(64) } });
		await expect(openFilmDecoder(runtime, other, tinyPack())).rejects.toMatchObject({ code: 'PACK_UNAVAILABLE' });
	});

	it('stops between two steps when it is aborted', async () => {
		const controller = new AbortController();
		const plan = planRender(tinyRecipe(), tinyPack());
		const steps: number[] = [];
		const run = (async (): Promise<void> => {
			for await (const { step } of optimise({ runtime, plan, signal: controller.signal })) {
				steps.push(step);
				if (step === 3) controller.abort(new Error('cancelled by its owner'));
			}
		})();
		await expect(run).rejects.toThrow('cancelled by its owner');
		expect(steps).toEqual([1, 2, 3]);
	});

	it('does not begin when it is aborted before', async () => {
		await expect(collect({}, { signal: AbortSignal.abort(new Error('too late')) })).rejects.toThrow('too late');
	});

	it('says that it diverged instead of going on with numbers that are none', async () => {
		// Without the quantiser, which would replace what is not a number by its first row.
		const plan = planRender(tinyRecipe({ steps: 3 }), tinyPack({ exact: true }));
		const { checkpoint } = latest(await collect({ steps: 1 }));
		const from = { ...checkpoint(), z: new Float32Array(168).fill(Number.NaN) };
		await expect(optimise({ runtime, plan, from }).next()).rejects.toMatchObject({
			code: 'DIVERGED',
			retryable: false,
			message: expect.stringContaining('step 2'),
		});
	});

	it('begins on codebook rows with a picture too', async () => {
		const initialPicture: Picture = {
			width: 20,
			height: 10,
			data: Uint8ClampedArray.from({ length: 600 }, (_, index) => (index * 7) % 256),
		};
		const recipe = tinyRecipe({ initial: { kind: 'image', sha256: '1'.repeat(64) }, width: 16, height: 12, steps: 1 });
		const plan = planRender(recipe, tinyPack(), { initialPicture });
		const codes: Int32Array[] = [];
		for await (const result of optimise({ runtime, plan })) codes.push(result.codes);
		expect(new Set(codes[0]).size).toBeGreaterThan(2);
		expect(() => planRender(recipe, tinyPack())).toThrow(/initial names a picture, which was not given/);
	});

	it('opens one session for all recipes with the same graph, and gives it back', async () => {
		let opened = 0;
		const counting: Runtime = {
			device: runtime.device,
			contributedOperators: runtime.contributedOperators,
			open(model, options) {
				if (options?.name === 'the step graph') opened += 1;
				return runtime.open(model, options);
			},
		};
		await using sessions = openSessionPool({ maximumIdle: 1 });
		const alone = await collect({ steps: 2 });
		const pooled = await collect({ steps: 2 }, { runtime: counting, sessions });
		expect(traces(pooled)).toEqual(traces(alone));
		// Another seed, rate and one term more need no other graph; another size does.
		const prompts = [1, 2, 3].map((word) => ({ text: String(word), weight: 1, stop: null }));
		await collect(
			{ steps: 1, seed: '9', prompts, optimiser: { name: 'adam', learningRate: 1 } },
			{ runtime: counting, sessions },
		);
		expect(opened).toBe(1);
		await collect({ steps: 1, width: 16 }, { runtime: counting, sessions });
		expect(opened).toBe(2);
	});
});
