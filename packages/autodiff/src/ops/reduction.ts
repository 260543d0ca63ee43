/** @file Operators that take an axis, or several, to one number. */
import type { AttributeKind, DType } from '@galatea/onnx';
import type { GraphBuilder } from '../builder.ts';
import { cast, div, equal, exp, mul, sub } from '../functions/elementwise.ts';
import { expand, reshape, scatterElements, zeros } from '../functions/movement.ts';
import { cumSum, reduceSum } from '../functions/network.ts';
import type { NodeView, Value } from '../node-view.ts';
import { family, type Operator, rule, zero } from '../operator.ts';
import { product, range, type ValueType } from '../shape.ts';

const reduceAttributes = { keepdims: 'int', noop_with_empty_axes: 'int' } as const satisfies Record<
	string,
	AttributeKind
>;

function axesOf(node: NodeView): readonly number[] {
	const rank = node.input(0).shape.length;
	if (node.optional(1) === null) return node.number('noop_with_empty_axes', 0) === 0 ? range(rank) : [];
	return node.axes(node.integers(1), rank);
}

// The shape with reduced axes kept as 1, to which the result broadcasts back.
function keptShape(node: NodeView): number[] {
	const axes = axesOf(node);
	return node.input(0).shape.map((dimension, axis) => (axes.includes(axis) ? 1 : dimension));
}

function inferReduce(node: NodeView): readonly ValueType[] {
	const { dtype, shape } = node.input(0);
	const axes = axesOf(node);
	const kept = node.number('keepdims', 1) !== 0;
	return [{ dtype, shape: kept ? keptShape(node) : shape.filter((_, axis) => !axes.includes(axis)) }];
}

function reducedCount(node: NodeView): number {
	return product(axesOf(node).map((axis) => node.input(0).shape[axis]!));
}

// The cotangent of a reduction, repeated over what was reduced.
function spread(g: GraphBuilder, dy: Value, node: NodeView): Value {
	return expand(g, reshape(g, dy, keptShape(node)), node.input(0).shape);
}

// Ties share the gradient evenly, as torch.amax does: an arbitrary choice.
const extreme: Operator = {
	attributes: reduceAttributes,
	infer: inferReduce,
	// d max x = Σ dxᵢ over the places i of the maximum / their number
	gradient: rule((g, dy, node) => {
		const x = node.input(0);
		return [
			() => {
				const kept = keptShape(node);
				const places = cast(g, equal(g, x, reshape(g, node.output, kept)), x.dtype);
				const share = div(g, reshape(g, dy, kept), reduceSum(g, places, axesOf(node), true));
				return mul(g, places, share);
			},
			null,
		];
	}),
};

const place: Operator = {
	attributes: { axis: 'int', keepdims: 'int', select_last_index: 'int' },
	infer: (node) => {
		const { shape } = node.input(0);
		const axis = node.axis(node.number('axis', 0), shape.length);
		const kept = node.number('keepdims', 1) !== 0;
		const dimensions = kept ? shape.map((length, index) => (index === axis ? 1 : length)) : shape.toSpliced(axis, 1);
		return [{ dtype: 'int64', shape: dimensions }];
	},
	gradient: zero,
};

function inferTopK(node: NodeView): readonly ValueType[] {
	const { dtype, shape } = node.input(0);
	const axis = node.axis(node.number('axis', -1), shape.length);
	const count = node.integers(1)[0] ?? 0;
	if (count > shape[axis]!) node.fail(`the largest ${count} of ${shape[axis]} are asked for`);
	const dimensions = shape.with(axis, count);
	return ([dtype, 'int64'] as const satisfies readonly DType[]).map((type: DType) => ({
		dtype: type,
		shape: dimensions,
	}));
}

function inferAlongAxis(fallback: number) {
	return (node: NodeView): readonly ValueType[] => {
		node.axis(node.number('axis', fallback), node.input(0).shape.length);
		return [node.input(0)];
	};
}

export const reductions = family({
	ReduceSum: {
		attributes: reduceAttributes,
		infer: inferReduce,
		// d Σx = Σ dx: each element gets dy
		gradient: rule((g, dy, node) => [() => spread(g, dy, node), null]),
		identity: (node) => (axesOf(node).length === 0 ? node.input(0) : null),
	},
	ReduceMean: {
		attributes: reduceAttributes,
		infer: inferReduce,
		// d mean x = Σ dx / n
		gradient: rule((g, dy, node) => [() => spread(g, mul(g, dy, 1 / reducedCount(node)), node), null]),
		identity: (node) => (axesOf(node).length === 0 ? node.input(0) : null),
	},
	ReduceSumSquare: {
		attributes: reduceAttributes,
		infer: inferReduce,
		// d Σx² = Σ 2x dx
		gradient: rule((g, dy, node) => [() => mul(g, spread(g, mul(g, dy, 2), node), node.input(0)), null]),
	},
	ReduceMax: extreme,
	ReduceMin: extreme,
	ArgMax: place,
	ArgMin: place,
	TopK: {
		attributes: { axis: 'int', largest: 'int', sorted: 'int' },
		infer: inferTopK,
		// Chosen elements get their cotangent, the others nothing; the indices do not vary.
		gradient: rule((g, _dy, node, [values]) => {
			const x = node.input(0);
			const indices = node.outputs[1]!;
			const axis = node.axis(node.number('axis', -1), x.shape.length);
			return [values ? () => scatterElements(g, zeros(g, x.shape), indices, values, axis, 'add') : null, null];
		}),
	},
	CumSum: {
		attributes: { exclusive: 'int', reverse: 'int' },
		infer: (node) => [node.input(0)],
		// yᵢ = Σ_{j ≤ i} xⱼ: dxⱼ = Σ_{i ≥ j} dyᵢ, the running sum from the other end
		gradient: rule((g, dy, node) => {
			const axis = node.integers(1)[0] ?? 0;
			const exclusive = node.number('exclusive', 0) !== 0;
			const reverse = node.number('reverse', 0) === 0;
			return [() => cumSum(g, dy, axis, { exclusive, reverse }), null];
		}),
	},
	Softmax: {
		attributes: { axis: 'int' },
		infer: inferAlongAxis(-1),
		// dx = y (dy − Σ dy·y)
		gradient: rule((g, dy, node) => {
			const y = node.output;
			const axis = node.number('axis', -1);
			return [() => mul(g, y, sub(g, dy, reduceSum(g, mul(g, dy, y), [axis], true)))];
		}),
	},
	LogSoftmax: {
		attributes: { axis: 'int' },
		infer: inferAlongAxis(-1),
		// dx = dy − eʸ Σ dy
		gradient: rule((g, dy, node) => {
			const axis = node.number('axis', -1);
			return [() => sub(g, dy, mul(g, exp(g, node.output), reduceSum(g, dy, [axis], true)))];
		}),
	},
});
