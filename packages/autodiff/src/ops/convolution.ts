/**
 * @file Convolutions. They are linear in x and in w; the transpose in x of a convolution of stride 1 is written as
 * another convolution, with the kernel turned by 180° and input and output channels exchanged, because runtimes are
 * faster at Conv than at ConvTranspose. The turned kernel of a constant is computed when the graph is built.
 */
import type { GraphBuilder } from '../builder.ts';
import { flip, reshape, slice, transpose } from '../functions/movement.ts';
import { conv, convTranspose, reduceSum } from '../functions/network.ts';
import type { NodeView, Value } from '../node-view.ts';
import { family, rule } from '../operator.ts';
import { range, type ValueType } from '../shape.ts';
import { all, positions, reach, spatialAxes, type Window, windowAttributes, windowOf } from './window.ts';

interface Convolution {
	readonly x: Value;
	readonly w: Value;
	readonly bias: Value | null;
	readonly group: number;
	readonly window: Window;
}

function read(node: NodeView): Convolution {
	const [x, w, bias] = [node.input(0), node.input(1), node.optional(2)];
	node.sameDType();
	const rank = x.shape.length;
	if (rank < 3 || w.shape.length !== rank)
		node.fail(`${node.describeInputs()}: x [N,C,…] and w of the same rank are needed`);
	return { x, w, bias, group: node.number('group', 1), window: windowOf(node, rank - 2, w.shape.slice(2)) };
}

function inferConv(node: NodeView): readonly ValueType[] {
	const { x, w, bias, group, window } = read(node);
	const [batch, channels] = [x.shape[0]!, x.shape[1]!];
	const [filters, perGroup] = [w.shape[0]!, w.shape[1]!];
	if (perGroup * group !== channels || filters % group !== 0)
		node.fail(`${node.describeInputs()}: w needs [M, ${channels}/${group}, …] with M a multiple of ${group}`);
	if (bias && bias.shape.join() !== String(filters))
		node.fail(`the bias is [${bias.shape.join(',')}], not [${filters}]`);
	return [{ dtype: x.dtype, shape: [batch, filters, ...positions(node, x.shape.slice(2), window)] }];
}

function inferConvTranspose(node: NodeView): readonly ValueType[] {
	const { x, w, bias, group, window } = read(node);
	const filters = w.shape[1]! * group;
	const extra = node.ints(
		'output_padding',
		window.kernel.map(() => 0),
	);
	if (w.shape[0] !== x.shape[1] || w.shape[0]! % group !== 0)
		node.fail(`${node.describeInputs()}: w needs [${x.shape[1]}, M/${group}, …]`);
	if (bias && bias.shape.join() !== String(filters))
		node.fail(`the bias is [${bias.shape.join(',')}], not [${filters}]`);
	const spatial = x.shape.slice(2).map((length, axis) => {
		const padding = window.before[axis]! + window.after[axis]!;
		return (length - 1) * window.strides[axis]! + reach(window, axis) - padding + extra[axis]!;
	});
	return [{ dtype: x.dtype, shape: [x.shape[0]!, filters, ...spatial] }];
}

/** w [M, C/g, …] as the kernel of the transposed map: [C, M/g, …], turned by 180°. */
function turnKernel(g: GraphBuilder, w: Value, group: number): Value {
	const [filters, perGroup, ...kernel] = w.shape;
	const spatial = range(kernel.length);
	const turned = flip(
		g,
		w,
		spatial.map((axis) => axis + 2),
	);
	if (group === 1) return transpose(g, turned, [1, 0, ...spatial.map((axis) => axis + 2)]);
	const grouped = reshape(g, turned, [group, filters! / group, perGroup!, ...kernel]);
	const exchanged = transpose(g, grouped, [0, 2, 1, ...spatial.map((axis) => axis + 3)]);
	return reshape(g, exchanged, [group * perGroup!, filters! / group, ...kernel]);
}

// The gradient in x of y = conv(x, w).
function inputGradient(g: GraphBuilder, dy: Value, { x, w, group, window }: Convolution): Value {
	const { strides, dilations, before, after } = window;
	const first = before.map((padding, axis) => reach(window, axis) - 1 - padding);
	const last = after.map((padding, axis) => reach(window, axis) - 1 - padding);
	if (all(strides, 1) && [...first, ...last].every((padding) => padding >= 0))
		return conv(g, dy, turnKernel(g, w, group), null, { pads: [...first, ...last], dilations, group });
	// Pixels after the last window position were not read; output padding gives them their zeros.
	const outputPadding = x.shape.slice(2).map((length, axis) => {
		const used = (dy.shape[axis + 2]! - 1) * strides[axis]! + reach(window, axis);
		return length + before[axis]! + after[axis]! - used;
	});
	return convTranspose(g, dy, w, null, { strides, dilations, group, pads: [...before, ...after], outputPadding });
}

/**
 * The gradient in w of y = conv(x, w): each tap sums x times dy over pictures and positions, which is a convolution
 * of x by dy with batch and channels exchanged, and strides and dilations exchanged.
 */
function kernelGradient(g: GraphBuilder, node: NodeView, x: Value, dy: Value, window: Window): Value {
	if (node.number('group', 1) !== 1)
		node.fail('the gradient of grouped weights is not written; make the weights a constant');
	const axes = spatialAxes(x.shape.length);
	const exchange = [1, 0, ...axes];
	const taps = conv(g, transpose(g, x, exchange), transpose(g, dy, exchange), null, {
		strides: window.dilations,
		dilations: window.strides,
		pads: [...window.before, ...window.after],
	});
	const used = axes.map((axis, index) => ({ axis, start: 0, end: window.kernel[index]! }));
	return transpose(g, slice(g, taps, used), exchange);
}

function biasGradient(g: GraphBuilder, dy: Value): Value {
	return reduceSum(g, dy, [0, ...spatialAxes(dy.shape.length)]);
}

export const convolutions = family({
	Conv: {
		attributes: { ...windowAttributes, group: 'int' },
		infer: inferConv,
		// y = w * x + b: dx = wᵀ * dy, dw = x * dy, db = Σ dy
		gradient: rule((g, dy, node) => {
			const convolution = read(node);
			const { x, bias, window } = convolution;
			return [
				() => inputGradient(g, dy, convolution),
				() => kernelGradient(g, node, x, dy, window),
				bias && (() => biasGradient(g, dy)),
			];
		}),
	},
	ConvTranspose: {
		attributes: { ...windowAttributes, group: 'int', output_padding: 'ints', output_shape: 'ints' },
		infer: inferConvTranspose,
		// y = wᵀ * x + b: dx = w * dy, dw = dy * x, db = Σ dy
		gradient: rule((g, dy, node) => {
			const { x, w, bias, group, window } = read(node);
			const { strides, dilations, before, after } = window;
			return [
				() => {
					const dx = conv(g, dy, w, null, { strides, dilations, group, pads: [...before, ...after] });
					// Output padding of a whole stride or more would show one position too many.
					const axes = spatialAxes(x.shape.length);
					return slice(
						g,
						dx,
						axes.map((axis) => ({ axis, start: 0, end: x.shape[axis]! })),
					);
				},
				() => kernelGradient(g, node, dy, x, window),
				bias && (() => biasGradient(g, dy)),
			];
		}),
	},
});
