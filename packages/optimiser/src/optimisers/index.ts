/** @file The rules that a recipe may name. Adding one is a file, a line here, and its name in the recipe's schema. */
import type { OptimiserName } from '@galatea/render';
import { adagrad } from './adagrad.ts';
import { adam } from './adam.ts';
import { adamax } from './adamax.ts';
import { adamp } from './adamp.ts';
import { adamw } from './adamw.ts';
import { diffgrad } from './diffgrad.ts';
import { radam } from './radam.ts';
import { rmsprop } from './rmsprop.ts';
import type { OptimiserMemory, OptimiserRule } from './rule.ts';

export const optimisers: Readonly<Record<OptimiserName, OptimiserRule>> = {
	adam,
	adamw,
	adagrad,
	adamax,
	diffgrad,
	adamp,
	radam,
	rmsprop,
};

/** The memory before the first step. */
export function newMemory(name: OptimiserName, length: number): OptimiserMemory {
	return optimisers[name].memory.map(() => new Float32Array(length));
}
