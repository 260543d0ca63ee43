/** @file What is computed while a graph is built is what the runtime would have computed; flat operators stay flat. */
import { differentiate, GraphBuilder, operators, opTypes, reduceSum } from '@galatea/autodiff';
import { flatSamples, type GradientSample, gradientSamples, samplePoint } from '@galatea/autodiff/testing';
import { makeTensor, type Tensor } from '@galatea/onnx';
import { describe, expect, test } from 'vitest';
import { prepareOnRuntime } from './gradients.runner.ts';

const samplesOf = (opType: (typeof opTypes)[number]): readonly GradientSample[] =>
	gradientSamples[opType] ?? flatSamples[opType] ?? [];

/** The outputs of a sample, with its inputs given to the run, or known while the graph is built. */
async function outputsOf(
	sample: GradientSample,
	constant: boolean,
): Promise<{ results: readonly Tensor[]; nodes: number }> {
	const g = new GraphBuilder('sample', { contributedOperators: sample.contributedOperators ?? false });
	const points = sample.inputs.map((input, index) => samplePoint(input, index + 1));
	const inputs = sample.inputs.map(({ shape }, index) =>
		constant ? g.constant(points[index]!, shape) : g.input(`x${index}`, 'float32', shape),
	);
	const outputs = sample.build(g, inputs);
	for (const [index, output] of outputs.entries()) g.output(`y${index}`, output);
	const model = g.build();
	const run = await prepareOnRuntime(model);
	const given = model.graph.inputs.map(({ name, shape }, index) => [
		name,
		makeTensor('float32', shape, points[index]!),
	]);
	const results = await run(Object.fromEntries(given));
	const work = model.graph.nodes.filter(
		({ opType }) => opType !== 'Identity' && opType !== 'Cast' && opType !== 'Round',
	);
	return { results: outputs.map((_, index) => results[`y${index}`]!), nodes: work.length };
}

describe.each(opTypes.filter((opType) => operators[opType].fold))('%s of constants', (opType) => {
	test.each(samplesOf(opType).map((sample) => [sample.title, sample] as const))('%s', async (_title, sample) => {
		const folded = await outputsOf(sample, true);
		const computed = await outputsOf(sample, false);
		for (const [index, { shape, data }] of computed.results.entries()) {
			const own = folded.results[index]!;
			expect(own.shape).toEqual(shape);
			for (const [at, value] of Array.from(data as ArrayLike<number>).entries())
				expect(Math.abs(Number(own.data[at]) - value), `element ${at}`).toBeLessThan(
					2e-6 * Math.max(1, Math.abs(value)),
				);
		}
	});

	test('leaves nothing to be done in at least one sample', async () => {
		const left = await Promise.all(samplesOf(opType).map(async (sample) => (await outputsOf(sample, true)).nodes));
		expect(left).toContain(0);
	});
});

describe.each(opTypes.filter((opType) => operators[opType].gradient.kind === 'zero'))('%s', (opType) => {
	test('has samples, and lets no gradient through', () => {
		expect(samplesOf(opType).length).toBeGreaterThan(0);
		for (const sample of samplesOf(opType)) {
			const g = new GraphBuilder();
			const inputs = sample.inputs.map(({ shape }, index) => g.input(`x${index}`, 'float32', shape));
			const gradients = differentiate(g, reduceSum(g, sample.build(g, inputs)[0]!), inputs);
			for (const [index, gradient] of gradients.entries()) g.output(`g${index}`, gradient);
			// Zeros, and the same zeros under another name.
			for (const node of g.build().graph.nodes) expect(['Expand', 'Identity']).toContain(node.opType);
		}
	});
});
