/** @file Arithmetic on two inputs, with broadcasting, and on one. */

import type { GraphBuilder } from '../builder.ts';
import { foldBinary, foldUnary } from '../fold.ts';
import { sumTo } from '../functions/composed.ts';
import { div, equal, greater, less, log, mul, neg, pow, sign, sub, where } from '../functions/elementwise.ts';
import type { NodeView, Value } from '../node-view.ts';
import { type Contribution, family, rule, zero } from '../operator.ts';
import { broadcast, sameShape, type ValueType } from '../shape.ts';

/** Shape rule of two inputs that broadcast. */
export function inferBroadcast(node: NodeView): ValueType {
	if (node.inputs.length !== 2) node.fail(`takes two inputs, and got ${node.inputs.length}`);
	const [a, b] = [node.input(0), node.input(1)];
	node.sameDType();
	const shape = broadcast(a.shape, b.shape) ?? node.fail(`${node.describeInputs()} do not broadcast`);
	return { dtype: a.dtype, shape };
}

/** Shape rule of one input whose type is kept. */
export function inferSame(node: NodeView): readonly ValueType[] {
	return [node.input(0)];
}

/** Whether input `index` is a constant that is `value` everywhere. */
function isConstant(node: NodeView, index: number, value: number): boolean {
	const tensor = node.constant(index);
	if (tensor === null || tensor.dtype === 'float16' || tensor.dtype === 'bfloat16') return false;
	return tensor.data.length > 0 && tensor.data.every((element: number | bigint) => Number(element) === value);
}

// The other input, when `index` is the neutral constant and broadcasting changes nothing.
function neutral(node: NodeView, index: number, value: number): Value | null {
	const other = node.input(1 - index);
	return isConstant(node, index, value) && sameShape(other.shape, node.output.shape) ? other : null;
}

function toInputs(
	g: GraphBuilder,
	node: NodeView,
	da: () => Value,
	db: () => Value,
): readonly [Contribution, Contribution] {
	const [a, b] = [node.input(0), node.input(1)];
	return [() => sumTo(g, da(), a.shape), () => sumTo(g, db(), b.shape)];
}

// Ties share the gradient evenly, as torch.maximum does: an arbitrary choice.
function extreme(compare: typeof greater): ReturnType<typeof rule> {
	return rule((g, dy, node) => {
		const [a, b] = [node.input(0), node.input(1)];
		const half = (): Value => where(g, equal(g, a, b), mul(g, dy, 0.5), 0);
		return toInputs(
			g,
			node,
			() => where(g, compare(g, a, b), dy, half()),
			() => where(g, compare(g, b, a), dy, half()),
		);
	});
}

function roundHalfToEven(x: number): number {
	const down = Math.floor(x);
	if (x - down !== 0.5) return Math.round(x);
	return down % 2 === 0 ? down : down + 1;
}

export const arithmetic = family({
	Add: {
		attributes: {},
		infer: (node) => [inferBroadcast(node)],
		// d(a + b) = da + db
		gradient: rule((g, dy, node) =>
			toInputs(
				g,
				node,
				() => dy,
				() => dy,
			),
		),
		fold: foldBinary((a, b) => a + b),
		identity: (node) => neutral(node, 0, 0) ?? neutral(node, 1, 0),
	},
	Sub: {
		attributes: {},
		infer: (node) => [inferBroadcast(node)],
		// d(a − b) = da − db
		gradient: rule((g, dy, node) =>
			toInputs(
				g,
				node,
				() => dy,
				() => neg(g, dy),
			),
		),
		fold: foldBinary((a, b) => a - b),
		identity: (node) => neutral(node, 1, 0),
	},
	Mul: {
		attributes: {},
		infer: (node) => [inferBroadcast(node)],
		// d(ab) = b da + a db
		gradient: rule((g, dy, node) =>
			toInputs(
				g,
				node,
				() => mul(g, dy, node.input(1)),
				() => mul(g, dy, node.input(0)),
			),
		),
		fold: foldBinary((a, b) => a * b),
		identity: (node) => neutral(node, 0, 1) ?? neutral(node, 1, 1),
	},
	Div: {
		attributes: {},
		infer: (node) => [inferBroadcast(node)],
		// y = a/b: dy = da/b − y db/b
		gradient: rule((g, dy, node) => {
			const b = node.input(1);
			return toInputs(
				g,
				node,
				() => div(g, dy, b),
				() => neg(g, div(g, mul(g, dy, node.output), b)),
			);
		}),
		fold: (node, inputs) =>
			node.output.dtype === 'float32' || node.output.dtype === 'float64'
				? foldBinary((a, b) => a / b)(node, inputs)
				: null,
		identity: (node) => neutral(node, 1, 1),
	},
	Pow: {
		attributes: {},
		infer: (node) => [inferBroadcast(node)],
		// d(a^b) = b a^(b−1) da + a^b ln a db
		gradient: rule((g, dy, node) => {
			const [a, b] = [node.input(0), node.input(1)];
			return toInputs(
				g,
				node,
				() => mul(g, dy, mul(g, b, pow(g, a, sub(g, b, 1)))),
				() => mul(g, dy, mul(g, node.output, log(g, a))),
			);
		}),
		fold: foldBinary((a, b) => a ** b),
		identity: (node) => neutral(node, 1, 1),
	},
	Max: {
		attributes: {},
		infer: (node) => [inferBroadcast(node)],
		// d max(a, b) = da where a > b, db where b > a
		gradient: extreme(greater),
		fold: foldBinary((a, b) => Math.max(a, b)),
	},
	Min: {
		attributes: {},
		infer: (node) => [inferBroadcast(node)],
		// d min(a, b) = da where a < b, db where b < a
		gradient: extreme(less),
		fold: foldBinary((a, b) => Math.min(a, b)),
	},
	Mod: {
		attributes: { fmod: 'int' },
		infer: (node) => {
			const type = inferBroadcast(node);
			if (node.number('fmod', 0) !== 1 && type.dtype.includes('float')) node.fail('floating point needs fmod = 1');
			return [type];
		},
		// y = a − b·trunc(a/b), where trunc(a/b) = (a − y)/b is constant between jumps: dy = da − (a − y)/b db
		gradient: rule((g, dy, node) => {
			const [a, b] = [node.input(0), node.input(1)];
			return toInputs(
				g,
				node,
				() => dy,
				() => neg(g, mul(g, dy, div(g, sub(g, a, node.output), b))),
			);
		}),
	},
	Neg: {
		attributes: {},
		infer: inferSame,
		// d(−x) = −dx
		gradient: rule((g, dy) => [() => neg(g, dy)]),
		fold: foldUnary((x) => -x),
	},
	Abs: {
		attributes: {},
		infer: inferSame,
		// d|x| = sign(x) dx, and 0 at 0
		gradient: rule((g, dy, node) => [() => mul(g, dy, sign(g, node.input(0)))]),
		fold: foldUnary(Math.abs),
	},
	Sign: { attributes: {}, infer: inferSame, gradient: zero, fold: foldUnary(Math.sign) },
	Floor: { attributes: {}, infer: inferSame, gradient: zero, fold: foldUnary(Math.floor) },
	Ceil: { attributes: {}, infer: inferSame, gradient: zero, fold: foldUnary(Math.ceil) },
	Round: { attributes: {}, infer: inferSame, gradient: zero, fold: foldUnary(roundHalfToEven) },
});
