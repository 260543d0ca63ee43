/** @file nerdyrodent's GaussianNoise: normal noise in some of the cutouts, whole or not at all. */
import type { AugmentationSettings } from '@galatea/render';
import type { RandomStream } from '../random.ts';

/** The noise [N, 3, S, S] of one step; zeros where there is none. */
export function drawGaussianNoise(
	count: number,
	sidePx: number,
	{ deviation, probability }: AugmentationSettings['gaussianNoise'],
	random: RandomStream,
): Float32Array {
	const length = 3 * sidePx * sidePx;
	const noise = new Float32Array(count * length);
	const applied = Array.from({ length: count }, () => random.chance(probability));
	applied.forEach((is, cutout) => {
		if (is) random.fillNormal(noise, cutout * length, (cutout + 1) * length, deviation);
	});
	return noise;
}
