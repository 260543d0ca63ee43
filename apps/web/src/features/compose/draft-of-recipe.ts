/** @file From a recipe to the form: all of it, so that the form asks for the same recipe again. */
import {
	augmentationNames,
	cutMethods,
	enumName,
	printPrompt,
	type Recipe,
	rateScheduleKinds,
	readStory,
	recipePrompt,
	usualLearningRate,
	usualStepsPerPhrase,
	valueAt,
} from '@galatea/render';
import type { PackChoiceFragment } from '../../graphql/generated/graphql.ts';
import { usualSteps } from '../fork/fork-draft.ts';
import { type Draft, newDraft, type RemixKeeps } from './draft.ts';
import { printValue, type SettingName, settingNames, settings } from './settings.ts';
import { isAnyPlace, printPlace } from './term-drafts.ts';

/** A form filled from a recipe. A pack that is not there is replaced by the first that is. */
export function draftOfRecipe(recipe: Recipe, packs: readonly PackChoiceFragment[], keeps: RemixKeeps): Draft {
	const pack = packs.find((candidate) => candidate.id === recipe.pack.id) ?? packs[0];
	if (!pack) throw new RangeError('There is no pack');
	const story = readStory(recipe);
	const isTold = story !== null && story.stepsPerPhrase !== null;
	const fresh = newDraft(pack, isTold ? recipePrompt(recipe) : printPrompt(recipe.prompts));
	if (keeps === 'prompt') return fresh;
	const { cutouts, initial } = recipe;
	const measures = ({ weight, stop }: { readonly weight: number; readonly stop: number | null }) => ({
		weight: weight === 1 ? '' : String(weight),
		stop: stop === null ? '' : String(stop),
	});
	const places = recipe.prompts.map((term) => printPlace(isTold ? { ...term, schedule: undefined } : term));
	return {
		...fresh,
		width: String(recipe.width),
		height: String(recipe.height),
		steps: String(recipe.steps),
		seed: keeps === 'sameSeed' ? recipe.seed : '',
		settings: {
			...settingsOf(recipe, pack),
			...(isTold &&
				story.stepsPerPhrase !== usualStepsPerPhrase(story.phrases.length, recipe.steps) && {
					stepsPerPhrase: String(story.stepsPerPhrase),
				}),
		},
		initial: beginningOf(initial, pack),
		initialPicture: initial.kind === 'image' ? initial.sha256 : '',
		fork: initial.kind === 'fork' ? { recipe: initial.recipe, step: initial.step } : null,
		augmentations: isUsualLook(cutouts, pack) ? null : cutouts.augmentations,
		augmentationSettings: Object.fromEntries(
			augmentationNames.flatMap((name) =>
				Object.entries(cutouts.settings?.[name] ?? {}).map(([member, value]) => [`${name}.${member}`, String(value)]),
			),
		),
		places: Object.fromEntries([...places.entries()].filter(([, place]) => !isAnyPlace(place))),
		imagePrompts: (recipe.imagePrompts ?? []).map((term) => ({
			sha256: term.sha256,
			...measures(term),
			...printPlace(term),
		})),
		noisePrompts: (recipe.noisePrompts ?? []).map((term) => ({
			seed: term.seed,
			...measures(term),
			...printPlace(term),
		})),
	};
}

/** A form that goes on after a step of a render, with all else as it was there; for as many steps as the API would take. */
export function draftOfFork(
	recipe: Recipe,
	{ renderId, step }: { readonly renderId: string; readonly step: number },
	packs: readonly PackChoiceFragment[],
): Draft {
	const steps = String(usualSteps(step, recipe.steps));
	const draft = draftOfRecipe(recipe, packs, 'sameSeed');
	return { ...draft, steps, initial: 'fork', initialPicture: '', fork: { renderId, step } };
}

/** What the parts of a recipe say that is not as the pack has it. */
export function settingsOf(recipe: object, pack: PackChoiceFragment): Draft['settings'] {
	const told = settingNames.flatMap((name) => {
		const { path } = settings[name];
		const text = (path && printValue(valueAt(recipe, path))) ?? unlikePack(name, recipe, pack);
		return text === null ? [] : [{ name, text, isUsual: text === usualText(name, recipe, pack) }];
	});
	// A schedule is asked for whole or not at all.
	const isPart = (name: SettingName): boolean => settings[name].path?.startsWith('optimiser.schedule.') ?? false;
	const isOther = told.some(({ name, isUsual }) => isPart(name) && !isUsual);
	const kept = told.filter(({ name, isUsual }) => !isUsual || (isOther && isPart(name)));
	return Object.fromEntries(kept.map(({ name, text }) => [name, text]));
}

/** The text of what a whole recipe means by its silence where the pack would do otherwise; else null. */
function unlikePack(name: SettingName, recipe: object, pack: PackChoiceFragment): string | null {
	const isWhole = valueAt(recipe, 'optimiser.name') !== undefined && valueAt(recipe, 'cutouts.method') !== undefined;
	if (!isWhole || usualText(name, recipe, pack) === null) return null;
	if (name === 'cutNoiseFinal') return '1';
	if (valueAt(recipe, 'optimiser.schedule.kind') !== undefined) return null;
	// A rate that stays is one that falls to itself.
	return name === 'rateSchedule' ? 'linear' : name === 'rateFinal' ? '1' : null;
}

/** What a setting is where nobody says: in the pack, or by the recipe's silence; null where that is nothing. */
export function usualText(name: SettingName, recipe: object, { defaults }: PackChoiceFragment): string | null {
	const { cutoutDetails: look } = defaults;
	const method = valueAt(recipe, 'cutouts.method');
	// Noise and clamping are the pack's as long as the method is.
	const isOwn = method === undefined || enumName(method) === defaults.cutMethod;
	const optimiser = valueAt(recipe, 'optimiser.name');
	const schedule = (optimiser ?? 'adam') === 'adam' ? defaults.rateSchedule : null;
	const usual: Readonly<Partial<Record<SettingName, string | number | boolean | null | undefined>>> = {
		optimiser: 'adam',
		learningRate: usualLearningRate(optimiser ?? 'adam', defaults.learningRate),
		cutMethod: cutMethods.find((name) => enumName(name) === defaults.cutMethod),
		cutoutCount: defaults.cutouts,
		cutPower: look.power,
		cutNoise: isOwn ? look.noise : 0,
		cutNoiseFinal: isOwn && look.noiseFinal !== 1 ? look.noiseFinal : undefined,
		rateSchedule: schedule && rateScheduleKinds.find((kind) => enumName(kind) === schedule.kind),
		rateFinal: schedule?.final,
		cutClamp: isOwn ? look.clamp : false,
	};
	return printValue(usual[name]);
}

function isUsualLook(cutouts: Recipe['cutouts'], { defaults }: PackChoiceFragment): boolean {
	const isOwn = enumName(cutouts.method) === defaults.cutMethod;
	const usual = isOwn ? defaults.cutoutDetails.augmentations : [];
	return usual.join() === cutouts.augmentations.map(enumName).join() && cutouts.settings === undefined;
}

function beginningOf(initial: Recipe['initial'], { defaults }: PackChoiceFragment): Draft['initial'] {
	// A guess is never chosen: it is how packs with a prior begin, and others cannot.
	if (initial.kind === 'prior') return '';
	const name = initial.kind === 'noise' ? initial.noise : initial.kind;
	const usual = defaults.initial.kind === 'NOISE' ? defaults.initial.noise : defaults.initial.kind;
	return enumName(name) === usual ? '' : name;
}
