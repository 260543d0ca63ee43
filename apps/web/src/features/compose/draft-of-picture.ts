/** @file From what a picture says of itself to the form: what can be taken over, and what the form has no place for. */
import {
	type AugmentationName,
	maximumPromptLength,
	maximumSeed,
	maximumSteps,
	type Recipe,
	readStory,
	usualStepsPerPhrase,
} from '@galatea/render';
import type { FoundMetadata, PixelSize } from '@galatea/render/metadata';
import type { Augmentation, CutMethod, PackChoiceFragment } from '../../graphql/generated/graphql.ts';
import { type Draft, newDraft } from './draft.ts';
import { nearestSize } from './sizes.ts';

/** What was taken over, in the order of the form. */
type TakenPart = 'prompt' | 'size' | 'steps' | 'seed' | 'details';

/** What a recipe says and the form cannot. */
type LeftPart =
	| 'schedule'
	| 'imagePrompts'
	| 'noisePrompts'
	| 'initial'
	| 'optimiser'
	| 'augmentations'
	| 'losses'
	| 'perceptorWeights'
	| 'ema'
	| 'tiling';

export interface PictureDraft {
	readonly draft: Draft;
	readonly taken: readonly TakenPart[];
	readonly left: readonly LeftPart[];
	/** What it was made with, where that is none of the packs here. */
	readonly otherModel: string | null;
}

const cutMethods: Readonly<Record<Recipe['cutouts']['method'], CutMethod>> = {
	crops: 'CROPS',
	pooled: 'POOLED',
	averagedCrops: 'AVERAGED_CROPS',
	largeCrops: 'LARGE_CROPS',
};
const augmentations: Readonly<Record<AugmentationName, Augmentation>> = {
	affine: 'AFFINE',
	perspective: 'PERSPECTIVE',
	colourJitter: 'COLOUR_JITTER',
	erasing: 'ERASING',
	horizontalFlip: 'HORIZONTAL_FLIP',
	sharpness: 'SHARPNESS',
	gaussianNoise: 'GAUSSIAN_NOISE',
	rotation: 'ROTATION',
	elastic: 'ELASTIC',
	thinPlateSpline: 'THIN_PLATE_SPLINE',
	randomCrop: 'RANDOM_CROP',
	resizedCrop: 'RESIZED_CROP',
};

/**
 * Fills the form from a find; `size` is the picture's own, for programs that left none. What the picture does not say
 * stays as it is in `current`; sizes are moved to the nearest that the pack can do.
 */
export function draftOfPicture(
	{ settings, recipe }: Pick<FoundMetadata, 'settings' | 'recipe'>,
	size: PixelSize | null,
	packs: readonly PackChoiceFragment[],
	current: Draft,
): PictureDraft {
	const own = packs.find((candidate) => candidate.id === recipe?.pack.id);
	const pack = own ?? packs.find((candidate) => candidate.id === current.packId) ?? packs[0];
	if (!pack) throw new RangeError('There is no pack');
	const base = pack.id === current.packId ? current : newDraft(pack, current.prompt);
	const { prompt, steps, seed } = settings;
	const width = settings.widthPx ?? size?.widthPx ?? null;
	const height = settings.heightPx ?? size?.heightPx ?? null;
	const sides = width === null || height === null ? null : nearestSize(width, height, pack.sizes);
	const hasSeed = seed !== null && BigInt(seed) <= maximumSeed;
	const part = (name: TakenPart, there: boolean): readonly TakenPart[] => (there ? [name] : []);
	return {
		draft: {
			...base,
			...(prompt !== null && { prompt: prompt.slice(0, maximumPromptLength) }),
			...(sides && { width: String(sides.width), height: String(sides.height) }),
			...(steps !== null && { steps: String(Math.min(steps, maximumSteps)) }),
			...(hasSeed && { seed }),
			...(recipe && detailsOf(recipe)),
		},
		taken: [
			...part('prompt', prompt !== null),
			...part('size', sides !== null),
			...part('steps', steps !== null),
			...part('seed', hasSeed),
			...part('details', recipe !== null),
		],
		left: recipe === null ? [] : leftOf(recipe),
		otherModel: own === undefined ? settings.model : null,
	};
}

function detailsOf({
	optimiser,
	cutouts,
}: Recipe): Pick<Draft, 'learningRate' | 'cutoutCount' | 'cutMethod' | 'cutoutRest'> {
	return {
		learningRate: String(optimiser.learningRate),
		cutoutCount: String(cutouts.count),
		cutMethod: cutMethods[cutouts.method],
		cutoutRest: {
			power: cutouts.power,
			noise: cutouts.noise,
			augmentations: cutouts.augmentations.map((name) => augmentations[name]),
		},
	};
}

function leftOf(recipe: Recipe): readonly LeftPart[] {
	const { learningRate: _rate, name, ...schedule } = recipe.optimiser;
	const story = readStory(recipe);
	const toldAsUsual =
		story !== null &&
		(story.stepsPerPhrase === null || story.stepsPerPhrase === usualStepsPerPhrase(story.phrases.length, recipe.steps));
	const parts: readonly (readonly [LeftPart, boolean])[] = [
		['schedule', !toldAsUsual],
		['imagePrompts', recipe.imagePrompts !== undefined],
		['noisePrompts', recipe.noisePrompts !== undefined],
		['initial', recipe.initial.kind !== 'codes'],
		['optimiser', name !== 'adam' || Object.keys(schedule).length > 0],
		['augmentations', recipe.cutouts.settings !== undefined],
		['losses', recipe.losses !== undefined],
		['perceptorWeights', recipe.perceptorWeights !== undefined],
		['ema', recipe.ema !== undefined],
		['tiling', recipe.tiling !== undefined],
	];
	return parts.flatMap(([part, isLeft]) => (isLeft ? [part] : []));
}
