/** @file Resizing and pooling. */
import type { GraphBuilder } from '../builder.ts';
import { mul } from '../functions/elementwise.ts';
import { expand, reshape, scatterElements, zeros } from '../functions/movement.ts';
import { convTranspose, reduceSum } from '../functions/network.ts';
import type { NodeView, Value } from '../node-view.ts';
import { family, refused, rule } from '../operator.ts';
import { product, type ValueType } from '../shape.ts';
import { positions, reach, spatialAxes, type Window, windowAttributes, windowOf } from './window.ts';

// Whole factors of a nearest Resize along each axis.
function factors(node: NodeView): readonly number[] {
	const { shape } = node.input(0);
	const sizes = node.optional(3) ? node.integers(3) : null;
	const scales = sizes ? sizes.map((size, axis) => size / shape[axis]!) : node.integers(2);
	if (scales.length !== shape.length) node.fail(`${scales.length} scales for rank ${shape.length}`);
	return scales;
}

function inferResize(node: NodeView): readonly ValueType[] {
	const { dtype, shape } = node.input(0);
	return [{ dtype, shape: shape.map((length, axis) => Math.floor(length * factors(node)[axis]!)) }];
}

function resizeGradient(g: GraphBuilder, dy: Value, node: NodeView): Value {
	const { shape } = node.input(0);
	const scales = factors(node);
	const plain =
		node.text('mode', 'nearest') === 'nearest' &&
		node.text('coordinate_transformation_mode', 'half_pixel') === 'asymmetric' &&
		node.text('nearest_mode', 'round_prefer_floor') === 'floor';
	if (!plain || scales.some((scale) => !Number.isInteger(scale) || scale < 1))
		node.fail(
			'a gradient is written for mode nearest, asymmetric, floor and whole factors; write others as products with interpolation matrices',
		);
	const interleaved = shape.flatMap((length, axis) => [length, scales[axis]!]);
	const copies = shape.flatMap((_, axis) => (scales[axis] === 1 ? [] : [2 * axis + 1]));
	return reshape(g, reduceSum(g, reshape(g, dy, interleaved), copies), shape);
}

function poolWindow(node: NodeView): Window {
	const rank = node.input(0).shape.length;
	if (node.number('ceil_mode', 0) !== 0) node.fail('ceil_mode is not supported');
	return windowOf(node, rank - 2);
}

function inferPool(node: NodeView): ValueType {
	const { dtype, shape } = node.input(0);
	return { dtype, shape: [...shape.slice(0, 2), ...positions(node, shape.slice(2), poolWindow(node))] };
}

// How many pixels, not counting padding, each window position covers.
function coverage(node: NodeView, window: Window): Float32Array {
	const spatial = node.input(0).shape.slice(2);
	const perAxis = positions(node, spatial, window).map((count, axis) =>
		Array.from({ length: count }, (_, position) => {
			const first = position * window.strides[axis]! - window.before[axis]!;
			let covered = 0;
			for (let tap = 0; tap < window.kernel[axis]!; tap++) {
				const pixel = first + tap * window.dilations[axis]!;
				if (pixel >= 0 && pixel < spatial[axis]!) covered++;
			}
			return covered;
		}),
	);
	return Float32Array.from(perAxis.reduce((left, right) => left.flatMap((a) => right.map((b) => a * b)), [1]));
}

// y = mean of a window: each of its n pixels gets dy/n; windows overlap, so a transposed convolution with ones adds up.
function averageGradient(g: GraphBuilder, dy: Value, node: NodeView): Value {
	const x = node.input(0);
	const window = poolWindow(node);
	const channels = x.shape[1]!;
	const padded = node.number('count_include_pad', 0) !== 0;
	const shares = padded
		? mul(g, dy, 1 / product(window.kernel))
		: mul(
				g,
				dy,
				g.constant(
					coverage(node, window).map((count) => 1 / count),
					dy.shape.slice(2),
					'shares',
				),
			);
	const kernel = [channels, 1, ...window.kernel];
	const ones = g.constant(new Float32Array(product(kernel)).fill(1), kernel, 'ones');
	const { strides, dilations, before, after } = window;
	const outputPadding = x.shape.slice(2).map((length, axis) => {
		const used = (dy.shape[axis + 2]! - 1) * strides[axis]! + reach(window, axis);
		return length + before[axis]! + after[axis]! - used;
	});
	const options = { strides, dilations, pads: [...before, ...after], group: channels, outputPadding };
	return convTranspose(g, shares, ones, null, options);
}

// The index output of MaxPool counts over the whole tensor.
function maxGradient(g: GraphBuilder, dy: Value, node: NodeView): Value {
	const x = node.input(0);
	const indices = node.outputs[1] ?? g.nodes('MaxPool', [x], node.attributes, 2)[1]!;
	const flat = zeros(g, [product(x.shape)]);
	return reshape(g, scatterElements(g, flat, reshape(g, indices, [-1]), reshape(g, dy, [-1]), 0, 'add'), x.shape);
}

const poolAttributes = { ...windowAttributes, ceil_mode: 'int' } as const;

export const sampling = family({
	Resize: {
		attributes: {
			antialias: 'int',
			axes: 'ints',
			coordinate_transformation_mode: 'string',
			cubic_coeff_a: 'float',
			exclude_outside: 'int',
			extrapolation_value: 'float',
			keep_aspect_ratio_policy: 'string',
			mode: 'string',
			nearest_mode: 'string',
		},
		infer: inferResize,
		// y repeats each pixel; the copies are summed
		gradient: rule((g, dy, node) => [() => resizeGradient(g, dy, node), null, null, null]),
	},
	AveragePool: {
		attributes: { ...poolAttributes, count_include_pad: 'int' },
		infer: (node) => [inferPool(node)],
		// see averageGradient
		gradient: rule((g, dy, node) => [() => averageGradient(g, dy, node)]),
	},
	MaxPool: {
		attributes: { ...poolAttributes, storage_order: 'int' },
		infer: (node) => {
			if (node.number('storage_order', 0) !== 0) node.fail('storage_order is not supported');
			const pooled = inferPool(node);
			return [pooled, { dtype: 'int64' as const, shape: pooled.shape }].slice(0, Math.max(node.outputCount, 1));
		},
		// the largest pixel of each window gets its dy
		gradient: rule((g, dy, node) => [() => maxGradient(g, dy, node)]),
	},
	GlobalAveragePool: {
		attributes: {},
		infer: (node) => {
			const { dtype, shape } = node.input(0);
			return [{ dtype, shape: shape.map((length, axis) => (axis < 2 ? length : 1)) }];
		},
		// each of n pixels gets dy/n
		gradient: rule((g, dy, node) => {
			const { shape } = node.input(0);
			const count = product(spatialAxes(shape.length).map((axis) => shape[axis]!));
			return [() => expand(g, mul(g, dy, 1 / count), shape)];
		}),
	},
	GridSample: {
		attributes: { align_corners: 'int', mode: 'string', padding_mode: 'string' },
		infer: (node) => {
			const [x, grid] = [node.input(0), node.input(1)];
			if (x.shape.length !== 4 || grid.shape.length !== 4 || grid.shape[3] !== 2 || grid.shape[0] !== x.shape[0])
				node.fail(`${node.describeInputs()}: [N,C,H,W] and [N,h,w,2] are needed`);
			return [{ dtype: x.dtype, shape: [x.shape[0]!, x.shape[1]!, grid.shape[1]!, grid.shape[2]!] }];
		},
		gradient: refused(
			'gather the four neighbours and weigh them instead, in a unit whose backward adds with ScatterND',
		),
	},
});
