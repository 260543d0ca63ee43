/** @file Differences between neighbouring positions, and what is made of them. */
import { add, concat, type GraphBuilder, mul, reduceMean, slice, sqrt, sub, type Value } from '@galatea/autodiff';

/** Along which axes the last position is a neighbour of the first. */
export interface Wrapping {
	readonly horizontal: boolean;
	readonly vertical: boolean;
}

const heightAxis = 2;
const widthAxis = 3;

// x[next] − x along an axis: one less than there are positions, or as many where it wraps.
function differences(g: GraphBuilder, x: Value, axis: number, wraps: boolean): Value {
	const next = slice(g, x, [{ axis, start: 1 }]);
	if (!wraps) return sub(g, next, slice(g, x, [{ axis, start: 0, end: -1 }]));
	return sub(g, concat(g, [next, slice(g, x, [{ axis, start: 0, end: 1 }])], axis), x);
}

/** Keeps the slope of a root finite at 0; adds at most 1e-4 to a length. As in tnwei's total variation. */
const epsilon = 1e-8;

/** Mean length of the gradient of `x` [1, C, H, W], channel by channel, over positions that have both neighbours. */
export function meanVariation(g: GraphBuilder, x: Value, { horizontal, vertical }: Wrapping): Value {
	const without = (value: Value, axis: number, wraps: boolean): Value =>
		wraps ? value : slice(g, value, [{ axis, start: 0, end: -1 }]);
	const across = without(differences(g, x, widthAxis, horizontal), heightAxis, vertical);
	const down = without(differences(g, x, heightAxis, vertical), widthAxis, horizontal);
	const squared = add(g, mul(g, across, across), mul(g, down, down));
	return reduceMean(g, sqrt(g, add(g, squared, epsilon)));
}

/** Mean square of the differences across plus that of those down, of `x` [1, C, H, W]. */
export function meanSquaredDifference(g: GraphBuilder, x: Value, { horizontal, vertical }: Wrapping): Value {
	const square = (value: Value): Value => reduceMean(g, mul(g, value, value));
	return add(g, square(differences(g, x, widthAxis, horizontal)), square(differences(g, x, heightAxis, vertical)));
}
