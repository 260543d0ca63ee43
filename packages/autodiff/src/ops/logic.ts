/** @file Comparison, choice and change of type. */

import type { DType } from '@galatea/onnx';
import { foldBinary, foldUnary } from '../fold.ts';
import { sumTo } from '../functions/composed.ts';
import { cast, where } from '../functions/elementwise.ts';
import type { NodeView } from '../node-view.ts';
import { family, type Operator, rule, zero } from '../operator.ts';
import { broadcast, isFloat, type ValueType } from '../shape.ts';
import { inferBroadcast, inferSame } from './arithmetic.ts';

function comparison(compute: (a: number, b: number) => boolean): Operator {
	return {
		attributes: {},
		infer: (node) => [{ dtype: 'bool', shape: inferBroadcast(node).shape }],
		gradient: zero,
		fold: foldBinary((a, b) => Number(compute(a, b)), 'bool'),
	};
}

function logical(compute: (a: boolean, b: boolean) => boolean): Operator {
	return {
		attributes: {},
		infer: (node) => {
			const type = inferBroadcast(node);
			if (type.dtype !== 'bool') node.fail(`inputs are ${node.describeInputs()}; bool is needed`);
			return [type];
		},
		gradient: zero,
		fold: foldBinary((a, b) => Number(compute(a !== 0, b !== 0)), 'bool'),
	};
}

const castTypes: ReadonlyMap<number, DType> = new Map<number, DType>([
	[1, 'float32'],
	[2, 'uint8'],
	[3, 'int8'],
	[6, 'int32'],
	[7, 'int64'],
	[9, 'bool'],
	[10, 'float16'],
	[11, 'float64'],
	[16, 'bfloat16'],
]);

function inferWhere(node: NodeView): ValueType {
	const [condition, a, b] = [node.input(0), node.input(1), node.input(2)];
	if (condition.dtype !== 'bool' || a.dtype !== b.dtype)
		node.fail(`inputs are ${node.describeInputs()}; bool and two of one type are needed`);
	const both = broadcast(a.shape, b.shape);
	const shape = (both && broadcast(condition.shape, both)) ?? node.fail(`${node.describeInputs()} do not broadcast`);
	return { dtype: a.dtype, shape };
}

export const logic = family({
	Less: comparison((a, b) => a < b),
	LessOrEqual: comparison((a, b) => a <= b),
	Greater: comparison((a, b) => a > b),
	GreaterOrEqual: comparison((a, b) => a >= b),
	Equal: comparison((a, b) => a === b),
	And: logical((a, b) => a && b),
	Or: logical((a, b) => a || b),
	Not: {
		attributes: {},
		infer: (node) => {
			if (node.input(0).dtype !== 'bool') node.fail(`input is ${node.describeInputs()}; bool is needed`);
			return inferSame(node);
		},
		gradient: zero,
		fold: foldUnary((x) => Number(x === 0)),
	},
	Where: {
		attributes: {},
		infer: (node) => [inferWhere(node)],
		// d where(c, a, b) = da where c, db elsewhere
		gradient: rule((g, dy, node) => {
			const [condition, a, b] = [node.input(0), node.input(1), node.input(2)];
			return [
				null,
				() => sumTo(g, where(g, condition, dy, 0), a.shape),
				() => sumTo(g, where(g, condition, 0, dy), b.shape),
			];
		}),
	},
	Identity: {
		attributes: {},
		infer: inferSame,
		gradient: rule((_g, dy) => [() => dy]),
		identity: (node) => node.input(0),
	},
	Cast: {
		attributes: { to: 'int' },
		infer: (node) => {
			const code = node.number('to', 0);
			const dtype = castTypes.get(code) ?? node.fail(`element type ${code} is not supported`);
			return [{ dtype, shape: node.input(0).shape }];
		},
		// Between floats the derivative is 1; whole numbers and truth values do not vary.
		gradient: rule((g, dy, node) => {
			const x = node.input(0);
			return [isFloat(x.dtype) && isFloat(node.output.dtype) ? () => cast(g, dy, x.dtype) : null];
		}),
		fold: (node, inputs) => {
			const { dtype } = node.output;
			if (dtype === 'float16' || dtype === 'bfloat16') return null;
			const convert =
				dtype === 'bool' ? (x: number) => Number(x !== 0) : isFloat(dtype) ? (x: number) => x : Math.trunc;
			return foldUnary(convert, dtype)(node, inputs);
		},
		identity: (node) => (node.input(0).dtype === node.output.dtype ? node.input(0) : null),
	},
});
