/** @file What the command line says about how the perceptors look at the picture. */
import type { CutoutsRequest } from '@galatea/optimiser';
import { type AugmentationName, augmentationCodes, augmentationNames, cutMethods, cutPresets } from '@galatea/render';
import { usageLine } from './field-options.ts';
import { readMembers } from './members.ts';
import { readChoice } from './readers.ts';
import { UsageError } from './usage-error.ts';

const presetNames = Object.keys(cutPresets) as (keyof typeof cutPresets)[];

/** What may be written for a field beside its own names. */
export const cutoutWords = {
	'cutouts.method': `Or nerdyrodent's, with their noise and augmentations: ${presetNames.join(', ')}.`,
	'cutouts.augmentations': `Or nerdyrodent's codes (${Object.keys(augmentationCodes).join(', ')}); "none" for none.`,
};

/** The line of the help for `--augment-settings`. */
export const settingsUsage = usageLine(
	'--augment-settings A,MEMBER=VALUE,…',
	'numbers of one augmentation, and may be repeated',
);

interface CutoutWords {
	/** A method, or a name of nerdyrodent's for a method and what else belongs to it. */
	readonly method: string | undefined;
	readonly augment: string | undefined;
	readonly settings: readonly string[];
}

/** All that was said of cutouts: their fields, and words for several of them at once. */
export function readCutouts(fields: CutoutsRequest | null | undefined, words: CutoutWords): CutoutsRequest {
	const chosen = readChoice('cut-method', words.method, [...cutMethods, ...presetNames]);
	const preset = presetNames.find((name) => name === chosen);
	const method = cutMethods.find((name) => name === chosen);
	const base: CutoutsRequest = preset === undefined ? { ...(method && { method }) } : cutPresets[preset];
	const settings = readSettings(words.settings);
	return {
		...base,
		...fields,
		...(words.augment !== undefined && { augmentations: readAugmentations(words.augment) }),
		...(settings && { settings: { ...base.settings, ...settings } }),
	};
}

function readAugmentations(text: string): readonly AugmentationName[] {
	if (text === 'none' || text === '') return [];
	return text.split(',').map((each) => {
		const word = each.trim();
		const code = Object.entries(augmentationCodes).find(([letters]) => letters === word);
		return code?.[1] ?? (readChoice('augment', word, augmentationNames) as AugmentationName);
	});
}

function readSettings(texts: readonly string[]): CutoutsRequest['settings'] | null {
	if (texts.length === 0) return null;
	const settings = texts.map((text) => {
		const [name = '', ...members] = text.split(',');
		const found = readChoice('augment-settings', name.trim(), augmentationNames) as AugmentationName;
		if (members.length === 0) throw new UsageError(`--augment-settings ${text} says nothing about ${found}.`);
		return [found, readMembers(`augment-settings ${text}`, members.join(','))];
	});
	return Object.fromEntries(settings);
}
