/**
 * @file Decoding a latent whose sides meet: what lies beyond an edge is what comes in at the other one, so that the
 * decoder does not see where the picture ends.
 */
import { concat, type GraphBuilder, slice, type Value } from '@galatea/autodiff';
import type { DecodeLatent, Generator } from '@galatea/networks';
import type { Recipe } from '@galatea/render';
import type { Wrapping } from './losses/neighbours.ts';

/** Where the picture of a recipe goes on at its opposite side. */
export function wrappingOf({ tiling = 'none' }: Pick<Recipe, 'tiling'>): Wrapping {
	return {
		horizontal: tiling === 'horizontal' || tiling === 'both',
		vertical: tiling === 'vertical' || tiling === 'both',
	};
}

/**
 * Positions that are repeated beyond each edge. At f16 that is 32 pixels; convolutions reach a little further, with
 * what little of them is left there.
 */
const reach = 2;

/** As `decode`, of a latent [1, C, h, w] that goes on at its opposite sides where `wraps` says so. */
export function decodeSeamless(
	g: GraphBuilder,
	{ downscale }: Pick<Generator, 'downscale'>,
	decode: DecodeLatent,
	latent: Value,
	wraps: Wrapping,
): Value {
	const axes = [...(wraps.vertical ? [2] : []), ...(wraps.horizontal ? [3] : [])];
	if (axes.length === 0) return decode(g, latent);
	const beyond = (axis: number): number => Math.min(reach, latent.shape[axis] as number);
	const wider = axes.reduce((x, axis) => {
		const before = slice(g, x, [{ axis, start: -beyond(axis) }]);
		return concat(g, [before, x, slice(g, x, [{ axis, start: 0, end: beyond(axis) }])], axis);
	}, latent);
	const picture = decode(g, wider);
	return slice(
		g,
		picture,
		axes.map((axis) => ({ axis, start: beyond(axis) * downscale, end: -beyond(axis) * downscale })),
	);
}
