/**
 * @file Packs of random weights for benchmarks: time and memory do not depend on what the weights are, and nothing needs
 * to be downloaded.
 */
import type { TensorSource } from '@galatea/checkpoint';
import {
	type ClipConfig,
	clipPerceptor,
	clipPixelMean,
	clipPixelStd,
	clipVitB32Config,
	type Perceptor,
	randomClip,
	randomTaesd,
	randomVqgan,
	readImageTower,
	readTaesdDecoder,
	readTextTower,
	readVqganDecoder,
	type Tokenizer,
	taesdVq,
	tamingVqgan,
	type VqganConfig,
	vqganF16Config,
} from '@galatea/networks';
import type { RenderPack } from '@galatea/optimiser';
import type { Recipe } from '@galatea/render';
import type { TrialSize } from './trial.ts';

/** What can be measured. */
export const benchScales = ['full', 'b16', 'starter', 'tiny'] as const;
export type BenchScale = (typeof benchScales)[number];

interface Scale {
	/** In words, for the table. */
	readonly title: string;
	readonly sidePx: number;
	readonly cutouts: number;
	/** Null for TAESD behind a codebook. */
	readonly vqgan: VqganConfig | null;
	readonly clip: ClipConfig;
}

const starterClip: ClipConfig = {
	embedDimension: 192,
	inputSizePx: 64,
	patchPx: 8,
	visionWidth: 192,
	visionLayers: 6,
	textWidth: 192,
	textLayers: 3,
	contextLength: 24,
	vocabularySize: 4_096,
};

/** The networks and usual sizes of each scale; `step.py` has the same. */
export const scales: { readonly [Name in BenchScale]: Scale } = {
	full: {
		title: 'f16-16384 decoder, ViT-B/32',
		sidePx: 256,
		cutouts: 32,
		vqgan: vqganF16Config,
		clip: clipVitB32Config,
	},
	b16: {
		title: 'f16-16384 decoder, ViT-B/16',
		sidePx: 256,
		cutouts: 32,
		vqgan: vqganF16Config,
		clip: { ...clipVitB32Config, patchPx: 16 },
	},
	starter: {
		title: 'TAESD behind 1,024 rows, ViT 192 × 6 at 64 px',
		sidePx: 128,
		cutouts: 16,
		vqgan: null,
		clip: starterClip,
	},
	tiny: {
		title: 'a VQGAN of 32 channels, ViT 64 × 2 at 32 px',
		sidePx: 64,
		cutouts: 4,
		vqgan: {
			channels: 32,
			multipliers: [1, 2],
			residualBlocks: 1,
			attentionLevels: [1],
			latentChannels: 32,
			embedDimension: 32,
			codebookCount: 256,
		},
		clip: { ...starterClip, embedDimension: 64, inputSizePx: 32, visionWidth: 64, visionLayers: 2, textWidth: 64 },
	},
};

/** Puts weights somewhere else, such as into a file, and gives them back from there. */
export type KeepWeights = (name: 'generator' | 'perceptor', weights: TensorSource) => Promise<TensorSource>;

const inMemory: KeepWeights = async (_, weights) => weights;

/** A pack of random weights of that scale; they are drawn whenever they are read, unless `keep` puts them elsewhere. */
export async function randomPack(name: BenchScale, keep: KeepWeights = inMemory): Promise<RenderPack> {
	const { vqgan, clip } = scales[name];
	const taesd = { codebookCount: 1_024, patch: 1 };
	const weights = await keep('generator', vqgan === null ? randomTaesd(taesd, 1) : randomVqgan(vqgan, 1));
	return {
		id: `bench-${name}`,
		sha256: '0'.repeat(64),
		generator:
			vqgan === null
				? await taesdVq(() => readTaesdDecoder(weights, taesd.patch), null)
				: await tamingVqgan(() => readVqganDecoder(weights), null),
		perceptors: [await perceptor(clip, await keep('perceptor', randomClip(clip, 2)))],
		sizesPx: { minimum: 16, maximum: 1_024 },
	};
}

/** The usual size of a scale. */
export function usualSize(scale: BenchScale): TrialSize {
	const { sidePx, cutouts } = scales[scale];
	return { scale, sidePx, cutouts };
}

/** A size in words. */
export function titleOf({ scale, sidePx, cutouts }: TrialSize): string {
	return `${scales[scale].title}; ${sidePx} × ${sidePx}, ${cutouts} cutouts`;
}

/** The recipe that is measured. */
export function benchRecipe({ scale, sidePx, cutouts }: TrialSize): Recipe {
	return {
		format: 1,
		engine: 1,
		pack: { id: `bench-${scale}`, sha256: '0'.repeat(64) },
		prompts: [{ text: 'a red apple', weight: 1, stop: null }],
		width: sidePx,
		height: sidePx,
		steps: 10_000,
		seed: '1',
		optimiser: { name: 'adam', learningRate: 0.1 },
		cutouts: { method: 'crops', count: cutouts, power: 1, noise: 0.1, augmentations: [] },
		initial: { kind: 'codes' },
	};
}

async function perceptor(config: ClipConfig, source: TensorSource): Promise<Perceptor> {
	const [mean, std] = [clipPixelMean, clipPixelStd];
	return clipPerceptor({
		loadImageTower: () => readImageTower(source, { mean, std, activation: 'quickgelu' }),
		mean,
		std,
		tokenizer: anyTokens(config),
		loadTextTower: () => readTextTower(source, 'quickgelu'),
	});
}

// Random weights understand nothing, so any ids do.
function anyTokens({ contextLength, vocabularySize }: ClipConfig): Tokenizer {
	const ids = new Int32Array(contextLength);
	ids.set([vocabularySize - 2, 5, 7, vocabularySize - 1]);
	return {
		kind: 'words',
		contextLength,
		vocabularySize,
		read: (text) => text,
		encode: () => ({ ids, length: 4, wantedLength: 4, unknown: [], readings: [], truncated: false }),
		decode: () => '',
	};
}
