/** @file Functions made of several nodes, whose gradients follow from those of the nodes. */
import type { GraphBuilder } from '../builder.ts';
import type { Value } from '../node-view.ts';
import { type Shape, sameShape } from '../shape.ts';
import { add, div, maximum, mul, sqrt } from './elementwise.ts';
import { reshape } from './movement.ts';
import { reduceSum } from './network.ts';

/** Sums `x` down to `shape`, from which it was broadcast: the transpose of broadcasting. */
export function sumTo(g: GraphBuilder, x: Value, shape: Shape): Value {
	if (sameShape(x.shape, shape)) return x;
	const missing = x.shape.length - shape.length;
	const axes = x.shape.flatMap((dimension, axis) => {
		const wanted = axis < missing ? 1 : shape[axis - missing];
		return axis < missing || (wanted === 1 && dimension !== 1) ? [axis] : [];
	});
	return reshape(g, reduceSum(g, x, axes, true), shape);
}

/** The sum of several values of one shape. */
export function addAll(g: GraphBuilder, values: readonly Value[]): Value | null {
	const [first, ...rest] = values;
	return first ? rest.reduce((sum, value) => add(g, sum, value), first) : null;
}

/** x / ‖x‖ along `axis`; the norm is kept at or above `epsilon`, as torch's F.normalize does. */
export function normalise(g: GraphBuilder, x: Value, axis = -1, epsilon = 1e-12): Value {
	const norm = sqrt(g, reduceSum(g, mul(g, x, x), [axis], true));
	return div(g, x, maximum(g, norm, epsilon));
}
