/** @file What a recipe asks for, term by term: texts, pictures and noises, when each counts, and where. */
import {
	printPrompt,
	type Recipe,
	type Region,
	readStory,
	recipePrompt,
	scheduleCurves,
	type TermSchedule,
} from '@galatea/render';
import { builder } from '../builder.ts';
import { RecipeType } from '../references.ts';
import { enumValues } from './enum-names.ts';

/** Terms of a recipe at most: `maximumPromptTerms`. */
const listSize = 16;

const leftText = 'In shares of the width, from the left side.';
const topText = 'In shares of the height, from the upper side.';
const termText = 'Index of a term of `prompt`, from 0.';

const ScheduleCurveType = builder.enumType('ScheduleCurve', {
	description: 'How a share goes from one keyframe to the next: not at all until it is there, straight, or eased.',
	values: enumValues(scheduleCurves),
});

const KeyframeType = builder.objectRef<TermSchedule['keyframes'][number]>('Keyframe').implement({
	fields: (t) => ({
		step: t.exposeInt('step', { description: 'From 1.' }),
		share: t.exposeFloat('share', { description: 'Of the weight, 0 to 1.' }),
	}),
});

const ScheduleType = builder.objectRef<TermSchedule>('Schedule').implement({
	description: 'Before the first keyframe its share counts, after the last that of the last.',
	fields: (t) => ({
		curve: t.expose('curve', { type: ScheduleCurveType }),
		keyframes: t.field({ type: [KeyframeType], resolve: (schedule) => [...schedule.keyframes] }),
	}),
});

const RegionType = builder.objectRef<Region>('Region').implement({
	description: 'A part of the picture in shares of its sides.',
	fields: (t) => ({
		left: t.exposeFloat('left', { description: leftText }),
		top: t.exposeFloat('top', { description: topText }),
		width: t.exposeFloat('width'),
		height: t.exposeFloat('height'),
	}),
});

const maskText = 'SHA-256 of the file of the picture, which is stretched to the size of the render.';

const MaskType = builder.objectRef<NonNullable<Term['mask']>>('Mask').implement({
	description: 'A picture of which the white is what a term sees.',
	fields: (t) => ({ sha256: t.exposeString('sha256', { description: maskText }) }),
});

interface Term {
	readonly weight: number;
	readonly stop: number | null;
	readonly schedule?: TermSchedule;
	readonly region?: Region;
	readonly mask?: { readonly sha256: string };
}

const TermInterface = builder.interfaceRef<Term>('Term').implement({
	description: 'What a picture is measured against: a text, another picture or a noise.',
	fields: (t) => ({
		weight: t.exposeFloat('weight', { description: 'Multiplies its loss; below 0 it pushes away.' }),
		stop: t.exposeFloat('stop', {
			nullable: true,
			description: 'Loss below which a cutout gives no more gradient; null for never.',
		}),
		schedule: t.field({
			type: ScheduleType,
			nullable: true,
			description: 'What part of its weight it has at which step; null for all of it always.',
			resolve: (term) => term.schedule ?? null,
		}),
		region: t.field({
			type: RegionType,
			nullable: true,
			description: 'Where in the picture it counts; null for everywhere.',
			resolve: (term) => term.region ?? null,
		}),
		mask: t.field({
			type: MaskType,
			nullable: true,
			description: 'The same by a picture, in the place of a region.',
			resolve: (term) => term.mask ?? null,
		}),
	}),
});

interface TextTerm extends Term {
	readonly index: number;
	readonly text: string;
}

export const PromptTermType = builder.objectRef<TextTerm>('PromptTerm').implement({
	interfaces: [TermInterface],
	fields: (t) => ({
		index: t.exposeInt('index', { description: 'Place in the recipe, from 0.' }),
		text: t.exposeString('text'),
	}),
});

const ImagePromptType = builder.objectRef<NonNullable<Recipe['imagePrompts']>[number]>('ImagePrompt').implement({
	description: 'A picture to come close to, as the perceptors see it.',
	interfaces: [TermInterface],
	fields: (t) => ({ sha256: t.exposeString('sha256', { description: 'Of its file.' }) }),
});

const NoisePromptType = builder.objectRef<NonNullable<Recipe['noisePrompts']>[number]>('NoisePrompt').implement({
	description: "A random direction in the perceptors' space.",
	interfaces: [TermInterface],
	fields: (t) => ({ seed: t.expose('seed', { type: 'UInt64' }) }),
});

const TermScheduleType = builder.objectRef<TermSchedule & { readonly term: number }>('TermSchedule').implement({
	fields: (t) => ({
		term: t.exposeInt('term', { description: termText }),
		curve: t.expose('curve', { type: ScheduleCurveType }),
		keyframes: t.field({ type: [KeyframeType], resolve: (schedule) => [...schedule.keyframes] }),
	}),
});

const TermRegionType = builder.objectRef<Region & { readonly term: number }>('TermRegion').implement({
	fields: (t) => ({
		term: t.exposeInt('term', { description: termText }),
		left: t.exposeFloat('left', { description: leftText }),
		top: t.exposeFloat('top', { description: topText }),
		width: t.exposeFloat('width'),
		height: t.exposeFloat('height'),
	}),
});

interface TermMask {
	readonly term: number;
	readonly sha256: string;
}

