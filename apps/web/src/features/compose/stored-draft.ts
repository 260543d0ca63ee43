/** @file A draft as text in the browser's storage, and back: what is damaged or unknown by now is left out. */
import { augmentationNames, scheduleCurves } from '@galatea/render';
import { visibilityChoices } from '../account/choices.ts';
import { beginnings, type Draft, type Sharing } from './draft.ts';
import { settingNames } from './settings.ts';
import { anyPlace, type TermPlace } from './term-drafts.ts';

interface Members {
	readonly [name: string]: unknown;
}

/** Reads a stored draft; members that are missing or of another type keep the value of `fallback`. */
export function readStoredDraft(text: string | null, fallback: Draft): Draft {
	if (text === null) return fallback;
	try {
		const stored: unknown = JSON.parse(text);
		// The numbers of another pack say nothing about this one.
		if (!isMembers(stored) || stored['packId'] !== fallback.packId) return fallback;
		const initial = beginnings.find((name) => name === stored['initial']) ?? fallback.initial;
		const { augmentations } = stored;
		return {
			...fallback,
			...textsOf(stored, ['prompt', 'width', 'height', 'steps', 'seed', 'initialPicture', 'importedRecipe']),
			settings: textsOf(stored['settings'], settingNames),
			...(isMembers(stored['sharing']) && { sharing: sharingOf(stored['sharing']) }),
			// What it goes on from is not stored: a recipe in a recipe may be large.
			initial: initial === 'fork' ? '' : initial,
			// In their own order, which counts.
			augmentations: Array.isArray(augmentations)
				? augmentations.filter((name) => augmentationNames.includes(name))
				: fallback.augmentations,
			augmentationSettings: textsOf(stored['augmentationSettings']),
			places: Object.fromEntries(
				Object.entries(isMembers(stored['places']) ? stored['places'] : {}).map(([index, place]) => [
					index,
					placeOf(place),
				]),
			),
			imagePrompts: listOf(stored['imagePrompts']).map((term) => ({
				...{ sha256: '', weight: '', stop: '' },
				...textsOf(term, ['sha256', 'weight', 'stop']),
				...placeOf(term),
			})),
			noisePrompts: listOf(stored['noisePrompts']).map((term) => ({
				...{ seed: '', weight: '', stop: '' },
				...textsOf(term, ['seed', 'weight', 'stop']),
				...placeOf(term),
			})),
		};
	} catch {
		return fallback;
	}
}

/** What cannot be read any more is kept from others rather than shown to them. */
function sharingOf({ visibility, recipeHidden }: Members): Sharing {
	const known = visibilityChoices.find((choice) => choice === visibility);
	return { visibility: known ?? (visibility === null ? null : 'PRIVATE'), recipeHidden: recipeHidden !== false };
}

function placeOf(stored: unknown): TermPlace {
	const curve = isMembers(stored) ? scheduleCurves.find((name) => name === stored['curve']) : undefined;
	return { ...anyPlace, ...textsOf(stored, ['region', 'mask', 'keyframes']), ...(curve !== undefined && { curve }) };
}

function listOf(stored: unknown): readonly unknown[] {
	return Array.isArray(stored) ? stored : [];
}

/** The members that are texts, of those named or of all. */
function textsOf<Name extends string>(
	stored: unknown,
	names: readonly Name[] | null = null,
): Partial<Record<Name, string>> & Record<string, string> {
	const entries = Object.entries(isMembers(stored) ? stored : {}).filter(
		([name, value]) => typeof value === 'string' && (names === null || names.some((each) => each === name)),
	);
	return Object.fromEntries(entries) as Record<string, string> & Partial<Record<Name, string>>;
}

function isMembers(value: unknown): value is Members {
	return typeof value === 'object' && value !== null && !Array.isArray(value);
}
