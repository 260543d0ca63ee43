/** @file The total table. An operator that is not here cannot be written, and one without a gradient does not compile. */

import type { Operator } from '../operator.ts';
import { arithmetic } from './arithmetic.ts';
import { contributed } from './contributed.ts';
import { convolutions } from './convolution.ts';
import { indexing } from './indexing.ts';
import { logic } from './logic.ts';
import { movement } from './movement.ts';
import { normalizations } from './normalization.ts';
import { products } from './product.ts';
import { reductions } from './reduction.ts';
import { reshapings } from './reshaping.ts';
import { sampling } from './sampling.ts';
import { transcendental } from './transcendental.ts';

const table = {
	...arithmetic,
	...transcendental,
	...logic,
	...products,
	...convolutions,
	...reductions,
	...normalizations,
	...movement,
	...reshapings,
	...indexing,
	...sampling,
	...contributed,
};

/** The operators that a graph may hold. */
export type OpType = keyof typeof table;

export const operators: { readonly [T in OpType]: Operator } = table;

export const opTypes = Object.keys(table) as readonly OpType[];
