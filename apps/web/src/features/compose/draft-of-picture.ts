/** @file From what a picture says of itself to the form: what can be taken over. */
import { hashRecipe, maximumPromptLength, maximumSeed, maximumSteps, recipePictures } from '@galatea/render';
import type { FoundMetadata, PixelSize } from '@galatea/render/metadata';
import type { PackChoiceFragment } from '../../graphql/generated/graphql.ts';
import { type Draft, newDraft } from './draft.ts';
import { draftOfRecipe } from './draft-of-recipe.ts';
import { nearestSize } from './sizes.ts';

/** What was taken over, in the order of the form. */
type TakenPart = 'prompt' | 'size' | 'steps' | 'seed' | 'details';

export interface PictureDraft {
	readonly draft: Draft;
	readonly taken: readonly TakenPart[];
	/** How many pictures its recipe names: they are used where this gallery has them. */
	readonly pictures: number;
	/** What it was made with, where that is none of the packs here. */
	readonly otherModel: string | null;
	/** What has no counterpart here, in the other program's words. */
	readonly leftOut: readonly string[];
}

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
	const before = pack.id === current.packId ? current : newDraft(pack, current.prompt);
	const base = recipe === null ? before : draftOfRecipe(recipe, [pack], 'sameSeed');
	const { prompt, steps, seed } = settings;
	const width = settings.widthPx ?? size?.widthPx ?? null;
	const height = settings.heightPx ?? size?.heightPx ?? null;
	const sides = width === null || height === null ? null : nearestSize(width, height, pack.sizes);
	const hasSeed = seed !== null && BigInt(seed) <= maximumSeed;
	const part = (name: TakenPart, there: boolean): readonly TakenPart[] => (there ? [name] : []);
	return {
		draft: {
			...base,
			// What the file names is credited, as its bringer says.
			importedRecipe: recipe === null ? '' : hashRecipe(recipe),
			...(recipe === null && prompt !== null && { prompt: prompt.slice(0, maximumPromptLength), places: {} }),
			...(sides && { width: String(sides.width), height: String(sides.height) }),
			...(steps !== null && { steps: String(Math.min(steps, maximumSteps)) }),
			...(hasSeed && { seed }),
		},
		taken: [
			...part('prompt', prompt !== null),
			...part('size', sides !== null),
			...part('steps', steps !== null),
			...part('seed', hasSeed),
			...part('details', recipe !== null),
		],
		pictures: recipe === null ? 0 : recipePictures(recipe).length,
		otherModel: own === undefined ? settings.model : null,
		leftOut: settings.leftOut,
	};
}
