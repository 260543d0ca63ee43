/** @file What was found in a picture file, in one form for all who ever wrote into one. */

import { recipePrompt } from '../prompt/story.ts';
import { parseRecipe, type Recipe } from '../recipe/recipe.ts';
import type { RunRecord } from './run-record.ts';

/** Who wrote it: this project, the notebook of 2021 (Spanish and English), or one of the well-known programs. */
const metadataWriters = [
	'galatea',
	'notebook',
	'nerdyrodent',
	'rkhamilton',
	'tnwei',
	'pixray',
	'automatic1111',
	'comfyui',
	'invokeai',
	'swarmui',
	'fooocus',
] as const;
export type MetadataWriter = (typeof metadataWriters)[number];

/** Where it stood: in texts of a PNG, in XMP, in EXIF, hidden in the pixels, in the comment of an MP4, or in a file beside the picture. */
export type MetadataPlace = 'pngText' | 'xmp' | 'exif' | 'pixels' | 'movie' | 'json';

/** What it says; null where it says nothing. All of it is somebody's text: shown as it is, trusted in nothing. */
export interface FoundSettings {
	/** In the prompt grammar. */
	readonly prompt: string | null;
	readonly widthPx: number | null;
	readonly heightPx: number | null;
	readonly steps: number | null;
	/** In digits. */
	readonly seed: string | null;
	/** The model or pack in the writer's own words. */
	readonly model: string | null;
	/** The picture that it began from, in the writer's own words; empty where it says only that there was one. */
	readonly initialPicture: string | null;
	readonly title: string | null;
	readonly creator: string | null;
	readonly licence: string | null;
	/** What has no counterpart here, as `name: value` in the writer's own words. */
	readonly leftOut: readonly string[];
}

export interface FoundMetadata {
	readonly writer: MetadataWriter;
	readonly place: MetadataPlace;
	readonly settings: FoundSettings;
	/** Ours only. */
	readonly recipe: Recipe | null;
	readonly run: RunRecord | null;
	/** Why a recipe that is there cannot be used; null when it can, or none is there. */
	readonly problem: string | null;
}

/** Letters of one value; what is longer was not written by any of these programs. */
const maximumLetters = 20_000;
/** Settings without a counterpart that are told, and letters of each. */
const maximumLeftOut = 40;
const maximumLeftOutLetters = 200;
const largestCount = 1_000_000_000;

const nothingFound: FoundSettings = {
	prompt: null,
	widthPx: null,
	heightPx: null,
	steps: null,
	seed: null,
	model: null,
	initialPicture: null,
	title: null,
	creator: null,
	licence: null,
	leftOut: [],
};

/** Settings of another program: no recipe, only what it says. */
export function foreign(writer: MetadataWriter, place: MetadataPlace, settings: Partial<FoundSettings>): FoundMetadata {
	const leftOut = (settings.leftOut ?? []).slice(0, maximumLeftOut).map((each) => each.slice(0, maximumLeftOutLetters));
	return { writer, place, settings: { ...nothingFound, ...settings, leftOut }, recipe: null, run: null, problem: null };
}

/** A recipe's JSON as found. */
export function ours(
	place: MetadataPlace,
	json: string,
	run: RunRecord | null,
	credit: Partial<Pick<FoundSettings, 'title' | 'creator' | 'licence'>>,
): FoundMetadata {
	const base = { writer: 'galatea' as const, place, run };
	const credited = { ...nothingFound, ...credit };
	try {
		const recipe = parseRecipe(JSON.parse(json));
		return { ...base, recipe, settings: { ...credited, ...settingsOfRecipe(recipe) }, problem: null };
	} catch (error) {
		const problem = error instanceof SyntaxError ? 'The recipe in it is not whole.' : (error as Error).message;
		return { ...base, recipe: null, settings: credited, problem };
	}
}

function settingsOfRecipe(recipe: Recipe): Partial<FoundSettings> {
	return {
		prompt: recipePrompt(recipe),
		widthPx: recipe.width,
		heightPx: recipe.height,
		steps: recipe.steps,
		seed: recipe.seed,
		model: recipe.pack.id,
		initialPicture: recipe.initial.kind === 'image' ? recipe.initial.sha256 : null,
	};
}

/** A value as one line of text; null for what is none, is empty, or is Python's None or False. */
export function asText(value: unknown): string | null {
	if (typeof value !== 'string' && typeof value !== 'number') return null;
	const text = String(value)
		.replace(/\p{Cc}+/gu, ' ')
		.trim();
	return text === '' || text.length > maximumLetters || /^(?:None|null|False)$/iu.test(text) ? null : text;
}

/** The picture that a program began from; what says no more than that there was one is empty, none is null. */
export function asInitialPicture(value: unknown): string | null {
	const text = value === true ? 'True' : asText(value);
	if (text === null || text === '[]' || text === '-1') return null;
	return /^true$/iu.test(text) ? '' : text;
}

/** A count as a whole number above 0; null for anything else. */
export function asCount(value: unknown): number | null {
	const count = Number(asText(value) ?? Number.NaN);
	return Number.isInteger(count) && count > 0 && count <= largestCount ? count : null;
}

/** A seed in digits, without a sign; null for anything else. A number that JSON has rounded is none. */
export function asSeed(value: unknown): string | null {
	if (typeof value === 'number' && !Number.isSafeInteger(value)) return null;
	const text = asText(value);
	return text !== null && /^\d{1,20}$/.test(text) ? BigInt(text).toString() : null;
}
