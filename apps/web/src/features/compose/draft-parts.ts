/** @file What a person has written into the form beyond the prompt and the size, as values of the recipe's fields. */
import {
	type FieldPath,
	type FieldValue,
	type FieldValues,
	type InitialFit,
	type InitialNoise,
	listFields,
} from '@galatea/render';
import type { Draft } from './draft.ts';
import { isOfUse, readDecimal, readText, settingNames, settings } from './settings.ts';
import { readMeasure, readPlace } from './term-drafts.ts';

/** What was written beyond the prompt and the size, in the words of a recipe. */
export interface Parts {
	/** Fields by their paths; what is left out is as the pack has it. */
	readonly values: FieldValues;
	readonly stepsPerPhrase: number | undefined;
	/** Where it begins; undefined: as the pack has it. */
	readonly initial: Beginning | undefined;
	/** When and where terms of the prompt count, by their index. */
	readonly places: readonly ({ readonly term: number } & WrittenPlace)[];
	readonly imagePrompts: readonly ({ readonly sha256: string } & WrittenTerm)[];
	readonly noisePrompts: readonly ({ readonly seed: string } & WrittenTerm)[];
}

type WrittenPlace = ReturnType<typeof readPlace>;
export type WrittenTerm = ReturnType<typeof readMeasure> & WrittenPlace;
export type Beginning =
	| { readonly kind: 'codes' }
	| { readonly kind: 'image'; readonly sha256: string; readonly fit?: InitialFit }
	| { readonly kind: 'noise'; readonly noise: InitialNoise }
	| ({ readonly kind: 'fork' } & NonNullable<Draft['fork']>);

/** Reads them; what is written wrong comes out as the recipe's schema will refuse it. */
export function readParts(draft: Draft): Parts {
	const values: { [Path in FieldPath]?: FieldValue } = {};
	for (const name of settingNames) {
		const { path, ...field } = settings[name];
		const text = draft.settings[name] ?? '';
		if (path !== null && text.trim() !== '' && isOfUse(name, draft.settings, draft.initial))
			values[path] = readText(field, text);
	}
	if (draft.augmentations !== null) values['cutouts.augmentations'] = draft.augmentations;
	for (const field of listFields()) {
		const name = field.path.startsWith(augmentationStart) ? field.path.slice(augmentationStart.length) : '';
		const text = draft.augmentationSettings[name] ?? '';
		if (text.trim() !== '' && isChosen(draft, name)) values[field.path] = readText(field, text);
	}
	const { 'initial.fit': fit, ...others } = values as FieldValues;
	const turn = draft.settings.stepsPerPhrase ?? '';
	return {
		// Each was read as its field's kind says.
		values: others,
		stepsPerPhrase: turn.trim() === '' ? undefined : readDecimal(turn),
		initial: beginningOf(draft, fit),
		places: Object.entries(draft.places).map(([term, place]) => ({ term: Number(term), ...readPlace(place) })),
		imagePrompts: draft.imagePrompts.map((term) => ({
			sha256: term.sha256,
			...readMeasure(term),
			...readPlace(term),
		})),
		noisePrompts: draft.noisePrompts.map((term) => ({
			seed: term.seed.trim(),
			...readMeasure(term),
			...readPlace(term),
		})),
	};
}

/** Fields of single augmentations stand below this in a recipe. */
const augmentationStart = 'cutouts.settings.';

/** Numbers of an augmentation that is not among those chosen are of no use. */
function isChosen({ augmentations }: Draft, path: string): boolean {
	return augmentations === null || augmentations.some((name) => name === path.split('.')[0]);
}

function beginningOf({ initial, initialPicture, fork }: Draft, fit: InitialFit | undefined): Beginning | undefined {
	switch (initial) {
		case '':
			return undefined;
		case 'codes':
			return { kind: 'codes' };
		case 'image':
			return { kind: 'image', sha256: initialPicture, ...(fit !== undefined && { fit }) };
		case 'fork':
			return fork === null ? undefined : { kind: 'fork', ...fork };
		default:
			return { kind: 'noise', noise: initial };
	}
}
