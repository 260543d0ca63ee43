/**
 * @file Multi-head attention, without the projections around it.
 *
 * Rows are tokens first: [T, N, D], so that a contributed product can read heads in place, [T, N, H, d] as
 * [N, H, T, d], without a Transpose. With S = QKᵀ, P = softmax(S + mask), O = PV:
 *     dP = dO Vᵀ    dV = Pᵀ dO    dS = P (dP − Σ dP·P)    dQ = dS K    dK = dSᵀ Q
 */
import type { GraphBuilder } from '../builder.ts';
import { GraphError } from '../errors.ts';
import { add, mul, sub } from '../functions/elementwise.ts';
import { reshape, transpose } from '../functions/movement.ts';
import { fusedMatMul, matMul, reduceSum, softmax } from '../functions/network.ts';
import type { Value } from '../node-view.ts';
import { constantOnly, withGradient } from './custom.ts';
import { once } from './once.ts';

export interface AttentionOptions {
	readonly heads: number;
	/** Added to the scores, [Tq, Tk] or broadcast to it: −∞ (or −10⁴) where a query must not look. */
	readonly mask?: Value;
	/** Multiplies the scores; 1 where 1/√d is folded into the projection of q. Default 1/√d. */
	readonly scale?: number;
}

/** Attention of queries q [Tq, N, D] to keys and values k, v [Tk, N, D]; the result is [Tq, N, D]. */
export function attention(g: GraphBuilder, q: Value, k: Value, v: Value, options: AttentionOptions): Value {
	const { heads, mask } = options;
	const [, batch, width] = q.shape;
	if (q.shape.length !== 3 || k.shape.join() !== v.shape.join() || k.shape[1] !== batch || k.shape[2] !== width)
		throw new GraphError('attention', `q [${q.shape}], k [${k.shape}], v [${v.shape}]: [T,N,D] are needed`);
	if (width! % heads !== 0) throw new GraphError('attention', `width ${width} does not divide into ${heads} heads`);
	const depth = width! / heads;
	const scale = options.scale ?? 1 / Math.sqrt(depth);
	const products = (g.contributedOperators ? fusedProducts : plainProducts)(g, batch!, heads, depth);
	const weights = once(() => {
		const scores = products.scores(q, k, scale);
		return softmax(g, mask ? add(g, scores, mask) : scores);
	});
	const forward = (): Value => products.mixed(weights(), v);
	return withGradient(g, 'attention', mask ? [q, k, v, mask] : [q, k, v], forward, (dy) => {
		const p = weights();
		const ds = once(() => {
			const dp = products.scores(dy, v, 1);
			const centred = sub(g, dp, reduceSum(g, mul(g, dp, p), [-1], true));
			return mul(g, p, centred);
		});
		return [
			() => products.mixed(ds(), k, { scale }),
			() => products.mixed(ds(), q, { scale, transposed: true }),
			() => products.mixed(p, dy, { transposed: true }),
			...(mask ? [constantOnly('attention', 'mask')] : []),
		];
	});
}

interface HeadProducts {
	/** scale · A Bᵀ per head: [Ta, N, D] and [Tb, N, D] → [N, H, Ta, Tb]. */
	readonly scores: (a: Value, b: Value, scale: number) => Value;
	/** scale · W B or scale · Wᵀ B per head: [N, H, Ta, Tb] and rows [T, N, D] → rows [T, N, D]. */
	readonly mixed: (w: Value, b: Value, options?: { readonly scale?: number; readonly transposed?: boolean }) => Value;
}

function fusedProducts(g: GraphBuilder, n: number, h: number, d: number): HeadProducts {
	const split = (rows: Value): Value => reshape(g, rows, [-1, n, h, d]);
	return {
		scores: (a, b, scale) =>
			fusedMatMul(g, split(a), split(b), { alpha: scale, transposeB: true, rowsFirstA: true, rowsFirstB: true }),
		mixed: (w, b, { scale = 1, transposed = false } = {}) => {
			const mixed = fusedMatMul(g, w, split(b), { alpha: scale, transposeA: transposed, rowsFirstB: true });
			return reshape(g, transpose(g, mixed, [2, 0, 1, 3]), [-1, n, h * d]);
		},
	};
}

function plainProducts(g: GraphBuilder, n: number, h: number, d: number): HeadProducts {
	const turned = (rows: Value, order: readonly number[]): Value => transpose(g, reshape(g, rows, [-1, n, h, d]), order);
	const scaled = (value: Value, scale: number): Value => (scale === 1 ? value : mul(g, value, scale));
	return {
		scores: (a, b, scale) => matMul(g, turned(scaled(a, scale), [1, 2, 0, 3]), turned(b, [1, 2, 3, 0])),
		mixed: (w, b, { scale = 1, transposed = false } = {}) => {
			const left = transposed ? transpose(g, w, [0, 1, 3, 2]) : w;
			const mixed = matMul(g, left, turned(scaled(b, scale), [1, 2, 0, 3]));
			return reshape(g, transpose(g, mixed, [2, 0, 1, 3]), [-1, n, h * d]);
		},
	};
}
