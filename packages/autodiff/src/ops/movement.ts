/** @file Operators that move numbers without computing. Each is linear, and its gradient moves them back. */
import type { GraphBuilder } from '../builder.ts';
import { gatherStrided } from '../fold.ts';
import { sumTo } from '../functions/composed.ts';
import {
	concat,
	depthToSpace,
	flip,
	pad,
	reshape,
	scatterElements,
	slice,
	spaceToDepth,
	transpose,
	zeros,
} from '../functions/movement.ts';
import { reduceSum } from '../functions/network.ts';
import type { NodeView, Value } from '../node-view.ts';
import { family, rule } from '../operator.ts';
import { broadcast, inversePermutation, range, type Shape, sameShape, stridesOf, type ValueType } from '../shape.ts';
import { foldConcat, foldSplit } from './movement-fold.ts';
import { slicedAxes } from './slice-axes.ts';

function permutation(node: NodeView): readonly number[] {
	const rank = node.input(0).shape.length;
	const given = node.ints('perm', range(rank).reverse());
	if (given.length !== rank || given.toSorted((a, b) => a - b).some((axis, index) => axis !== index))
		node.fail(`[${given.join(',')}] is not a permutation of ${rank} axes`);
	return given;
}

function inferConcat(node: NodeView): readonly ValueType[] {
	const first = node.input(0);
	node.sameDType();
	const axis = node.axis(node.number('axis', 0), first.shape.length);
	let length = 0;
	for (const part of node.inputs) {
		if (!part || !sameShape(part.shape.with(axis, 0), first.shape.with(axis, 0)))
			return node.fail(`${node.describeInputs()} differ outside axis ${axis}`);
		length += part.shape[axis]!;
	}
	return [{ dtype: first.dtype, shape: first.shape.with(axis, length) }];
}

function inferSplit(node: NodeView): readonly ValueType[] {
	const { dtype, shape } = node.input(0);
	const axis = node.axis(node.number('axis', 0), shape.length);
	const lengths = node.optional(1)
		? node.integers(1)
		: new Array<number>(node.outputCount).fill(shape[axis]! / node.outputCount);
	if (
		lengths.reduce((sum, length) => sum + length, 0) !== shape[axis] ||
		lengths.some((length) => !Number.isInteger(length))
	)
		node.fail(`parts of [${lengths.join(', ')}] do not add up to ${shape[axis]}`);
	return lengths.map((length) => ({ dtype, shape: shape.with(axis, length) }));
}

// Undoes a slice with steps of 1 and −1 by zeros around it; other steps write their elements among zeros.
function sliceGradient(g: GraphBuilder, dy: Value, node: NodeView): Value {
	const { shape } = node.input(0);
	const axes = slicedAxes(node);
	let result = dy;
	const before = new Array<number>(shape.length).fill(0);
	const after = [...before];
	for (const [axis, { start, step, length }] of axes.entries()) {
		if (Math.abs(step) === 1) {
			if (step === -1) result = flip(g, result, [axis]);
			before[axis] = step === 1 ? start : start - length + 1;
			after[axis] = shape[axis]! - before[axis] - length;
			continue;
		}
		const line = BigInt64Array.from(range(length), (index) => BigInt(start + index * step));
		const single = result.shape.map((_, other) => (other === axis ? length : 1));
		const places = g.node('Expand', [g.constant(line, single, 'places'), g.integers(result.shape)]);
		result = scatterElements(g, zeros(g, result.shape.with(axis, shape[axis]!)), places, result, axis, 'add');
	}
	return [...before, ...after].every((padding) => padding === 0) ? result : pad(g, result, before, after);
}

function inferPad(node: NodeView): readonly ValueType[] {
	const { dtype, shape } = node.input(0);
	if (node.optional(3)) node.fail('axes are not supported; give pads for all axes');
	const pads = node.integers(1);
	if (pads.length !== 2 * shape.length)
		node.fail(`${pads.length} pads for rank ${shape.length}; twice the rank are needed`);
	const padded = shape.map((length, axis) => length + pads[axis]! + pads[axis + shape.length]!);
	if (padded.some((length) => length < 0))
		node.fail(`[${shape.join(',')}] is cut below nothing by [${pads.join(',')}]`);
	return [{ dtype, shape: padded }];
}

function padGradient(g: GraphBuilder, dy: Value, node: NodeView): Value {
	if (node.text('mode', 'constant') !== 'constant')
		node.fail(
			'a gradient is written for mode "constant" only; for others, Gather rows and columns with repeated indices',
		);
	const pads = node.integers(1);
	const rank = dy.shape.length;
	return pad(
		g,
		dy,
		pads.slice(0, rank).map((padding) => -padding),
		pads.slice(rank).map((padding) => -padding),
	);
}

function tileGradient(g: GraphBuilder, dy: Value, node: NodeView): Value {
	const { shape } = node.input(0);
	const repeats = node.integers(1);
	const interleaved = shape.flatMap((length, axis) => [repeats[axis]!, length]);
	return reduceSum(
		g,
		reshape(g, dy, interleaved),
		range(shape.length).map((axis) => 2 * axis),
	);
}

function inferBlocks(node: NodeView, toSpace: boolean): readonly ValueType[] {
	const { dtype, shape } = node.input(0);
	const b = node.number('blocksize', 1);
	const [n, c, h, w] = shape;
	const result = toSpace ? [n!, c! / b ** 2, h! * b, w! * b] : [n!, c! * b ** 2, h! / b, w! / b];
	if (shape.length !== 4 || result.some((length) => !Number.isInteger(length)))
		node.fail(`${node.describeInputs()} does not divide into blocks of ${b}`);
	return [{ dtype, shape: result }];
}

