import type { UnknownWord } from '@galatea/networks';
import { composeRecipe, isStorableText, type OfferedPack, type RecipeRequest, summarise } from '@galatea/optimiser';
import { isIdentifier, type Recipe } from '@galatea/render';
import {
	countQueued,
	createRender,
	type Render,
	type RenderSource,
	recipePictureKeys,
	type Visibility,
	type WholeRender,
} from '@galatea/store';
import type { RequestContext, Shelf } from '../../context.ts';
import { builder } from '../builder.ts';
import {
	type InvalidRecipe,
	InvalidRecipeType,
	type NotFound,
	NotFoundType,
	notFound,
	type PackUnavailable,
	PackUnavailableType,
	type QueueFull,
	QueueFullType,
} from '../errors.ts';
import { UnknownWordType, withSuggestions } from '../pack/unknown-word.ts';
import { CutoutsInput } from '../recipe/cutouts.ts';
import { InitialInput } from '../recipe/initial.ts';
import { LossesInput } from '../recipe/losses.ts';
import { MotionInput } from '../recipe/motion.ts';
import { emaDescription, OptimiserInput } from '../recipe/optimiser.ts';
import { PresetNameType } from '../recipe/presets.ts';
import {
	ImagePromptInput,
	NoisePromptInput,
	TermMaskInput,
	TermRegionInput,
	TermScheduleInput,
} from '../recipe/terms.ts';
import { TilingType } from '../recipe.ts';
import { RenderType } from '../references.ts';
import { findSources } from './find-sources.ts';
import { pictureIssues } from './recipe-pictures.ts';
import { type RemixRefused, RemixRefusedType, remixRefused } from './remix-refused.ts';

/** Characters of an idempotency key; a UUID has 36. */
const maximumKeyLength = 200;
/** Artworks in one mix: beyond that nobody could say what came from which. */
const maximumMixed = 8;
/** Shares are parts of their sum, so they may be percents, or weights. */
const maximumMixShare = 1_000;

export interface CreateRenderSuccess {
	readonly type: 'CreateRenderSuccess';
	readonly render: Render;
	readonly unknownWords: readonly UnknownWord[];
}

export type CreateRenderResult =
	| CreateRenderSuccess
	| InvalidRecipe
	| NotFound
	| PackUnavailable
	| QueueFull
	| RemixRefused;

const MixSourceInput = builder.inputType('MixSourceInput', {
	fields: (t) => ({
		artworkId: t.id({ required: true }),
		share: t.float({
			required: true,
			description: 'Its part of the recipe, above 0; of the sum of all, so 60 and 40 will do.',
		}),
	}),
});

const CreateRenderInput = builder.inputType('CreateRenderInput', {
	description: `Left out is what the preset says, or else the pack's default; a seed that is left out is drawn. What each field does to a
picture is told in docs/artists.`,
	fields: (t) => ({
		preset: t.field({ type: PresetNameType, description: 'Values to begin from; the other fields go before them.' }),
		prompt: t.string({
			description:
				'Prompt grammar: `text:weight:stop | text:weight:stop`, and between the phrases of a story `^`. May be left out where ' +
				'there are image or noise prompts.',
		}),
		stepsPerPhrase: t.int({ description: 'Of a story; left out: each phrase comes once, all as long as each other.' }),
		schedules: t.field({ type: [TermScheduleInput], description: 'Of terms of `prompt`; they go before a story’s.' }),
		regions: t.field({ type: [TermRegionInput], description: 'Of terms of `prompt`.' }),
		masks: t.field({ type: [TermMaskInput], description: 'Of terms of `prompt`, each in the place of a region.' }),
		imagePrompts: t.field({ type: [ImagePromptInput] }),
		noisePrompts: t.field({ type: [NoisePromptInput] }),
		packId: t.id(),
		width: t.int(),
		height: t.int(),
		steps: t.int(),
		seed: t.field({ type: 'UInt64' }),
		learningRate: t.float({ description: 'Goes before that of `optimiser`.' }),
		optimiser: t.field({ type: OptimiserInput }),
		ema: t.float({ description: emaDescription }),
		cutouts: t.field({ type: CutoutsInput }),
		perceptorWeights: t.floatList({
			description: "One for each of the pack's perceptors, 0 or more; 1 each when left out.",
		}),
		initial: t.field({ type: InitialInput }),
		losses: t.field({ type: LossesInput }),
		tiling: t.field({ type: TilingType, description: '`NONE` when left out.' }),
		motion: t.field({
			type: MotionInput,
			description: 'How the picture moves between steps; not at all when left out.',
		}),
		remixOf: t.id({
			description: `The artwork whose recipe was the start: credited when the render is published. So is, without being named, the
artwork of a run that is gone on with, and of a picture that the recipe begins from or comes close to.`,
		}),
		mixOf: t.field({
			type: [MixSourceInput],
			description: 'The artworks whose recipes were mixed, 2 to 8; all are credited.',
		}),
		importedRecipe: t.string({
			description: `SHA-256 of a recipe that a picture file held. An artwork of this gallery with that recipe is credited, as
somebody said and nobody has checked.`,
		}),
		recipeHidden: t.boolean({
			description: 'Whether only the caller may know how it is made; left out: if what it is made from is hidden.',
		}),
		idempotencyKey: t.string({
			description: "Any text of the caller's; the same key of the same person gives the same render, not a second one.",
		}),
	}),
});

