/** @file Presets: named values that a request may begin from. */
import { type PresetName, presetNames, recipePresets } from '@galatea/render';
import { builder } from '../builder.ts';
import { enumValues } from './enum-names.ts';

export const PresetNameType = builder.enumType('PresetName', { values: enumValues<PresetName>(presetNames) });

const PresetType = builder.objectRef<PresetName>('Preset').implement({
	description: 'A named set of values. A recipe that was asked for with one has its values, and does not know of it.',
	fields: (t) => ({
		name: t.field({ type: PresetNameType, resolve: (name) => name }),
		description: t.string({ resolve: (name) => recipePresets[name].description }),
		source: t.string({ description: 'Where its values are from.', resolve: (name) => recipePresets[name].source }),
		values: t.field({
			type: 'JSON',
			description: "In the words of a recipe's `json`; what is not among them is the pack's.",
			resolve: (name) => recipePresets[name].values,
		}),
	}),
});

builder.queryField('presets', (t) => t.field({ type: [PresetType], resolve: () => [...presetNames] }));
