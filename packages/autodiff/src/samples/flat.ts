import type { GraphBuilder } from '../builder.ts';
import * as f from '../functions/index.ts';
import type { Value } from '../node-view.ts';
import type { OpType } from '../ops/index.ts';
import { type GradientSample, one, two } from './sample.ts';

type Comparison = (g: GraphBuilder, a: f.Operand, b: f.Operand) => Value;

const wide = { shape: [2, 6], low: -3, high: 3 };
// Whole numbers, so that some are equal.
const whole = (g: GraphBuilder, x: Value): Value => f.round(g, x);
const truth = (g: GraphBuilder, x: Value): Value => f.cast(g, x, 'float32');

function compared(compare: Comparison): readonly GradientSample[] {
	return [
		two('whole numbers', [wide, { ...wide, shape: [6] }], (g, a, b) => truth(g, compare(g, whole(g, a), whole(g, b)))),
	];
}

function combined(combine: (g: GraphBuilder, a: Value, b: Value) => Value): readonly GradientSample[] {
	return [two('signs', [wide, wide], (g, a, b) => truth(g, combine(g, f.greater(g, a, 0), f.greater(g, b, 0))))];
}

/** Samples of operators whose derivative is zero: their values are compared, and no gradient may come through them. */
export const flatSamples: { readonly [T in OpType]?: readonly GradientSample[] } = {
	Sign: [one('both signs', wide, f.sign)],
	Floor: [one('both signs', wide, f.floor)],
	Ceil: [one('both signs', wide, f.ceil)],
	Round: [one('both signs', wide, f.round)],
	Less: compared(f.less),
	LessOrEqual: compared(f.lessOrEqual),
	Greater: compared(f.greater),
	GreaterOrEqual: compared(f.greaterOrEqual),
	Equal: compared(f.equal),
	And: combined(f.and),
	Or: combined(f.or),
	Not: [one('signs', wide, (g, x) => truth(g, f.not(g, f.greater(g, x, 0))))],
	ArgMax: [one('inner axis', wide, (g, x) => truth(g, f.argMax(g, x, 1)))],
	ArgMin: [one('outer axis, kept', wide, (g, x) => truth(g, f.argMin(g, x, 0, true)))],
};
