/**
 * @file For tests: a pack of networks with a few hundred weights, the same as in the optimiser's PyTorch fixtures.
 * Latent [1, 4, h, w] → picture [1, 3, 2h, 2w]; cutouts of 8 px → embeddings of 5 numbers; a text is one word number.
 */
import {
	add,
	argMax,
	conv,
	div,
	type GraphBuilder,
	gather,
	gemm,
	matMul,
	reshape,
	resizeNearest,
	sub,
	tanh,
	transpose,
	type Value,
} from '@galatea/autodiff';
import { type Generator, latentFromCodes, type Perceptor } from '@galatea/networks';
import {
	buildStepGraph,
	type OptimiseOptions,
	optimise,
	type Plan,
	planRender,
	type RenderPack,
	type Runtime,
	type StepResult,
	stepInputs,
	type TensorValue,
} from '@galatea/optimiser';
import curve from '@galatea/optimiser/fixtures/curve.json' with { type: 'json' };
import {
	cutoutFeeds,
	lastingTermFeeds,
	lossWeightFeeds,
	randomSource,
	termWeightFeeds,
} from '@galatea/optimiser/testing';
import type { Recipe } from '@galatea/render';

type Name = keyof typeof curve.networks;
const weights = (name: Name): Float32Array => Float32Array.from(curve.networks[name]);

export const tinySidePx = 8;
const codebookRows = 10;
const words = 6;

function search(g: GraphBuilder, z: Value): { rows: Value; codes: Value } {
	const [, channels = 1, height = 1, width = 1] = z.shape;
	const data = weights('codebook');
	const rows = g.constant(data, [codebookRows, channels], 'codebook');
	const bias = Float32Array.from({ length: codebookRows }, (_, row) => {
		const square = data.subarray(row * channels, (row + 1) * channels).reduce((sum, value) => sum + value * value, 0);
		return -square / 2;
	});
	const flat = reshape(g, z, [channels, height * width]);
	const scores = gemm(g, flat, rows, g.constant(bias, [codebookRows]), { transposeA: true, transposeB: true });
	return { rows, codes: argMax(g, scores, 1) };
}

/** With `exact`, the quantiser does nothing, so that finite differences see what the gradient sees. */
function tinyGenerator({ exact = false } = {}): Generator {
	const rows = weights('codebook');
	const column = (channel: number): readonly number[] => [...rows].filter((_, index) => index % 4 === channel);
	const codebook = { rows, count: codebookRows, dimension: 4 };
	return {
		kind: 'taming-vqgan',
		downscale: 2,
		codebook,
		latentRange: {
			minimum: Float32Array.from({ length: 4 }, (_, channel) => Math.min(...column(channel))),
			maximum: Float32Array.from({ length: 4 }, (_, channel) => Math.max(...column(channel))),
		},
		latentShape: (widthPx, heightPx) => [1, 4, heightPx / 2, widthPx / 2],
		drawLatent: (shape, draws) =>
			latentFromCodes(
				codebook,
				Array.from({ length: shape[2] * shape[3] }, () => draws.integer(codebookRows)),
				shape,
			),
		codeCount: codebookRows,
		codePlane: ([, , height, width]) => ({ width, height }),
		latentOf: (codes, shape) => latentFromCodes(codebook, codes, shape),
		conditions: null,
		quantise: (g, z) => {
			if (exact) return z;
			const forward = (): readonly Value[] => {
				const found = search(g, z);
				return [reshape(g, transpose(g, gather(g, found.rows, found.codes), [1, 0]), z.shape)];
			};
			return g.unit('quantise', [z], forward, ([dy]) => [dy ? () => dy : null])[0] as Value;
		},
		codes: (g, z) => search(g, z).codes,
		loadDecoder: async () => (g, latent) => {
			const padding = { pads: [1, 1, 1, 1] };
			const first = g.constant(weights('decoder1'), [6, 4, 3, 3]);
			const second = g.constant(weights('decoder2'), [3, 6, 3, 3]);
			const hidden = tanh(g, conv(g, latent, first, null, padding));
			return add(g, conv(g, resizeNearest(g, hidden, 2), second, null, padding), 0.5);
		},
		loadEncoder: async () => (g, picture) => {
			// Every fourth number of a picture, four times over: an encoder in name only.
			const [, , height = 1, width = 1] = picture.shape;
			const kernel = Float32Array.from({ length: 48 }, (_, index) => Math.sin(index));
			return conv(g, picture, g.constant(kernel, [4, 3, 2, 2]), null, {
				strides: [2, 2],
				pads: [0, 0, (height % 2) as 0, (width % 2) as 0],
			});
		},
	};
}

