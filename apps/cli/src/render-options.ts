/** @file The words after `galatea render`, read and checked. */
import { parseArgs } from 'node:util';
import type { CutoutsRequest, RecipeRequest } from '@galatea/optimiser';
import {
	type InitialFit,
	type InitialNoise,
	initialFits,
	initialNoises,
	lossNames,
	motionBorders,
	type PresetName,
	presetNames,
	scheduleCurves,
	type Tiling,
	tilings,
} from '@galatea/render';
import { cutoutOptions, cutoutUsage, readCutouts } from './cutout-options.ts';
import { translateForeign } from './foreign-words.ts';
import { readLosses } from './loss-options.ts';
import { readMembers } from './members.ts';
import { optimiserOptions, optimiserUsage, readOptimiser } from './optimiser-options.ts';
import { readChoice, readNumber, readNumbers } from './readers.ts';
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
  --tiling T            ${tilings.join(', ')}: sides at which the picture goes on at the opposite one
  --motion M=V,…        how the picture moves between steps, for films: zoom=1.02, turnDegrees,
                        shiftX, shiftY (shares), everySteps, firstStep,
                        border (${motionBorders.join(', ')})
  --perceptor-weights A,B  one per perceptor of the pack
  --out FILE            where the picture goes: .png, .webp, .jpg or .avif (galatea-<seed>.png)
  --size WxH            in pixels, or one number for a square
  --steps N
  --seed S              0 to 18446744073709551615; drawn when left out
  --pack P              see: galatea packs
  --init FILE           a picture to begin from
  --init-fit F          ${initialFits.join(', ')}: a picture of another aspect
  --init-noise N        ${initialNoises.join(', ')}: a made picture to begin from
  --ema X               0 to below 1: pictures are of a running mean, and calmer
  --learning-rate X
${optimiserUsage}
  --loss NAME=WEIGHT,…  asks for more than the prompt, and may be repeated: ${lossNames.join(', ')};
                        as in --loss palette=2,colours=#102030+#ffcc00
${cutoutUsage}
  --keep DIR            a folder for states to fork from and for the film of a video
  --keep-every N        steps; four states in all when left out
  --json                one line of JSON per event on standard output, no bar
  --quiet               no bar

The options of nerdyrodent's generate.py (-p, -i, -cuts, -aug …) and the names of the Spanish notebook of 2021 (--textos,
--ancho, --alto, --max_iteraciones …) are understood as well: None and "" leave an option out, --seed -1 draws one, and
--max_iteraciones -1 renders until Ctrl-C, which then writes the picture. What is left out is the pack's default. MODELS_DIR, GALATEA_PROVIDER and GALATEA_THREADS are read.`;

/** What was asked for; null where nothing was said. */
export interface RenderOptions {
	readonly prompt: string;
	readonly preset: PresetName | null;
	readonly out: string | null;
	readonly width: number | null;
	readonly height: number | null;
	readonly steps: number | null;
	readonly seed: string | null;
	readonly packId: string | null;
	readonly initFile: string | null;
	readonly initFit: InitialFit | null;
	readonly initNoise: InitialNoise | null;
	readonly ema: number | null;
	readonly imagePromptFiles: readonly ImagePromptFile[];
	readonly noisePrompts: RecipeRequest['noisePrompts'] | null;
	readonly stepsPerPhrase: number | null;
	readonly schedules: RecipeRequest['schedules'] | null;
	readonly regions: RecipeRequest['regions'] | null;
	readonly maskFiles: readonly MaskFile[];
	readonly tiling: Tiling | null;
	readonly motion: RecipeRequest['motion'] | null;
	readonly perceptorWeights: readonly number[] | null;
	readonly losses: RecipeRequest['losses'] | null;
	readonly learningRate: number | null;
	readonly optimiser: RecipeRequest['optimiser'] | null;
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
	steps: { type: 'string' },
	seed: { type: 'string' },
	pack: { type: 'string' },
	preset: { type: 'string' },
	init: { type: 'string' },
	'init-fit': { type: 'string' },
	'init-noise': { type: 'string' },
	ema: { type: 'string' },
	'image-prompts': { type: 'string' },
	'noise-prompts': { type: 'string' },
	'steps-per-phrase': { type: 'string' },
	schedule: { type: 'string', multiple: true },
	region: { type: 'string', multiple: true },
	mask: { type: 'string', multiple: true },
	tiling: { type: 'string' },
	motion: { type: 'string' },
	'perceptor-weights': { type: 'string' },
	loss: { type: 'string', multiple: true },
	'learning-rate': { type: 'string' },
	...optimiserOptions,
	...cutoutOptions,
	keep: { type: 'string' },
	'keep-every': { type: 'string' },
	json: { type: 'boolean' },
	quiet: { type: 'boolean', short: 'q' },
	help: { type: 'boolean', short: 'h' },
} as const;

