import { buildStepGraph, planRender, stepInputs, stepOutputs, type TensorValue } from '@galatea/optimiser';
import { buildPart, type GraphPart, openUpdate, partInputs } from '@galatea/optimiser/step-parts';
import { lastingTermFeeds, randomSource, termWeightFeeds } from '@galatea/optimiser/testing';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type OpenedRuntime, openRuntime } from './open-runtime.ts';
import { tinyPack, tinyRecipe } from './optimise-tiny.ts';

let runtime: OpenedRuntime;
beforeAll(async () => {
	runtime = await openRuntime({ provider: 'cpu', threads: 1 });
});
afterAll(() => runtime[Symbol.asyncDispose]());

const plan = planRender(tinyRecipe(), tinyPack());

/** What a part gives for `source`, or the gradient of it along `cotangent`. */
async function runPart(part: GraphPart, source?: Float32Array, cotangent?: Float32Array): Promise<Float32Array> {
	const options = { backward: cotangent !== undefined, contributedOperators: runtime.contributedOperators };
	const { model, feeds } = await buildPart(plan, part, options);
	await using session = await runtime.open(model, { name: part });
	const given = (name: string, data: Float32Array | undefined): Record<string, TensorValue> =>
		data === undefined ? {} : { [name]: { ...(feeds[name] as TensorValue & { dtype: 'float32' }), data } };
	const [output] = Object.values(
		await session.run({ ...feeds, ...given(partInputs.source, source), ...given(partInputs.cotangent, cotangent) }),
	);
	return output?.data as Float32Array;
}

/** The loss of embeddings [3, 5] as the published formula has it: Σ |w| · mean(sign(w) · 2 · asin(‖u − t‖ / 2)²). */
function lossOf(embeddings: Float64Array, targets: Float32Array, weights: Float32Array): number {
	let loss = 0;
	for (const [term, weight] of weights.entries())
		for (let cutout = 0; cutout < 3; cutout++) {
			const row = embeddings.subarray(5 * cutout, 5 * cutout + 5);
			const norm = Math.hypot(...row);
			const chord = Math.hypot(...row.map((value, index) => value / norm - (targets[5 * term + index] as number)));
			loss += (weight / 3) * 2 * Math.asin(Math.min(1, chord / 2)) ** 2;
		}
	return loss;
}

/** ∂loss/∂embeddings by central differences in double precision. */
function slopes(embeddings: Float64Array, loss: (moved: Float64Array) => number): Float32Array {
	const change = 1e-5;
	return Float32Array.from(embeddings, (value, index) => {
		const [up, down] = [change, -change].map((by) => loss(embeddings.with(index, value + by)));
		return ((up as number) - (down as number)) / (2 * change);
	});
}

describe('the parts of a step', () => {
	it('give its picture, its loss and its gradient when they are run one after the other', async () => {
		const latent = await runPart('quantise');
		const raw = await runPart('decode', latent);
		const picture = raw.map((value) => Math.min(1, Math.max(0, value)));
		const seen = await runPart('cutouts', picture);
		const embeddings = Float64Array.from(await runPart('perceive', seen));

		const lasting = await lastingTermFeeds({ runtime }, plan, randomSource(plan.seed));
		const weighing = termWeightFeeds(plan, 1);
		const { feeds: cutoutFeeds } = await buildPart(plan, 'cutouts', { backward: false, contributedOperators: true });
		const { [partInputs.source]: _, ...draws } = cutoutFeeds;
		const z: TensorValue = { dtype: 'float32', shape: plan.latentShape, data: latent };
		await using session = await runtime.open(await buildStepGraph(plan, runtime));
		const step = await session.run({ ...lasting, ...weighing, ...draws, [stepInputs.z]: z });
		expect(step[stepOutputs.picture]?.data).toEqual(picture);

		const targets = lasting[stepInputs.targets(0)]?.data as Float32Array;
		const weights = weighing[stepInputs.weights(0)]?.data as Float32Array;
		const loss = (moved: Float64Array): number => lossOf(moved, targets, weights);
		expect(step[stepOutputs.loss]?.data[0]).toBeCloseTo(loss(embeddings), 5);

		const ofCutouts = await runPart('perceive', seen, slopes(embeddings, loss));
		const ofPicture = await runPart('cutouts', picture, ofCutouts);
		// The clamp lets through what would bring a value back into 0..1.
		const ofRaw = ofPicture.map((slope, at) => {
			const beyond = (raw[at] as number) - (picture[at] as number);
			return slope * beyond >= 0 ? slope : 0;
		});
		const gradient = await runPart('decode', latent, ofRaw);
		const expected = step[stepOutputs.gradient]?.data as Float32Array;
		const largest = Math.max(...expected.map(Math.abs));
		expect(largest).toBeGreaterThan(0);
		for (const [at, value] of expected.entries())
			expect(Math.abs((gradient[at] as number) - value) / largest).toBeLessThan(1e-4);
	});

	it('end with an update that can be made again and again', () => {
		const update = openUpdate(plan);
		for (let step = 0; step < 3; step++) expect(update).not.toThrow();
	});
});
