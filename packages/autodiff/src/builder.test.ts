import { describe, expect, test } from 'vitest';
import { GraphBuilder } from './builder.ts';
import { GraphError } from './errors.ts';
import * as f from './functions/index.ts';

describe('names', () => {
	test('are scoped, and unique without losing what they say', () => {
		const g = new GraphBuilder();
		const x = g.input('x', 'float32', [2]);
		const names = g.scope('a', () => g.scope('b', () => [f.exp(g, x).name, f.exp(g, x).name]));
		expect(names).toEqual(['a/b/Exp', 'a/b/Exp_1']);
		expect(f.exp(g, x).name).toBe('Exp');
	});

	test('the same number is the same constant', () => {
		const g = new GraphBuilder();
		expect(g.scalar(2)).toBe(g.scalar(2));
		expect(g.scalar(0)).not.toBe(g.scalar(-0));
		expect(g.integers([1, 2])).toBe(g.integers([1, 2]));
	});

	test('an output may be called what an inner node was called', () => {
		const g = new GraphBuilder();
		const x = g.input('x', 'float32', [2]);
		g.output('Exp', f.neg(g, f.exp(g, x)));
		expect(g.build().graph.outputs).toEqual([{ name: 'Exp', dtype: 'float32', shape: [2] }]);
	});
});

describe('what does not fit is refused at once, with operator, node and shapes', () => {
	const g = new GraphBuilder();
	const a = g.input('a', 'float32', [2, 3]);
	const b = g.input('b', 'float32', [4, 3]);
	const whole = g.input('whole', 'int64', [2, 3]);
	const picture = g.input('picture', 'float32', [1, 3, 8, 8]);
	const kernel = g.input('kernel', 'float32', [4, 2, 3, 3]);
	const shape = g.input('shape', 'int64', [2]);

	test.each<[string, () => unknown, string]>([
		['shapes that do not broadcast', () => f.add(g, a, b), 'f32[2,3] and f32[4,3] do not broadcast'],
		['two element types', () => f.mul(g, a, whole), 'inputs are f32[2,3] and i64[2,3]; one type is needed'],
		['matrices that do not multiply', () => f.matMul(g, a, b), 'f32[2,3] and f32[4,3] do not multiply'],
		['a reshape that does not fill', () => f.reshape(g, a, [4, -1]), '[2,3] has 6 elements, which do not fill [4,-1]'],
		['an axis that is not there', () => f.softmax(g, a, 2), 'axis 2 is outside −2 … 1'],
		['an axis twice', () => f.reduceSum(g, a, [1, -1]), 'an axis occurs twice'],
		['a kernel of other channels', () => f.conv(g, picture, kernel, null), 'w needs [M, 3/1, …]'],
		['a kernel larger than the picture', () => f.maxPool(g, picture, { kernel: [9, 9] }), 'the kernel covers 9 pixels'],
		['indices that are not whole', () => f.gather(g, a, b), 'indices are float32; int64 is needed'],
		['a contributed operator', () => f.fusedMatMul(g, a, b), 'built without those'],
		['a constant of the wrong length', () => g.constant([1, 2, 3], [2, 2]), 'needs 4 elements, and it has 3'],
		['a shape that varies', () => g.node('Reshape', [a, shape]), 'must be a constant: shapes are static'],
		['an output twice', () => [g.output('y', a), g.output('y', b)], 'the name is taken'],
		['an input twice', () => g.input('a', 'float32', []), 'the name is taken'],
	])('%s', (_title, build, message) => {
		expect(build).toThrow(GraphError);
		expect(build).toThrow(message);
	});

	test('a value of another graph', () => {
		const other = new GraphBuilder().input('a', 'float32', [2, 3]);
		expect(() => f.exp(g, other)).toThrow('Exp "Exp": value "a" belongs to another graph');
	});

	test('an attribute that the operator does not have', () => {
		const own = new GraphBuilder();
		own.output('y', own.node('Softmax', [own.input('x', 'float32', [2])], { axes: 0 }));
		expect(() => own.build()).toThrow('has no attribute "axes"; it has axis');
	});

	test('a graph without outputs', () => {
		expect(() => new GraphBuilder('empty').build()).toThrow('graph "empty": has no outputs');
	});
});
