import { decodeModel, encodeModel, makeModel, makeNode, makeTensor, type Node, printGraph } from '@galatea/onnx';
import { expect, test } from 'vitest';
import { appendModel } from './append-model.ts';
import { GraphBuilder } from './builder.ts';
import { differentiate } from './differentiate.ts';
import * as f from './functions/index.ts';
import { doublingConvolution } from './units/doubling-convolution.ts';

function exported(): Uint8Array {
	const g = new GraphBuilder('exported');
	const x = g.input('picture', 'float32', [1, 2, 4, 4]);
	const w = g.constant(new Float32Array(36).fill(0.1), [2, 2, 3, 3], 'w');
	const [left, right] = f.split(g, doublingConvolution(g, x, w, null), [1, 1], 1);
	g.output('y', f.clip(g, f.mul(g, left!, f.softmax(g, right!)), null, 2));
	return encodeModel(g.build()).bytes;
}

test('a model that was written and read is the same graph when it is built again', () => {
	const model = decodeModel(exported());
	const g = new GraphBuilder('exported');
	const { y } = appendModel(g, model, { picture: g.input('picture', 'float32', [1, 2, 4, 4]) });
	g.output('y', y!);
	const printed = (text: string): string => text.replaceAll('exported/', '');
	expect(printed(printGraph(g.build().graph))).toBe(printed(printGraph(model.graph)));
});

test('a model that was read can be differentiated', () => {
	const g = new GraphBuilder('step');
	const x = g.input('picture', 'float32', [1, 2, 4, 4]);
	const { y } = appendModel(g, decodeModel(exported()), { picture: f.mul(g, x, 2) });
	const [dx] = differentiate(g, f.reduceSum(g, y!), [x]);
	expect(dx!.shape).toEqual([1, 2, 4, 4]);
});

function oneNode(parts: Partial<Node>): () => unknown {
	const node = makeNode({ name: 'n1', opType: 'Relu', inputs: ['x'], outputs: ['y'], ...parts });
	const model = makeModel({
		name: 'm',
		inputs: [{ name: 'x', dtype: 'float32', shape: [2] }],
		outputs: [{ name: 'y', dtype: 'float32', shape: [2] }],
		nodes: [node],
		initialisers: new Map(),
		values: new Map(),
	});
	return () => {
		const g = new GraphBuilder();
		return appendModel(g, model, { x: g.input('x', 'float32', [2]) });
	};
}

test('what is not known is refused with node, operator and opset', () => {
	expect(oneNode({ opType: 'Loop' })).toThrow('node "n1" (Loop, opset 21): is not among the operators that are known');
	expect(oneNode({ opType: 'toString' })).toThrow('is not among the operators that are known');
	expect(oneNode({ domain: 'com.microsoft' })).toThrow('node "n1" (Relu, opset 21): is not among the operators');
	expect(oneNode({ attributes: { slope: { kind: 'float', value: 1 } } })).toThrow(
		'node "n1" (Relu, opset 21): attribute "slope" of kind float is not known',
	);
	expect(oneNode({ outputs: ['y', 'z'] })).toThrow('has an output 1 ("z") that is not known');
});

test('an input that is missing or of another shape is refused', () => {
	const model = decodeModel(exported());
	const g = new GraphBuilder();
	expect(() => appendModel(g, model, {})).toThrow('its input "picture" is not given');
	const small = g.input('small', 'float32', [1, 2, 2, 2]);
	expect(() => appendModel(g, model, { picture: small })).toThrow(
		'is float32 [1,2,4,4], and float32 [1,2,2,2] is given',
	);
});

test('Constant nodes of exporters become constants', () => {
	const value = makeTensor('float32', [2], Float32Array.of(1, 2));
	const model = makeModel({
		name: 'm',
		inputs: [],
		outputs: [{ name: 'y', dtype: 'float32', shape: [2] }],
		nodes: [
			makeNode({
				name: 'c',
				opType: 'Constant',
				inputs: [],
				outputs: ['k'],
				attributes: { value: { kind: 'tensor', value } },
			}),
			makeNode({ name: 'n', opType: 'Neg', inputs: ['k'], outputs: ['y'] }),
		],
		initialisers: new Map(),
		values: new Map(),
	});
	const g = new GraphBuilder();
	g.output('y', appendModel(g, model, {})['y']!);
	expect([...g.build().graph.initialisers.values()][0]?.data).toEqual(Float32Array.of(-1, -2));
});
