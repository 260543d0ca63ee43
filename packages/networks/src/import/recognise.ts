/** @file Which network a weight file holds, whoever made the file; sizes are read off the tensors. */
import type { TensorSource } from '@galatea/checkpoint';
import type { Activation } from '../clip/weights.ts';
import { PackError } from '../pack-error.ts';
import { findBigGan } from './biggan-layout.ts';
import { type ClipLayout, findClip } from './clip-layouts.ts';
import { inTorchNames } from './flax-names.ts';
import { findTaesd, type TaesdLayout } from './taesd-layouts.ts';
import { findVqgan, type VqganLayout } from './vqgan-layouts.ts';

/** ViT-L. OpenCLIP's H, g and G are wider, with heads of 80, 88 and 104, which the tensors do not tell. */
const widestWithPlainHeads = 1024;

/** As `readTaesdDecoder` reads it. */
const taesdCodebook = 'quantize.embedding.weight';

/** A VQGAN: `tensors` are what `readVqganDecoder` and `readVqganEncoder` read. */
export interface RecognisedVqgan {
	readonly kind: 'taming-vqgan';
	readonly layout: VqganLayout;
	readonly tensors: TensorSource;
	/** Pixels per latent position, along each side. */
	readonly downscale: number;
	/** Rows of the codebook. */
	readonly codebookCount: number;
}

/** A CLIP: `tensors` are what `readImageTower` and `readTextTower` read. */
export interface RecognisedClip {
	readonly kind: 'clip';
	readonly layout: ClipLayout;
	readonly tensors: TensorSource;
	/** Null where neither tensors nor layout tell: see `FoundClip`. */
	readonly activation: Activation | null;
	readonly inputSizePx: number;
	/** Token ids that a text may have. */
	readonly contextLength: number;
	readonly vocabularySize: number;
}

/**
 * A TAESD or one side of it: `tensors` are what `readTaesdDecoder` and `readTaesdEncoder` read, but for the codebook. As
 * published it has none, and becomes a generator here only together with one that was made for it.
 */
export interface RecognisedTaesd {
	readonly kind: 'taesd';
	readonly layout: TaesdLayout;
	readonly tensors: TensorSource;
	readonly sides: readonly ('encoder' | 'decoder')[];
	/** Of the latent: 4 (TAESD, TAESDXL) or 16 (TAESD3, TAEF1). */
	readonly latentChannels: number;
	/**
	 * A codebook that was made for it, in the same file and beside names that are ours (models/training/fit_codebook.py
	 * writes such files); null where there is none, or none that fits.
	 */
	readonly codebook: TaesdCodebook | null;
}

/** Of `count` rows, each for `patch` × `patch` cells of the latent. */
interface TaesdCodebook {
	readonly count: number;
	readonly patch: number;
}

/** A BigGAN-deep: `tensors` are what `readBigGan` reads. */
export interface RecognisedBigGan {
	readonly kind: 'biggan-deep';
	readonly tensors: TensorSource;
	readonly classCount: number;
	/** Side of its pictures. */
	readonly sizePx: number;
}

export type RecognisedNetwork = RecognisedVqgan | RecognisedClip | RecognisedTaesd | RecognisedBigGan;

/**
 * Finds the network in a file by the names and shapes of its tensors; no numbers are read. Throws `PackError`
 * WRONG_NETWORK when there is none that can be used here, and `CheckpointError` when a tensor that tells a size is wrong.
 */
export function recogniseNetwork(file: TensorSource): RecognisedNetwork {
	const source = inTorchNames(file);
	const vqgan = findVqgan(source);
	if (vqgan !== null) {
		const { tensors, layout } = vqgan;
		const codebook = tensors.has('quantize.embed.weight') ? 'quantize.embed.weight' : 'quantize.embedding.weight';
		const [codebookCount] = axes(tensors, codebook, 2);
		const doublings = tensors.names.filter((name) => /^decoder\.up\.\d+\.upsample\.conv\.weight$/.test(name)).length;
		return { kind: 'taming-vqgan', layout, tensors, downscale: 2 ** doublings, codebookCount: codebookCount as number };
	}
	const clip = findClip(source);
	if (clip !== null) {
		const { tensors, layout, activation } = clip;
		const [vocabularySize] = axes(tensors, 'token_embedding.weight', 2);
		const [contextLength] = axes(tensors, 'positional_embedding', 2);
		return {
			...{ kind: 'clip', layout, tensors, activation, inputSizePx: inputSize(tensors) },
			...{ contextLength: contextLength as number, vocabularySize: vocabularySize as number },
		};
	}
	const taesd = findTaesd(source);
	if (taesd !== null) return { kind: 'taesd', ...taesd, codebook: codebookOf(source, taesd.latentChannels) };
	const bigGan = findBigGan(source);
	if (bigGan !== null) return { kind: 'biggan-deep', ...bigGan };
	const some = source.names.slice(0, 3).join(', ') || 'none at all';
	throw new PackError(
		'WRONG_NETWORK',
		`holds no VQGAN, CLIP, TAESD or BigGAN that is known here: its ${source.names.length} tensors are ${some} and so on`,
		{ packId: null, file: source.file },
	);
}

/** Only beside our own names: elsewhere nobody has said for which latents it was made. */
function codebookOf(source: TensorSource, latentChannels: number): TaesdCodebook | null {
	if (!source.has(taesdCodebook) || !source.has('decoder.1.weight')) return null;
	const [count, dimension] = axes(source, taesdCodebook, 2) as [number, number];
	const patch = Math.sqrt(dimension / latentChannels);
	return Number.isInteger(patch) && patch >= 1 ? { count, patch } : null;
}

/** Side of the pictures that an image tower reads: patches of a Vision Transformer, or 32 px per place of a ResNet. */
function inputSize(tensors: TensorSource): number {
	const isResNet = tensors.has('visual.attnpool.positional_embedding');
	const [tokens] = axes(tensors, isResNet ? 'visual.attnpool.positional_embedding' : 'visual.positional_embedding', 2);
	const [width, , patchPx] = axes(tensors, 'visual.conv1.weight', 4) as [number, number, number, number];
	if (!isResNet && width > widestWithPlainHeads) {
		const what = `has a Vision Transformer ${width} wide; only those up to ${widestWithPlainHeads} have heads of 64`;
		throw new PackError('WRONG_NETWORK', what, { packId: null, file: tensors.file });
	}
	const cellPx = isResNet ? 32 : patchPx;
	return Math.round(Math.sqrt((tokens as number) - 1)) * cellPx;
}

function axes(tensors: TensorSource, name: string, rank: number): readonly number[] {
	const { shape } = tensors.info(name);
	if (shape.length === rank) return shape;
	const where = { packId: null, file: tensors.file };
	throw new PackError('WRONG_NETWORK', `tensor "${name}" must have ${rank} axes, and has [${shape}]`, where);
}
