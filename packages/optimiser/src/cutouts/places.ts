/**
 * @file Where on the picture each cutout was taken: the corners of the square that a perceptor saw, followed back through
 * every augmentation that moves pixels along straight lines. Fields bend what is inside these corners a little further.
 */
import type { CutoutPlan } from '../plan.ts';
import { purposes, type RandomSource } from '../random.ts';
import type { TensorValue } from '../runtime.ts';
import type { Area } from '../views.ts';
import { inputName } from './cutouts.ts';
import { apply, type Homography, type Point } from './homography.ts';
import { groupsOf } from './mixed.ts';
import { drawSights, isCropped, mixedName } from './sights.ts';
import { stagesOf } from './stages.ts';

/**
 * Corners in shares of the picture's sides, from the upper left of the cutout with the clock. A cutout that looks beyond an
 * edge has corners below 0 or above 1.
 */
export type Quadrilateral = readonly [Point, Point, Point, Point];

interface Size {
	readonly widthPx: number;
	readonly heightPx: number;
}

/** The places of the cutouts of `sizePx` at a step, in their order; `feeds` are what `cutoutFeeds` drew for it. */
export function cutoutPlaces(
	plan: CutoutPlan,
	picture: Size,
	sizePx: number,
	random: RandomSource,
	step: number,
	feeds: Readonly<Record<string, TensorValue>>,
): readonly Quadrilateral[] {
	const seen = sightAreas(plan, picture, sizePx, random, step);
	const mixed = plan.method === 'mixed' ? mixedMaps(plan, sizePx, feeds) : null;
	const stages = stageMaps(plan, sizePx, feeds);
	// Pixel centres have whole coordinates: the edges of a cutout are half a pixel beyond the first and the last.
	const [low, high] = [-0.5, sizePx - 0.5];
	const corners = [
		{ x: low, y: low },
		{ x: high, y: low },
		{ x: high, y: high },
		{ x: low, y: high },
	];
	return seen.map((area, cutout) => {
		const maps = [...(mixed === null ? [] : [mixed[cutout] as Homography]), ...(stages[cutout] ?? [])].reverse();
		return corners.map((corner) => {
			const { x, y } = maps.reduce((at, map) => apply(map, at), corner);
			return {
				x: (area.leftPx + ((x + 0.5) / sizePx) * area.widthPx) / picture.widthPx,
				y: (area.topPx + ((y + 0.5) / sizePx) * area.heightPx) / picture.heightPx,
			};
		}) as unknown as Quadrilateral;
	});
}

/** The rectangle of the picture that each cutout shows before any augmentation. */
function sightAreas(
	plan: CutoutPlan,
	picture: Size,
	sizePx: number,
	random: RandomSource,
	step: number,
): readonly Area[] {
	if (isCropped(plan.method))
		return drawSights(plan, picture, sizePx, random.draw(step, purposes.crops)).map(
			({ leftPx, topPx, sizePx: sidePx }) => ({ leftPx, topPx, widthPx: sidePx, heightPx: sidePx }),
		);
	const stream = random.draw(step, purposes.roll);
	const [down, across] = [stream.integer(picture.heightPx), stream.integer(picture.widthPx)];
	// Of a picture that goes on at its opposite side pooled cutouts show all, from somewhere on.
	const whole: Area = {
		leftPx: plan.wraps.horizontal ? across : 0,
		topPx: plan.wraps.vertical ? down : 0,
		...picture,
	};
	return plan.views.flatMap(({ area, count }) => Array.from({ length: count }, () => area ?? whole));
}

function mixedMaps(
	plan: CutoutPlan,
	sizePx: number,
	feeds: Readonly<Record<string, TensorValue>>,
): readonly Homography[] {
	return plan.views.flatMap(({ count }, view) =>
		groupsOf(count).flatMap(({ name, size }) =>
			Array.from({ length: size }, (_, cutout) => mapAt(feeds, sizePx, `${mixedName(view)}_${name}`, cutout)),
		),
	);
}

/** For each cutout the maps of its augmentations, in the order in which they are applied. */
function stageMaps(
	plan: CutoutPlan,
	sizePx: number,
	feeds: Readonly<Record<string, TensorValue>>,
): readonly (readonly Homography[])[] {
	const stages = stagesOf(plan);
	return Array.from({ length: plan.count }, (_, cutout) =>
		stages.flatMap((stage, index) => {
			if (stage.kind !== 'warp') return [];
			const count = stage.layers.filter(({ field }) => field === null).length;
			return Array.from({ length: count }, (_each, layer) =>
				mapAt(feeds, sizePx, `${stage.kind}_${index}`, cutout * count + layer),
			);
		}),
	);
}

function mapAt(feeds: Readonly<Record<string, TensorValue>>, sizePx: number, what: string, index: number): Homography {
	const name = inputName(sizePx, what);
	const tensor = feeds[name];
	if (tensor?.dtype !== 'float32') throw new Error(`nothing was drawn for "${name}"`);
	return Array.from(tensor.data.subarray(9 * index, 9 * index + 9)) as unknown as Homography;
}