const tinyPerceptor: Perceptor = {
	kind: 'clip',
	inputSizePx: tinySidePx,
	mean: [0.45, 0.45, 0.45],
	std: [0.25, 0.25, 0.25],
	embedDimension: 5,
	logitScale: null,
	tokenizer: {
		kind: 'words',
		contextLength: 1,
		vocabularySize: words,
		read: (text) => text,
		encode: (text) => ({
			ids: Int32Array.of(Number(text)),
			length: 1,
			wantedLength: 1,
			unknown: [],
			readings: [],
			truncated: false,
		}),
		decode: (ids) => String(ids[0]),
	},
	loadImageEncoder: async () => (g, pictures) => {
		const normal = div(g, sub(g, pictures, 0.45), 0.25);
		const patches = conv(g, normal, g.constant(weights('patch'), [12, 3, 4, 4]), null, { strides: [4, 4] });
		const hidden = reshape(g, tanh(g, patches), [pictures.shape[0] as number, 48]);
		return matMul(g, hidden, g.constant(weights('head'), [48, 5]));
	},
	loadTextEncoder: async () => (g, ids) =>
		reshape(g, gather(g, g.constant(weights('words'), [words, 5]), ids), [ids.shape[0] as number, 5]),
};

export function tinyPack(options: { readonly exact?: boolean } = {}): RenderPack {
	return {
		id: 'tiny',
		sha256: '0'.repeat(64),
		generator: tinyGenerator(options),
		perceptors: [tinyPerceptor],
		sizesPx: { minimum: 8, maximum: 64 },
	};
}

/** A recipe of the fixture's size and terms. */
export function tinyRecipe(changes: Partial<Recipe> & { readonly method?: 'crops' | 'pooled' } = {}): Recipe {
	const { method = 'crops', ...rest } = changes;
	const augmentations = method === 'pooled' ? (['affine', 'perspective', 'colourJitter', 'erasing'] as const) : [];
	return {
		format: 1,
		engine: 1,
		pack: { id: 'tiny', sha256: '0'.repeat(64) },
		prompts: [
			{ text: '1', weight: 1, stop: null },
			{ text: '2', weight: -0.5, stop: null },
		],
		width: 14,
		height: 12,
		steps: 10,
		seed: '7',
		optimiser: { name: 'adam', learningRate: 0.15 },
		cutouts: { method, count: 3, power: 1, noise: 0.1, augmentations: [...augmentations] },
		initial: { kind: 'codes' },
		...rest,
	};
}

type Results = Readonly<Record<string, TensorValue>>;

/** Runs the first step of a recipe, drawn from seed 3, at latents that the caller chooses. */
export async function openTinyStep(
	runtime: Runtime,
	recipe: Recipe,
	pictures: Parameters<typeof planRender>[2] = {},
): Promise<{ plan: Plan; run: (z: Float32Array) => Promise<Results> } & AsyncDisposable> {
	const plan = planRender(recipe, tinyPack({ exact: true }), pictures);
	const session = await runtime.open(await buildStepGraph(plan, runtime));
	const random = randomSource(3n);
	const feeds = {
		...(await lastingTermFeeds({ runtime }, plan, random)),
		...termWeightFeeds(plan, 1),
		...cutoutFeeds(plan.cutouts, plan, random, 1),
		...lossWeightFeeds(plan.losses, 1),
	};
	return {
		plan,
		run: (z) => session.run({ ...feeds, [stepInputs.z]: { dtype: 'float32', shape: plan.latentShape, data: z } }),
		[Symbol.asyncDispose]: () => session[Symbol.asyncDispose](),
	};
}

export { curve };

/** All steps of the tiny recipe with changes. */
export async function collectSteps(
	runtime: Runtime,
	changes: Parameters<typeof tinyRecipe>[0] = {},
	options: Partial<OptimiseOptions> & { readonly exact?: boolean } = {},
): Promise<readonly StepResult[]> {
	const { exact = false, ...rest } = options;
	const plan = planRender(tinyRecipe(changes), tinyPack({ exact }));
	const results: StepResult[] = [];
	for await (const result of optimise({ runtime, plan, ...rest })) results.push(result);
	return results;
}
