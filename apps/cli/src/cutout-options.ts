/** @file What the command line says about how the perceptors look at the picture. */
import type { CutoutsRequest } from '@galatea/optimiser';
import { type AugmentationName, augmentationCodes, augmentationNames, cutMethods, cutPresets } from '@galatea/render';
import { readMembers } from './members.ts';
import { readChoice, readNumber } from './readers.ts';
import { UsageError } from './usage-error.ts';

/** The options of this file, as `parseArgs` wants them. */
export const cutoutOptions = {
	cutouts: { type: 'string' },
	'cut-method': { type: 'string' },
	'cut-power': { type: 'string' },
	'cut-noise': { type: 'string' },
	'cut-noise-final': { type: 'string' },
	augment: { type: 'string' },
	'augment-settings': { type: 'string', multiple: true },
} as const;

const presetNames = Object.keys(cutPresets) as (keyof typeof cutPresets)[];

/** Their part of the usage. */
export const cutoutUsage = `  --cutouts N           per step
  --cut-method M        ${cutMethods.join(' or ')}; or nerdyrodent's, with their noise
                        and augmentations: ${presetNames.join(', ')}
  --cut-power X
  --cut-noise X
  --cut-noise-final X   the share of the noise that the last step has
  --augment A,B         any of ${augmentationNames.join(', ')},
                        or nerdyrodent's codes (${Object.keys(augmentationCodes).join(', ')}); "none" for none
  --augment-settings A,MEMBER=VALUE,…  numbers of one augmentation, and may be repeated`;

type Values = { readonly [Name in keyof typeof cutoutOptions]?: string | string[] | undefined };

/** Reads them; null where nothing was said. A method of nerdyrodent's says what else it consists of. */
export function readCutouts(values: Values): CutoutsRequest {
	const text = (name: keyof typeof cutoutOptions): string | undefined => values[name] as string | undefined;
	const chosen = readChoice('cut-method', text('cut-method'), [...cutMethods, ...presetNames]);
	const preset = presetNames.find((name) => name === chosen);
	const method = cutMethods.find((name) => name === chosen) ?? null;
	const base = preset === undefined ? { method } : cutPresets[preset];
	const augment = text('augment');
	const settings = readSettings((values['augment-settings'] ?? []) as readonly string[]);
	const given = {
		count: readNumber('cutouts', text('cutouts')),
		power: readNumber('cut-power', text('cut-power')),
		noise: readNumber('cut-noise', text('cut-noise')),
		noiseFinal: readNumber('cut-noise-final', text('cut-noise-final')),
		augmentations: augment === undefined ? null : readAugmentations(augment),
		settings: settings && { ...('settings' in base ? base.settings : {}), ...settings },
	};
	const said = Object.fromEntries(Object.entries(given).filter(([, value]) => value !== null));
	return { count: null, power: null, noise: null, augmentations: null, ...base, ...said };
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
