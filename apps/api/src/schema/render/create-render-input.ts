/** @file What a render can be asked for with, and what is wrong with it beside the recipe. */
import { isStorableText, type RecipeRequest } from '@galatea/optimiser';
import type { FieldPath, Recipe } from '@galatea/render';
import { builder } from '../builder.ts';
import { VisibilityType } from '../enums.ts';
import type { InvalidRecipe } from '../errors.ts';
import { CutoutsInput } from '../recipe/cutouts.ts';
import { type InputFieldsOf, inputFields } from '../recipe/fields.ts';
import { InitialInput } from '../recipe/initial.ts';
import { LossesInput } from '../recipe/losses.ts';
import { MotionInput } from '../recipe/motion.ts';
import { OptimiserInput } from '../recipe/optimiser.ts';
import { PresetNameType } from '../recipe/presets.ts';
import {
	ImagePromptInput,
	NoisePromptInput,
	TermMaskInput,
	TermRegionInput,
	TermScheduleInput,
} from '../recipe/terms.ts';

/** Characters of an idempotency key; a UUID has 36. */
const maximumKeyLength = 200;
/** Artworks in one mix: beyond that nobody could say what came from which. */
const maximumMixed = 8;
/** Shares are parts of their sum, so they may be percents, or weights. */
const maximumMixShare = 1_000;

/** A field such as `steps`, that stands in the recipe itself. */
type FieldOfNoPart = Exclude<FieldPath, `${string}.${string}`>;

const MixSourceInput = builder.inputType('MixSourceInput', {
	fields: (t) => ({
		artworkId: t.id({ required: true }),
		share: t.float({
			required: true,
			description: 'Its part of the recipe, above 0; of the sum of all, so 60 and 40 will do.',
		}),
	}),
});

export const CreateRenderInput = builder.inputType('CreateRenderInput', {
	description: `Left out is what the preset says, or else the pack's default; a seed that is left out is drawn. What each field does to a
picture is told in docs/artists.`,
	fields: (t) => ({
		preset: t.field({ type: PresetNameType, description: 'Values to begin from; the other fields go before them.' }),
		prompt: t.string({
			description:
				'Prompt grammar: `text:weight:stop | text:weight:stop`, and between the phrases of a story `^`. May be left out where ' +
				'there are image or noise prompts.',
		}),
		stepsPerPhrase: t.int({ description: 'Of a story; left out: each phrase comes once, all as long as each other.' }),
		schedules: t.field({ type: [TermScheduleInput], description: 'Of terms of `prompt`; they go before a story’s.' }),
		regions: t.field({ type: [TermRegionInput], description: 'Of terms of `prompt`.' }),
		masks: t.field({ type: [TermMaskInput], description: 'Of terms of `prompt`, each in the place of a region.' }),
		imagePrompts: t.field({ type: [ImagePromptInput] }),
		noisePrompts: t.field({ type: [NoisePromptInput] }),
		packId: t.id(),
		...(inputFields(t, '') as InputFieldsOf<Pick<RecipeRequest, FieldOfNoPart>>),
		learningRate: t.float({ description: 'Goes before that of `optimiser`.' }),
		optimiser: t.field({ type: OptimiserInput }),
		cutouts: t.field({ type: CutoutsInput }),
		initial: t.field({ type: InitialInput }),
		losses: t.field({ type: LossesInput }),
		motion: t.field({
			type: MotionInput,
			description: 'How the picture moves between steps; not at all when left out.',
		}),
		remixOf: t.id({
			description: `The artwork whose recipe was the start: credited when the render is published. So is, without being named, the
artwork of a run that is gone on with, and of a picture that the recipe begins from or comes close to.`,
		}),
		mixOf: t.field({
			type: [MixSourceInput],
			description: 'The artworks whose recipes were mixed, 2 to 8; all are credited.',
		}),
		importedRecipe: t.string({
			description: `SHA-256 of a recipe that a picture file held. An artwork of this gallery with that recipe is credited, as
somebody said and nobody has checked.`,
		}),
		visibility: t.field({
			type: VisibilityType,
			description: `Who may watch it, and see it when it is done. Left out: as the caller usually has it, or where that is
everybody, as what it is made from.`,
		}),
		recipeHidden: t.boolean({
			description: 'Whether only the caller may know how it is made; left out: if what it is made from is hidden.',
		}),
		idempotencyKey: t.string({
			description: "Any text of the caller's; the same key of the same person gives the same render, not a second one.",
		}),
	}),
});

/** What is wrong with the parts of a mix. */
export function mixIssues(mixOf: readonly { readonly share: number }[]): InvalidRecipe['issues'] {
	if (mixOf.length === 0) return [];
	const path = 'mixOf';
	if (mixOf.length < 2 || mixOf.length > maximumMixed)
		return [{ path, message: `must name 2 to ${maximumMixed} artworks, not ${mixOf.length}` }];
	const right = mixOf.every(({ share }) => Number.isFinite(share) && share > 0 && share <= maximumMixShare);
	return right ? [] : [{ path, message: `must have shares above 0 and at most ${maximumMixShare}` }];
}

/** The parts of a mix, so that they come to 1. */
export function sharesOf(mixOf: readonly { readonly artworkId: string; readonly share: number }[]) {
	const total = mixOf.reduce((sum, { share }) => sum + share, 0);
	return mixOf.map(({ artworkId, share }) => ({ artworkId, share: share / total }));
}

/** The input in the words of a request. What belongs to which kind of beginning or schedule, the recipe checks. */
export function requestOf(
	{ prompt, initial, ...rest }: typeof CreateRenderInput.$inferInput,
	begun: Recipe | null,
): RecipeRequest {
	const { renderId: _renderId, ...begin } = initial ?? {};
	const recipe = begun === null ? {} : { recipe: begun };
	return { ...rest, prompt: prompt ?? '', initial: initial && { ...begin, ...recipe } };
}

/** What is wrong with an idempotency key. */
export function keyIssues(key: string): InvalidRecipe['issues'] {
	if (key.length <= maximumKeyLength && isStorableText(key)) return [];
	return [{ path: 'idempotencyKey', message: `must be text of at most ${maximumKeyLength} characters` }];
}
