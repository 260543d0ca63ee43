/**
 * @file What the perceptors look at in a step: cutouts, augmented and noisy. The graph is the same for every step; what
 * varies is drawn here and fed.
 */
import { add, clampWithGradient, expand, type GraphBuilder, mul, type Value } from '@galatea/autodiff';
import type { CutoutPlan } from '../plan.ts';
import { purposes, type RandomSource, type RandomStream } from '../random.ts';
import type { TensorValue } from '../runtime.ts';
import { colourJitter, drawColourJitter, jitterRows } from './colour-jitter.ts';
import { drawErasing } from './erasing.ts';
import { drawGaussianNoise } from './gaussian-noise.ts';
import { blur, drawSharpness } from './sharpness.ts';
import { appendSights, feedSights } from './sights.ts';
import { stagesOf } from './stages.ts';
import { warp } from './warp.ts';
import { feedWarp, warpInputs } from './warp-stage.ts';

/** Sides of the cutouts that are made: each size once, however many perceptors read it. */
export function cutoutSizesPx({ sizesPx }: CutoutPlan): readonly number[] {
	return [...new Set(sizesPx)];
}

/** The name of an input of the cutouts of a size. */
export const inputName = (sizePx: number, what: string): string => `cutouts_${sizePx}/${what}`;

/**
 * Appends the cutouts of `picture` [1, 3, H, W] with sides of `sizePx`: [N, 3, S, S]. Declares the inputs that
 * {@link cutoutFeeds} fills.
 */
export function appendCutouts(g: GraphBuilder, plan: CutoutPlan, picture: Value, sizePx: number): Value {
	const { count } = plan;
	const input = (what: string, shape: readonly number[]): Value => g.input(inputName(sizePx, what), 'float32', shape);
	return g.scope(`cutouts_${sizePx}`, () => {
		let cutouts = appendSights(g, plan, picture, sizePx, input);
		stagesOf(plan).forEach((stage, index) => {
			const name = `${stage.kind}_${index}`;
			if (stage.kind === 'warp') cutouts = warp(g, cutouts, warpInputs(stage, name, count, sizePx, input));
			else if (stage.kind === 'colourJitter') cutouts = colourJitter(g, cutouts, input(name, [jitterRows, count]));
			else if (stage.kind === 'sharpness') cutouts = blur(g, cutouts, input(name, [count]));
			else if (stage.kind === 'gaussianNoise') cutouts = add(g, cutouts, input(name, [count, 3, sizePx, sizePx]));
			else cutouts = mul(g, cutouts, input(name, [1, 1, sizePx, sizePx]));
		});
		if (plan.noise > 0) cutouts = add(g, cutouts, input('noise', [count, 3, sizePx, sizePx]));
		else if (cutouts.shape[0] !== count) cutouts = expand(g, cutouts, [count, 3, sizePx, sizePx]);
		return plan.clamp ? clampWithGradient(g, cutouts, 0, 1) : cutouts;
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
		feedSights(plan, picture, sizePx, random, step, feed);
		const stream = (place: number): RandomStream => random.draw(step, purposes.augmentation + place);
		stagesOf(plan).forEach((stage, index) => {
			const name = `${stage.kind}_${index}`;
			if (stage.kind === 'warp') {
				feedWarp(plan, stage, name, sizePx, stream, feed);
				return;
			}
			const draws = stream(stage.place);
			const { colourJitter: jitter, sharpness, gaussianNoise, erasing } = plan.settings;
			if (stage.kind === 'colourJitter') feed(name, [jitterRows, count], drawColourJitter(count, jitter, draws));
			else if (stage.kind === 'sharpness') feed(name, [count], drawSharpness(count, sharpness, draws));
			else if (stage.kind === 'gaussianNoise')
				feed(name, [count, 3, sizePx, sizePx], drawGaussianNoise(count, sizePx, gaussianNoise, draws));
			else feed(name, [1, 1, sizePx, sizePx], drawErasing(sizePx, erasing, draws));
		});
		if (plan.noise > 0) feed('noise', [count, 3, sizePx, sizePx], drawNoise(plan, sizePx, random, step));
	}
	return feeds;
}

// Per cutout a level from 0 to `noise`, times normal noise: the notebooks' noise_fac.
function drawNoise(plan: CutoutPlan, sizePx: number, random: RandomSource, step: number): Float32Array {
	const length = 3 * sizePx * sizePx;
	const noise = new Float32Array(plan.count * length);
	const levels = random.draw(step, purposes.noiseLevel);
	const stream = random.draw(step, purposes.noise);
	const highest = plan.noise * plan.noiseFactor ** (step - 1);
	for (let cutout = 0; cutout < plan.count; cutout++)
		stream.fillNormal(noise, cutout * length, (cutout + 1) * length, levels.uniform() * highest);
	return noise;
}
