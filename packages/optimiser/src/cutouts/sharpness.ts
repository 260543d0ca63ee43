/**
 * @file Kornia's RandomSharpness: a blend of a picture with a blurred copy, here with the least of the picture, so that it
 * blurs. The outermost pixels stay as they are.
 */
import { add, conv, type GraphBuilder, mul, reshape, sub, type Value } from '@galatea/autodiff';
import type { AugmentationSettings } from '@galatea/render';
import type { RandomStream } from '../random.ts';

const kernel = [1, 1, 1, 1, 5, 1, 1, 1, 1].map((weight) => weight / 13);

/** How much of the blurred copy each cutout gets, 0 to 1. Takes two numbers per cutout. */
export function drawSharpness(
	count: number,
	{ most, probability }: AugmentationSettings['sharpness'],
	random: RandomStream,
): Float32Array {
	return Float32Array.from({ length: count }, () => {
		const applied = random.chance(probability);
		const kept = random.uniform() * most;
		return applied ? 1 - kept : 0;
	});
}

/** Blends `pictures` [B, 3, S, S], B = 1 or N, with their blurred copies by `shares` [N]: [N, 3, S, S]. */
export function blur(g: GraphBuilder, pictures: Value, shares: Value): Value {
	const [batch = 1, channels = 1, side = 1] = pictures.shape;
	return g.scope('sharpness', () => {
		const flat = reshape(g, pictures, [batch * channels, 1, side, side]);
		const weights = g.constant(Float32Array.from(kernel), [1, 1, 3, 3], 'kernel');
		const soft = reshape(g, conv(g, flat, weights, null, { pads: [1, 1, 1, 1] }), pictures.shape);
		const inner = Float32Array.from({ length: side * side }, (_, pixel) => {
			const [x, y] = [pixel % side, Math.floor(pixel / side)];
			return Number(x > 0 && y > 0 && x < side - 1 && y < side - 1);
		});
		const change = mul(g, sub(g, soft, pictures), g.constant(inner, [1, 1, side, side], 'inner'));
		return add(g, pictures, mul(g, change, reshape(g, shares, [shares.shape[0] as number, 1, 1, 1])));
	});
}
