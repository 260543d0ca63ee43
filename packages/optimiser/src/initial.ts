/**
 * @file Where a render begins: a random codebook row for every position, or a picture, uploaded, drawn or guessed, through
 * the encoder. Either way z begins exactly on codebook rows, where there are any.
 */
import { encodedLatent, openEncoder } from './encoder-graph.ts';
import { drawnOut, guessPicture } from './guess.ts';
import { drawInitialNoise } from './initial-noise.ts';
import type { SessionSource } from './opened-graph.ts';
import type { Picture, Plan } from './plan.ts';
import { purposes, randomSource } from './random.ts';
import { resizePicture } from './resize.ts';

/** The first latent, `plan.latentShape` row-major. */
export async function initialLatent(source: SessionSource, plan: Plan): Promise<Float32Array> {
	const random = randomSource(plan.initialSeed);
	const { initialPicture, initialNoise, initialGuess, widthPx: width, heightPx: height } = plan;
	if (initialPicture !== null) return encodePicture(source, plan, initialPicture);
	if (initialGuess !== null) {
		const { prior, text } = initialGuess;
		const stream = random.draw(0, purposes.variation);
		const guessed = await guessPicture(source, plan.pack, prior, { text, random: stream });
		// Pictures of other shapes show it whole.
		const scale = Math.min(width / guessed.width, height / guessed.height);
		const size = { width: Math.round(guessed.width * scale), height: Math.round(guessed.height * scale) };
		const planes = resizePicture(guessed, size.width, size.height);
		return encodePlanes(source, plan, drawnOut(planes, size, { width, height }));
	}
	if (initialNoise !== null) {
		const stream = random.draw(0, purposes.initialNoise);
		return encodePicture(source, plan, drawInitialNoise(initialNoise, { width, height }, stream));
	}
	return plan.pack.generator.drawLatent(plan.latentShape, random.draw(0, purposes.initialCodes));
}

function encodePicture(source: SessionSource, plan: Plan, picture: Picture): Promise<Float32Array> {
	return encodePlanes(source, plan, resizePicture(picture, plan.widthPx, plan.heightPx));
}

/** `data` is [3, height, width] of the render's size in 0..1. */
async function encodePlanes(source: SessionSource, plan: Plan, data: Float32Array): Promise<Float32Array> {
	// Sides that a tiling joins begin apart.
	const encoding = { wraps: { horizontal: false, vertical: false }, onRows: true };
	await using encoder = await openEncoder(source, plan, encoding);
	const shape = [1, 3, plan.heightPx, plan.widthPx];
	return encodedLatent(await encoder.session.run({ picture: { dtype: 'float32', shape, data } }));
}
