import { readFileSync } from 'node:fs';
import { printGraph } from '@galatea/onnx';
import { describe, expect, test } from 'vitest';
import { GraphBuilder } from './builder.ts';
import { differentiate, vjp } from './differentiate.ts';
import {
	add,
	argMax,
	conv,
	exp,
	floor,
	gather,
	groupNormalization,
	matMul,
	mul,
	reduceSum,
	relu,
	reshape,
	softmax,
	stopGradient,
	sub,
	type Value,
} from './index.ts';
import { operators, opTypes } from './ops/index.ts';
import { gradientSamples, unitSamples } from './testing.ts';

/** The printed graph of ∂loss/∂x for each target. */
function gradientOf(g: GraphBuilder, loss: Value, targets: readonly Value[]): string {
	for (const [index, gradient] of differentiate(g, loss, targets).entries()) g.output(`d${index}`, gradient);
	return printGraph(g.build().graph);
}

function constant(g: GraphBuilder, shape: readonly number[], name: string): Value {
	return g.constant(new Float32Array(shape.reduce((a, b) => a * b, 1)).fill(0.5), shape, name);
}

describe('differentiate', () => {
	test('reads as the chain rule', () => {
		const g = new GraphBuilder();
		const x = g.input('x', 'float32', [2, 3]);
		const w = g.input('w', 'float32', [3]);
		expect(gradientOf(g, reduceSum(g, exp(g, mul(g, x, w))), [x, w])).toMatchInlineSnapshot(`
			"input x: f32[2,3]
			input w: f32[3]
			v0: f32[2,3] = Mul(x, w)
			v1: f32[2,3] = Exp(v0)
			v2: f32[2,3] = Mul(v1, w)
			v3: f32[2,3] = Mul(v1, x)
			v4: f32[1,3] = ReduceSum(v3, [0]) {keepdims=1}
			v5: f32[3] = Reshape(v4, [3])
			output d0 = v2
			output d1 = v5"
		`);
	});

	test('gives what the README shows', () => {
		const g = new GraphBuilder('example');
		const x = g.input('x', 'float32', [2, 3]);
		const w = g.input('w', 'float32', [2, 3]);
		const loss = reduceSum(g, exp(g, mul(g, x, w)));
		const [dx] = differentiate(g, loss, [x]);
		g.output('loss', loss);
		g.output('dx', dx!);
		const readme = readFileSync(new URL('../README.md', import.meta.url), 'utf8');
		expect(readme).toContain(printGraph(g.build().graph));
	});

	test('adds up what arrives from several readers', () => {
		const g = new GraphBuilder();
		const x = g.input('x', 'float32', [4]);
		expect(gradientOf(g, reduceSum(g, mul(g, add(g, x, x), x)), [x])).toMatchInlineSnapshot(`
			"input x: f32[4]
			v0: f32[4] = Add(x, x)
			v1: f32[4] = Add(v0, x)
			v2: f32[4] = Add(v1, x)
			output d0 = v2"
		`);
	});

	test('writes no node for the gradient of a weight, and none before the target', () => {
		const g = new GraphBuilder();
		const x = g.input('x', 'float32', [1, 2, 4, 4]);
		const w = constant(g, [3, 2, 3, 3], 'w');
		const before = relu(g, x);
		const loss = reduceSum(g, conv(g, before, w, null, { pads: [1, 1, 1, 1] }));
		expect(gradientOf(g, loss, [before])).toMatchInlineSnapshot(`
			"input x: f32[1,2,4,4]
			constant ReduceSum_grad/Reshape: f32[1,1,1,1]
			constant Conv_grad/Transpose: f32[2,3,3,3]
			v0: f32[1,3,4,4] = Expand(ReduceSum_grad/Reshape, [1, 3, 4, 4])
			v1: f32[1,2,4,4] = Conv(v0, Conv_grad/Transpose) {dilations=[1, 1], pads=[1, 1, 1, 1]}
			output d0 = v1"
		`);
	});

	test('ends at operators whose derivative is zero, at indices and at stopGradient', () => {
		const g = new GraphBuilder();
		const x = g.input('x', 'float32', [3, 4]);
		const rows = gather(g, constant(g, [4, 2], 'codebook'), argMax(g, x, 1));
		const loss = reduceSum(
			g,
			add(g, reduceSum(g, floor(g, x)), add(g, reduceSum(g, rows), reduceSum(g, stopGradient(g, x)))),
		);
		expect(gradientOf(g, loss, [x])).toMatchInlineSnapshot(`
			"input x: f32[3,4]
			v0: f32[3,4] = Expand(0, [3, 4])
			output d0 = v0"
		`);
	});

	test('names gradient nodes after the node they belong to, under its scope', () => {
		const g = new GraphBuilder();
		const x = g.input('x', 'float32', [2, 2]);
		const y = g.scope('net', () => g.scope('layer_1', () => matMul(g, x, constant(g, [2, 2], 'weight'))));
		const [dx] = differentiate(g, reduceSum(g, mul(g, y, y)), [x]);
		g.output('dx', reshape(g, dx!, [4]));
		const names = g.build().graph.nodes.map((node) => node.name);
		expect(names).toContain('net/layer_1/MatMul_grad/Gemm');
	});

	test('a target that the loss does not depend on has a gradient of zeros', () => {
		const g = new GraphBuilder();
		const x = g.input('x', 'float32', [2]);
		const other = g.input('other', 'float32', [3]);
		expect(gradientOf(g, reduceSum(g, x), [other])).toMatchInlineSnapshot(`
			"input x: f32[2]
			input other: f32[3]
			v0: f32[3] = Expand(0, [3])
			output d0 = v0"
		`);
	});

	test('a loss of more than one number is refused', () => {
		const g = new GraphBuilder();
		const x = g.input('x', 'float32', [2]);
		expect(() => differentiate(g, x, [x])).toThrow('loss "x": has shape [2]; one number is needed');
	});

	test('an operator whose gradient is refused says which node and why', () => {
		const g = new GraphBuilder();
		const x = g.input('x', 'float32', [1, 1, 4, 4]);
		const grid = g.constant(new Float32Array(8), [1, 2, 2, 2], 'grid');
		const y = g.scope('cut', () => g.node('GridSample', [x, grid]));
		expect(() => differentiate(g, reduceSum(g, y), [x])).toThrow(/GridSample "cut\/GridSample": has no gradient here/);
	});

	test('a value inside a unit that is used outside it is refused, since its gradient would be lost', () => {
		const g = new GraphBuilder();
		const x = g.input('x', 'float32', [2]);
		let inner: Value | null = null;
		const [y] = g.unit(
			'secret',
			[x],
			() => {
				inner = exp(g, x);
				return [mul(g, inner, 2)];
			},
			([dy]) => [() => dy!],
		);
		const loss = reduceSum(g, add(g, y!, inner!));
		expect(() => differentiate(g, loss, [x])).toThrow('unit "secret": its inner value "secret/Exp" is used outside it');
	});

	test('a unit whose weights would need a gradient says so instead of leaving it out', () => {
		const g = new GraphBuilder();
		const scale = g.input('scale', 'float32', [4]);
		const x = constant(g, [1, 4, 2, 2], 'x');
		const y = groupNormalization(g, x, scale, constant(g, [4], 'bias'), { groups: 2, epsilon: 1e-6 });
		expect(() => differentiate(g, reduceSum(g, y), [scale])).toThrow(
			'unit "groupNorm": no gradient is written for scale',
		);
	});

	test('vjp takes cotangents of several outputs', () => {
		const g = new GraphBuilder();
		const x = g.input('x', 'float32', [2, 2]);
		const c = g.input('c', 'float32', [2, 2]);
		const [dx] = vjp(g, [softmax(g, x), sub(g, x, 1)], [c, c], [x]);
		g.output('dx', dx!);
		expect(printGraph(g.build().graph)).toMatchInlineSnapshot(`
			"input x: f32[2,2]
			input c: f32[2,2]
			v0: f32[2,2] = Softmax(x) {axis=-1}
			v1: f32[2,2] = Mul(c, v0)
			v2: f32[2,1] = ReduceSum(v1, [-1]) {keepdims=1}
			v3: f32[2,2] = Sub(c, v2)
			v4: f32[2,2] = Mul(v0, v3)
			v5: f32[2,2] = Add(c, v4)
			output dx = v5"
		`);
	});
});

