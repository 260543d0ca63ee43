/**
 * @file BigGAN-deep as pytorch-pretrained-BigGAN publishes it (`pytorch_model.bin` of 128, 256 and 512 px), known by the
 * layer that makes its first feature map. Its names are those that `readBigGan` reads.
 */
import type { TensorSource } from '@galatea/checkpoint';
import { derivedSource, type Origin } from './derived-source.ts';

/** A BigGAN that was found in a file. */
export interface FoundBigGan {
	/** Nothing but the network. */
	readonly tensors: TensorSource;
	readonly classCount: number;
	/** Side of its pictures. */
	readonly sizePx: number;
}

/** The BigGAN in a file, or null. */
export function findBigGan(source: TensorSource): FoundBigGan | null {
	if (!source.has('generator.gen_z.weight_orig') || !source.has('embeddings.weight')) return null;
	const names = source.names.filter((name) => /^(?:embeddings|generator)\./.test(name));
	const blocks = names.filter((name) => /^generator\.layers\.\d+\.conv_0\.weight_orig$/.test(name)).length;
	const origins = new Map<string, Origin>(names.map((name) => [name, { kind: 'same', name }]));
	return {
		tensors: derivedSource(source, origins),
		classCount: source.info('embeddings.weight').shape[1] as number,
		// Every second block doubles the sides.
		sizePx: 4 * 2 ** Math.floor(blocks / 2),
	};
}
