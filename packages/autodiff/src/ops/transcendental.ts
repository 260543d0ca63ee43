/** @file Functions of one number, element by element. `y` is the output already computed. */

import { foldUnary } from '../fold.ts';
import { sumTo } from '../functions/composed.ts';
import {
	add,
	cos,
	div,
	erf,
	exp,
	greater,
	less,
	mul,
	neg,
	sigmoid,
	sin,
	sqrt,
	sub,
	tanh,
	where,
} from '../functions/elementwise.ts';
import { family, rule } from '../operator.ts';
import { inferSame } from './arithmetic.ts';

export const transcendental = family({
	Sqrt: {
		attributes: {},
		infer: inferSame,
		// d√x = dx / 2√x
		gradient: rule((g, dy, node) => [() => div(g, mul(g, dy, 0.5), node.output)]),
		fold: foldUnary(Math.sqrt),
	},
	Reciprocal: {
		attributes: {},
		infer: inferSame,
		// d(1/x) = −y² dx
		gradient: rule((g, dy, node) => [() => neg(g, mul(g, dy, mul(g, node.output, node.output)))]),
		fold: foldUnary((x) => 1 / x),
	},
	Exp: {
		attributes: {},
		infer: inferSame,
		// d(eˣ) = eˣ dx
		gradient: rule((g, dy, node) => [() => mul(g, dy, node.output)]),
		fold: foldUnary(Math.exp),
	},
	Log: {
		attributes: {},
		infer: inferSame,
		// d(ln x) = dx / x
		gradient: rule((g, dy, node) => [() => div(g, dy, node.input(0))]),
		fold: foldUnary(Math.log),
	},
	Sin: {
		attributes: {},
		infer: inferSame,
		// d sin x = cos x dx
		gradient: rule((g, dy, node) => [() => mul(g, dy, cos(g, node.input(0)))]),
		fold: foldUnary(Math.sin),
	},
	Cos: {
		attributes: {},
		infer: inferSame,
		// d cos x = −sin x dx
		gradient: rule((g, dy, node) => [() => neg(g, mul(g, dy, sin(g, node.input(0))))]),
		fold: foldUnary(Math.cos),
	},
	Asin: {
		attributes: {},
		infer: inferSame,
		// d asin x = dx / √(1 − x²)
		gradient: rule((g, dy, node) => {
			const x = node.input(0);
			return [() => div(g, dy, sqrt(g, sub(g, 1, mul(g, x, x))))];
		}),
		fold: foldUnary(Math.asin),
	},
	Acos: {
		attributes: {},
		infer: inferSame,
		// d acos x = −dx / √(1 − x²)
		gradient: rule((g, dy, node) => {
			const x = node.input(0);
			return [() => neg(g, div(g, dy, sqrt(g, sub(g, 1, mul(g, x, x)))))];
		}),
		fold: foldUnary(Math.acos),
	},
	Atan: {
		attributes: {},
		infer: inferSame,
		// d atan x = dx / (1 + x²)
		gradient: rule((g, dy, node) => {
			const x = node.input(0);
			return [() => div(g, dy, add(g, mul(g, x, x), 1))];
		}),
		fold: foldUnary(Math.atan),
	},
	Tanh: {
		attributes: {},
		infer: inferSame,
		// d tanh x = (1 − y²) dx
		gradient: rule((g, dy, node) => [() => mul(g, dy, sub(g, 1, mul(g, node.output, node.output)))]),
		fold: foldUnary(Math.tanh),
	},
	Sigmoid: {
		attributes: {},
		infer: inferSame,
		// dσ = y(1 − y) dx
		gradient: rule((g, dy, node) => [() => mul(g, dy, mul(g, node.output, sub(g, 1, node.output)))]),
		fold: foldUnary((x) => 1 / (1 + Math.exp(-x))),
	},
	Erf: {
		attributes: {},
		infer: inferSame,
		// d erf x = 2/√π e^(−x²) dx
		gradient: rule((g, dy, node) => {
			const x = node.input(0);
			return [() => mul(g, dy, mul(g, exp(g, neg(g, mul(g, x, x))), 2 / Math.sqrt(Math.PI)))];
		}),
	},
	Softplus: {
		attributes: {},
		infer: inferSame,
		// d ln(1 + eˣ) = σ(x) dx
		gradient: rule((g, dy, node) => [() => mul(g, dy, sigmoid(g, node.input(0)))]),
	},
	Relu: {
		attributes: {},
		infer: inferSame,
		// d max(x, 0) = dx where x > 0, else 0 (at 0 as well, as torch does)
		gradient: rule((g, dy, node) => [() => where(g, greater(g, node.output, 0), dy, 0)]),
		fold: foldUnary((x) => Math.max(x, 0)),
	},
	Gelu: {
		attributes: { approximate: 'string' },
		infer: (node) => {
			const approximate = node.text('approximate', 'none');
			if (approximate !== 'none' && approximate !== 'tanh')
				node.fail(`approximate is "${approximate}"; "none" or "tanh"`);
			return inferSame(node);
		},
		// none: d(x Φ(x)) = (Φ(x) + x φ(x)) dx with Φ = (1 + erf(x/√2))/2 and φ = e^(−x²/2)/√2π
		// tanh: y = x(1 + t)/2, t = tanh u, u = c(x + 0.044715 x³): dy = ((1 + t)/2 + x(1 − t²)/2 · c(1 + 3·0.044715 x²)) dx
		gradient: rule((g, dy, node) => {
			const x = node.input(0);
			const xx = mul(g, x, x);
			if (node.text('approximate', 'none') === 'none') {
				const cumulative = (): ReturnType<typeof add> => mul(g, add(g, erf(g, mul(g, x, Math.SQRT1_2)), 1), 0.5);
				const density = (): ReturnType<typeof add> => mul(g, exp(g, mul(g, xx, -0.5)), 1 / Math.sqrt(2 * Math.PI));
				return [() => mul(g, dy, add(g, cumulative(), mul(g, x, density())))];
			}
			const c = Math.sqrt(2 / Math.PI);
			return [
				() => {
					const t = tanh(g, mul(g, mul(g, x, add(g, mul(g, xx, 0.044715), 1)), c));
					const slope = mul(g, add(g, mul(g, xx, 3 * 0.044715), 1), c);
					const inner = mul(g, mul(g, x, sub(g, 1, mul(g, t, t))), slope);
					return mul(g, dy, mul(g, add(g, add(g, t, 1), inner), 0.5));
				},
			];
		}),
	},
	Clip: {
		attributes: {},
		infer: (node) => {
			for (const index of [1, 2])
				if ((node.optional(index)?.shape.length ?? 0) !== 0) node.fail(`bound ${index} must be a scalar`);
			node.sameDType();
			return inferSame(node);
		},
		// d clip(x, l, h) = dx where l ≤ x ≤ h, dl where x < l, dh where x > h
		gradient: rule((g, dy, node) => {
			const [x, low, high] = [node.input(0), node.optional(1), node.optional(2)];
			const below = low && less(g, x, low);
			const above = high && greater(g, x, high);
			const inside = (): typeof dy => {
				const upper = above ? where(g, above, 0, dy) : dy;
				return below ? where(g, below, 0, upper) : upper;
			};
			return [
				inside,
				below && (() => sumTo(g, where(g, below, dy, 0), [])),
				above && (() => sumTo(g, where(g, above, dy, 0), [])),
			];
		}),
	},
});
