/**
 * @file From what a person asked for to a recipe: the prompt read, the pack's defaults filled in, a seed drawn, and
 * everything that is wrong said at once, with what would be right.
 */

import type { UnknownWord } from '@galatea/networks';
import {
	engineVersion,
	type FailureCode,
	findForeignSpellings,
	foreignIssue,
	type InputIssue,
	maximumPromptLength,
	memberNames,
	parseRecipe,
	type Recipe,
	type RecipeMember,
	RenderError,
	usualLearningRate,
} from '@galatea/render';
import { applyPreset } from './compose-preset.ts';
import { composePrompts } from './compose-prompts.ts';
import { generatorIssues } from './generator-checks.ts';
import { type OfferedPack, readPrompt } from './pack-shelf.ts';
import { type CutoutsRequest, type RecipeRequest, type Said, withoutNulls } from './recipe-request.ts';

/** A recipe, or all that is wrong. In both cases the words that the pack does not know. */
export type ComposedRecipe =
	| { readonly recipe: Recipe; readonly unknownWords: readonly UnknownWord[] }
	| { readonly recipe: null; readonly issues: readonly InputIssue[]; readonly unknownWords: readonly UnknownWord[] };

/** Reads a request for `pack`. */
export function composeRecipe(asked: RecipeRequest, pack: OfferedPack): ComposedRecipe {
	const request = applyPreset(asked);
	const unreadable = promptProblem(request.prompt);
	if (unreadable) return { recipe: null, issues: [unreadable], unknownWords: [] };
	const width = request.width ?? pack.defaults.width;
	const height = request.height ?? pack.defaults.height;
	const steps = request.steps ?? pack.defaults.steps;
	const { prompts, issues: promptIssues } = composePrompts(request, steps);
	const { unknownWords, emptyTerms } = readPrompt(pack, prompts);
	const imagePrompts = composeTerms(request.imagePrompts);
	const noisePrompts = composeTerms(request.noisePrompts);
	const { recipe, issues: recipeIssues } = tryRecipe({
		...composePlain(request),
		...(imagePrompts && { imagePrompts }),
		...(noisePrompts && { noisePrompts }),
		format: 1,
		engine: engineVersion,
		pack: { id: pack.id, sha256: pack.hash },
		prompts,
		width,
		height,
		steps,
		seed: request.seed ?? drawSeed(),
		optimiser: composeOptimiser(request, pack),
		cutouts: composeCutouts(request.cutouts ?? {}, pack.defaults.cutouts),
		initial: composeInitial(request.initial) ?? usualInitial(pack, prompts),
	});
	const narrower = [...sizeIssue('width', width, pack), ...sizeIssue('height', height, pack), ...promptIssues];
	const issues = [
		...narrower,
		// These rules are narrower than the recipe's and say more.
		...recipeIssues.filter(({ path }) => !narrower.some((issue) => path.startsWith(issue.path))),
		...(recipe === null ? [] : generatorIssues(recipe, pack.generator, pack.id)),
		...perceptorIssue(request, pack),
		...(recipe?.initial.kind === 'prior' ? priorIssues(prompts, pack) : []),
		...findForeignSpellings(request.prompt).map(foreignIssue),
		...emptyTerms.map((index) => emptyTermIssue(index, prompts[index]?.text ?? '', pack)),
	];
	return recipe && issues.length === 0 ? { recipe, unknownWords } : { recipe: null, issues, unknownWords };
}

/** Why a prompt is not even split into terms; null when it can be. */
export function promptProblem(prompt: string): InputIssue | null {
	if (prompt.length > maximumPromptLength)
		return {
			path: 'prompt',
			message: `has ${prompt.length} characters; at most ${maximumPromptLength} are read`,
			code: 'TOO_LONG',
			values: { length: prompt.length, maximum: maximumPromptLength },
		};
	if (isStorableText(prompt)) return null;
	const message = 'has a character that is not text: U+0000 or half a surrogate pair';
	return { path: 'prompt', message, code: 'NOT_TEXT' };
}

/** Whether PostgreSQL can hold `text`: neither U+0000 nor half a surrogate pair. */
export function isStorableText(text: string): boolean {
	return !/\0|\p{Surrogate}/u.test(text);
}

/** One sentence for people who read only the message. */
export function summarise(issues: readonly InputIssue[]): string {
	const sentences = issues.map((issue) => (issue.path ? `${issue.path} ${issue.message}` : issue.message));
	return `This cannot be rendered: ${sentences.join('; ')}.`;
}

function tryRecipe(value: unknown): { readonly recipe: Recipe | null; readonly issues: readonly InputIssue[] } {
	const foreseen: FailureCode = 'INVALID_RECIPE';
	try {
		return { recipe: parseRecipe(value), issues: [] };
	} catch (error) {
		if (error instanceof RenderError && error.code === foreseen) return { recipe: null, issues: error.issues };
		throw error;
	}
}

/** Members that have a rule of their own; all others are taken as they are asked for. */
type OwnRule = 'width' | 'height' | 'steps' | 'seed' | 'optimiser' | 'cutouts' | 'initial';
type Plain = Exclude<RecipeMember, OwnRule>;
const ownRules: readonly RecipeMember[] = ['width', 'height', 'steps', 'seed', 'optimiser', 'cutouts', 'initial'];

