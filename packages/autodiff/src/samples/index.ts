/** @file Samples of every differentiable operator, by operator: the test of gradients goes through them all. */
import type { OpType } from '../ops/index.ts';
import { elementwiseSamples } from './elementwise.ts';
import { movementSamples } from './movement.ts';
import { productSamples, reductionSamples } from './network.ts';
import type { GradientSample } from './sample.ts';

export const gradientSamples: { readonly [T in OpType]?: readonly GradientSample[] } = {
	...elementwiseSamples,
	...productSamples,
	...reductionSamples,
	...movementSamples,
};
