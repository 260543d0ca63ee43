/** @file A warp of several augmentations: its inputs in the graph, and what is drawn for them. */
import type { Value } from '@galatea/autodiff';
import type { AugmentationName, AugmentationSettings } from '@galatea/render';
import type { CutoutPlan } from '../plan.ts';
import type { RandomStream } from '../random.ts';
import type { Homography } from './homography.ts';
import type { Stage } from './stages.ts';
import type { Warp } from './warp.ts';
import { drawElastic, drawThinPlateSpline } from './warp-fields.ts';
import {
	drawAffine,
	drawHorizontalFlip,
	drawPerspective,
	drawRandomCrop,
	drawResizedCrop,
	drawRotation,
} from './warp-geometry.ts';

type WarpStage = Extract<Stage, { readonly kind: 'warp' }>;

/** Declares the inputs of a stage. */
export function warpInputs(
	{ layers }: WarpStage,
	name: string,
	count: number,
	sizePx: number,
	input: (name: string, shape: readonly number[]) => Value,
): Warp {
	const field = layers.at(-1)?.field ?? null;
	const maps = layers.length - Number(field !== null);
	return {
		count,
		maps: maps === 0 ? null : input(name, [count, maps, 3, 3]),
		field: field === null ? null : input(`${name}_field`, [field === 'own' ? count : 1, 2, sizePx * sizePx]),
		borders: layers.map(({ border }) => border),
	};
}

/** Feeds what {@link warpInputs} declares. `stream` is that of a place in the recipe's list. */
export function feedWarp(
	{ count, settings }: Pick<CutoutPlan, 'count' | 'settings'>,
	{ layers }: WarpStage,
	name: string,
	sizePx: number,
	stream: (place: number) => RandomStream,
	feed: (name: string, shape: readonly number[], data: Float32Array) => void,
): void {
	const mapped = layers.filter(({ field }) => field === null);
	if (mapped.length > 0) {
		const drawn = mapped.map((layer) => drawMaps(layer.name, count, sizePx, settings, stream(layer.place)));
		const maps = new Float32Array(count * mapped.length * 9);
		for (let cutout = 0; cutout < count; cutout++)
			drawn.forEach((layer, index) => {
				maps.set(layer[cutout] as Homography, (cutout * mapped.length + index) * 9);
			});
		feed(name, [count, mapped.length, 3, 3], maps);
	}
	const last = layers.at(-1);
	if (last?.field === 'own')
		feed(`${name}_field`, [count, 2, sizePx ** 2], drawElastic(count, sizePx, settings.elastic, stream(last.place)));
	else if (last?.field === 'shared')
		feed(
			`${name}_field`,
			[1, 2, sizePx ** 2],
			drawThinPlateSpline(sizePx, settings.thinPlateSpline, stream(last.place)),
		);
}

function drawMaps(
	name: AugmentationName,
	count: number,
	sizePx: number,
	settings: AugmentationSettings,
	random: RandomStream,
): readonly Homography[] {
	switch (name) {
		case 'affine':
			return drawAffine(count, sizePx, settings.affine, random);
		case 'perspective':
			return drawPerspective(count, sizePx, settings.perspective, random);
		case 'rotation':
			return drawRotation(count, sizePx, settings.rotation, random);
		case 'horizontalFlip':
			return drawHorizontalFlip(count, sizePx, settings.horizontalFlip, random);
		case 'randomCrop':
			return drawRandomCrop(count, sizePx, settings.randomCrop, random);
		case 'resizedCrop':
			return drawResizedCrop(count, sizePx, settings.resizedCrop, random);
		default:
			throw new RangeError(`${name} moves no pixels along straight lines`);
	}
}