const TermMaskType = builder.objectRef<TermMask>('TermMask').implement({
	fields: (t) => ({
		term: t.exposeInt('term', { description: termText }),
		sha256: t.exposeString('sha256', { description: maskText }),
	}),
});

/** A story that `^` can say; null for terms that hold all the time, or have schedules of another kind. */
function tellableStory(recipe: Recipe) {
	const story = readStory(recipe);
	return story?.stepsPerPhrase == null ? null : story;
}

builder.objectFields(RecipeType, (t) => ({
	prompt: t.string({
		description: 'The texts in prompt grammar, `text:weight:stop | …`, and between the phrases of a story `^`.',
		resolve: (recipe) => (tellableStory(recipe) ? recipePrompt(recipe) : printPrompt(recipe.prompts)),
	}),
	stepsPerPhrase: t.int({
		nullable: true,
		description: 'Of a story, how long each phrase holds.',
		resolve: (recipe) => tellableStory(recipe)?.stepsPerPhrase ?? null,
	}),
	terms: t.field({
		type: [PromptTermType],
		description: 'The texts of `prompt`, one by one.',
		extensions: { listSize },
		resolve: (recipe) => recipe.prompts.map((term, index) => ({ index, ...term })),
	}),
	schedules: t.field({
		type: [TermScheduleType],
		description: 'Of the terms of `prompt`, those that it does not say itself.',
		extensions: { listSize },
		resolve: (recipe) =>
			tellableStory(recipe)
				? []
				: recipe.prompts.flatMap(({ schedule }, term) => (schedule ? [{ term, ...schedule }] : [])),
	}),
	regions: t.field({
		type: [TermRegionType],
		description: 'Of the terms of `prompt`.',
		extensions: { listSize },
		resolve: (recipe) => recipe.prompts.flatMap(({ region }, term) => (region ? [{ term, ...region }] : [])),
	}),
	masks: t.field({
		type: [TermMaskType],
		description: 'Of the terms of `prompt`.',
		extensions: { listSize },
		resolve: (recipe) => recipe.prompts.flatMap(({ mask }, term) => (mask ? [{ term, ...mask }] : [])),
	}),
	imagePrompts: t.field({
		type: [ImagePromptType],
		extensions: { listSize },
		resolve: (recipe) => [...(recipe.imagePrompts ?? [])],
	}),
	noisePrompts: t.field({
		type: [NoisePromptType],
		extensions: { listSize },
		resolve: (recipe) => [...(recipe.noisePrompts ?? [])],
	}),
}));

const KeyframeInput = builder.inputType('KeyframeInput', {
	fields: (t) => ({
		step: t.int({ required: true, description: 'From 1; rising.' }),
		share: t.float({ required: true, description: 'Of the weight, 0 to 1; above 0 somewhere.' }),
	}),
});

const ScheduleInput = builder.inputType('ScheduleInput', {
	fields: (t) => ({
		curve: t.field({ type: ScheduleCurveType, required: true }),
		keyframes: t.field({ type: [KeyframeInput], required: true }),
	}),
});

const RegionInput = builder.inputType('RegionInput', {
	description: 'A part of the picture in shares of its sides; both of its own at least 0.02.',
	fields: (t) => ({
		left: t.float({ required: true, description: leftText }),
		top: t.float({ required: true, description: topText }),
		width: t.float({ required: true }),
		height: t.float({ required: true }),
	}),
});

const usableText =
	'It must be a picture that everybody may see, or one of the caller’s own; the rest of a term’s view is grey to it.';

const MaskInput = builder.inputType('MaskInput', {
	description: usableText,
	fields: (t) => ({ sha256: t.string({ required: true, description: maskText }) }),
});

export const TermMaskInput = builder.inputType('TermMaskInput', {
	description: usableText,
	fields: (t) => ({
		term: t.int({ required: true, description: termText }),
		sha256: t.string({ required: true, description: maskText }),
	}),
});

export const TermScheduleInput = builder.inputType('TermScheduleInput', {
	fields: (t) => ({
		term: t.int({ required: true, description: termText }),
		curve: t.field({ type: ScheduleCurveType, required: true }),
		keyframes: t.field({ type: [KeyframeInput], required: true }),
	}),
});

export const TermRegionInput = builder.inputType('TermRegionInput', {
	fields: (t) => ({
		term: t.int({ required: true, description: termText }),
		left: t.float({ required: true, description: leftText }),
		top: t.float({ required: true, description: topText }),
		width: t.float({ required: true }),
		height: t.float({ required: true }),
	}),
});

const weightText = 'Not 0, from -1000 to 1000; 1 when left out.';

export const ImagePromptInput = builder.inputType('ImagePromptInput', {
	fields: (t) => ({
		sha256: t.string({
			required: true,
			description:
				'Of a picture that everybody may see, as its address `/files/<sha256>.png` has it, or of one of the caller’s own.',
		}),
		weight: t.float({ description: weightText }),
		stop: t.float(),
		schedule: t.field({ type: ScheduleInput }),
		region: t.field({ type: RegionInput }),
		mask: t.field({ type: MaskInput }),
	}),
});

export const NoisePromptInput = builder.inputType('NoisePromptInput', {
	fields: (t) => ({
		seed: t.field({ type: 'UInt64', required: true }),
		weight: t.float({ description: weightText }),
		stop: t.float(),
		schedule: t.field({ type: ScheduleInput }),
		region: t.field({ type: RegionInput }),
		mask: t.field({ type: MaskInput }),
	}),
});