const CreateRenderSuccessType = builder.objectRef<CreateRenderSuccess>('CreateRenderSuccess').implement({
	fields: (t) => ({
		render: t.expose('render', { type: RenderType }),
		unknownWords: t.field({ type: [UnknownWordType], resolve: (success) => withSuggestions(success.unknownWords) }),
	}),
});

export const CreateRenderResultType = builder.unionType('CreateRenderResult', {
	types: [
		CreateRenderSuccessType,
		InvalidRecipeType,
		NotFoundType,
		PackUnavailableType,
		QueueFullType,
		RemixRefusedType,
	],
	resolveType: (result) => result.type,
});

builder.mutationField('createRender', (t) =>
	t.field({
		type: CreateRenderResultType,
		extensions: { cost: 5_000 },
		args: { input: t.arg({ type: CreateRenderInput, required: true }) },
		resolve: (_root, { input }, context) => create(input, context),
	}),
);

async function create(
	input: typeof CreateRenderInput.$inferInput,
	context: RequestContext,
): Promise<CreateRenderResult> {
	const pack = findPack(context.shelf, input.packId ?? null);
	if (!('tokenizers' in pack)) return pack;
	const origin = await findOrigin(input.initial, context);
	if (origin !== null && 'code' in origin) return origin;
	if (origin?.recipe === null) return remixRefused(origin.id, 'RECIPE_HIDDEN');
	const composed = composeRecipe(requestOf(input, origin?.recipe ?? null), pack);
	const issues = [
		...(composed.recipe ? [] : composed.issues),
		...(await pictureIssues(composed.recipe, context)),
		...keyIssues(input.idempotencyKey ?? ''),
		...mixIssues(input.mixOf ?? []),
	];
	if (!composed.recipe || issues.length > 0) {
		const message = summarise(issues);
		return { type: 'InvalidRecipe', code: 'INVALID_RECIPE', message, issues, unknownWords: composed.unknownWords };
	}
	const { remixOf, importedRecipe } = input;
	const mixOf = sharesOf(input.mixOf ?? []);
	const found = await findSources(composed.recipe, { remixOf, mixOf, origin, importedRecipe }, context);
	if ('code' in found) return found;
	const { sources, artworks } = found;
	return ask(context, composed.recipe, {
		sources,
		idempotencyKey: input.idempotencyKey ?? null,
		unknownWords: composed.unknownWords,
		visibility: [origin, ...artworks].map((each) => each?.visibility).find(isNarrow),
		recipeHidden: input.recipeHidden ?? [origin, ...artworks].some((each) => each?.recipeHidden),
	});
}

/** What is wrong with the parts of a mix. */
function mixIssues(mixOf: readonly { readonly share: number }[]): InvalidRecipe['issues'] {
	if (mixOf.length === 0) return [];
	const path = 'mixOf';
	if (mixOf.length < 2 || mixOf.length > maximumMixed)
		return [{ path, message: `must name 2 to ${maximumMixed} artworks, not ${mixOf.length}` }];
	const right = mixOf.every(({ share }) => Number.isFinite(share) && share > 0 && share <= maximumMixShare);
	return right ? [] : [{ path, message: `must have shares above 0 and at most ${maximumMixShare}` }];
}

/** The parts of a mix, so that they come to 1. */
function sharesOf(mixOf: readonly { readonly artworkId: string; readonly share: number }[]) {
	const total = mixOf.reduce((sum, { share }) => sum + share, 0);
	return mixOf.map(({ artworkId, share }) => ({ artworkId, share: share / total }));
}

