/** @file Functions that move numbers without computing: shapes, order, selection. */
import type { GraphBuilder } from '../builder.ts';
import type { Value } from '../node-view.ts';
import { range } from '../shape.ts';

/** The same elements in row-major order under another shape; one dimension may be −1. */
export function reshape(g: GraphBuilder, x: Value, shape: readonly number[]): Value {
	return g.node('Reshape', [x, g.integers(shape)]);
}

/** Axis i of the result is axis permutation[i] of x. */
export function transpose(g: GraphBuilder, x: Value, permutation: readonly number[]): Value {
	return g.node('Transpose', [x], { perm: permutation });
}

/** Repeats along axes of length 1 (and new axes in front) until the shape is `shape`. */
export function expand(g: GraphBuilder, x: Value, shape: readonly number[]): Value {
	return g.node('Expand', [x, g.integers(shape)]);
}

export function concat(g: GraphBuilder, parts: readonly Value[], axis: number): Value {
	return g.node('Concat', parts, { axis });
}

/** Cuts x along `axis` into parts of the given lengths, which add up to its length. */
export function split(g: GraphBuilder, x: Value, lengths: readonly number[], axis: number): readonly Value[] {
	return g.nodes('Split', [x, g.integers(lengths)], { axis }, lengths.length);
}

export interface SliceRange {
	readonly axis: number;
	readonly start: number;
	/** First index not taken; negative counts from the end. Left out: to the end (to the front for negative steps). */
	readonly end?: number;
	readonly step?: number;
}

// The largest int32, which every kernel clamps to the length of the axis.
const farEnd = 2 ** 31 - 1;

/** A box of x, axis by axis. */
export function slice(g: GraphBuilder, x: Value, ranges: readonly SliceRange[]): Value {
	const end = ({ end, step = 1 }: SliceRange): number => end ?? (step > 0 ? farEnd : -farEnd);
	return g.node('Slice', [
		x,
		g.integers(ranges.map(({ start }) => start)),
		g.integers(ranges.map(end)),
		g.integers(ranges.map(({ axis }) => axis)),
		g.integers(ranges.map(({ step = 1 }) => step)),
	]);
}

/** The same axes in reverse order of their elements. */
export function flip(g: GraphBuilder, x: Value, axes: readonly number[]): Value {
	if (axes.length === 0) return x;
	return slice(
		g,
		x,
		axes.map((axis) => ({ axis, start: -1, step: -1 })),
	);
}

/** Zeros (or `value`) around x: `before` and `after` have one number for each axis; negative numbers cut. */
export function pad(
	g: GraphBuilder,
	x: Value,
	before: readonly number[],
	after: readonly number[],
	mode: 'constant' | 'edge' | 'reflect' = 'constant',
	value = 0,
): Value {
	const pads = g.integers([...before, ...after]);
	return mode === 'constant' && value !== 0
		? g.node('Pad', [x, pads, g.scalar(value)], { mode })
		: g.node('Pad', [x, pads], { mode });
}

/** Removes axes of length 1. */
export function squeeze(g: GraphBuilder, x: Value, axes: readonly number[]): Value {
	return g.node('Squeeze', [x, g.integers(axes)]);
}

/** Inserts axes of length 1; `axes` count in the result. */
export function unsqueeze(g: GraphBuilder, x: Value, axes: readonly number[]): Value {
	return g.node('Unsqueeze', [x, g.integers(axes)]);
}

/** Two axes: those before `axis`, and those from it on. */
export function flatten(g: GraphBuilder, x: Value, axis = 1): Value {
	return g.node('Flatten', [x], { axis });
}

/** Repeats x as a whole, repeats[i] times along axis i. */
export function tile(g: GraphBuilder, x: Value, repeats: readonly number[]): Value {
	return g.node('Tile', [x, g.integers(repeats)]);
}

/** x[…, indices, …] along `axis`: rows of an embedding for axis 0. */
export function gather(g: GraphBuilder, x: Value, indices: Value, axis = 0): Value {
	return g.node('Gather', [x, indices], { axis });
}

/** Result[i][j] = x[indices[i][j]][j] for axis 0, and alike for others. */
export function gatherElements(g: GraphBuilder, x: Value, indices: Value, axis: number): Value {
	return g.node('GatherElements', [x, indices], { axis });
}

/** Result[…] = x[indices[…, 0], indices[…, 1], …]. */
export function gatherNd(g: GraphBuilder, x: Value, indices: Value): Value {
	return g.node('GatherND', [x, indices]);
}

/** x with updates added (or written) at indices along `axis`. */
export function scatterElements(
	g: GraphBuilder,
	x: Value,
	indices: Value,
	updates: Value,
	axis: number,
	reduction: 'none' | 'add' = 'add',
): Value {
	return g.node('ScatterElements', [x, indices, updates], { axis, reduction });
}

/** x with updates added (or written) at positions indices[…, :]. */
export function scatterNd(
	g: GraphBuilder,
	x: Value,
	indices: Value,
	updates: Value,
	reduction: 'none' | 'add' = 'add',
): Value {
	return g.node('ScatterND', [x, indices, updates], { reduction });
}

/** Channels to space, DCR order: [N, C·b², H, W] → [N, C, H·b, W·b]. */
export function depthToSpace(g: GraphBuilder, x: Value, blockSize: number, mode: 'DCR' | 'CRD' = 'DCR'): Value {
	return g.node('DepthToSpace', [x], { blocksize: blockSize, mode });
}

/** Space to channels: [N, C, H·b, W·b] → [N, C·b², H, W]. */
export function spaceToDepth(g: GraphBuilder, x: Value, blockSize: number): Value {
	return g.node('SpaceToDepth', [x], { blocksize: blockSize });
}

/** Zeros of a shape. */
export function zeros(g: GraphBuilder, shape: readonly number[]): Value {
	return expand(g, g.scalar(0), shape);
}

/** x with its last two axes exchanged. */
export function swapLastAxes(g: GraphBuilder, x: Value): Value {
	const rank = x.shape.length;
	return transpose(g, x, [...range(rank - 2), rank - 1, rank - 2]);
}
