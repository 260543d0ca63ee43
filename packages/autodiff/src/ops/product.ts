/** @file Matrix products. A product is bilinear: its gradient is two more products. */
import type { GraphBuilder } from '../builder.ts';
import { sumTo } from '../functions/composed.ts';
import { mul } from '../functions/elementwise.ts';
import { reshape, swapLastAxes } from '../functions/movement.ts';
import { fusedMatMul, gemm, matMul } from '../functions/network.ts';
import type { NodeView, Value } from '../node-view.ts';
import { family, rule } from '../operator.ts';
import { broadcast, type Shape, type ValueType } from '../shape.ts';

// Shape of A·B for operands of rank 2 and more whose last two axes are already in order.
function inferProduct(node: NodeView, a: Shape, b: Shape): Shape {
	const batch = broadcast(a.slice(0, -2), b.slice(0, -2));
	if (batch === null || a.at(-1) !== b.at(-2)) return node.fail(`${node.describeInputs()} do not multiply`);
	return [...batch, a.at(-2)!, b.at(-1)!];
}

function turned(shape: Shape, turn: boolean): Shape {
	return turn ? [...shape.slice(0, -2), shape.at(-1)!, shape.at(-2)!] : shape;
}

function flags(node: NodeView): { readonly transposeA: boolean; readonly transposeB: boolean; readonly alpha: number } {
	return {
		transposeA: node.number('transA', 0) !== 0,
		transposeB: node.number('transB', 0) !== 0,
		alpha: node.number('alpha', 1),
	};
}

function inferMatMul(node: NodeView): readonly ValueType[] {
	const [a, b] = [node.input(0), node.input(1)];
	node.sameDType();
	if (a.shape.length === 0 || b.shape.length === 0)
		node.fail(`${node.describeInputs()}: a scalar has no matrix product`);
	const rows = a.shape.length === 1 ? [1, ...a.shape] : a.shape;
	const columns = b.shape.length === 1 ? [...b.shape, 1] : b.shape;
	const full = inferProduct(node, rows, columns);
	const shape = [
		...full.slice(0, -2),
		...(a.shape.length === 1 ? [] : [full.at(-2)!]),
		...(b.shape.length === 1 ? [] : [full.at(-1)!]),
	];
	return [{ dtype: a.dtype, shape }];
}

// The operands and the cotangent of a product, with vectors written as matrices.
function asMatrices(g: GraphBuilder, dy: Value, node: NodeView): { a: Value; b: Value; dy: Value } {
	const [a, b] = [node.input(0), node.input(1)];
	const rows = a.shape.length === 1 ? reshape(g, a, [1, ...a.shape]) : a;
	const columns = b.shape.length === 1 ? reshape(g, b, [...b.shape, 1]) : b;
	return { a: rows, b: columns, dy: reshape(g, dy, inferProduct(node, rows.shape, columns.shape)) };
}

// A · Bᵀ without writing Bᵀ to memory: a single matrix B goes into a Gemm, which reads it in either order.
function timesTransposed(g: GraphBuilder, a: Value, b: Value): Value {
	if (b.shape.length === 2) {
		const rows = gemm(g, reshape(g, a, [-1, a.shape.at(-1)!]), b, null, { transposeB: true });
		return reshape(g, rows, [...a.shape.slice(0, -1), b.shape[0]!]);
	}
	return g.contributedOperators ? fusedMatMul(g, a, b, { transposeB: true }) : matMul(g, a, swapLastAxes(g, b));
}

function inferGemm(node: NodeView): readonly ValueType[] {
	const { transposeA, transposeB } = flags(node);
	const [a, b, c] = [node.input(0), node.input(1), node.optional(2)];
	node.sameDType();
	if (a.shape.length !== 2 || b.shape.length !== 2) node.fail(`${node.describeInputs()}: two matrices are needed`);
	const shape = inferProduct(node, turned(a.shape, transposeA), turned(b.shape, transposeB));
	if (c && broadcast(c.shape, shape)?.join() !== shape.join())
		node.fail(`${node.describeInputs()}: the third does not broadcast to [${shape.join(',')}]`);
	return [{ dtype: a.dtype, shape }];
}

