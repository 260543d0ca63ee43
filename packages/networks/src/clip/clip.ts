/** @file A CLIP as a perceptor. */
import type { Perceptor, Tokenizer } from '../perceptor.ts';
import { encodeImage, encodeText } from './towers.ts';
import type { ImageTowerWeights, TextTowerWeights } from './weights.ts';

/** What normalises the pixels of every published CLIP. */
export const clipPixelMean = [0.48145466, 0.4578275, 0.40821073] as const;
export const clipPixelStd = [0.26862954, 0.26130258, 0.27577711] as const;

/** Weights of the image tower (with mean and standard deviation folded in), a tokenizer, and how to get the text tower. */
export function clipPerceptor(parts: {
	readonly image: ImageTowerWeights;
	readonly mean: readonly [number, number, number];
	readonly std: readonly [number, number, number];
	readonly tokenizer: Tokenizer;
	readonly loadTextTower: () => Promise<TextTowerWeights>;
}): Perceptor {
	const { image, mean, std, tokenizer, loadTextTower } = parts;
	return {
		kind: 'clip',
		inputSizePx: image.inputSizePx,
		mean,
		std,
		embedDimension: image.projection.matrix.shape[0] as number,
		tokenizer,
		encodeImage: (g, pictures) => g.scope('image', () => encodeImage(g, pictures, image)),
		async loadTextEncoder() {
			const tower = await loadTextTower();
			return (g, ids) => g.scope('text', () => encodeText(g, ids, tower));
		},
	};
}
