import { conv, GraphBuilder } from '@galatea/autodiff';
import {
	type Checkpoint,
	decodeCheckpoint,
	encodeCheckpoint,
	findForkState,
	openFilmDecoder,
	optimise,
	type Plan,
	planRender,
	type RenderPack,
	type StepResult,
	type TensorValue,
} from '@galatea/optimiser';
import { buildEncoderGraph, buildPictureGraph, moveState } from '@galatea/optimiser/testing';
import { type Motion, optimiserNames, type Recipe } from '@galatea/render';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenedRuntime, openRuntime } from './open-runtime.ts';
import { collectSteps, tinyPack, tinyRecipe } from './optimise-tiny.ts';

let runtime: OpenedRuntime;
beforeAll(async () => {
	runtime = await openRuntime({ provider: 'cpu', threads: 1 });
});
afterAll(() => runtime[Symbol.asyncDispose]());

// The tiny recipe: a picture of 12 rows of 14 pixels, a latent of 4 channels in 6 rows of 7 positions.
const [rows, columns] = [6, 7];
/** To the right by one position of the latent, which is two pixels, and down by two. */
const pan: Motion = { shiftX: 1 / 7, shiftY: 2 / 6, border: 'wrap' };

const apart = { wraps: { horizontal: false, vertical: false }, onRows: false };

/** Moves what is in planes of `height` × `width` by whole positions; what goes out comes in at the other side. */
function roll(planes: Float32Array, height: number, width: number, down: number, across: number): Float32Array {
	return planes.map((_, index) => {
		const [plane, place] = [Math.floor(index / (height * width)), index % (height * width)];
		const row = (Math.floor(place / width) - down + height) % height;
		const column = ((place % width) - across + width) % width;
		return planes[(plane * height + row) * width + column] as number;
	});
}

async function runOnce(
	build: (g: GraphBuilder) => void | Promise<void>,
	feeds: Readonly<Record<string, TensorValue>>,
): Promise<Readonly<Record<string, TensorValue>>> {
	const g = new GraphBuilder('once');
	await build(g);
	await using session = await runtime.open(g.build());
	return await session.run(feeds);
}

/** The codes of a picture [3, 12, 14], by the parts of the pack. */
async function codesOf(picture: Float32Array): Promise<readonly number[]> {
	const { generator } = tinyPack();
	const feeds = { picture: { dtype: 'float32', shape: [1, 3, 12, 14], data: picture } } as const;
	const { codes } = await runOnce(async (g) => {
		const encode = await generator.loadEncoder?.();
		const z = encode?.(g, g.input('picture', 'float32', [1, 3, 12, 14]));
		if (z !== undefined) g.output('codes', generator.codes(g, z));
	}, feeds);
	return Array.from(codes?.data as Int32Array | BigInt64Array, Number);
}

/** The picture [3, 12, 14] of a latent, in 0..1. */
async function pictureOf(plan: Plan, z: Float32Array): Promise<Float32Array> {
	await using session = await runtime.open(await buildPictureGraph(plan, runtime));
	const { picture } = await session.run({ z: { dtype: 'float32', shape: plan.latentShape, data: z } });
	return picture?.data as Float32Array;
}

const told = (results: readonly StepResult[]): unknown =>
	results.map(({ step, loss, terms, codes, image }) => ({ step, loss, terms, codes, image }));

