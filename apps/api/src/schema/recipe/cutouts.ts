/** @file How the perceptors look at the picture, in and out. */
import type { CutoutsRequest } from '@galatea/optimiser';
import { type AugmentationName, augmentationNames, type Recipe } from '@galatea/render';
import { builder } from '../builder.ts';
import { RecipeType } from '../references.ts';
import { inputFields, outputFields, upperFirst } from './fields.ts';

type Settings = NonNullable<Recipe['cutouts']['settings']>;
type AskedSettings = NonNullable<CutoutsRequest['settings']>;

/** The numbers of one augmentation, as they stand in a recipe: null for each that is as usual. */
function settingsType(name: AugmentationName) {
	return builder.objectRef<NonNullable<Settings[AugmentationName]>>(`${upperFirst(name)}Settings`).implement({
		fields: (t) => outputFields(t, `cutouts.settings.${name}`, { asWritten: true }),
	});
}

const AugmentationSettingsType = builder.objectRef<Settings>('AugmentationSettings').implement({
	description: 'Numbers of augmentations that are not the usual ones.',
	fields: (t) =>
		Object.fromEntries(
			augmentationNames.map((name) => [
				name,
				t.field({ type: settingsType(name), nullable: true, resolve: (settings) => settings[name] ?? null }),
			]),
		),
});

export const CutoutsType = builder.objectRef<Recipe['cutouts']>('Cutouts').implement({
	fields: (t) => ({
		...outputFields(t, 'cutouts'),
		settings: t.field({
			type: AugmentationSettingsType,
			nullable: true,
			resolve: (cutouts) => cutouts.settings ?? null,
		}),
	}),
});

builder.objectField(RecipeType, 'cutouts', (t) => t.expose('cutouts', { type: CutoutsType }));

function settingsInput(name: AugmentationName) {
	return builder.inputRef<NonNullable<AskedSettings[AugmentationName]>>(`${upperFirst(name)}SettingsInput`).implement({
		fields: (t) => inputFields(t, `cutouts.settings.${name}`) as never,
	});
}

const AugmentationSettingsInput = builder.inputRef<AskedSettings>('AugmentationSettingsInput').implement({
	fields: (t) =>
		Object.fromEntries(augmentationNames.map((name) => [name, t.field({ type: settingsInput(name) })])) as never,
});

export const CutoutsInput = builder.inputRef<CutoutsRequest>('CutoutsInput').implement({
	fields: (t) => ({ ...inputFields(t, 'cutouts'), settings: t.field({ type: AugmentationSettingsInput }) }) as never,
});