/** The input in the words of a request. What belongs to which kind of beginning or schedule, the recipe checks. */
function requestOf(
	{ prompt, initial, optimiser, ...rest }: typeof CreateRenderInput.$inferInput,
	begun: Recipe | null,
): RecipeRequest {
	const { renderId: _renderId, ...begin } = initial ?? {};
	const recipe = begun === null ? {} : { recipe: begun };
	return {
		...rest,
		prompt: prompt ?? '',
		initial: (initial && { ...begin, ...recipe }) as RecipeRequest['initial'],
		optimiser: optimiser as RecipeRequest['optimiser'],
	};
}

interface Asked {
	readonly sources: readonly RenderSource[];
	readonly idempotencyKey: string | null;
	readonly unknownWords: readonly UnknownWord[];
	/** Of what it is made from. */
	readonly visibility?: Visibility | undefined;
	readonly recipeHidden?: boolean | undefined;
}

/**
 * Asks for a render of a recipe that is right, in the name of whoever calls. What is made from something that not
 * everybody may see is not shown to everybody unasked: it begins with the same visibility.
 */
export async function ask(
	context: RequestContext,
	recipe: Recipe,
	{ visibility = 'PUBLIC', unknownWords, ...asked }: Asked,
): Promise<CreateRenderSuccess | QueueFull> {
	const full = await queueFull(context);
	if (full) return full;
	const user = await context.person.findOrCreate();
	const { render } = await createRender(context.store, {
		recipe,
		pictureKeys: await recipePictureKeys(context.store, recipe),
		userId: user.id,
		sources: asked.sources,
		idempotencyKey: asked.idempotencyKey,
		visibility: user.defaultVisibility === 'PUBLIC' ? visibility : user.defaultVisibility,
		recipeHidden: asked.recipeHidden ?? null,
	});
	await enqueue(render, context);
	return { type: 'CreateRenderSuccess', render, unknownWords };
}

/** The pack of that name, or the first one when none is named. */
export function findPack(shelf: Shelf, id: string | null): OfferedPack | PackUnavailable {
	const wanted = id ?? shelf.defaultPackId;
	const pack = shelf.packs.find((candidate) => candidate.id === wanted);
	if (pack) return pack;
	const availablePackIds = shelf.packs.map((candidate) => candidate.id);
	const available = availablePackIds.length > 0 ? `there are: ${availablePackIds.join(', ')}` : 'there is none at all';
	const message = `There is no pack "${(wanted ?? '').slice(0, 64)}" here; ${available}.`;
	return { type: 'PackUnavailable', code: 'PACK_UNAVAILABLE', message, availablePackIds };
}

/** What is wrong with an idempotency key. */
export function keyIssues(key: string): InvalidRecipe['issues'] {
	if (key.length <= maximumKeyLength && isStorableText(key)) return [];
	return [{ path: 'idempotencyKey', message: `must be text of at most ${maximumKeyLength} characters` }];
}

/** The render that a fork goes on with, where it is named. */
async function findOrigin(
	initial: typeof CreateRenderInput.$inferInput.initial,
	{ loaders }: RequestContext,
): Promise<Render | NotFound | null> {
	if (initial?.kind !== 'fork' || initial.renderId == null) return null;
	const { renderId } = initial;
	const render = isIdentifier('render', renderId) ? await loaders.renders.load(renderId) : null;
	return render ?? notFound('render', renderId);
}

function isNarrow(visibility: Visibility | undefined): boolean {
	return visibility !== undefined && visibility !== 'PUBLIC';
}

async function queueFull({ store, maximumWaitingRenders }: RequestContext): Promise<QueueFull | null> {
	const waiting = await countQueued(store);
	if (waiting < maximumWaitingRenders) return null;
	const message = `${waiting} renders are waiting already, which is as many as may wait here. Try again later.`;
	return { type: 'QueueFull', code: 'QUEUE_FULL', message, waiting };
}

// The row is there already, so nothing is lost when the queue cannot be reached: the sweeper hands it over later.
async function enqueue(render: WholeRender, { producer, logger }: RequestContext): Promise<void> {
	if (render.state !== 'QUEUED') return;
	try {
		await producer.add(render.id, render.recipe.pack.id);
	} catch (error) {
		logger.warn({ err: error, renderId: render.id }, 'the queue did not take a render; the sweeper will try again');
	}
}
