/**
 * @file nerdyrodent's Erasing: one black rectangle, the same in every cutout of a step.
 */
import type { AugmentationSettings } from '@galatea/render';
import type { RandomStream } from '../random.ts';

/** The mask [1, 1, S, S] of one step: 0 inside the rectangle, 1 elsewhere. Takes six numbers. */
export function drawErasing(
	sidePx: number,
	settings: AugmentationSettings['erasing'],
	random: RandomStream,
): Float32Array {
	const mask = new Float32Array(sidePx * sidePx).fill(1);
	const between = (least: number, most: number): number => least + random.uniform() * (most - least);
	const applied = random.chance(settings.probability);
	const areaPx = between(settings.leastArea, settings.mostArea) * sidePx * sidePx;
	// Flat and tall rectangles are equally likely.
	const ratio = random.chance(0.5) ? between(settings.leastAspect, 1) : between(1, settings.mostAspect);
	const side = (length: number): number => Math.min(Math.max(Math.round(length), 1), sidePx);
	const height = side(Math.sqrt(areaPx * ratio));
	const width = side(Math.sqrt(areaPx / ratio));
	const left = random.integer(sidePx - width + 1);
	const top = random.integer(sidePx - height + 1);
	if (applied)
		for (let row = top; row < top + height; row++) mask.fill(0, row * sidePx + left, row * sidePx + left + width);
	return mask;
}
