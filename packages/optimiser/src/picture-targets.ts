/**
 * @file What a picture means to each perceptor: the mean direction of the embeddings of its cutouts, made once and as
 * the render's own are. The notebooks compare every cutout with every cutout of the prompt, which pulls to the same
 * place: the mean of squared distances to many points is that to their mean, and a number. One row of the graph instead
 * of as many as there are cutouts.
 */
import { GraphBuilder, type Value } from '@galatea/autodiff';
import { appendCutouts, cutoutFeeds, cutoutSizesPx } from './cutouts/cutouts.ts';
import type { Picture, Plan } from './plan.ts';
import type { RandomSource } from './random.ts';
import { resizePicture } from './resize.ts';
import type { Runtime } from './runtime.ts';
import { unit } from './targets.ts';

/** Before the first step: no step draws from there. */
const beforehand = 0;

/** By SHA-256, one unit embedding per perceptor for each picture of the plan's terms. */
export async function embedPictures(
	runtime: Runtime,
	plan: Plan,
	random: RandomSource,
): Promise<ReadonlyMap<string, readonly Float32Array[]>> {
	const embedded = new Map<string, readonly Float32Array[]>();
	for (const [sha256, picture] of plan.promptPictures)
		embedded.set(sha256, await embed(runtime, plan, random, picture));
	return embedded;
}

async function embed(
	runtime: Runtime,
	plan: Plan,
	random: RandomSource,
	picture: Picture,
): Promise<readonly Float32Array[]> {
	const { pack } = plan;
	// The picture has no regions, and ends at its sides.
	const whole = {
		views: [{ area: null, mask: null, count: plan.cutouts.count }],
		wraps: { horizontal: false, vertical: false },
	};
	const cutouts = { ...plan.cutouts, ...whole };
	const { widthPx, heightPx } = scaledSize(picture, plan);
	const shape = [1, 3, heightPx, widthPx] as const;
	const g = new GraphBuilder('picture prompt', { contributedOperators: runtime.contributedOperators });
	const input = g.input('picture', 'float32', shape);
	const seen = new Map<number, Value>();
	for (const sizePx of cutoutSizesPx(cutouts)) seen.set(sizePx, appendCutouts(g, cutouts, input, sizePx));
	for (const [index, perceptor] of pack.perceptors.entries()) {
		const encodeImage = await perceptor.loadImageEncoder();
		g.output(`embeddings_${index}`, encodeImage(g, seen.get(perceptor.inputSizePx) as Value));
	}
	await using session = await runtime.open(g.build(), { name: 'the picture prompt' });
	const results = await session.run({
		...cutoutFeeds(cutouts, { widthPx, heightPx }, random, beforehand),
		picture: { dtype: 'float32', shape, data: resizePicture(picture, widthPx, heightPx) },
	});
	return pack.perceptors.map(({ embedDimension }, index) =>
		meanDirection(results[`embeddings_${index}`]?.data as Float32Array, embedDimension),
	);
}

/** The picture's aspect, and at most the render's area. */
function scaledSize({ width, height }: Picture, plan: Plan): { widthPx: number; heightPx: number } {
	const scale = Math.sqrt(Math.min(1, (plan.widthPx * plan.heightPx) / (width * height)));
	return { widthPx: Math.max(1, Math.round(width * scale)), heightPx: Math.max(1, Math.round(height * scale)) };
}

function meanDirection(rows: Float32Array, dimension: number): Float32Array {
	const mean = new Float32Array(dimension);
	for (let start = 0; start < rows.length; start += dimension)
		unit(rows.subarray(start, start + dimension)).forEach((value, index) => {
			mean[index] = (mean[index] as number) + value;
		});
	return unit(mean);
}
