/** @file What a person has written into the form, as text. Empty is as the pack, or the recipe by its silence, has it. */
import type { AugmentationName } from '@galatea/render';
import type { PackChoiceFragment, Visibility } from '../../graphql/generated/graphql.ts';
import type { SettingName, SettingTexts } from './settings.ts';
import type { ImageTermDraft, NoiseTermDraft, TermPlace } from './term-drafts.ts';

/** Where a render may begin: as the pack has it, random codes, made noise, a picture, or a step of another recipe. */
export const beginnings = ['', 'codes', 'pixels', 'gradient', 'clouds', 'mist', 'image', 'fork'] as const;
type Beginning = (typeof beginnings)[number];

/** The state after a step, of a recipe or of a render. */
type DraftFork = { readonly step: number } & (
	| { readonly recipe: Readonly<Record<string, unknown>> }
	| { readonly renderId: string }
);

/** Who may see the picture, and how it was made. */
export interface Sharing {
	/** Null: as the person has it usually, or as what it is made from. */
	readonly visibility: Visibility | null;
	/** False: if what it is made from is hidden. */
	readonly recipeHidden: boolean;
}

/** The form. Numbers stay text until they are sent, so that nothing typed is lost. */
export interface Draft {
	readonly prompt: string;
	readonly packId: string;
	readonly width: string;
	readonly height: string;
	readonly steps: string;
	/** Empty for a new one with every render. */
	readonly seed: string;
	readonly settings: SettingTexts;
	readonly initial: Beginning;
	/** SHA-256 of the picture to begin from; empty while none is chosen. */
	readonly initialPicture: string;
	/** What it goes on from, a recipe or a render; null when it begins anew. */
	readonly fork: DraftFork | null;
	/** Null for those of the pack or the method. */
	readonly augmentations: readonly AugmentationName[] | null;
	/** Numbers of augmentations by `name.member`. */
	readonly augmentationSettings: Readonly<Record<string, string>>;
	/** Of the terms of the prompt, by their index. */
	readonly places: Readonly<Record<number, TermPlace>>;
	readonly imagePrompts: readonly ImageTermDraft[];
	readonly noisePrompts: readonly NoiseTermDraft[];
	/** SHA-256 of the recipe that a picture file held from which the form was filled; empty for none. */
	readonly importedRecipe: string;
	/** Left out: as usual. It is not of the recipe, so nothing that fills the form from one touches it. */
	readonly sharing?: Sharing;
}

/** Fields that a problem may stand beside. */
export type DraftField =
	| 'prompt'
	| 'width'
	| 'height'
	| 'steps'
	| 'seed'
	| 'initial'
	| 'augmentations'
	| SettingName
	| `augmentation.${string}`
	| `place.${number}`
	| `image.${number}`
	| `noise.${number}`;

/** An empty form for `pack`; what everybody sees first has the pack's defaults written in. */
export function newDraft(pack: PackChoiceFragment, prompt = ''): Draft {
	return {
		prompt,
		packId: pack.id,
		width: String(pack.defaults.width),
		height: String(pack.defaults.height),
		steps: String(pack.defaults.steps),
		seed: '',
		settings: {},
		initial: '',
		initialPicture: '',
		fork: null,
		augmentations: null,
		augmentationSettings: {},
		places: {},
		imagePrompts: [],
		noisePrompts: [],
		importedRecipe: '',
	};
}

/** What a remix keeps of its recipe: only the words, everything but the seed, or everything. */
export type RemixKeeps = 'prompt' | 'newSeed' | 'sameSeed';

/** A seed drawn from all that there are. */
export function drawSeed(): string {
	return String(crypto.getRandomValues(new BigUint64Array(1))[0]);
}
