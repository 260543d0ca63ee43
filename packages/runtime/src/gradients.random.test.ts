/** @file Random programs: simplification changes no number, and the chain rule holds however operators are joined. */
import * as f from '@galatea/autodiff';
import { GraphBuilder, type Value } from '@galatea/autodiff';
import { checkGradient, samplePoint } from '@galatea/autodiff/testing';
import { makeTensor } from '@galatea/onnx';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { prepareOnRuntime } from './gradients.runner.ts';

type Operation = (g: GraphBuilder, a: Value, b: Value) => Value;

// Smooth, and bounded for bounded arguments, so that long chains stay in range.
const operations: readonly Operation[] = [
	(g, a, b) => f.add(g, a, b),
	(g, a, b) => f.sub(g, a, b),
	(g, a, b) => f.mul(g, a, f.tanh(g, b)),
	(g, a, b) => f.div(g, a, f.add(g, f.mul(g, b, b), 1)),
	(g, a) => f.tanh(g, a),
	(g, a) => f.sigmoid(g, a),
	(g, a) => f.silu(g, f.tanh(g, a)),
	(g, a) => f.add(g, f.mul(g, a, 1), 0),
	(g, a) => f.softmax(g, a, 1),
	(g, a) => f.transpose(g, f.transpose(g, a, [1, 0]), [1, 0]),
	(g, a) => f.reshape(g, f.unsqueeze(g, f.reshape(g, a, [3, 2]), [1]), [2, 3]),
	(g, a) => f.expand(g, f.reduceMean(g, a, [1], true), [2, 3]),
	(g, a, b) => f.concat(g, [f.slice(g, a, [{ axis: 0, start: 0, end: 1 }]), f.slice(g, b, [{ axis: 0, start: 1 }])], 0),
	(g, a) => f.flip(g, a, [0, 1]),
	(g, a, b) => f.matMul(g, f.matMul(g, a, f.transpose(g, f.tanh(g, b), [1, 0])), f.tanh(g, b)),
	(g, a) => f.normalise(g, f.add(g, f.tanh(g, a), 2)),
	(g, a, b) => g.recompute(() => f.mul(g, f.tanh(g, a), f.tanh(g, b))),
	(g, a) => f.add(g, f.tanh(g, a), g.constant([0.5, -1, 2], [3], 'row')),
	(g, a) => f.sub(g, a, f.stopGradient(g, f.zeros(g, [2, 3]))),
];

const programs = fc.array(
	fc.record({ operation: fc.nat(operations.length - 1), left: fc.nat(1_000), right: fc.nat(1_000) }),
	{ minLength: 1, maxLength: 12 },
);

type Programme = readonly { readonly operation: number; readonly left: number; readonly right: number }[];

function interpret(g: GraphBuilder, programme: Programme, inputs: readonly Value[]): Value {
	const values = [...inputs];
	for (const { operation, left, right } of programme)
		values.push(operations[operation]!(g, values[left % values.length]!, values[right % values.length]!));
	return values.at(-1)!;
}

const inputs = [{ shape: [2, 3] }, { shape: [2, 3] }] as const;

test('the gradient of any program is that of finite differences', { timeout: 240_000 }, async () => {
	await fc.assert(
		fc.asyncProperty(programs, fc.boolean(), async (programme, contributedOperators) => {
			const build = (g: GraphBuilder, given: readonly Value[]): readonly Value[] => [interpret(g, programme, given)];
			const { error, gradient, differences } = await checkGradient(
				{ title: 'random', inputs, build, contributedOperators },
				prepareOnRuntime,
			);
			expect(error, `${gradient} for ${differences}`).toBeLessThan(1e-2);
		}),
		{ numRuns: 60, seed: 1 },
	);
});

test('a program of constants gives what the same program of inputs gives', { timeout: 240_000 }, async () => {
	const points = inputs.map((input, index) => samplePoint(input, index + 1));
	const run = async (programme: Programme, constant: boolean): Promise<ArrayLike<number | bigint>> => {
		const g = new GraphBuilder();
		const values = points.map((point, index) =>
			constant ? g.constant(point, [2, 3]) : g.input(`x${index}`, 'float32', [2, 3]),
		);
		g.output('y', interpret(g, programme, values));
		const model = g.build();
		const feeds = model.graph.inputs.map(({ name }, index) => [name, makeTensor('float32', [2, 3], points[index]!)]);
		return (await (await prepareOnRuntime(model))(Object.fromEntries(feeds)))['y']!.data;
	};
	await fc.assert(
		fc.asyncProperty(programs, async (programme) => {
			const [folded, computed] = [await run(programme, true), await run(programme, false)];
			for (let index = 0; index < 6; index++)
				expect(Math.abs(Number(folded[index]) - Number(computed[index]))).toBeLessThan(
					1e-5 * Math.max(1, Math.abs(Number(computed[index]))),
				);
		}),
		{ numRuns: 60, seed: 2 },
	);
});