/** Reads the words; throws {@link UsageError}. Ranges are the recipe's matter and are checked with it. */
export function readRenderOptions(words: readonly string[]): RenderOptions {
	const { words: ours, notes, untilStopped } = translateForeign(words);
	const { values, positionals } = parseWords(ours);
	const help = values.help === true;
	const { 'image-prompts': images, 'noise-prompts': noises } = values;
	const hasOthers = images !== undefined || noises !== undefined;
	if (!help && positionals.length !== 1 && !(hasOthers && positionals.length === 0))
		throw new UsageError(
			positionals.length === 0
				? 'What should the picture show? galatea render "a red apple on a blue background"'
				: `The prompt is one argument: put it in quotes. Got ${positionals.length}: ${positionals.join(' · ')}`,
		);
	if (values.init !== undefined && values['init-noise'] !== undefined)
		throw new UsageError('A render begins from --init or from --init-noise, not from both.');
	if (values.init === undefined && values['init-fit'] !== undefined)
		throw new UsageError('--init-fit says what becomes of the picture of --init, and there is none.');
	const size = values.size === undefined ? null : readSize(values.size);
	return {
		prompt: positionals[0] ?? '',
		preset: readChoice('preset', values.preset, presetNames),
		out: values.out ?? null,
		width: size?.width ?? null,
		height: size?.height ?? null,
		steps: readNumber('steps', values.steps),
		seed: values.seed ?? null,
		packId: values.pack ?? null,
		initFile: values.init ?? null,
		initFit: readChoice('init-fit', values['init-fit'], initialFits),
		initNoise: readChoice('init-noise', values['init-noise'], initialNoises),
		ema: readNumber('ema', values.ema),
		imagePromptFiles: images === undefined ? [] : readImagePrompts(images),
		noisePrompts: noises === undefined ? null : readNoisePrompts(noises),
		stepsPerPhrase: readNumber('steps-per-phrase', values['steps-per-phrase']),
		schedules: values.schedule?.map(readSchedule) ?? null,
		losses: values.loss === undefined ? null : readLosses(values.loss),
		regions: values.region?.map(readRegion) ?? null,
		maskFiles: values.mask?.map(readMask) ?? [],
		tiling: readChoice('tiling', values.tiling, tilings),
		motion: values.motion === undefined ? null : readMembers(`motion ${values.motion}`, values.motion),
		perceptorWeights: readNumbers('perceptor-weights', values['perceptor-weights']),
		learningRate: readNumber('learning-rate', values['learning-rate']),
		optimiser: readOptimiser(values),
		cutouts: readCutouts(values),
		keep: values.keep ?? null,
		keepEvery: readNumber('keep-every', values['keep-every']),
		json: values.json === true,
		quiet: values.quiet === true,
		help,
		notes,
		untilStopped: untilStopped && values.steps === undefined,
	};
}

function parseWords(words: readonly string[]) {
	try {
		// `--steps -5` is a wrong number of steps to us, but an option without its value to parseArgs.
		return parseArgs({ args: joinNegative(words), options, allowPositionals: true });
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

function readSize(text: string): { readonly width: number; readonly height: number } {
	const match = /^(-?\d+)(?:\s*[x×X]\s*(-?\d+))?$/.exec(text.trim());
	if (!match) throw new UsageError(`--size ${text} is not a size: write it as 128x128.`);
	return { width: Number(match[1]), height: Number(match[2] ?? match[1]) };
}
