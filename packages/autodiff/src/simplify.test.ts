import { printGraph } from '@galatea/onnx';
import { describe, expect, test } from 'vitest';
import { GraphBuilder } from './builder.ts';
import * as f from './functions/index.ts';
import type { Value } from './node-view.ts';

/** The printed, simplified graph of what `build` makes of an input x [2, 3]. */
function simplified(build: (g: GraphBuilder, x: Value) => Value): string {
	const g = new GraphBuilder();
	g.output('y', build(g, g.input('x', 'float32', [2, 3])));
	return printGraph(g.build().graph);
}

const unchanged = 'input x: f32[2,3]\nv0: f32[2,3] = Identity(x)\noutput y = v0';

describe('nodes that do nothing are left out', () => {
	test.each<[string, (g: GraphBuilder, x: Value) => Value]>([
		['x + 0', (g, x) => f.add(g, x, 0)],
		['0 + x', (g, x) => f.add(g, 0, x)],
		['x − 0', (g, x) => f.sub(g, x, 0)],
		['x · 1', (g, x) => f.mul(g, 1, x)],
		['x / 1', (g, x) => f.div(g, x, 1)],
		['x¹', (g, x) => f.pow(g, x, 1)],
		['x + a vector of zeros', (g, x) => f.add(g, x, g.constant([0, 0, 0], [3]))],
		['reshape to its own shape', (g, x) => f.reshape(g, x, [2, -1])],
		['two reshapes, there and back', (g, x) => f.reshape(g, f.reshape(g, x, [6]), [2, 3])],
		['two transposes, there and back', (g, x) => f.transpose(g, f.transpose(g, x, [1, 0]), [1, 0])],
		['expand to its own shape', (g, x) => f.expand(g, x, [2, 3])],
		['a slice of all', (g, x) => f.slice(g, x, [{ axis: 1, start: 0 }])],
		['pads of nothing', (g, x) => f.pad(g, x, [0, 0], [0, 0])],
		['a cast to its own type', (g, x) => f.cast(g, x, 'float32')],
		['concat of one', (g, x) => f.concat(g, [x], 0)],
		['unsqueeze and squeeze', (g, x) => f.squeeze(g, f.unsqueeze(g, x, [1]), [1])],
	])('%s', (_title, build) => {
		expect(simplified(build)).toBe(unchanged);
	});

	test('but not where they change the shape', () => {
		expect(simplified((g, x) => f.add(g, x, g.constant(new Float32Array(12), [2, 2, 3], 'zeros')))).toContain(
			'Add(x, zeros)',
		);
	});
});

describe('constants', () => {
	test('are folded, also through shapes and order', () => {
		const text = simplified((g, x) => {
			const w = g.constant([1, 2, 3, 4, 5, 6], [2, 3], 'w');
			const turned = f.transpose(g, f.mul(g, w, 2), [1, 0]);
			const row = f.slice(g, f.flip(g, turned, [0]), [{ axis: 1, start: 0, end: 1 }]);
			return f.add(g, x, f.reshape(g, row, [3]));
		});
		expect(text).toContain('Add(x, [6, 4, 2])');
	});

	test('are concatenated and cut as the operators say', () => {
		const text = simplified((g, x) => {
			const left = g.constant([1, 2, 3, 4], [2, 2]);
			const right = g.constant([5, 6], [2, 1]);
			const [, last] = f.split(g, f.concat(g, [left, right], 1), [1, 2], 1);
			return f.add(
				g,
				x,
				f.concat(g, [f.reshape(g, f.slice(g, last!, [{ axis: 0, start: 1 }]), [2]), g.constant([7], [1])], 0),
			);
		});
		expect(text).toContain('Add(x, [4, 6, 7])');
	});

	test('are not blown up: zeros of a large shape stay a node', () => {
		const g = new GraphBuilder();
		const x = g.input('x', 'float32', [100, 100]);
		g.output('y', f.concat(g, [x, f.zeros(g, [100, 100])], 0));
		expect([...g.build().graph.initialisers.values()].every(({ data }) => data.length < 10)).toBe(true);
	});

	test('are referenced, not copied', () => {
		const data = Float32Array.of(1, 2, 3);
		const g = new GraphBuilder();
		g.output('y', f.add(g, g.input('x', 'float32', [3]), g.constant(data, [3], 'w')));
		expect(g.build().graph.initialisers.get('w')?.data).toBe(data);
	});
});

describe('equal nodes', () => {
	test('are merged', () => {
		expect(simplified((g, x) => f.mul(g, f.exp(g, x), f.exp(g, x)))).toMatchInlineSnapshot(`
			"input x: f32[2,3]
			v0: f32[2,3] = Exp(x)
			v1: f32[2,3] = Mul(v0, v0)
			output y = v1"
		`);
	});

	test('are kept apart by their attributes', () => {
		const text = simplified((g, x) => f.mul(g, f.softmax(g, x, 0), f.softmax(g, x, 1)));
		expect(text.match(/Softmax/g)).toHaveLength(2);
	});

	test('are kept apart where one is computed again on purpose', () => {
		const text = simplified((g, x) =>
			f.mul(
				g,
				f.exp(g, x),
				g.recompute(() => f.exp(g, x)),
			),
		);
		expect(text.match(/Exp/g)).toHaveLength(2);
	});
});

test('what no output needs is dropped, with its constants', () => {
	const text = simplified((g, x) => {
		f.matMul(g, x, g.constant(new Float32Array(12), [3, 4], 'unused'));
		return f.exp(g, x);
	});
	expect(text).toMatchInlineSnapshot(`
		"input x: f32[2,3]
		v0: f32[2,3] = Exp(x)
		output y = v0"
	`);
});

test('a value may be several results, and an input or a constant may be one', () => {
	const g = new GraphBuilder();
	const x = g.input('x', 'float32', [2]);
	const y = f.exp(g, x);
	g.output('first', y);
	g.output('second', y);
	g.output('given', x);
	g.output('fixed', g.constant([1, 2], [2], 'numbers'));
	expect(printGraph(g.build().graph, { names: 'own' })).toMatchInlineSnapshot(`
		"input x: f32[2]
		first: f32[2] = Exp(x)
		second: f32[2] = Identity(first)
		given: f32[2] = Identity(x)
		fixed: f32[2] = Identity([1, 2])
		output first
		output second
		output given
		output fixed"
	`);
});
