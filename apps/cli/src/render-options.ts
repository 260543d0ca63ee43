/** @file The words after `galatea render`, read and checked. */
import { parseArgs } from 'node:util';
import type { CutoutsRequest, RecipeRequest } from '@galatea/optimiser';
import {
	type AskedPart,
	type InitialFit,
	type InitialNoise,
	lossNames,
	type PresetName,
	presetNames,
	scheduleCurves,
} from '@galatea/render';
import { cutoutWords, readCutouts, settingsUsage } from './cutout-options.ts';
import { fieldOptions, fieldUsage, memberUsage, readFields, type Said, usageLine } from './field-options.ts';
import { translateForeign } from './foreign-words.ts';
import { readLosses } from './loss-options.ts';
import { readMembers } from './members.ts';
import { readOptimiser, scheduleUsage } from './optimiser-options.ts';
import { readChoice, readNumber } from './readers.ts';
import {
	type ImagePromptFile,
	type MaskFile,
	readImagePrompts,
	readMask,
	readNoisePrompts,
	readRegion,
	readSchedule,
} from './term-options.ts';
import { UsageError } from './usage-error.ts';

export const renderUsage = `galatea render "<prompt>" [options]

The prompt is text:weight:stop | text:weight:stop | …; weight and stop may be left out.
Phrases of a story are separated by ^ and take turns.

  --preset P            values to begin from; what else is said goes before them:
                        ${presetNames.slice(0, 5).join(', ')},
                        ${presetNames.slice(5).join(', ')}
  --image-prompts "FILE:weight:stop | …"  pictures to come close to
  --noise-prompts "SEED:weight:stop | …"  random directions to drift in
  --steps-per-phrase N  how long each phrase of a story holds
  --schedule "TERM CURVE STEP=SHARE …"    what part of its weight a term (from 1) has at
                        which step; the curve is ${scheduleCurves.join(', ')}; may be repeated
  --region "TERM LEFT TOP WIDTH HEIGHT"   where a term counts, in shares of the sides; may be repeated
  --mask "TERM FILE"    a picture of the render's shape: the term sees only what lies under its
                        white; may be repeated
  --out FILE            where the picture goes: .png, .webp, .jpg or .avif (galatea-<seed>.png)
  --size WxH            in pixels, or one number for a square
  --pack P              see: galatea packs
  --init FILE           a picture to begin from
${fieldUsage(cutoutWords)}
${scheduleUsage}
${settingsUsage}
${usageLine('--loss NAME=WEIGHT,…', `asks for more than the prompt, and may be repeated: ${lossNames.join(', ')}; as in --loss palette=2,colours=#102030+#ffcc00`)}
${usageLine('--motion M=V,…', `how the picture moves between steps, for films: ${memberUsage('motion')}`)}
  --keep DIR            a folder for states to fork from and for the film of a video
  --keep-every N        steps; four states in all when left out
  --json                one line of JSON per event on standard output, no bar
  --quiet               no bar

The options of nerdyrodent's generate.py (-p, -i, -cuts, -aug …) and the names of the Spanish notebook of 2021 (--textos,
--ancho, --alto, --max_iteraciones …) are understood as well: None and "" leave an option out, --seed -1 draws one, and
--max_iteraciones -1 renders until Ctrl-C, which then writes the picture. What is left out is the pack's default. MODELS_DIR, GALATEA_PROVIDER and GALATEA_THREADS are read.`;

/** What was asked for; null or not there where nothing was said. */
export interface RenderOptions extends Omit<AskedPart<''>, 'initial' | 'cutouts'> {
	readonly prompt: string;
	readonly preset: PresetName | null;
	readonly out: string | null;
	readonly packId: string | null;
	readonly initFile: string | null;
	readonly initFit: InitialFit | null;
	readonly initNoise: InitialNoise | null;
	readonly imagePromptFiles: readonly ImagePromptFile[];
	readonly noisePrompts: RecipeRequest['noisePrompts'] | null;
	readonly stepsPerPhrase: number | null;
	readonly schedules: RecipeRequest['schedules'] | null;
	readonly regions: RecipeRequest['regions'] | null;
	readonly maskFiles: readonly MaskFile[];
	readonly cutouts: CutoutsRequest;
	/** Folder for states to go on from. */
	readonly keep: string | null;
	readonly keepEvery: number | null;
	readonly json: boolean;
	readonly quiet: boolean;
	readonly help: boolean;
	/** Sentences about words of other programs that have no meaning here. */
	readonly notes: readonly string[];
	/** Whether it renders until Ctrl-C stops it, at most as many steps as a recipe may have. */
	readonly untilStopped: boolean;
}

