/**
 * @file From a recipe and a pack to a plan: every number resolved, nothing left to look up or to refuse while steps
 * run.
 */
import type { Generator, LatentShape, Perceptor, Prior } from '@galatea/networks';
import {
	type AugmentationName,
	type AugmentationSettings,
	augmentationDefaults,
	augmentationNames,
	hashJson,
	type InitialNoise,
	maximumPromptTerms,
	motionDefaults,
	type OptimiserName,
	type Recipe,
	type RecipeTerm,
	recipeTerms,
	rootOf,
} from '@galatea/render';
import { augmentationShape } from './cutouts/stages.ts';
import type { RatePlan } from './learning-rate.ts';
import { type LossPlan, lossShape, planLosses } from './losses/losses.ts';
import type { Wrapping } from './losses/neighbours.ts';
import { planMasks } from './masks.ts';
import type { MotionPlan } from './motion.ts';
import {
	checkGenerator,
	checkInitial,
	checkMotion,
	checkPack,
	checkPerceptorWeights,
	initialGuess,
	promptPictures,
} from './plan-checks.ts';
import { wrappingOf } from './seamless.ts';
import { planViews, type View, viewShape } from './views.ts';

/** What the optimiser needs of a loaded pack. */
export interface RenderPack {
	readonly id: string;
	/** SHA-256 of the catalogue entry with its files' hashes, as in {@link Recipe}. */
	readonly sha256: string;
	readonly generator: Generator;
	/** One or more; each reads the same cutouts and their losses are added. */
	readonly perceptors: readonly Perceptor[];
	/** Guesses a picture to begin from; null or left out where there is none. */
	readonly prior?: Prior | null;
	/** Sides that the pack can do; multiples of the generator's `downscale` in any case. */
	readonly sizesPx: { readonly minimum: number; readonly maximum: number };
}

/** A picture of 8-bit RGB, row by row, 3 bytes per pixel. */
export interface Picture {
	readonly width: number;
	readonly height: number;
	readonly data: Uint8ClampedArray;
}

/** How one step looks at the picture. */
export interface CutoutPlan {
	readonly method: Recipe['cutouts']['method'];
	readonly count: number;
	/** Which cutouts look where, in their order; the counts add up to `count`. */
	readonly views: readonly View[];
	/** Where the picture goes on at its opposite side. */
	readonly wraps: Wrapping;
	readonly power: number;
	/** Upper end of the uniform draw of each cutout's noise level, at the first step. */
	readonly noise: number;
	/** What `noise` is multiplied by from each step to the next. */
	readonly noiseFactor: number;
	/** In the order in which they are applied. */
	readonly augmentations: readonly AugmentationName[];
	/** Whether they are clamped to 0..1 at last. */
	readonly clamp: boolean;
	/** All numbers of all augmentations. */
	readonly settings: AugmentationSettings;
	/** Sides of the square cutouts, one per perceptor, in pixels. */
	readonly sizesPx: readonly number[];
}

/** A render, ready to run. Made by {@link planRender} only. */
export interface Plan {
	readonly pack: RenderPack;
	readonly widthPx: number;
	readonly heightPx: number;
	readonly latentShape: LatentShape;
	readonly steps: number;
	readonly seed: bigint;
	readonly optimiser: OptimiserName;
	readonly rate: RatePlan;
	/** Texts, pictures and noises, in the order in which their losses are reported. */
	readonly terms: readonly RecipeTerm[];
	/** Rows for terms in the step graph; those beyond `terms` have weight 0. */
	readonly termSlots: number;
	/** Factor of each perceptor's loss. */
	readonly perceptorWeights: readonly number[];
	/** The pictures of image terms, by SHA-256. */
	readonly promptPictures: ReadonlyMap<string, Picture>;
	/** What counts beside the terms. */
	readonly losses: LossPlan;
	readonly cutouts: CutoutPlan;
	/** For each term, the index of the view whose cutouts it counts. */
	readonly viewOfTerm: readonly number[];
	/** The picture to begin from; null begins from noise, or from random codes. */
	readonly initialPicture: Picture | null;
	/** The step of another recipe after which it goes on, from a checkpoint of that one; 0 when it begins by itself. */
	readonly forkStep: number;
	readonly initialNoise: InitialNoise | null;
	/** The text that the pack's prior guesses the beginning from. */
	readonly initialGuess: { readonly prior: Prior; readonly text: string } | null;
	/** Seed of what the first latent is drawn from; that of a recipe long ago where this one goes on from it. */
	readonly initialSeed: bigint;
	/** Decay of the running mean of z that pictures are made of; 0 for none. */
	readonly emaDecay: number;
	/** How the picture moves between steps; null when it does not. */
	readonly motion: MotionPlan | null;
	/** Names everything that changes the step graph: equal keys may share a session. */
	readonly graphKey: string;
}

