/** @file How the perceptors look at the picture, in and out. */
import {
	type AugmentationName,
	type AugmentationSettings,
	augmentationDefaults,
	augmentationNames,
	cutMethods,
	cutoutBorders,
	type Recipe,
} from '@galatea/render';
import type { InputFieldMap } from '@pothos/core';
import { builder } from '../builder.ts';
import { RecipeType } from '../references.ts';
import { enumValues } from './enum-names.ts';

export const CutMethodType = builder.enumType('CutMethod', {
	description: `Squares of random size and place; the whole picture, pooled; random squares, averaged; or large squares, pixels picked
and not mixed.`,
	values: enumValues(cutMethods),
});

const AugmentationType = builder.enumType('Augmentation', { values: enumValues<AugmentationName>(augmentationNames) });

const BorderType = builder.enumType('CutoutBorder', {
	description: 'What lies beyond the edge of a cutout that is moved: black, or its edge drawn out.',
	values: enumValues(cutoutBorders),
});

type Settings = NonNullable<Recipe['cutouts']['settings']>;

const memberTexts: Readonly<Record<string, string>> = {
	probability: 'How often, 0 to 1.',
	degrees: 'Largest turn.',
	shiftX: 'Largest shift in shares of the width.',
	shiftY: 'Largest shift in shares of the height.',
	shearDegrees: 'Largest shear.',
	distortion: 'How far corners move inwards, in shares of half a side.',
	hue: 'Largest change in turns.',
	leastArea: 'In shares of the cutout.',
	mostArea: 'In shares of the cutout.',
	leastAspect: 'Height over width of what is erased, width over height of what is drawn out.',
	mostAspect: 'Height over width of what is erased, width over height of what is drawn out.',
	most: 'Largest share of the sharp picture; the rest is blurred.',
	deviation: 'Standard deviation of the noise.',
	strength: "Times Kornia's.",
	scale: 'How far corners and centre are pulled, in shares of half a side.',
	padding: 'Largest shift in shares of the side.',
};

function typeName(name: string): string {
	return `${name[0]?.toUpperCase()}${name.slice(1)}Settings`;
}

function textOf(name: AugmentationName, member: string): string {
	const usual = augmentationDefaults[name][member as keyof AugmentationSettings[AugmentationName]] as number | string;
	const told = memberTexts[member] ?? 'Largest change.';
	return `${told} ${typeof usual === 'string' ? `\`${usual.toUpperCase()}\`` : usual} when left out.`;
}

/** The numbers of one augmentation, as they stand in a recipe: null for each that is as usual. */
function settingsType(name: AugmentationName) {
	return builder.objectRef<NonNullable<Settings[AugmentationName]>>(typeName(name)).implement({
		fields: (t) =>
			Object.fromEntries(
				Object.entries(augmentationDefaults[name]).map(([member, usual]) => {
					const resolve = (settings: object): never => (settings as Record<string, never>)[member] ?? (null as never);
					const common = { nullable: true, description: textOf(name, member), resolve } as const;
					return [member, typeof usual === 'string' ? t.field({ ...common, type: BorderType }) : t.float(common)];
				}),
			),
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

const clampText = 'Whether cutouts are clamped to black and white at last.';
const powerText =
	'Exponent of the draw of a size: above 1 small cutouts are more frequent. Not of `POOLED`, `LARGE_CROPS` and `MIXED`.';
const noiseFinalText = 'The share of `noise` that the last step has, 0.001 to 1; 1 when it does not fall.';
const noiseText = 'Largest standard deviation of the noise of a cutout, 0 to 1.';

export const CutoutsType = builder.objectRef<Recipe['cutouts']>('Cutouts').implement({
	fields: (t) => ({
		method: t.expose('method', { type: CutMethodType }),
		count: t.exposeInt('count', { description: 'Per step.' }),
		power: t.exposeFloat('power', { description: powerText }),
		noise: t.exposeFloat('noise', { description: noiseText }),
		noiseFinal: t.float({ description: noiseFinalText, resolve: (cutouts) => cutouts.noiseFinal ?? 1 }),
		augmentations: t.field({
			type: [AugmentationType],
			description: 'In this order.',
			resolve: (cutouts) => [...cutouts.augmentations],
		}),
		clamp: t.boolean({ description: clampText, resolve: (cutouts) => cutouts.clamp ?? false }),
		settings: t.field({
			type: AugmentationSettingsType,
			nullable: true,
			resolve: (cutouts) => cutouts.settings ?? null,
		}),
	}),
});

builder.objectField(RecipeType, 'cutouts', (t) => t.expose('cutouts', { type: CutoutsType }));

type Asked<T> = { [Name in keyof T]?: T[Name] | null | undefined };

/** An input of numbers and words that are listed in a table: its type is said here, because no list of fields says it. */
function settingsInput<Name extends AugmentationName>(name: Name) {
	return builder.inputRef<Asked<AugmentationSettings[Name]>>(`${typeName(name)}Input`).implement({
		fields: (t) =>
			Object.fromEntries(
				Object.entries(augmentationDefaults[name]).map(([member, usual]) => {
					const description = textOf(name, member);
					return [
						member,
						typeof usual === 'string' ? t.field({ type: BorderType, description }) : t.float({ description }),
					];
				}),
			) as InputFieldMap as never,
	});
}

const AugmentationSettingsInput = builder
	.inputRef<{ [Name in AugmentationName]?: Asked<AugmentationSettings[Name]> | null }>('AugmentationSettingsInput')
	.implement({
		fields: (t) =>
			Object.fromEntries(
				augmentationNames.map((name) => [name, t.field({ type: settingsInput(name) })]),
			) as InputFieldMap as never,
	});

export const CutoutsInput = builder.inputType('CutoutsInput', {
	fields: (t) => ({
		method: t.field({
			type: CutMethodType,
			description: "Another than the pack's own comes without noise and augmentations, unless they are asked for.",
		}),
		count: t.int({ description: 'Per step.' }),
		power: t.float({ description: powerText }),
		noise: t.float({ description: noiseText }),
		noiseFinal: t.float({ description: noiseFinalText }),
		augmentations: t.field({ type: [AugmentationType], description: 'In this order.' }),
		clamp: t.boolean({ description: clampText }),
		settings: t.field({ type: AugmentationSettingsInput }),
	}),
});