// CRD order has no operator that undoes it: [N, C, H, b, W, b] → [N, C, b, b, H, W].
function columnRowDepth(g: GraphBuilder, dy: Value, shape: Shape, b: number): Value {
	const [n, c, h, w] = [dy.shape[0]!, dy.shape[1]!, dy.shape[2]! / b, dy.shape[3]! / b];
	return reshape(g, transpose(g, reshape(g, dy, [n, c, h, b, w, b]), [0, 1, 3, 5, 2, 4]), shape);
}

export const movement = family({
	Transpose: {
		attributes: { perm: 'ints' },
		infer: (node) => {
			const { dtype, shape } = node.input(0);
			return [{ dtype, shape: permutation(node).map((axis) => shape[axis]!) }];
		},
		// The inverse permutation.
		gradient: rule((g, dy, node) => [() => transpose(g, dy, inversePermutation(permutation(node)))]),
		fold: (node, [x]) => {
			if (!x) return null;
			const strides = stridesOf(x.shape);
			return [
				gatherStrided(
					x,
					node.output.shape,
					permutation(node).map((axis) => strides[axis]!),
				),
			];
		},
		identity: (node) => (permutation(node).every((axis, index) => axis === index) ? node.input(0) : null),
	},
	Expand: {
		attributes: {},
		infer: (node) => {
			const { dtype, shape } = node.input(0);
			const wanted = node.integers(1);
			return [
				{
					dtype,
					shape:
						broadcast(shape, wanted) ?? node.fail(`[${shape.join(',')}] does not broadcast to [${wanted.join(',')}]`),
				},
			];
		},
		// What was repeated is summed.
		gradient: rule((g, dy, node) => [() => sumTo(g, dy, node.input(0).shape), null]),
		identity: (node) => (sameShape(node.input(0).shape, node.output.shape) ? node.input(0) : null),
	},
	Concat: {
		attributes: { axis: 'int' },
		infer: inferConcat,
		// Each part gets its stretch of dy.
		gradient: rule((g, dy, node) => {
			const axis = node.axis(node.number('axis', 0), dy.shape.length);
			let start = 0;
			return node.inputs.map((part) => {
				const [from, to] = [start, start + part!.shape[axis]!];
				start = to;
				return () => slice(g, dy, [{ axis, start: from, end: to }]);
			});
		}),
		fold: foldConcat,
		identity: (node) => (node.inputs.length === 1 ? node.input(0) : null),
	},
	Split: {
		attributes: { axis: 'int', num_outputs: 'int' },
		infer: inferSplit,
		// The parts' cotangents side by side, zeros for parts that have none.
		gradient: rule((g, _dy, node, cotangents) => {
			const parts = (): Value[] => cotangents.map((part, index) => part ?? zeros(g, node.outputs[index]!.shape));
			return [() => concat(g, parts(), node.number('axis', 0)), null];
		}),
		fold: foldSplit,
	},
	Slice: {
		attributes: {},
		infer: (node) => [{ dtype: node.input(0).dtype, shape: slicedAxes(node).map(({ length }) => length) }],
		// Zeros where nothing was taken.
		gradient: rule((g, dy, node) => [() => sliceGradient(g, dy, node), null, null, null, null]),
		fold: (node, [x]) => {
			if (!x) return null;
			const axes = slicedAxes(node);
			const strides = stridesOf(x.shape);
			const first = axes.reduce((sum, { start }, axis) => sum + start * strides[axis]!, 0);
			return [
				gatherStrided(
					x,
					node.output.shape,
					axes.map(({ step }, axis) => step * strides[axis]!),
					first,
				),
			];
		},
		identity: (node) => {
			const whole =
				slicedAxes(node).every(({ step }) => step === 1) && sameShape(node.input(0).shape, node.output.shape);
			return whole ? node.input(0) : null;
		},
	},
	Pad: {
		attributes: { mode: 'string' },
		infer: inferPad,
		// The margin is cut off, by pads of the opposite sign.
		gradient: rule((g, dy, node) => [() => padGradient(g, dy, node), null, null]),
		identity: (node) => (node.integers(1).every((padding) => padding === 0) ? node.input(0) : null),
	},
	Tile: {
		attributes: {},
		infer: (node) => {
			const { dtype, shape } = node.input(0);
			const repeats = node.integers(1);
			if (repeats.length !== shape.length) node.fail(`${repeats.length} repeats for rank ${shape.length}`);
			return [{ dtype, shape: shape.map((length, axis) => length * repeats[axis]!) }];
		},
		// The copies are summed.
		gradient: rule((g, dy, node) => [() => tileGradient(g, dy, node), null]),
		identity: (node) => (node.integers(1).every((count) => count === 1) ? node.input(0) : null),
	},
	DepthToSpace: {
		attributes: { blocksize: 'int', mode: 'string' },
		infer: (node) => inferBlocks(node, true),
		// SpaceToDepth undoes it.
		gradient: rule((g, dy, node) => {
			const block = node.number('blocksize', 1);
			const undo = (): Value => columnRowDepth(g, dy, node.input(0).shape, block);
			return [node.text('mode', 'DCR') === 'CRD' ? undo : () => spaceToDepth(g, dy, block)];
		}),
	},
	SpaceToDepth: {
		attributes: { blocksize: 'int' },
		infer: (node) => inferBlocks(node, false),
		// DepthToSpace undoes it.
		gradient: rule((g, dy, node) => [() => depthToSpace(g, dy, node.number('blocksize', 1))]),
	},
});
