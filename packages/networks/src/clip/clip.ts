/** @file A CLIP as a perceptor. */
import type { TensorSource } from '@galatea/checkpoint';
import type { EncodeImage, Perceptor, Tokenizer } from '../perceptor.ts';
import { readAgain } from '../read-again.ts';
import { encodeImageByResNet } from './resnet.ts';
import { type ConvolutionActivation, hasResNet, type ResNetWeights, readResNet } from './resnet-weights.ts';
import { encodeImage, encodeText } from './towers.ts';
import { type Activation, type ImageTowerWeights, readImageTower, type TextTowerWeights } from './weights.ts';

/** What normalises the pixels of every published CLIP. */
export const clipPixelMean = [0.48145466, 0.4578275, 0.40821073] as const;
export const clipPixelStd = [0.26862954, 0.26130258, 0.27577711] as const;

/** The image tower of any CLIP. */
export type ClipImageWeights = ImageTowerWeights | ResNetWeights;

/** Reads `visual.*`, a Vision Transformer or a ResNet, whichever it is. Rejects with `CheckpointError`. */
export async function readClipImage(
	source: TensorSource,
	options: {
		readonly mean: readonly [number, number, number];
		readonly std: readonly [number, number, number];
		readonly activation: Activation;
		/** Of a ResNet; `relu` when left out. */
		readonly convolutionActivation?: ConvolutionActivation | undefined;
	},
): Promise<ClipImageWeights> {
	return hasResNet(source) ? readResNet(source, options.convolutionActivation) : readImageTower(source, options);
}

/** How to get the towers (the image tower with this `mean` and `std`), and a tokenizer. Reads the image tower once. */
export async function clipPerceptor(parts: {
	readonly loadImageTower: () => Promise<ClipImageWeights>;
	readonly mean: readonly [number, number, number];
	readonly std: readonly [number, number, number];
	readonly tokenizer: Tokenizer;
	/** As `readLogitScale` has it; null when left out. */
	readonly logitScale?: number | null;
	readonly loadTextTower: () => Promise<TextTowerWeights>;
}): Promise<Perceptor> {
	const { mean, std, tokenizer, loadTextTower } = parts;
	const image = await parts.loadImageTower();
	const loadImageTower = readAgain(image, parts.loadImageTower);
	return {
		kind: 'clip',
		inputSizePx: image.inputSizePx,
		mean,
		std,
		embedDimension: (image.kind === 'resnet' ? image.pool.output : image.projection).matrix.shape[0] as number,
		logitScale: parts.logitScale ?? null,
		tokenizer,
		async loadImageEncoder(): Promise<EncodeImage> {
			const tower = await loadImageTower();
			return (g, pictures) =>
				g.scope('image', () =>
					tower.kind === 'resnet'
						? encodeImageByResNet(g, pictures, tower, { mean, std })
						: encodeImage(g, pictures, tower),
				);
		},
		async loadTextEncoder() {
			const tower = await loadTextTower();
			return (g, ids) => g.scope('text', () => encodeText(g, ids, tower));
		},
	};
}
