import type { GraphBuilder } from '../builder.ts';
import type { Value } from '../node-view.ts';
import { range } from '../shape.ts';

/** One float32 input of a sample, drawn from `low` … `high` (−1 … 1). */
export interface SampleInput {
	readonly shape: readonly number[];
	readonly low?: number;
	readonly high?: number;
	/** Evenly spaced values in random order, for functions with kinks at ties or at 0. */
	readonly distinct?: boolean;
}

/** A small graph whose gradient is checked. */
export interface GradientSample {
	readonly title: string;
	readonly inputs: readonly SampleInput[];
	readonly build: (g: GraphBuilder, inputs: readonly Value[]) => readonly Value[];
	readonly contributedOperators?: boolean;
	/** Distance of the finite differences, smaller for functions that bend sharply. Default 0.02. */
	readonly stepLength?: number;
}

/** A sample of one input. */
export function one(
	title: string,
	input: SampleInput,
	build: (g: GraphBuilder, x: Value) => Value,
	more: Pick<GradientSample, 'contributedOperators' | 'stepLength'> = {},
): GradientSample {
	return { title, inputs: [input], build: (g, [x]) => [build(g, x!)], ...more };
}

/** A sample of two inputs. */
export function two(
	title: string,
	inputs: readonly [SampleInput, SampleInput],
	build: (g: GraphBuilder, a: Value, b: Value) => Value,
	more: Pick<GradientSample, 'contributedOperators' | 'stepLength'> = {},
): GradientSample {
	return { title, inputs, build: (g, [a, b]) => [build(g, a!, b!)], ...more };
}

/** Constants that look like weights: the same each time. */
export function weights(g: GraphBuilder, shape: readonly number[]): Value {
	const count = shape.reduce((left, right) => left * right, 1);
	return g.constant(
		Float32Array.from(range(count), (index) => Math.sin(1.7 * index + 0.3)),
		shape,
		'weights',
	);
}
