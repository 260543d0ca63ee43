/**
 * @file What an entry of the operator table holds. One operator, one entry: its attributes, its shape rule, its
 * gradient and, where it helps, how constants fold and when it does nothing.
 */
import type { AttributeKind, Tensor } from '@galatea/onnx';
import type { GraphBuilder } from './builder.ts';
import type { NodeView, Value } from './node-view.ts';
import type { ValueType } from './shape.ts';

/**
 * What an input's gradient would be. A function, because it is only called for inputs that need one; null for inputs
 * in which the output is not differentiable (indices, shapes).
 */
export type Contribution = (() => Value) | null;

/**
 * A gradient rule. `dy` is the cotangent of the first output and `cotangents` those of all outputs, null where none
 * flows; where the first has none, `dy` is zeros. Returns one contribution for each input.
 */
export type GradientRule = (
	g: GraphBuilder,
	dy: Value,
	node: NodeView,
	cotangents: readonly (Value | null)[],
) => readonly Contribution[];

/**
 * `rule`: differentiable. `zero`: the derivative is zero wherever it exists, or the output is not a number that
 * varies; gradients end here, by intent. `refused`: a derivative exists but is not written; asking for it is an error.
 */
export type Gradient =
	| { readonly kind: 'rule'; readonly vjp: GradientRule }
	| { readonly kind: 'zero' }
	| { readonly kind: 'refused'; readonly reason: string };

export interface Operator {
	/** 'com.microsoft' for onnxruntime's own; left out for ONNX's. */
	readonly domain?: 'com.microsoft';
	readonly attributes: Readonly<Record<string, AttributeKind>>;
	/** Types of the outputs; throws a GraphError through `node.fail` on inputs that do not fit. */
	readonly infer: (node: NodeView) => readonly ValueType[];
	readonly gradient: Gradient;
	/** The outputs when all inputs are constants; null when it is not worth it or not known. */
	readonly fold?: (node: NodeView, inputs: readonly (Tensor | null)[]) => readonly Tensor[] | null;
	/** The input to which the output is equal, when this node does nothing. */
	readonly identity?: (node: NodeView) => Value | null;
}

/** Names the entries of one family, and keeps their names in the type. */
export function family<Name extends string>(
	entries: { readonly [N in Name]: Operator },
): {
	readonly [N in Name]: Operator;
} {
	return entries;
}

export function rule(vjp: GradientRule): Gradient {
	return { kind: 'rule', vjp };
}

export const zero: Gradient = { kind: 'zero' };

export function refused(reason: string): Gradient {
	return { kind: 'refused', reason };
}