describe('a picture in motion', () => {
	it('is decoded, moved and encoded again before the steps that the recipe says, and before no other', async () => {
		const still = await collectSteps(runtime, { steps: 3 });
		const moving = await collectSteps(runtime, { steps: 6, motion: { ...pan, everySteps: 3 } });
		const again = moving[2]?.checkpoint() as Checkpoint;
		expect(moving.slice(0, 3).map(({ codes }) => codes)).toEqual(still.map(({ codes }) => codes));
		expect(again).toEqual(still[2]?.checkpoint());
		const plan = planRender(tinyRecipe(), tinyPack());
		const moved = roll(await pictureOf(plan, again.z), 12, 14, 4, 2);
		expect([...(moving[3]?.codes ?? [])]).toEqual(await codesOf(moved));
		const next = await collectSteps(runtime, { steps: 5 }, { from: moving[3]?.checkpoint() ?? null });
		expect(next[0]?.loss).toBe(moving[4]?.loss);
	});

	it.each(optimiserNames)('takes along what %s remembers, place by place, and its running mean', async (name) => {
		const recipe = tinyRecipe({ motion: pan, ema: 0.5, optimiser: { name, learningRate: 0.1 } });
		const plan = planRender(recipe, tinyPack());
		const { motion } = plan;
		if (motion === null) throw new Error('the plan has no motion');
		const before = (await collectSteps(runtime, { steps: 4, ema: 0.5, optimiser: recipe.optimiser }))[3]?.checkpoint();
		if (before?.mean == null) throw new Error('the run has no mean');
		await using picture = await runtime.open(await buildPictureGraph(plan, runtime));
		await using encoder = await runtime.open(await buildEncoderGraph(plan, runtime, apart));
		const stateAfter = async (memory: typeof motion.memory) => {
			const state = {
				z: before.z.slice(),
				memory: before.memory.map((part) => part.slice()),
				mean: before.mean?.slice() ?? null,
			};
			await moveState(plan, { ...motion, memory }, { picture, encoder }, state);
			return state;
		};
		const moved = await stateAfter('moved');
		for (const [index, part] of moved.memory.entries()) {
			const wanted = roll(before.memory[index] as Float32Array, rows, columns, 2, 1);
			for (const [at, value] of wanted.entries()) expect(part[at]).toBeCloseTo(value, 5);
		}
		expect(moved.mean).not.toEqual(before.mean);
		expect(moved.z).not.toEqual(before.z);
		expect((await stateAfter('kept')).memory).toEqual(before.memory);
		expect((await stateAfter('forgotten')).memory.flatMap((part) => [...part]).every((value) => value === 0)).toBe(
			true,
		);
	});

	it('with no memory takes its first step after a movement as a new optimiser would', async () => {
		const recipe = tinyRecipe({ steps: 4, motion: { ...pan, everySteps: 3 } });
		const plan = planRender(recipe, tinyPack());
		if (plan.motion === null) throw new Error('the plan has no motion');
		const states: Checkpoint[] = [];
		const forgetting: Plan = { ...plan, motion: { ...plan.motion, memory: 'forgotten' } };
		for await (const { checkpoint } of optimise({ runtime, plan: forgetting })) states.push(checkpoint());
		// Adam's first step is as long as the learning rate, wherever there is a gradient.
		const moments = states[3]?.memory[0] ?? new Float32Array(0);
		const after = states[3] as Checkpoint;
		const start = await movedStart(plan, states[2] as Checkpoint);
		const { minimum, maximum } = plan.pack.generator.latentRange;
		for (const [index, moment] of moments.entries()) {
			const channel = Math.floor(index / (rows * columns));
			const wanted = (start[index] as number) - Math.sign(moment) * 0.15;
			const held = Math.min(Math.max(wanted, minimum[channel] as number), maximum[channel] as number);
			if (Math.abs(moment) > 1e-5) expect(after.z[index]).toBeCloseTo(held, 3);
		}
	});

	async function movedStart(plan: Plan, { z }: Checkpoint): Promise<Float32Array> {
		const picture = roll(await pictureOf(plan, z), 12, 14, 4, 2);
		await using encoder = await runtime.open(await buildEncoderGraph(plan, runtime, apart));
		const found = await encoder.run({ picture: { dtype: 'float32', shape: [1, 3, 12, 14], data: picture } });
		return found['z']?.data as Float32Array;
	}

	it.each<[string, Parameters<typeof tinyRecipe>[0] & object]>([
		['plainly', {}],
		['with a running mean', { ema: 0.8 }],
		['where sides meet', { tiling: 'horizontal' }],
	])('goes on from a checkpoint bit for bit, %s', async (_how, changes) => {
		const motion: Motion = { zoom: 1.1, turnDegrees: 7, shiftX: 0.03, everySteps: 2 };
		const recipe = { ...changes, steps: 7, motion };
		const always = { wantImage: () => true };
		const whole = await collectSteps(runtime, recipe, always);
		for (const stop of [1, 2, 4]) {
			const from = decodeCheckpoint(encodeCheckpoint(whole[stop - 1]?.checkpoint() as Checkpoint));
			const rest = await collectSteps(runtime, recipe, { ...always, from });
			expect(told(rest)).toEqual(told(whole.slice(stop)));
			expect(rest.at(-1)?.checkpoint()).toEqual(whole.at(-1)?.checkpoint());
		}
	});

	it('is gone on from, by a fork that moves otherwise, whether its state was kept or not', async () => {
		const parent = tinyRecipe({ width: 16, height: 16, steps: 5, motion: { zoom: 1.2, everySteps: 2 } });
		const fork = tinyRecipe({
			width: 16,
			height: 16,
			steps: 8,
			motion: { turnDegrees: 10 },
			initial: { kind: 'fork', recipe: JSON.parse(JSON.stringify(parent)), step: 4 },
		});
		const plan = async (recipe: Recipe): Promise<Plan> => planRender(recipe, tinyPack());
		const found = (await findForkState(fork, { runtime, plan })) as Checkpoint;
		const states: Checkpoint[] = [];
		for await (const { step, checkpoint } of optimise({ runtime, plan: await plan(parent) }))
			if (step === 4) states.push(checkpoint());
		expect(found).toEqual(states[0]);
		const steps: number[] = [];
		for await (const { step } of optimise({ runtime, plan: await plan(fork), from: found })) steps.push(step);
		expect(steps).toEqual([5, 6, 7, 8]);
	});

	it('is the same in the film of its codes', async () => {
		const changes = { steps: 4, motion: { zoom: 0.9, border: 'black' } } as const;
		const steps = await collectSteps(runtime, changes, { wantImage: () => true });
		await using decoder = await openFilmDecoder(runtime, tinyRecipe(changes), tinyPack());
		for (const { codes, image } of steps) expect(await decoder.decode(codes)).toEqual(image);
	});

	it('lets sides that a tiling joins meet whatever lies beyond the others', async () => {
		const across: Motion = { shiftX: 1 / 7, border: 'black' };
		const codesAfter = async (motion: Motion) =>
			(await collectSteps(runtime, { steps: 2, tiling: 'horizontal', motion }))[1]?.codes;
		expect(await codesAfter(across)).toEqual(await codesAfter({ ...across, border: 'wrap' }));
		const down: Motion = { shiftY: 1 / 6, border: 'black' };
		expect(await codesAfter(down)).not.toEqual(await codesAfter({ ...down, border: 'wrap' }));
	});

	it('is encoded as going on where its sides meet: moved with its picture is the same latent', async () => {
		const pack = tinyPack({ exact: true });
		// Reaches a pixel beyond what stands for a position.
		const loadEncoder: RenderPack['generator']['loadEncoder'] = async () => (g, picture) => {
			const kernel = Float32Array.from({ length: 4 * 3 * 16 }, (_, index) => Math.sin(index));
			return conv(g, picture, g.constant(kernel, [4, 3, 4, 4]), null, { strides: [2, 2], pads: [1, 1, 1, 1] });
		};
		const reaching: RenderPack = { ...pack, generator: { ...pack.generator, loadEncoder } };
		const plan = planRender(tinyRecipe({ tiling: 'both' }), reaching);
		const picture = Float32Array.from({ length: 3 * 12 * 14 }, (_, index) => Math.sin(index) / 2 + 0.5);
		const difference = async (wraps: Plan['cutouts']['wraps']): Promise<number> => {
			await using encoder = await runtime.open(await buildEncoderGraph(plan, runtime, { wraps, onRows: true }));
			const encoded = async (data: Float32Array): Promise<Float32Array> => {
				const { z } = await encoder.run({ picture: { dtype: 'float32', shape: [1, 3, 12, 14], data } });
				return z?.data as Float32Array;
			};
			const [still, moved] = [await encoded(picture), await encoded(roll(picture, 12, 14, 4, 2))];
			const wanted = roll(still, rows, columns, 2, 1);
			return Math.max(...moved.map((value, index) => Math.abs(value - (wanted[index] as number))));
		};
		expect(await difference(plan.cutouts.wraps)).toBeLessThan(1e-5);
		expect(await difference({ horizontal: false, vertical: false })).toBeGreaterThan(0.1);
	});

	it('takes the step graph of a still one, and needs an encoder', () => {
		const moving = tinyRecipe({ motion: pan });
		expect(planRender(moving, tinyPack()).graphKey).toBe(planRender(tinyRecipe(), tinyPack()).graphKey);
		const pack = tinyPack();
		const blind: RenderPack = { ...pack, generator: { ...pack.generator, loadEncoder: null } };
		expect(() => planRender(moving, blind)).toThrow('motion cannot be: pack "tiny" has no encoder');
	});
});