// [rows, …batch, columns] as [...batch, rows, columns].
function rowsLast(shape: Shape, rowsFirst: boolean): Shape {
	return rowsFirst ? [...shape.slice(1, -1), shape[0]!, shape.at(-1)!] : shape;
}

function inferFused(node: NodeView): readonly ValueType[] {
	const { transposeA, transposeB } = flags(node);
	const [a, b] = [node.input(0), node.input(1)];
	node.sameDType();
	if (a.shape.length < 2 || b.shape.length < 2) node.fail(`${node.describeInputs()}: two matrices are needed`);
	const left = rowsLast(a.shape, node.number('transBatchA', 0) !== 0);
	const right = rowsLast(b.shape, node.number('transBatchB', 0) !== 0);
	return [{ dtype: a.dtype, shape: inferProduct(node, turned(left, transposeA), turned(right, transposeB)) }];
}

export const products = family({
	MatMul: {
		attributes: {},
		infer: inferMatMul,
		// Y = AB: dA = dY Bᵀ, dB = Aᵀ dY, summed over the axes along which A or B was repeated
		gradient: rule((g, dy, node) => {
			const m = asMatrices(g, dy, node);
			const [a, b] = [node.input(0), node.input(1)];
			return [
				() => reshape(g, sumTo(g, timesTransposed(g, m.dy, m.b), m.a.shape), a.shape),
				() => {
					const db = g.contributedOperators
						? fusedMatMul(g, m.a, m.dy, { transposeA: true })
						: matMul(g, swapLastAxes(g, m.a), m.dy);
					return reshape(g, sumTo(g, db, m.b.shape), b.shape);
				},
			];
		}),
	},
	FusedMatMul: {
		domain: 'com.microsoft',
		attributes: { transA: 'int', transB: 'int', transBatchA: 'int', transBatchB: 'int', alpha: 'float' },
		infer: inferFused,
		// Y = αA'B' with A' = A or Aᵀ: dA' = αdY B'ᵀ, dB' = αA'ᵀ dY, and (XY)ᵀ = YᵀXᵀ where A or B was transposed
		gradient: rule((g, dy, node) => {
			const { transposeA, transposeB, alpha } = flags(node);
			const [a, b] = [node.input(0), node.input(1)];
			if (node.number('transBatchA', 0) !== 0 || node.number('transBatchB', 0) !== 0)
				node.fail('no gradient is written for rows-first operands; the unit attention has one');
			return [
				() => {
					const da = transposeA
						? fusedMatMul(g, b, dy, { alpha, transposeA: transposeB, transposeB: true })
						: fusedMatMul(g, dy, b, { alpha, transposeB: !transposeB });
					return sumTo(g, da, a.shape);
				},
				() => {
					const db = transposeB
						? fusedMatMul(g, dy, a, { alpha, transposeA: true, transposeB: transposeA })
						: fusedMatMul(g, a, dy, { alpha, transposeA: !transposeA });
					return sumTo(g, db, b.shape);
				},
			];
		}),
	},
	Gemm: {
		attributes: { alpha: 'float', beta: 'float', transA: 'int', transB: 'int' },
		infer: inferGemm,
		// Y = αA'B' + βC: as FusedMatMul, and dC = βdY summed to C's shape
		gradient: rule((g, dy, node) => {
			const { transposeA, transposeB, alpha } = flags(node);
			const [a, b, c] = [node.input(0), node.input(1), node.optional(2)];
			const beta = node.number('beta', 1);
			return [
				() =>
					transposeA
						? gemm(g, b, dy, null, { alpha, transposeA: transposeB, transposeB: true })
						: gemm(g, dy, b, null, { alpha, transposeB: !transposeB }),
				() =>
					transposeB
						? gemm(g, dy, a, null, { alpha, transposeA: true, transposeB: transposeA })
						: gemm(g, a, dy, null, { alpha, transposeA: !transposeA }),
				c && (() => sumTo(g, mul(g, dy, beta), c.shape)),
			];
		}),
	},
});
