import type { UnknownWord } from '@galatea/networks';
import { composeRecipe, type OfferedPack, summarise } from '@galatea/optimiser';
import { isIdentifier, type Recipe, RenderError } from '@galatea/render';
import type { Visibility } from '@galatea/store/access';
import { getArtworks } from '@galatea/store/artworks';
import { recipePictureKeys } from '@galatea/store/files';
import {
	accountOf,
	createRender,
	type Render,
	RenderLimitError,
	type RenderSource,
	type WholeRender,
} from '@galatea/store/renders';
import type { RequestContext, Shelf } from '../../context.ts';
import { foreseen, type TooManyTries, TooManyTriesType } from '../account/failures.ts';
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
	type RenderLimitReached,
	RenderLimitReachedType,
} from '../errors.ts';
import { UnknownWordType, withSuggestions } from '../pack/unknown-word.ts';
import { RenderType } from '../references.ts';
import { CreateRenderInput, keyIssues, mixIssues, requestOf, sharesOf } from './create-render-input.ts';
import { findSources } from './find-sources.ts';
import { pictureIssues } from './recipe-pictures.ts';
import { type RemixRefused, RemixRefusedType, remixRefused } from './remix-refused.ts';

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
	| RemixRefused
	| RenderLimitReached
	| TooManyTries;

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
		RenderLimitReachedType,
		TooManyTriesType,
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
	const prepared = await prepare(input, context);
	return 'code' in prepared ? prepared : ask(context, prepared.recipe, prepared.asked);
}

/** The recipe of an input, and what is asked for beside it; or why it cannot be asked for. */
export async function prepare(
	input: typeof CreateRenderInput.$inferInput,
	context: RequestContext,
): Promise<
	{ readonly recipe: Recipe; readonly asked: Asked } | InvalidRecipe | NotFound | PackUnavailable | RemixRefused
> {
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
	const { sources, artworks, continuedIds } = found;
	const asked = {
		sources,
		continuedIds,
		idempotencyKey: input.idempotencyKey ?? null,
		unknownWords: composed.unknownWords,
		visibility: input.visibility,
		sourceVisibilities: [origin, ...artworks].flatMap((each) => each?.visibility ?? []),
		recipeHidden: input.recipeHidden ?? [origin, ...artworks].some((each) => each?.recipeHidden),
	};
	return { recipe: composed.recipe, asked };
}

interface Asked {
	readonly sources: readonly RenderSource[];
	/** Renders of the caller that it goes on with, and that are not published. */
	readonly continuedIds: readonly string[];
	readonly idempotencyKey: string | null;
	readonly unknownWords: readonly UnknownWord[];
	/** As the caller has chosen. */
	readonly visibility?: Visibility | null | undefined;
	/** Of all that it is made from. */
	readonly sourceVisibilities: readonly Visibility[];
	readonly recipeHidden?: boolean | undefined;
}

/**
 * Asks for a render of a recipe that is right, in the name of whoever calls. What is made from something that not
 * everybody may see is not shown to more people unasked: it begins with the narrowest of their visibilities and of the
 * caller's usual one. Answers NotFound when something that it is made from has gone meanwhile.
 */
export async function ask(
	context: RequestContext,
	recipe: Recipe,
	asked: Asked,
): Promise<CreateRenderSuccess | NotAsked> {
	const answer = await askStore(context, recipe, asked, async (input) => {
		const { render } = await createRender(context.store, { recipe, ...input });
		return [render];
	});
	if ('code' in answer) return answer;
	return { type: 'CreateRenderSuccess', render: answer[0] as WholeRender, unknownWords: asked.unknownWords };
}

/** Why what is right was not asked for. */
export type NotAsked = QueueFull | NotFound | RenderLimitReached | TooManyTries;

type StoreInput = Omit<Parameters<typeof createRender>[1], 'recipe'>;

/** Asks the store as `create` does for a recipe, or for several that differ in their seeds alone, and hands all to the queue. */
export async function askStore(
	context: RequestContext,
	recipe: Recipe,
	{ sourceVisibilities, ...asked }: Asked,
	create: (input: StoreInput) => Promise<readonly WholeRender[]>,
): Promise<readonly WholeRender[] | NotAsked> {
	const { person, renderLimits, networkSecret } = context;
	try {
		const user = await person.findOrCreate();
		const renders = await create({
			pictureKeys: await recipePictureKeys(context.store, recipe),
			userId: user.id,
			sources: asked.sources,
			continuedIds: asked.continuedIds,
			idempotencyKey: asked.idempotencyKey,
			visibility: asked.visibility ?? narrowest([user.defaultVisibility, ...sourceVisibilities]),
			recipeHidden: asked.recipeHidden ?? null,
			account: accountOf(user, person.address, renderLimits, networkSecret),
		});
		for (const render of renders) await enqueue(render, context);
		return renders;
	} catch (error) {
		const refused = refusal(error);
		if (refused !== null) return refused;
		const gone = await goneSource(error, asked.sources, context);
		if (gone === null) throw error;
		return gone;
	}
}

/** From the narrowest; of FOLLOWERS and MEMBERS, who are other people, the one that its person has to let in. */
const byWidth: readonly Visibility[] = ['PRIVATE', 'FOLLOWERS', 'MEMBERS', 'UNLISTED', 'PUBLIC'];

function narrowest(visibilities: readonly Visibility[]): Visibility {
	return byWidth.find((each) => visibilities.includes(each)) ?? 'PUBLIC';
}

/** What an error of writing the render says of a source that was deleted while it was asked for; null for other errors. */
async function goneSource(
	error: unknown,
	sources: readonly RenderSource[],
	{ store, person }: RequestContext,
): Promise<NotFound | null> {
	if (!(error instanceof RenderError) || error.code !== 'NOT_FOUND') return null;
	const ids = sources.map(({ artworkId }) => artworkId);
	const there = await getArtworks(store, ids, await person.viewer());
	const gone = ids.find((_id, index) => there[index] === null);
	return gone === undefined ? null : notFound('artwork', gone);
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

/** A limit that was reached, as an answer; null for other errors. */
function refusal(error: unknown): QueueFull | RenderLimitReached | TooManyTries | null {
	if (error instanceof RenderError && error.code === 'TOO_MANY_TRIES') return foreseen(error, ['TOO_MANY_TRIES']);
	if (!(error instanceof RenderLimitError)) return null;
	const { code, message, scope, waiting, maximum, retryAfterSeconds } = error;
	if (scope === 'GALLERY') return { type: 'QueueFull', code: 'QUEUE_FULL', message, waiting };
	if (code !== 'BUDGET_SPENT' && code !== 'TOO_MANY_WAITING') return null;
	return { type: 'RenderLimitReached', code, message, scope, maximum, retryAfterSeconds };
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
