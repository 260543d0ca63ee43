import { fileURLToPath } from 'node:url';
import { modelFolder } from '@galatea/checkpoint';
import { randomVqgan, readVqganDecoder, tamingVqgan } from '@galatea/networks';
import {
	buildStepGraph,
	composeRecipe,
	optimise,
	type Plan,
	planRender,
	readPackShelf,
	type StepResult,
} from '@galatea/optimiser';
import type { Recipe } from '@galatea/render';
import { beforeAll, describe, expect, it } from 'vitest';
import { openRuntime } from './open-runtime.ts';

let starter: Plan;
beforeAll(async () => {
	const shelf = await readPackShelf(modelFolder(fileURLToPath(new URL('../../../models', import.meta.url))));
	const pack = shelf.packs.find(({ id }) => id === 'starter');
	if (pack === undefined) throw new Error('the starter pack is not there');
	const { recipe } = composeRecipe({ prompt: 'a red apple', seed: '3', width: 64, height: 64 }, pack);
	const short: Recipe = { ...(recipe as Recipe), steps: 1, initial: { kind: 'codes' } };
	starter = planRender(short, await shelf.load('starter'));
});

/** The same recipe with a VQGAN of random weights, which is smooth: TAESD is not, where its ReLUs turn. */
async function smoothPlan(): Promise<Plan> {
	const weights = randomVqgan(
		{
			...{ channels: 32, multipliers: [1, 2], residualBlocks: 1, attentionLevels: [1] },
			...{ latentChannels: 32, embedDimension: 32, codebookCount: 256 },
		},
		1,
	);
	const generator = await tamingVqgan(() => readVqganDecoder(weights), null);
	const pack = { id: 'smooth', sha256: '0'.repeat(64), sizesPx: { minimum: 64, maximum: 64 } };
	const recipe: Recipe = {
		format: 1,
		engine: 1,
		pack: { id: pack.id, sha256: pack.sha256 },
		prompts: [{ text: 'a red apple', weight: 1, stop: null }],
		width: 64,
		height: 64,
		steps: 1,
		seed: '3',
		optimiser: { name: 'adam', learningRate: 0.1 },
		cutouts: { method: 'crops', count: 4, power: 1, noise: 0, augmentations: [] },
		initial: { kind: 'codes' },
	};
	return planRender(recipe, { ...pack, generator, perceptors: starter.pack.perceptors });
}

async function firstStep(plan: Plan, halfPrecision: boolean): Promise<StepResult> {
	await using runtime = await openRuntime({ provider: 'cpu', threads: 1, halfPrecision });
	for await (const step of optimise({ runtime, plan, wantImage: () => true })) return step;
	throw new Error('there is a step');
}

/** Adam's first moment after one step is a tenth of the gradient. */
function gradientOf(step: StepResult): Float32Array {
	return step.checkpoint().memory[0] as Float32Array;
}

/** ‖a − b‖ / ‖b‖ */
function distance(a: ArrayLike<number>, b: ArrayLike<number>): number {
	const norm = (of: (at: number) => number): number =>
		Math.sqrt(Array.from(b, (_, at) => of(at) ** 2).reduce((sum, value) => sum + value, 0));
	return norm((at) => (a[at] as number) - (b[at] as number)) / norm((at) => b[at] as number);
}

describe('half precision', () => {
	it('gives the picture, loss and gradient of single precision to one part in a hundred, and not the same', async () => {
		const plan = await smoothPlan();
		const [full, half] = [await firstStep(plan, false), await firstStep(plan, true)];
		expect(Math.abs(half.loss - full.loss) / full.loss).toBeLessThan(1e-3);
		expect(distance(half.image?.data ?? [], full.image?.data ?? [])).toBeLessThan(1e-2);
		// The scale of the loss is taken out again.
		expect(distance(gradientOf(half), gradientOf(full))).toBeLessThan(1e-2);
		expect(half.loss).not.toBe(full.loss);
		// The search for codebook rows is exact.
		expect(half.codes).toEqual(full.codes);
	});

	it('points where single precision points with the starter pack', async () => {
		const [full, half] = [await firstStep(starter, false), await firstStep(starter, true)];
		expect(Math.abs(half.loss - full.loss) / full.loss).toBeLessThan(1e-2);
		expect(distance(half.image?.data ?? [], full.image?.data ?? [])).toBeLessThan(1e-2);
		expect(distance(gradientOf(half), gradientOf(full))).toBeLessThan(0.05);
	});

	it('leaves no product by weights of a network in single precision, and none of the search in half', async () => {
		const { graph } = await buildStepGraph(starter, { contributedOperators: true, halfPrecision: true });
		const products = graph.nodes.filter(({ opType }) => ['Conv', 'Gemm', 'MatMul'].includes(opType));
		const byWeights = products.filter(({ inputs }) => graph.initialisers.has(inputs[1] ?? ''));
		const dtypes = new Map<string | undefined, number>();
		for (const { name, inputs } of byWeights) {
			const isSearch = !name.includes('decoder/') && !name.startsWith('perceptor_');
			const dtype = graph.initialisers.get(inputs[1] ?? '')?.dtype;
			expect({ name, dtype }).toEqual({ name, dtype: isSearch ? 'float32' : 'float16' });
			dtypes.set(dtype, (dtypes.get(dtype) ?? 0) + 1);
		}
		expect(dtypes.get('float16')).toBeGreaterThan(40);
		expect(dtypes.get('float32')).toBeGreaterThan(0);
	});
});
