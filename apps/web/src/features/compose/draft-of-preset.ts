/** @file A preset written into the form, where its values can be seen and changed. */
import { type PresetName, type PresetValues, recipePresets } from '@galatea/render';
import type { PackChoiceFragment } from '../../graphql/generated/graphql.ts';
import { type Draft, newDraft } from './draft.ts';
import { settingsOf } from './draft-of-recipe.ts';

/**
 * The form with the values of a preset; with null, of the pack. What the picture should show, its size and its seed stay, and so
 * does a picture to begin from.
 */
export function draftOfPreset(name: PresetName | null, current: Draft, pack: PackChoiceFragment): Draft {
	const fresh = newDraft(pack);
	const values: PresetValues = name === null ? {} : recipePresets[name].values;
	const { cutouts, initial, steps } = values;
	const { stepsPerPhrase, perceptorWeights, initialFit } = current.settings;
	const kept = { stepsPerPhrase, perceptorWeights, initialFit };
	const isPicture = current.initial === 'image' || current.initial === 'fork';
	return {
		...current,
		steps: steps === undefined ? fresh.steps : String(steps),
		settings: {
			...settingsOf(values, pack),
			...Object.fromEntries(Object.entries(kept).filter(([, text]) => text !== undefined)),
		},
		initial: isPicture
			? current.initial
			: initial?.kind === 'codes' && pack.defaults.initial.kind !== 'CODES'
				? 'codes'
				: '',
		augmentations: cutouts?.augmentations ?? null,
		augmentationSettings: Object.fromEntries(
			Object.entries(cutouts?.settings ?? {}).flatMap(([augmentation, numbers]) =>
				Object.entries(numbers ?? {}).map(([member, value]) => [`${augmentation}.${member}`, String(value)]),
			),
		),
	};
}

/** The preset that the form has the values of; null for those of the pack, undefined for none. */
export function presetOf(draft: Draft, pack: PackChoiceFragment): PresetName | null | undefined {
	const same = (name: PresetName | null): boolean =>
		JSON.stringify(inOrder(draftOfPreset(name, draft, pack))) === JSON.stringify(inOrder(draft));
	if (same(null)) return null;
	return (Object.keys(recipePresets) as PresetName[]).find(same);
}

function inOrder({ settings, ...draft }: Draft): unknown {
	return [
		draft,
		Object.entries(settings)
			.filter(([, text]) => text !== '')
			.sort(),
	];
}
