/** @file The part of the picture that each cutout shows, before any augmentation: cropped or pooled. */
import { concat, expand, type GraphBuilder, matMul, slice, type Value } from '@galatea/autodiff';
import { maskOut, placeOnWhite } from '../masks.ts';
import type { CutoutPlan } from '../plan.ts';
import { purposes, type RandomSource, type RandomStream } from '../random.ts';
import type { Area } from '../views.ts';
import { type Crop, type CropMethod, cropMatrices, drawCrops } from './crops.ts';
import { appendMixed, feedMixed } from './mixed.ts';
import { pool } from './pooling.ts';

type Input = (name: string, shape: readonly number[]) => Value;
type Feed = (name: string, shape: readonly number[], data: Float32Array) => void;

interface Size {
	readonly widthPx: number;
	readonly heightPx: number;
}

/** What `picture` [1, 3, H, W] shows in squares of `sizePx`: [N, 3, S, S], or [1, 3, S, S] where all show the same. */
export function appendSights(g: GraphBuilder, plan: CutoutPlan, picture: Value, sizePx: number, input: Input): Value {
	const { count, views, wraps } = plan;
	const [, , height = 1, width = 1] = picture.shape;
	const seenBy = (view: number): Value =>
		views[view]?.mask ? maskOut(g, picture, input(maskName(view), [1, 1, height, width])) : picture;
	if (isCropped(plan.method)) {
		const rows = input('rows', [count, 1, sizePx, height]);
		const columns = input('columns', [count, 1, width, sizePx]);
		if (views.every(({ mask }) => mask === null)) return matMul(g, matMul(g, rows, picture), columns);
		const ends = views.map((_, index) => views.slice(0, index + 1).reduce((sum, view) => sum + view.count, 0));
		const cropped = views.map((view, index) => {
			const end = ends[index] as number;
			const ofView = (of: Value): Value => slice(g, of, [{ axis: 0, start: end - view.count, end }]);
			return matMul(g, matMul(g, ofView(rows), seenBy(index)), ofView(columns));
		});
		return cropped.length === 1 ? (cropped[0] as Value) : concat(g, cropped, 0);
	}
	const pooled = views.map(({ area }, index) => {
		if (area !== null) return pool(g, cutOut(g, seenBy(index), area), sizePx);
		const turned = wraps.vertical ? matMul(g, input('roll_rows', [height, height]), picture) : picture;
		return pool(g, wraps.horizontal ? matMul(g, turned, input('roll_columns', [width, width])) : turned, sizePx);
	});
	if (plan.method === 'mixed') {
		const mixed = pooled.map((each, view) =>
			appendMixed(g, each, views[view]?.count as number, mixedName(view), input),
		);
		return mixed.length === 1 ? (mixed[0] as Value) : concat(g, mixed, 0);
	}
	if (pooled.length === 1) return pooled[0] as Value;
	const whole = pooled.map((each, index) => expand(g, each, [views[index]?.count as number, 3, sizePx, sizePx]));
	return concat(g, whole, 0);
}

/** Whether cutouts are squares of the picture; if not, it is pooled. */
export function isCropped(method: CutoutPlan['method']): method is CropMethod {
	return method !== 'pooled' && method !== 'mixed';
}

export const mixedName = (view: number): string => `mixed_${view}`;
const maskName = (view: number): string => `mask_${view}`;

function cutOut(g: GraphBuilder, picture: Value, { leftPx, topPx, widthPx, heightPx }: Area): Value {
	return slice(g, picture, [
		{ axis: 2, start: topPx, end: topPx + heightPx },
		{ axis: 3, start: leftPx, end: leftPx + widthPx },
	]);
}

/** Draws what {@link appendSights} declares. Every size draws from the same stream: all perceptors see the same places. */
export function feedSights(
	plan: CutoutPlan,
	picture: Size,
	sizePx: number,
	random: RandomSource,
	step: number,
	feed: Feed,
): void {
	const { count, wraps } = plan;
	const { widthPx, heightPx } = picture;
	// A copy: what is fed may be given away, and the plan is there for all steps.
	for (const [index, { mask }] of plan.views.entries())
		if (mask !== null) feed(maskName(index), [1, 1, heightPx, widthPx], mask.white.slice());
	if (isCropped(plan.method)) {
		const crops = drawSights(plan, picture, sizePx, random.draw(step, purposes.crops));
		feed('rows', [count, 1, sizePx, heightPx], cropMatrices(crops, heightPx, sizePx, topOf, plan.method));
		feed('columns', [count, 1, widthPx, sizePx], columnMatrices(crops, widthPx, sizePx, plan.method));
		return;
	}
	if (plan.method === 'mixed') {
		const stream = random.draw(step, purposes.mixed);
		for (const [index, { area, count: ofView }] of plan.views.entries()) {
			const aspect = (area?.widthPx ?? widthPx) / (area?.heightPx ?? heightPx);
			feedMixed(ofView, aspect, sizePx, mixedName(index), stream, feed);
		}
	}
	if (plan.views.every(({ area }) => area !== null)) return;
	const stream = random.draw(step, purposes.roll);
	const [down, across] = [stream.integer(heightPx), stream.integer(widthPx)];
	if (wraps.vertical) feed('roll_rows', [heightPx, heightPx], rollMatrix(heightPx, down));
	// From the right: the transpose, which is the roll back.
	if (wraps.horizontal) feed('roll_columns', [widthPx, widthPx], rollMatrix(widthPx, widthPx - across));
}

/** The squares that cutouts of a cropping method show, in their order. */
export function drawSights(plan: CutoutPlan, picture: Size, targetPx: number, stream: RandomStream): readonly Crop[] {
	const { power } = plan;
	const sizes = plan.method === 'largeCrops' ? 'large' : 'any';
	return plan.views.flatMap(({ area, mask, count }) => {
		if (area === null) return drawCrops({ ...picture, targetPx, power, sizes, wraps: plan.wraps }, count, stream);
		const { leftPx, topPx, widthPx, heightPx } = area;
		const within = drawCrops({ widthPx, heightPx, targetPx, power, sizes }, count, stream);
		if (mask !== null) return placeOnWhite(within, mask, picture.widthPx, stream);
		return within.map((crop) => ({ ...crop, leftPx: crop.leftPx + leftPx, topPx: crop.topPx + topPx }));
	});
}

const topOf = (crop: Crop): number => crop.topPx;

// [N, W, S]: the transpose of what the rows have, since columns are multiplied from the right.
function columnMatrices(crops: readonly Crop[], widthPx: number, sizePx: number, method: CropMethod): Float32Array {
	const upright = cropMatrices(crops, widthPx, sizePx, (crop) => crop.leftPx, method);
	const turned = new Float32Array(upright.length);
	for (let crop = 0; crop < crops.length; crop++) {
		const start = crop * sizePx * widthPx;
		for (let row = 0; row < sizePx; row++)
			for (let column = 0; column < widthPx; column++)
				turned[start + column * sizePx + row] = upright[start + row * widthPx + column] as number;
	}
	return turned;
}

// Row r of the product is row r + by of what it is multiplied with.
function rollMatrix(lengthPx: number, by: number): Float32Array {
	const matrix = new Float32Array(lengthPx * lengthPx);
	for (let row = 0; row < lengthPx; row++) matrix[row * lengthPx + ((row + by) % lengthPx)] = 1;
	return matrix;
}
