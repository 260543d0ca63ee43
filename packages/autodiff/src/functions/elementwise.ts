/** @file One thin function per elementwise operator. Two inputs broadcast by NumPy's rule; a number is a constant. */
import type { GraphBuilder } from '../builder.ts';
import type { Value } from '../node-view.ts';

/** A value, or a number that becomes a float32 constant of rank 0. */
export type Operand = Value | number;

function asValue(g: GraphBuilder, operand: Operand): Value {
	return typeof operand === 'number' ? g.scalar(operand) : operand;
}

/** a + b */
export function add(g: GraphBuilder, a: Operand, b: Operand): Value {
	return g.node('Add', [asValue(g, a), asValue(g, b)]);
}

/** a − b */
export function sub(g: GraphBuilder, a: Operand, b: Operand): Value {
	return g.node('Sub', [asValue(g, a), asValue(g, b)]);
}

/** a · b, element by element */
export function mul(g: GraphBuilder, a: Operand, b: Operand): Value {
	return g.node('Mul', [asValue(g, a), asValue(g, b)]);
}

/** a / b */
export function div(g: GraphBuilder, a: Operand, b: Operand): Value {
	return g.node('Div', [asValue(g, a), asValue(g, b)]);
}

/** a to the power of b */
export function pow(g: GraphBuilder, a: Operand, b: Operand): Value {
	return g.node('Pow', [asValue(g, a), asValue(g, b)]);
}

/** The smaller of the two. */
export function minimum(g: GraphBuilder, a: Operand, b: Operand): Value {
	return g.node('Min', [asValue(g, a), asValue(g, b)]);
}

/** The larger of the two. */
export function maximum(g: GraphBuilder, a: Operand, b: Operand): Value {
	return g.node('Max', [asValue(g, a), asValue(g, b)]);
}

/** The remainder with the sign of a, as C's fmod and JavaScript's %. */
export function mod(g: GraphBuilder, a: Operand, b: Operand): Value {
	return g.node('Mod', [asValue(g, a), asValue(g, b)], { fmod: 1 });
}

/** −x */
export function neg(g: GraphBuilder, x: Value): Value {
	return g.node('Neg', [x]);
}

export function abs(g: GraphBuilder, x: Value): Value {
	return g.node('Abs', [x]);
}

/** −1, 0 or 1 */
export function sign(g: GraphBuilder, x: Value): Value {
	return g.node('Sign', [x]);
}

export function floor(g: GraphBuilder, x: Value): Value {
	return g.node('Floor', [x]);
}

export function ceil(g: GraphBuilder, x: Value): Value {
	return g.node('Ceil', [x]);
}

/** To the nearest whole number, halves to even. */
export function round(g: GraphBuilder, x: Value): Value {
	return g.node('Round', [x]);
}

export function sqrt(g: GraphBuilder, x: Value): Value {
	return g.node('Sqrt', [x]);
}

/** 1 / x */
export function reciprocal(g: GraphBuilder, x: Value): Value {
	return g.node('Reciprocal', [x]);
}

export function exp(g: GraphBuilder, x: Value): Value {
	return g.node('Exp', [x]);
}

/** Natural logarithm. */
export function log(g: GraphBuilder, x: Value): Value {
	return g.node('Log', [x]);
}

export function sin(g: GraphBuilder, x: Value): Value {
	return g.node('Sin', [x]);
}

export function cos(g: GraphBuilder, x: Value): Value {
	return g.node('Cos', [x]);
}

export function asin(g: GraphBuilder, x: Value): Value {
	return g.node('Asin', [x]);
}

export function acos(g: GraphBuilder, x: Value): Value {
	return g.node('Acos', [x]);
}

export function atan(g: GraphBuilder, x: Value): Value {
	return g.node('Atan', [x]);
}

export function tanh(g: GraphBuilder, x: Value): Value {
	return g.node('Tanh', [x]);
}

/** 1 / (1 + e^−x) */
export function sigmoid(g: GraphBuilder, x: Value): Value {
	return g.node('Sigmoid', [x]);
}

/** The error function 2/√π ∫₀ˣ e^−t² dt. */
export function erf(g: GraphBuilder, x: Value): Value {
	return g.node('Erf', [x]);
}

/** max(x, 0) */
export function relu(g: GraphBuilder, x: Value): Value {
	return g.node('Relu', [x]);
}

/** ln(1 + eˣ) */
export function softplus(g: GraphBuilder, x: Value): Value {
	return g.node('Softplus', [x]);
}

/** x where it is inside `low` … `high`, else the nearer bound; null for no bound. */
export function clip(g: GraphBuilder, x: Value, low: Operand | null, high: Operand | null): Value {
	return g.node('Clip', [x, low === null ? null : asValue(g, low), high === null ? null : asValue(g, high)]);
}

/** a where the condition holds, else b. */
export function where(g: GraphBuilder, condition: Value, a: Operand, b: Operand): Value {
	return g.node('Where', [condition, asValue(g, a), asValue(g, b)]);
}

/** a < b */
export function less(g: GraphBuilder, a: Operand, b: Operand): Value {
	return g.node('Less', [asValue(g, a), asValue(g, b)]);
}

/** a ≤ b */
export function lessOrEqual(g: GraphBuilder, a: Operand, b: Operand): Value {
	return g.node('LessOrEqual', [asValue(g, a), asValue(g, b)]);
}

/** a > b */
export function greater(g: GraphBuilder, a: Operand, b: Operand): Value {
	return g.node('Greater', [asValue(g, a), asValue(g, b)]);
}

/** a ≥ b */
export function greaterOrEqual(g: GraphBuilder, a: Operand, b: Operand): Value {
	return g.node('GreaterOrEqual', [asValue(g, a), asValue(g, b)]);
}

/** a = b */
export function equal(g: GraphBuilder, a: Operand, b: Operand): Value {
	return g.node('Equal', [asValue(g, a), asValue(g, b)]);
}

export function not(g: GraphBuilder, a: Value): Value {
	return g.node('Not', [a]);
}

export function and(g: GraphBuilder, a: Value, b: Value): Value {
	return g.node('And', [a, b]);
}

export function or(g: GraphBuilder, a: Value, b: Value): Value {
	return g.node('Or', [a, b]);
}

/** The same value under another name; removed when the graph is built. */
export function identity(g: GraphBuilder, x: Value): Value {
	return g.node('Identity', [x]);
}

/** The same numbers in another element type. */
export function cast(g: GraphBuilder, x: Value, dtype: Value['dtype']): Value {
	return g.node('Cast', [x], { to: castCode[dtype] });
}

// TensorProto.DataType, as the attribute "to" wants it.
const castCode: { readonly [D in Value['dtype']]: number } = {
	float32: 1,
	uint8: 2,
	int8: 3,
	int32: 6,
	int64: 7,
	bool: 9,
	float16: 10,
	float64: 11,
	bfloat16: 16,
};
