/**
 * @file Packs of random weights for benchmarks: time and memory do not depend on what the weights are, and nothing needs
 * to be downloaded.
 */
import {
	type ClipConfig,
	clipPerceptor,
	clipPixelMean,
	clipPixelStd,
	clipVitB32Config,
	type Generator,
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

/** What can be measured. */
export const benchScales = ['full', 'starter', 'tiny'] as const;
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

/** The sizes of each scale; the PyTorch side reads the same from `step.py --scale`. */
export const scales: { readonly [Name in BenchScale]: Scale } = {
	full: {
		title: 'f16-16384 decoder at 256 × 256, ViT-B/32, 32 cutouts',
		sidePx: 256,
		cutouts: 32,
		vqgan: vqganF16Config,
		clip: clipVitB32Config,
	},
	starter: {
		title: 'TAESD behind 1,024 rows at 128 × 128, ViT 192 × 6 at 64 px, 16 cutouts',
		sidePx: 128,
		cutouts: 16,
		vqgan: null,
		clip: starterClip,
	},
	tiny: {
		title: 'a VQGAN of 32 channels at 64 × 64, ViT 64 × 2 at 32 px, 4 cutouts',
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

/** A pack of random weights of that scale. */
export async function randomPack(name: BenchScale): Promise<RenderPack> {
	const { vqgan, clip } = scales[name];
	return {
		id: `bench-${name}`,
		sha256: '0'.repeat(64),
		generator: vqgan === null ? await starterGenerator() : await vqganGenerator(vqgan),
		perceptors: [await perceptor(clip)],
		sizesPx: { minimum: 64, maximum: 1_024 },
	};
}

/** The recipe that is measured. */
export function benchRecipe(name: BenchScale): Recipe {
	const { sidePx, cutouts } = scales[name];
	return {
		format: 1,
		engine: 1,
		pack: { id: `bench-${name}`, sha256: '0'.repeat(64) },
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

async function vqganGenerator(config: VqganConfig): Promise<Generator> {
	return tamingVqgan(() => readVqganDecoder(randomVqgan(config, 1)), null);
}

async function starterGenerator(): Promise<Generator> {
	return taesdVq(() => readTaesdDecoder(randomTaesd({ codebookCount: 1_024, patch: 1 }, 1), 1), null);
}

async function perceptor(config: ClipConfig): Promise<Perceptor> {
	const source = randomClip(config, 2);
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
		encode: () => ({ ids, length: 4, wantedLength: 4, unknown: [], truncated: false }),
		decode: () => '',
	};
}
