import type { GraphBuilder } from '../builder.ts';
import { normalise } from '../functions/composed.ts';
import type { Value } from '../node-view.ts';
import { attention } from '../units/attention.ts';
import { doublingConvolution } from '../units/doubling-convolution.ts';
import { groupNormalization } from '../units/group-normalization.ts';
import { normalisedLinear } from '../units/normalised-linear.ts';
import { activationSamples } from './elementwise.ts';
import { type GradientSample, one, weights } from './sample.ts';

function numbers(count: number, phase: number): Float32Array {
	return Float32Array.from({ length: count }, (_, index) => Math.cos(2.1 * index + phase));
}

function groupNorm(title: string, silu: boolean, contributedOperators = false): GradientSample {
	return one(
		title,
		{ shape: [2, 6, 4, 3] },
		(g, x) => groupNormalization(g, x, weights(g, [6]), weights(g, [6]), { groups: 3, epsilon: 1e-6, silu }),
		{ contributedOperators },
	);
}

function attended(title: string, queries: number, contributedOperators: boolean, masked = false): GradientSample {
	const mask = (g: GraphBuilder): Value => g.constant([0, -1e4, -1e4, 0, 0, -1e4, 0, 0, 0], [3, 3], 'mask');
	return {
		title,
		inputs: [{ shape: [queries, 2, 8] }, { shape: [3, 2, 8] }, { shape: [3, 2, 8] }],
		contributedOperators,
		build: (g, [q, k, v]) => [attention(g, q!, k!, v!, { heads: 2, ...(masked && { mask: mask(g) }) })],
	};
}

/** Units and composed functions, each with and without contributed operators where that changes them. */
export const unitSamples: readonly GradientSample[] = [
	...activationSamples,
	one('normalise', { shape: [3, 5] }, (g, x) => normalise(g, x)),
	groupNorm('groupNormalization', false),
	groupNorm('groupNormalization with SiLU', true),
	groupNorm('groupNormalization with SiLU, contributed', true, true),
	one('doublingConvolution', { shape: [1, 3, 4, 5] }, (g, x) =>
		doublingConvolution(g, x, weights(g, [2, 3, 3, 3]), weights(g, [2])),
	),
	one('normalisedLinear', { shape: [3, 2, 6] }, (g, x) =>
		normalisedLinear(g, x, {
			scale: numbers(6, 0.2),
			shift: numbers(6, 1.2),
			epsilon: 1e-5,
			weight: numbers(24, 2.2),
			bias: numbers(4, 3.2),
		}),
	),
	attended('attention', 3, false),
	attended('attention of one query', 1, false),
	attended('attention with a mask', 3, false, true),
	attended('attention, contributed', 3, true),
	attended('attention of one query, contributed', 1, true),
];
