/**
 * @file GroupNorm, and GroupNorm followed by SiLU, as one unit that keeps only x.
 *
 * Of a group with m elements, mean μ and i = 1/√(variance + ε), channel c gives y = a·x + b with a = i·scale_c and
 * b = bias_c − μ·a: two passes over x, and otherwise one number per channel.
 *
 * Backward, with n = (x − μ)·i, P = Σ dy and Q = Σ dy·x per channel:
 *     m₁ = Σ_c scale_c P / m              the mean of the cotangent of n
 *     m₂ = Σ_c scale_c (Q − μP) i / m     its mean product with n
 *     dx = i·(scale_c dy − m₁ − n·m₂) = A·dy + B·x + C,  A = a,  B = −i²m₂,  C = −i·m₁ − B·μ
 */
import type { GraphBuilder } from '../builder.ts';
import { GraphError } from '../errors.ts';
import { add, maximum, mul, neg, reciprocal, sigmoid, sqrt, sub } from '../functions/elementwise.ts';
import { expand, reshape } from '../functions/movement.ts';
import { reduceMean, reduceSum, reduceSumSquare } from '../functions/network.ts';
import type { Value } from '../node-view.ts';
import { product } from '../shape.ts';
import { constantOnly, withGradient } from './custom.ts';
import { once } from './once.ts';

export interface GroupNormalizationOptions {
	readonly groups: number;
	/** Added to the variance. */
	readonly epsilon: number;
	/** SiLU follows, within the unit. Default false. */
	readonly silu?: boolean;
}

interface Statistics {
	/** [N, G, 1] */
	readonly mean: Value;
	/** 1/σ, [N, G, 1] */
	readonly inverse: Value;
	/** a and b of the file's head, [N, C, 1, 1]. */
	readonly a: Value;
	readonly b: Value;
}

/**
 * Each group of channels of x [N, C, …] to mean 0 and variance 1, then times scale [C] plus bias [C] (constants: they
 * get no gradient), then SiLU if asked. The variance is E[x²] − μ², exact to about 10⁻⁷·(1 + μ²/σ²).
 */
export function groupNormalization(
	g: GraphBuilder,
	x: Value,
	scale: Value,
	bias: Value,
	options: GroupNormalizationOptions,
): Value {
	const { groups, epsilon, silu = false } = options;
	const [batch, channels, ...spatial] = x.shape;
	if (batch === undefined || channels === undefined || channels % groups !== 0)
		throw new GraphError('groupNormalization', `[${x.shape.join(',')}] has no channels for ${groups} groups`);
	const perGroup = [batch, groups, channels / groups];
	const perChannel = [batch, channels, ...spatial.map(() => 1)];
	const count = (channels / groups) * product(spatial);
	const scales = (): Value => reshape(g, scale, [1, groups, channels / groups]);

	const statistics = once((): Statistics => {
		const rows = reshape(g, x, [batch, groups, count]);
		const mean = reduceMean(g, rows, [2], true);
		const square = mul(g, reduceSumSquare(g, rows, [2], true), 1 / count);
		const variance = maximum(g, sub(g, square, mul(g, mean, mean)), 0);
		const inverse = reciprocal(g, sqrt(g, add(g, variance, epsilon)));
		const slope = mul(g, inverse, scales());
		const offset = sub(g, reshape(g, bias, [1, groups, channels / groups]), mul(g, mean, slope));
		return { mean, inverse, a: reshape(g, slope, perChannel), b: reshape(g, offset, perChannel) };
	});

	const forward = (): Value => {
		const { a, b } = statistics();
		const y = add(g, mul(g, x, a), b);
		if (!silu) return y;
		return g.contributedOperators ? g.node('QuickGelu', [y], { alpha: 1 }) : mul(g, y, sigmoid(g, y));
	};

	const backward = (incoming: Value): Value => {
		const { mean, inverse, a, b } = statistics();
		const dy = silu ? siluGradient(g, incoming, () => add(g, mul(g, x, a), b)) : incoming;
		const sums = (value: Value): Value => reduceSum(g, reshape(g, value, [...perGroup, -1]), [3]);
		const p = mul(g, sums(dy), scales());
		const q = mul(g, sums(mul(g, dy, x)), scales());
		const first = mul(g, reduceSum(g, p, [2], true), 1 / count);
		const along = sub(g, mul(g, reduceSum(g, q, [2], true), 1 / count), mul(g, mean, first));
		const toX = neg(g, mul(g, mul(g, mul(g, inverse, inverse), inverse), along));
		const constant = neg(g, add(g, mul(g, inverse, first), mul(g, toX, mean)));
		const spread = (value: Value): Value => reshape(g, expand(g, value, perGroup), perChannel);
		return add(g, mul(g, dy, a), add(g, mul(g, x, spread(toX)), spread(constant)));
	};

	const name = silu ? 'groupNormSilu' : 'groupNorm';
	return withGradient(g, name, [x, scale, bias], forward, (dy) => [
		() => backward(dy),
		constantOnly(name, 'scale'),
		constantOnly(name, 'bias'),
	]);
}

// z = y s with s = σ(y): dy = (s + z(1 − s)) dz. y and s are computed again: to keep them would double the memory.
function siluGradient(g: GraphBuilder, dz: Value, input: () => Value): Value {
	const slope = g.recompute(() => {
		const y = input();
		const s = sigmoid(g, y);
		return add(g, s, mul(g, mul(g, y, s), sub(g, 1, s)));
	});
	return mul(g, dz, slope);
}
