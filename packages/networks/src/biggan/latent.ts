/**
 * @file The latent of a BigGAN as Big Sleep optimises it: for the beginning and for every block a row of noise and a row of
 * class scores, so that each layer may be told something of its own. As a latent [1, C, rows, 1], channels are the
 * numbers of noise and then the classes.
 *
 * It is not quantised. Kept steps write each number as one of 65,536 in −16..16, half a thousandth apart at most.
 */
import {
	add,
	cast,
	clip,
	type GraphBuilder,
	mul,
	reshape,
	sigmoid,
	slice,
	transpose,
	type Value,
} from '@galatea/autodiff';
import type { LatentConditions, LatentDraws, LatentRange, LatentShape } from '../generator.ts';

/** Numbers are kept between minus and plus this. Noise is near 0..4, class scores near −4. */
const reach = 16;
/** Numbers that a code may be. */
export const codeCount = 65_536;
const stepsPerUnit = (codeCount - 1) / (2 * reach);

/** Big Sleep's Latents: class scores are drawn around this, so that a class counts for 2 % at first. */
const classMean = -3.9;
const classDeviation = 0.3;

/** The same range for every channel. */
export function latentRangeOf(channels: number): LatentRange {
	return { minimum: new Float32Array(channels).fill(-reach), maximum: new Float32Array(channels).fill(reach) };
}

/** Noise from N(0, 1), class scores from N(−3.9, 0.3²). */
export function drawLatent([, channels, rows]: LatentShape, noiseLength: number, draws: LatentDraws): Float32Array {
	const z = new Float32Array(channels * rows);
	const noiseEnd = noiseLength * rows;
	draws.fillNormal(z, 0, noiseEnd, 1);
	draws.fillNormal(z, noiseEnd, z.length, classDeviation);
	for (let at = noiseEnd; at < z.length; at++) z[at] = (z[at] as number) + classMean;
	return z;
}

/** z [1, C, rows, 1] as noise and shares of classes: σ(score). */
export function conditionsOf(g: GraphBuilder, z: Value, noiseLength: number): LatentConditions {
	const [, channels, rows] = z.shape as readonly [number, number, number, number];
	const byRow = transpose(g, reshape(g, z, [channels, rows]), [1, 0]);
	return {
		noise: slice(g, byRow, [{ axis: 1, start: 0, end: noiseLength }]),
		classes: sigmoid(g, slice(g, byRow, [{ axis: 1, start: noiseLength }])),
	};
}

/** z → int64 [C · rows]. No gradient. */
export function codesOf(g: GraphBuilder, z: Value): Value {
	const length = z.shape.reduce((product, extent) => product * extent, 1);
	const scaled = mul(g, add(g, clip(g, z, -reach, reach), reach), stepsPerUnit);
	// Of numbers from 0 on, the cast drops what stands behind the point.
	return reshape(g, cast(g, add(g, scaled, 0.5), 'int64'), [length]);
}

/** The reverse of {@link codesOf}, as near as codes are to each other. Throws a RangeError for codes that are none. */
export function latentOf(codes: ArrayLike<number>, shape: LatentShape): Float32Array {
	const length = shape.reduce<number>((product, extent) => product * extent, 1);
	if (codes.length !== length)
		throw new RangeError(`A latent of ${length} numbers needs as many codes, got ${codes.length}`);
	return Float32Array.from(codes, (code, at) => {
		if (!Number.isInteger(code) || code < 0 || code >= codeCount)
			throw new RangeError(`Code ${code} at place ${at} is not from 0 to ${codeCount - 1}`);
		return code / stepsPerUnit - reach;
	});
}
