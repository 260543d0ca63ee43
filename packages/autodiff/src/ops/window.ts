/** @file The windows of convolutions and pooling: which attributes they have, and the sizes that follow. */
import type { NodeView } from '../node-view.ts';
import { range, type Shape } from '../shape.ts';

export interface Window {
	readonly kernel: readonly number[];
	readonly strides: readonly number[];
	readonly dilations: readonly number[];
	/** Padding before and after, one number for each spatial axis. */
	readonly before: readonly number[];
	readonly after: readonly number[];
}

export const windowAttributes = {
	auto_pad: 'string',
	dilations: 'ints',
	kernel_shape: 'ints',
	pads: 'ints',
	strides: 'ints',
} as const;

/** Reads the window of a node over `spatial` axes; `kernel` is taken from the weights where there are any. */
export function windowOf(node: NodeView, spatial: number, kernel?: Shape): Window {
	if (node.text('auto_pad', 'NOTSET') !== 'NOTSET') node.fail('auto_pad is not supported; write pads as numbers');
	const ones = new Array<number>(spatial).fill(1);
	const pads = node.ints('pads', new Array<number>(2 * spatial).fill(0));
	const window = {
		kernel: node.ints('kernel_shape', kernel ?? []),
		strides: node.ints('strides', ones),
		dilations: node.ints('dilations', ones),
		before: pads.slice(0, spatial),
		after: pads.slice(spatial),
	};
	if (kernel && window.kernel.join() !== kernel.join())
		node.fail(`kernel_shape [${window.kernel.join(',')}] is not that of the weights, [${kernel.join(',')}]`);
	for (const list of Object.values(window))
		if (list.length !== spatial)
			node.fail(`each of kernel_shape, strides, dilations needs ${spatial} numbers, pads ${2 * spatial}`);
	return window;
}

/** Pixels that a kernel covers along an axis. */
export function reach({ kernel, dilations }: Window, axis: number): number {
	return (kernel[axis]! - 1) * dilations[axis]! + 1;
}

/** Number of window positions along each axis. */
export function positions(node: NodeView, spatialShape: Shape, window: Window, ceiling = false): number[] {
	return spatialShape.map((length, axis) => {
		const free = length + window.before[axis]! + window.after[axis]! - reach(window, axis);
		if (free < 0)
			node.fail(`the kernel covers ${reach(window, axis)} pixels along axis ${axis + 2}, more than there are`);
		const steps = free / window.strides[axis]!;
		return (ceiling ? Math.ceil(steps) : Math.floor(steps)) + 1;
	});
}

/** 2, 3, …: the axes after batch and channel. */
export function spatialAxes(rank: number): number[] {
	return range(rank - 2).map((axis) => axis + 2);
}

/** The same number for each spatial axis where all are equal to it. */
export function all(list: readonly number[], value: number): boolean {
	return list.every((element) => element === value);
}