const options = {
	out: { type: 'string', short: 'o' },
	size: { type: 'string' },
	pack: { type: 'string' },
	preset: { type: 'string' },
	init: { type: 'string' },
	'image-prompts': { type: 'string' },
	'noise-prompts': { type: 'string' },
	'steps-per-phrase': { type: 'string' },
	schedule: { type: 'string', multiple: true },
	region: { type: 'string', multiple: true },
	mask: { type: 'string', multiple: true },
	motion: { type: 'string' },
	loss: { type: 'string', multiple: true },
	'rate-schedule': { type: 'string' },
	'augment-settings': { type: 'string', multiple: true },
	keep: { type: 'string' },
	'keep-every': { type: 'string' },
	json: { type: 'boolean' },
	quiet: { type: 'boolean', short: 'q' },
	help: { type: 'boolean', short: 'h' },
} as const;

/** Reads the words; throws {@link UsageError}. Ranges are the recipe's matter and are checked with it. */
export function readRenderOptions(words: readonly string[]): RenderOptions {
	const { words: ours, notes, untilStopped } = translateForeign(words);
	const { values, said, positionals } = parseWords(ours);
	const help = values.help === true;
	const { 'image-prompts': images, 'noise-prompts': noises } = values;
	const hasOthers = images !== undefined || noises !== undefined;
	if (!help && positionals.length !== 1 && !(hasOthers && positionals.length === 0))
		throw new UsageError(
			positionals.length === 0
				? 'What should the picture show? galatea render "a red apple on a blue background"'
				: `The prompt is one argument: put it in quotes. Got ${positionals.length}: ${positionals.join(' · ')}`,
		);
	if (values.init !== undefined && said['init-noise'] !== undefined)
		throw new UsageError('A render begins from --init or from --init-noise, not from both.');
	if (values.init === undefined && said['init-fit'] !== undefined)
		throw new UsageError('--init-fit says what becomes of the picture of --init, and there is none.');
	const { initial, ...fields } = readFields(said);
	return {
		...fields,
		...readSize(values.size),
		steps: fields.steps ?? null,
		seed: fields.seed ?? null,
		optimiser: readOptimiser(fields.optimiser, values['rate-schedule']),
		cutouts: readCutouts(fields.cutouts, {
			method: said['cut-method'],
			augment: said['augment'],
			settings: values['augment-settings'] ?? [],
		}),
		losses: values.loss === undefined ? null : readLosses(values.loss),
		motion: values.motion === undefined ? null : readMembers(`motion ${values.motion}`, values.motion),
		prompt: positionals[0] ?? '',
		preset: readChoice('preset', values.preset, presetNames),
		out: values.out ?? null,
		packId: values.pack ?? null,
		initFile: values.init ?? null,
		initFit: initial?.fit ?? null,
		initNoise: initial?.noise ?? null,
		imagePromptFiles: images === undefined ? [] : readImagePrompts(images),
		noisePrompts: noises === undefined ? null : readNoisePrompts(noises),
		stepsPerPhrase: readNumber('steps-per-phrase', values['steps-per-phrase']),
		schedules: values.schedule?.map(readSchedule) ?? null,
		regions: values.region?.map(readRegion) ?? null,
		maskFiles: values.mask?.map(readMask) ?? [],
		keep: values.keep ?? null,
		keepEvery: readNumber('keep-every', values['keep-every']),
		json: values.json === true,
		quiet: values.quiet === true,
		help,
		notes,
		untilStopped: untilStopped && said['steps'] === undefined,
	};
}

type OwnValues = ReturnType<typeof parseArgs<{ options: typeof options; allowPositionals: true }>>['values'];

function parseWords(words: readonly string[]) {
	try {
		// `--steps -5` is a wrong number of steps to us, but an option without its value to parseArgs.
		const args = joinNegative(words);
		const { values, positionals } = parseArgs({
			args,
			options: { ...fieldOptions, ...options },
			allowPositionals: true,
		});
		// Ours have the types of `options`; each field's option has one word.
		return { values: values as OwnValues, said: values as Said, positionals };
	} catch (error) {
		const message = error instanceof Error ? (error.message.split('. ')[0] ?? '') : String(error);
		throw new UsageError(`${message}. See: galatea render --help`);
	}
}

function joinNegative(words: readonly string[]): string[] {
	const joined: string[] = [];
	for (const word of words) {
		const before = joined.at(-1);
		const isNumber = /^-(\d|\.\d)/.test(word);
		if (isNumber && before?.startsWith('--') && !before.includes('=')) joined[joined.length - 1] = `${before}=${word}`;
		else joined.push(word);
	}
	return joined;
}

function readSize(text: string | undefined): { readonly width: number | null; readonly height: number | null } {
	if (text === undefined) return { width: null, height: null };
	const match = /^(-?\d+)(?:\s*[x×X]\s*(-?\d+))?$/.exec(text.trim());
	if (!match) throw new UsageError(`--size ${text} is not a size: write it as 128x128.`);
	return { width: Number(match[1]), height: Number(match[2] ?? match[1]) };
}
