import { expect, test } from 'vitest';
import { makeModel, makeNode, makeTensor } from './model.ts';
import { printGraph } from './print.ts';

const model = makeModel({
	name: 'g',
	inputs: [{ name: 'x', dtype: 'float32', shape: [2, 3] }],
	outputs: [{ name: 'y', dtype: 'float32', shape: [2, 3] }],
	nodes: [
		makeNode({ name: 'a', opType: 'Mul', inputs: ['x', 'w'], outputs: ['net/a'] }),
		makeNode({
			name: 'b',
			opType: 'Clip',
			inputs: ['net/a', '', 'high'],
			outputs: ['y'],
			attributes: { alpha: { kind: 'float', value: Math.fround(0.1) }, axes: { kind: 'ints', value: [1, -1] } },
		}),
	],
	initialisers: new Map([
		['w', makeTensor('float32', [2, 3], new Float32Array(6))],
		['high', makeTensor('float32', [], Float32Array.of(0.3))],
	]),
	values: new Map([['net/a', { name: 'net/a', dtype: 'float32', shape: [2, 3] }]]),
});

test('a graph prints one node a line, values numbered, small constants in place', () => {
	expect(printGraph(model.graph)).toMatchInlineSnapshot(`
		"input x: f32[2,3]
		constant w: f32[2,3]
		v0: f32[2,3] = Mul(x, w)
		v1: f32[2,3] = Clip(v0, _, 0.3) {alpha=0.1, axes=[1, -1]}
		output y = v1"
	`);
});

test('a graph prints with its own names', () => {
	expect(printGraph(model.graph, { names: 'own' })).toMatchInlineSnapshot(`
		"input x: f32[2,3]
		constant w: f32[2,3]
		net/a: f32[2,3] = Mul(x, w)
		y: f32[2,3] = Clip(net/a, _, 0.3) {alpha=0.1, axes=[1, -1]}
		output y"
	`);
});
