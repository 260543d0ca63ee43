/** @file A perceptor's image tower, opened to look at pictures: each is stretched to its square and seen whole, once. */
import { GraphBuilder } from '@galatea/autodiff';
import type { Perceptor } from '@galatea/networks';
import type { SessionSource } from './opened-graph.ts';
import type { Picture } from './plan.ts';
import { resizePicture } from './resize.ts';
import { unit } from './targets.ts';

/** Disposing it lets go of its session. */
export interface OpenedImageTower extends AsyncDisposable {
	/** What a picture means, as a vector of length 1 with `embedDimension` numbers. */
	embed(picture: Picture): Promise<Float32Array>;
}

/** Reads the weights of the tower and makes it ready. Throws `RenderError` OUT_OF_MEMORY. */
export async function openImageTower({ runtime }: SessionSource, perceptor: Perceptor): Promise<OpenedImageTower> {
	const { inputSizePx: side } = perceptor;
	const encodeImage = await perceptor.loadImageEncoder();
	const g = new GraphBuilder('image tower', { contributedOperators: runtime.contributedOperators });
	const shape = [1, 3, side, side] as const;
	g.output('embedding', encodeImage(g, g.input('picture', 'float32', shape)));
	const session = await runtime.open(g.build(), { name: 'the image tower' });
	return {
		async embed(picture) {
			const data = resizePicture(picture, side, side);
			const { embedding } = await session.run({ picture: { dtype: 'float32', shape, data } });
			return unit(embedding?.data as Float32Array);
		},
		[Symbol.asyncDispose]: () => session[Symbol.asyncDispose]() as Promise<void>,
	};
}
