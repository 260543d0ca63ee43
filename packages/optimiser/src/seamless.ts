/**
 * @file Decoding a latent whose sides meet, and encoding such a picture: what lies beyond an edge is what comes in at
 * the other one, so that the network does not see where the picture ends.
 */
import { concat, type GraphBuilder, slice, type Value } from '@galatea/autodiff';
import type { DecodeLatent, EncodePicture, Generator } from '@galatea/networks';
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
	const beyond = (axis: number): number => Math.min(reach, latent.shape[axis] as number);
	const picture = decode(g, widen(g, latent, wraps, beyond));
	return narrow(g, picture, wraps, (axis) => beyond(axis) * downscale);
}

/** As `encode`, of a picture [1, 3, H, W] that goes on at its opposite sides where `wraps` says so. */
export function encodeSeamless(
	g: GraphBuilder,
	{ downscale }: Pick<Generator, 'downscale'>,
	encode: EncodePicture,
	picture: Value,
	wraps: Wrapping,
): Value {
	const beyond = (axis: number): number => Math.min(reach, (picture.shape[axis] as number) / downscale);
	const latent = encode(
		g,
		widen(g, picture, wraps, (axis) => beyond(axis) * downscale),
	);
	return narrow(g, latent, wraps, beyond);
}

function axesOf(wraps: Wrapping): readonly number[] {
	return [...(wraps.vertical ? [2] : []), ...(wraps.horizontal ? [3] : [])];
}

/** Repeats as many positions beyond each edge as `beyond` says for its axis. */
function widen(g: GraphBuilder, narrower: Value, wraps: Wrapping, beyond: (axis: number) => number): Value {
	return axesOf(wraps).reduce((x, axis) => {
		const before = slice(g, x, [{ axis, start: -beyond(axis) }]);
		return concat(g, [before, x, slice(g, x, [{ axis, start: 0, end: beyond(axis) }])], axis);
	}, narrower);
}

/** Takes away as many at each edge. */
function narrow(g: GraphBuilder, wider: Value, wraps: Wrapping, beyond: (axis: number) => number): Value {
	const axes = axesOf(wraps);
	if (axes.length === 0) return wider;
	return slice(
		g,
		wider,
		axes.map((axis) => ({ axis, start: beyond(axis), end: -beyond(axis) })),
	);
}