/**
 * Resolves a recipe against a pack. `initialPicture` is the decoded picture that a recipe with `initial.kind` `image`
 * names, cut or framed to the render's size as its `fit` says; without a fit it may have any size, and is stretched.
 * `promptPictures` are those of its image prompts, by SHA-256; `maskPictures` the masks of its terms, at the render's size.
 * Throws `RenderError`: `PACK_UNAVAILABLE` when the recipe names another pack, `INVALID_RECIPE` with one issue per thing
 * that this pack cannot do.
 */
export function planRender(
	recipe: Recipe,
	pack: RenderPack,
	options: {
		readonly initialPicture?: Picture | null;
		readonly promptPictures?: ReadonlyMap<string, Picture>;
		readonly maskPictures?: ReadonlyMap<string, Picture>;
	} = {},
): Plan {
	checkPack(recipe, pack);
	checkGenerator(recipe, pack);
	const initialPicture = options.initialPicture ?? null;
	const beginning = beginningOf(recipe);
	if (beginning !== null) checkInitial(beginning, pack, initialPicture);
	checkPerceptorWeights(recipe, pack);
	checkMotion(recipe, pack);
	const wraps = wrappingOf(recipe);
	const { views, viewOfTerm } = planViews(recipe, planMasks(recipe, options.maskPictures ?? new Map()));
	const cutouts: CutoutPlan = {
		method: recipe.cutouts.method,
		count: recipe.cutouts.count,
		views,
		wraps,
		power: recipe.cutouts.power,
		noise: recipe.cutouts.noise,
		noiseFactor: (recipe.cutouts.noiseFinal ?? 1) ** (1 / Math.max(1, recipe.steps - 1)),
		augmentations: recipe.cutouts.augmentations,
		clamp: recipe.cutouts.clamp ?? false,
		settings: settingsOf(recipe),
		sizesPx: pack.perceptors.map((perceptor) => perceptor.inputSizePx),
	};
	return {
		pack,
		widthPx: recipe.width,
		heightPx: recipe.height,
		latentShape: pack.generator.latentShape(recipe.width, recipe.height),
		steps: recipe.steps,
		seed: BigInt(recipe.seed),
		optimiser: recipe.optimiser.name,
		rate: {
			learningRate: recipe.optimiser.learningRate,
			schedule: recipe.optimiser.schedule ?? null,
			warmUpSteps: recipe.optimiser.warmUpSteps ?? 0,
		},
		terms: recipeTerms(recipe),
		termSlots: termSlots(recipe),
		perceptorWeights: recipe.perceptorWeights ?? pack.perceptors.map(() => 1),
		promptPictures: promptPictures(recipe, options.promptPictures ?? new Map()),
		losses: planLosses(recipe.losses ?? {}, wraps),
		cutouts,
		viewOfTerm,
		initialPicture: beginning?.initial.kind === 'image' ? initialPicture : null,
		forkStep: recipe.initial.kind === 'fork' ? recipe.initial.step : 0,
		initialGuess: beginning === null ? null : initialGuess(beginning, pack),
		initialNoise: beginning?.initial.kind === 'noise' ? beginning.initial.noise : null,
		initialSeed: BigInt((beginning ?? recipe).seed),
		emaDecay: recipe.ema ?? 0,
		motion:
			recipe.motion === undefined ? null : { ...motionDefaults, ...recipe.motion, memory: 'moved', latent: 'encoded' },
		graphKey: graphKey(recipe, pack, views),
	};
}

// Where a render goes on from another one, how that began matters only to a loss that keeps to it.
function beginningOf(recipe: Recipe): Recipe | null {
	return recipe.initial.kind === 'fork' && recipe.losses?.keepInitial === undefined ? null : rootOf(recipe);
}

function settingsOf({ cutouts: { settings = {} } }: Recipe): AugmentationSettings {
	const whole = augmentationNames.map((name) => [name, { ...augmentationDefaults[name], ...settings[name] }]);
	return Object.fromEntries(whole) as unknown as AugmentationSettings;
}

// Few sizes for any number of terms, so that a prompt with one more term finds the same session.
function termSlots(recipe: Recipe): number {
	return recipeTerms(recipe).length <= 4 ? 4 : maximumPromptTerms;
}

// Texts, weights, stops, seeds, rates, crop geometry and noise levels are inputs: only what shapes the graph counts.
function graphKey(recipe: Recipe, pack: RenderPack, views: readonly View[]): string {
	return hashJson({
		engine: recipe.engine,
		pack: { id: pack.id, sha256: pack.sha256 },
		size: [recipe.width, recipe.height],
		terms: termSlots(recipe),
		method: recipe.cutouts.method,
		cutouts: recipe.cutouts.count,
		augmentations: augmentationShape({ ...recipe.cutouts, settings: settingsOf(recipe) }),
		noise: recipe.cutouts.noise > 0,
		clamp: recipe.cutouts.clamp ?? false,
		losses: lossShape(planLosses(recipe.losses ?? {}, wrappingOf(recipe))),
		views: viewShape(views, recipe.cutouts.method),
		tiling: recipe.tiling ?? 'none',
		mean: (recipe.ema ?? 0) > 0,
	});
}
