/**
 * @file What the perceptors look at in a step: cutouts, augmented and noisy. The graph is the same for every step; what
 * varies is drawn here and fed.
 */
import { add, expand, type GraphBuilder, matMul, mul, type Value } from '@galatea/autodiff';
import type { CutoutPlan } from '../plan.ts';
import { purposes, type RandomSource, type RandomStream } from '../random.ts';
import type { TensorValue } from '../runtime.ts';
import { colourJitter, drawColourJitter, jitterRows } from './colour-jitter.ts';
import { type Crop, cropMatrices, drawCrops } from './crops.ts';
import { drawErasing } from './erasing.ts';
import type { Homography } from './homography.ts';
import { pool } from './pooling.ts';
import { warp } from './warp.ts';
import { drawAffine, drawPerspective } from './warp-geometry.ts';

/** One augmentation, or several warps in a row that are done at once. `places` are indices in the recipe's list. */
interface Stage {
	readonly kind: 'warp' | 'colourJitter' | 'erasing';
	readonly places: readonly number[];
}

function stagesOf({ augmentations }: CutoutPlan): readonly Stage[] {
	const stages: Stage[] = [];
	augmentations.forEach((name, place) => {
		const kind = name === 'affine' || name === 'perspective' ? 'warp' : (name as Exclude<Stage['kind'], 'warp'>);
		const last = stages.at(-1);
		if (kind === 'warp' && last?.kind === 'warp') stages[stages.length - 1] = { kind, places: [...last.places, place] };
		else stages.push({ kind, places: [place] });
	});
	return stages;
}

/** Sides of the cutouts that are made: each size once, however many perceptors read it. */
export function cutoutSizesPx({ sizesPx }: CutoutPlan): readonly number[] {
	return [...new Set(sizesPx)];
}

const inputName = (sizePx: number, what: string): string => `cutouts_${sizePx}/${what}`;

/**
 * Appends the cutouts of `picture` [1, 3, H, W] with sides of `sizePx`: [N, 3, S, S]. Declares the inputs that
 * {@link cutoutFeeds} fills.
 */
export function appendCutouts(g: GraphBuilder, plan: CutoutPlan, picture: Value, sizePx: number): Value {
	const { count } = plan;
	const [, , height = 1, width = 1] = picture.shape;
	const input = (what: string, shape: readonly number[]): Value => g.input(inputName(sizePx, what), 'float32', shape);
	return g.scope(`cutouts_${sizePx}`, () => {
		let cutouts: Value;
		if (plan.method === 'crops') {
			const rows = input('rows', [count, 1, sizePx, height]);
			const columns = input('columns', [count, 1, width, sizePx]);
			cutouts = matMul(g, matMul(g, rows, picture), columns);
		} else cutouts = pool(g, picture, sizePx);
		stagesOf(plan).forEach(({ kind, places }, index) => {
			const name = `${kind}_${index}`;
			if (kind === 'warp') cutouts = warp(g, cutouts, input(name, [count, places.length, 3, 3]));
			else if (kind === 'colourJitter') cutouts = colourJitter(g, cutouts, input(name, [jitterRows, count]));
			else cutouts = mul(g, cutouts, input(name, [1, 1, sizePx, sizePx]));
		});
		if (plan.noise > 0) return add(g, cutouts, input('noise', [count, 3, sizePx, sizePx]));
		return cutouts.shape[0] === count ? cutouts : expand(g, cutouts, [count, 3, sizePx, sizePx]);
	});
}

/** Draws everything that a step's cutouts need, for each size. */
export function cutoutFeeds(
	plan: CutoutPlan,
	picture: { readonly widthPx: number; readonly heightPx: number },
	random: RandomSource,
	step: number,
): Record<string, TensorValue> {
	const feeds: Record<string, TensorValue> = {};
	for (const sizePx of cutoutSizesPx(plan)) {
		const feed = (what: string, shape: readonly number[], data: Float32Array): void => {
			feeds[inputName(sizePx, what)] = { dtype: 'float32', shape, data };
		};
		const { count } = plan;
		if (plan.method === 'crops') {
			const bounds = { ...picture, targetPx: sizePx, power: plan.power };
			// Every size draws from the same stream, so that all perceptors see the same places.
			const crops = drawCrops(bounds, count, random.draw(step, purposes.crops));
			feed('rows', [count, 1, sizePx, picture.heightPx], cropMatrices(crops, picture.heightPx, sizePx, topOf));
			feed('columns', [count, 1, picture.widthPx, sizePx], columnMatrices(crops, picture.widthPx, sizePx));
		}
		const stream = (place: number): RandomStream => random.draw(step, purposes.augmentation + place);
		stagesOf(plan).forEach((stage, index) => {
			const name = `${stage.kind}_${index}`;
			const [first = 0] = stage.places;
			if (stage.kind === 'warp') feed(name, [count, stage.places.length, 3, 3], drawMaps(plan, stage, sizePx, stream));
			else if (stage.kind === 'colourJitter') feed(name, [jitterRows, count], drawColourJitter(count, stream(first)));
			else feed(name, [1, 1, sizePx, sizePx], drawErasing(sizePx, stream(first)));
		});
		if (plan.noise > 0) feed('noise', [count, 3, sizePx, sizePx], drawNoise(plan, sizePx, random, step));
	}
	return feeds;
}

const topOf = (crop: Crop): number => crop.topPx;

// [N, W, S]: the transpose of what the rows have, since columns are multiplied from the right.
function columnMatrices(crops: readonly Crop[], widthPx: number, sizePx: number): Float32Array {
	const upright = cropMatrices(crops, widthPx, sizePx, (crop) => crop.leftPx);
	const turned = new Float32Array(upright.length);
	for (let crop = 0; crop < crops.length; crop++) {
		const start = crop * sizePx * widthPx;
		for (let row = 0; row < sizePx; row++)
			for (let column = 0; column < widthPx; column++)
				turned[start + column * sizePx + row] = upright[start + row * widthPx + column] as number;
	}
	return turned;
}

function drawMaps(
	plan: CutoutPlan,
	{ places }: Stage,
	sizePx: number,
	stream: (place: number) => RandomStream,
): Float32Array {
	const layers = places.map((place): readonly Homography[] => {
		const draw = plan.augmentations[place] === 'affine' ? drawAffine : drawPerspective;
		return draw(plan.count, sizePx, stream(place));
	});
	const maps = new Float32Array(plan.count * places.length * 9);
	for (let cutout = 0; cutout < plan.count; cutout++)
		layers.forEach((layer, index) => {
			maps.set(layer[cutout] as Homography, (cutout * places.length + index) * 9);
		});
	return maps;
}

// Per cutout a level from 0 to `noise`, times normal noise: the notebooks' noise_fac.
function drawNoise(plan: CutoutPlan, sizePx: number, random: RandomSource, step: number): Float32Array {
	const length = 3 * sizePx * sizePx;
	const noise = new Float32Array(plan.count * length);
	const levels = random.draw(step, purposes.noiseLevel);
	const stream = random.draw(step, purposes.noise);
	for (let cutout = 0; cutout < plan.count; cutout++)
		stream.fillNormal(noise, cutout * length, (cutout + 1) * length, levels.uniform() * plan.noise);
	return noise;
}
