/** @file What a Slice takes of each axis, with all defaults and clamping resolved. */
import type { NodeView } from '../node-view.ts';
import { range } from '../shape.ts';

export interface SlicedAxis {
	/** The first index taken. */
	readonly start: number;
	readonly step: number;
	/** How many are taken. */
	readonly length: number;
}

export function slicedAxes(node: NodeView): readonly SlicedAxis[] {
	const { shape } = node.input(0);
	const starts = node.integers(1);
	const ends = node.integers(2);
	const given = node.optional(3) ? node.integers(3) : range(starts.length);
	const steps = node.optional(4) ? node.integers(4) : starts.map(() => 1);
	const axes: SlicedAxis[] = shape.map((length) => ({ start: 0, step: 1, length }));
	for (const [index, raw] of given.entries()) {
		const axis = node.axis(raw, shape.length);
		const step = steps[index] ?? node.fail('starts, ends, axes and steps differ in length');
		if (step === 0) node.fail(`the step along axis ${axis} is 0`);
		axes[axis] = resolve(shape[axis]!, starts[index]!, ends[index]!, step);
	}
	return axes;
}

function resolve(length: number, start: number, end: number, step: number): SlicedAxis {
	const fromFront = (index: number): number => (index < 0 ? index + length : index);
	const clamp = (index: number, low: number, high: number): number => Math.min(Math.max(index, low), high);
	const [low, high] = step > 0 ? [0, length] : [-1, length - 1];
	const first = clamp(fromFront(start), 0, high);
	const last = clamp(fromFront(end), low, high);
	return { start: first, step, length: Math.max(0, Math.ceil((last - first) / step)) };
}
