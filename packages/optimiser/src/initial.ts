/**
 * @file Where a render begins: a random codebook row for every position, or a picture, brought or drawn, through the
 * encoder. Either way z begins exactly on codebook rows, where there are any.
 */
import { encodedLatent, openEncoder } from './encoder-graph.ts';
import { drawInitialNoise } from './initial-noise.ts';
import type { SessionSource } from './opened-graph.ts';
import type { Picture, Plan } from './plan.ts';
import { purposes, randomSource } from './random.ts';
import { resizePicture } from './resize.ts';

/** The first latent, `plan.latentShape` row-major. */
export async function initialLatent(source: SessionSource, plan: Plan): Promise<Float32Array> {
	const random = randomSource(plan.initialSeed);
	const { initialPicture, initialNoise, widthPx: width, heightPx: height } = plan;
	if (initialPicture !== null) return encodePicture(source, plan, initialPicture);
	if (initialNoise !== null) {
		const stream = random.draw(0, purposes.initialNoise);
		return encodePicture(source, plan, drawInitialNoise(initialNoise, { width, height }, stream));
	}
	return plan.pack.generator.drawLatent(plan.latentShape, random.draw(0, purposes.initialCodes));
}

async function encodePicture(source: SessionSource, plan: Plan, picture: Picture): Promise<Float32Array> {
	// Sides that a tiling joins begin apart.
	const encoding = { wraps: { horizontal: false, vertical: false }, onRows: true };
	await using encoder = await openEncoder(source, plan, encoding);
	const shape = [1, 3, plan.heightPx, plan.widthPx];
	const data = resizePicture(picture, plan.widthPx, plan.heightPx);
	return encodedLatent(await encoder.session.run({ picture: { dtype: 'float32', shape, data } }));
}