describe('the table', () => {
	test('every operator is differentiable, flat, or refused with a reason', () => {
		const ofKind = (kind: string) => opTypes.filter((opType) => operators[opType].gradient.kind === kind).sort();
		expect(ofKind('zero').join(' ')).toMatchInlineSnapshot(
			`"And ArgMax ArgMin Ceil Equal Floor Greater GreaterOrEqual Less LessOrEqual Not Or Round Sign"`,
		);
		expect(ofKind('refused').join(' ')).toMatchInlineSnapshot(`"GridSample GroupNormalization"`);
		expect(ofKind('rule').length).toBe(opTypes.length - ofKind('zero').length - ofKind('refused').length);
	});

	test('every gradient as a printed graph', async () => {
		const sections: string[] = [];
		const named = [...Object.entries(gradientSamples), ['units', unitSamples] as const];
		for (const [opType, samples] of named)
			for (const sample of samples) {
				const g = new GraphBuilder('sample', { contributedOperators: sample.contributedOperators ?? false });
				const inputs = sample.inputs.map((input, index) => g.input(`x${index}`, 'float32', input.shape));
				const outputs = sample.build(g, inputs);
				const cotangents = outputs.map((output, index) => g.input(`c${index}`, 'float32', output.shape));
				const gradients = vjp(g, outputs, cotangents, inputs);
				for (const [index, gradient] of gradients.entries()) g.output(`g${index}`, gradient);
				sections.push(`## ${opType}: ${sample.title}\n${printGraph(g.build().graph)}`);
			}
		await expect(`${sections.join('\n\n')}\n`).toMatchFileSnapshot('../fixtures/gradients.txt');
	});
});