/** What a recipe may leave out and nobody but the request decides. */
function composePlain(request: RecipeRequest): Said<Pick<RecipeRequest, Plain>> {
	const names = memberNames.filter((name): name is Plain => !ownRules.includes(name));
	const asked: Pick<RecipeRequest, Plain> = Object.fromEntries(names.map((name) => [name, request[name]]));
	return withoutNulls(asked);
}

/** Terms beside the texts; one that is asked for without weight or stop has 1 and none. */
function composeTerms<Term extends object>(terms: readonly Term[] | null | undefined) {
	return terms?.map((term) => ({ weight: 1, stop: null, ...withoutNulls(term) }));
}

function composeOptimiser({ optimiser, learningRate, preset }: RecipeRequest, { defaults }: OfferedPack) {
	const name = optimiser?.name ?? 'adam';
	const usual = usualLearningRate(name, defaults.learningRate);
	const rate = learningRate ?? optimiser?.learningRate ?? usual;
	// A named set of values says all of how the latent moves; so does another rule.
	const schedule = preset == null && name === 'adam' ? defaults.rateSchedule : null;
	return {
		...(schedule === null ? {} : { schedule }),
		...withoutNulls(optimiser ?? {}),
		name,
		learningRate: rate,
	};
}

/** The recipe that a fork goes on from is whole, and null means something in it. */
function composeInitial(initial: RecipeRequest['initial']) {
	if (initial == null) return undefined;
	const { recipe, ...rest } = initial;
	return { ...withoutNulls(rest), ...(recipe == null ? {} : { recipe }) };
}

/** A prior guesses from a text: where no text asks for anything, the pack begins as it would without. */
function usualInitial({ defaults }: OfferedPack, prompts: readonly { readonly weight: number }[]) {
	const guesses = defaults.initial.kind !== 'prior' || prompts.some(({ weight }) => weight > 0);
	return guesses ? defaults.initial : defaults.initialWithoutText;
}

function priorIssues(prompts: readonly { readonly weight: number }[], pack: OfferedPack): readonly InputIssue[] {
	const missing = pack.hasPrior
		? 'must be another: a prior guesses from a text, and no text has a weight above 0'
		: `must be another: pack "${pack.id}" has no prior to guess from a text`;
	return pack.hasPrior && prompts.some(({ weight }) => weight > 0) ? [] : [{ path: 'initial', message: missing }];
}

function composeCutouts(request: CutoutsRequest, defaults: Recipe['cutouts']) {
	const asked = withoutNulls(request);
	const method = asked.method ?? defaults.method;
	// Noise and augmentations are defaults of the pack's method; another method starts plain.
	const isSame = method === defaults.method;
	const { settings, clamp, noiseFinal } = isSame ? defaults : {};
	return {
		...(settings !== undefined && !asked.augmentations && { settings }),
		...(clamp !== undefined && { clamp }),
		...(noiseFinal !== undefined && asked.noise === undefined && { noiseFinal }),
		count: defaults.count,
		power: defaults.power,
		noise: isSame ? defaults.noise : 0,
		augmentations: isSame ? defaults.augmentations : [],
		...asked,
		method,
	};
}

function perceptorIssue({ perceptorWeights }: RecipeRequest, { id, tokenizers }: OfferedPack): readonly InputIssue[] {
	if (!perceptorWeights || perceptorWeights.length === tokenizers.length) return [];
	const few = perceptorWeights.length < tokenizers.length;
	return [
		{
			path: 'perceptorWeights',
			message: `must be ${tokenizers.length}, one per perceptor of the pack "${id}"`,
			code: few ? 'TOO_FEW' : 'TOO_MANY',
			values: { minimum: tokenizers.length, maximum: tokenizers.length },
		},
	];
}

// All 64 bits, as torch.seed() draws them.
function drawSeed(): string {
	return String(crypto.getRandomValues(new BigUint64Array(1))[0]);
}

function sizeIssue(path: 'width' | 'height', sidePx: number, pack: OfferedPack): readonly InputIssue[] {
	const nearest = nearestSizes(sidePx, pack.sizes);
	if (nearest.includes(sidePx)) return [];
	const { minimumPx, maximumPx, multipleOf } = pack.sizes;
	const rule = `must be a multiple of ${multipleOf} from ${minimumPx} to ${maximumPx} px for the pack "${pack.id}"`;
	const message = `${rule}; nearest to ${sidePx}: ${nearest.join(' or ')}`;
	const values = { minimum: minimumPx, maximum: maximumPx, multiple: multipleOf, nearest: nearest.join(', ') };
	return [{ path, message, code: 'BAD_SIZE', values }];
}

/** The one or two permitted sides next to `sidePx`; only itself if it is permitted. */
export function nearestSizes(sidePx: number, sizes: OfferedPack['sizes']): readonly number[] {
	const { minimumPx, maximumPx, multipleOf } = sizes;
	const smallest = Math.ceil(minimumPx / multipleOf) * multipleOf;
	const largest = Math.floor(maximumPx / multipleOf) * multipleOf;
	const clamped = Math.min(Math.max(sidePx, smallest), largest);
	const below = Math.floor(clamped / multipleOf) * multipleOf;
	const above = Math.ceil(clamped / multipleOf) * multipleOf;
	return below === above ? [below] : [below, above];
}

function emptyTermIssue(index: number, text: string, pack: OfferedPack): InputIssue {
	const shown = text.length > 60 ? `${text.slice(0, 60)}…` : text;
	return {
		path: `prompts.${index}.text`,
		message: `has no word that the pack "${pack.id}" knows: "${shown}"`,
		code: 'NO_KNOWN_WORD',
		values: { text: shown },
	};
}
