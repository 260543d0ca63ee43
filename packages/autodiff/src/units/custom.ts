/** @file Values whose backward is not the derivative of their forward, on purpose. */
import type { GraphBuilder } from '../builder.ts';
import { GraphError } from '../errors.ts';
import { sumTo } from '../functions/composed.ts';
import { cast, clip, greaterOrEqual, identity, mul, sub } from '../functions/elementwise.ts';
import type { Value } from '../node-view.ts';
import type { Contribution } from '../operator.ts';

/**
 * A function with an own backward. `forward` writes nodes and returns their result; `backward` is given the result's
 * cotangent and returns one contribution for each input, called only for inputs that need one.
 */
export function withGradient(
	g: GraphBuilder,
	name: string,
	inputs: readonly Value[],
	forward: () => Value,
	backward: (dy: Value, y: Value) => readonly Contribution[],
): Value {
	const [y] = g.unit(
		name,
		inputs,
		() => [forward()],
		([dy], unit) => (dy ? backward(dy, unit.outputs[0]!) : inputs.map(() => null)),
	);
	return y!;
}

/** For an input of a unit that must be a constant: asking for its gradient is an error, not silence. */
export function constantOnly(unit: string, input: string): Contribution {
	return () => {
		throw new GraphError(`unit "${unit}"`, `no gradient is written for ${input}; it must not depend on a target`);
	};
}

/** The same value, through which no gradient flows. */
export function stopGradient(g: GraphBuilder, x: Value): Value {
	return withGradient(
		g,
		'stop',
		[x],
		() => identity(g, x),
		() => [null],
	);
}

/**
 * Forward the value of `forward`; backward as if it had been `gradientTo`, to which its shape must broadcast. This is
 * the straight-through estimator of vector quantisation (Crowson's ReplaceGrad).
 */
export function replaceGradient(g: GraphBuilder, forward: Value, gradientTo: Value): Value {
	return withGradient(
		g,
		'replace',
		[forward, gradientTo],
		() => identity(g, forward),
		(dy) => [null, () => sumTo(g, dy, gradientTo.shape)],
	);
}

/**
 * clip(x, low, high), whose gradient passes outside the range as well where a descent step would bring x back:
 * dx = dy · [dy · (x − clip(x)) ≥ 0] (Crowson's ClampWithGrad).
 */
export function clampWithGradient(g: GraphBuilder, x: Value, low: number, high: number): Value {
	return withGradient(
		g,
		'clamp',
		[x],
		() => clip(g, x, low, high),
		(dy, y) => [() => mul(g, dy, cast(g, greaterOrEqual(g, mul(g, dy, sub(g, x, y)), 0), dy.dtype))],
	);
}
