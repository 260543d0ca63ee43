import { composeFork, summarise } from '@galatea/optimiser';
import { isIdentifier } from '@galatea/render';
import type { Render } from '@galatea/store/renders';
import type { RequestContext } from '../../context.ts';
import { builder } from '../builder.ts';
import { notFound } from '../errors.ts';
import { ask, type CreateRenderResult, CreateRenderResultType, findPack } from './create-render.ts';
import { keyIssues } from './create-render-input.ts';
import { findSources } from './find-sources.ts';
import { remixRefused } from './remix-refused.ts';

const ForkRenderInput = builder.inputType('ForkRenderInput', {
	description: 'What is left out stays as it was.',
	fields: (t) => ({
		renderId: t.id({ required: true, description: 'Whose run to go on with; it may still be running.' }),
		step: t.int({
			description:
				'After which of its steps; when left out, the one that its artwork shows, or the last that it completed.',
		}),
		prompt: t.string({ description: 'From there on.' }),
		steps: t.int({
			description:
				'In all, those before the fork among them; left out: as many as there were, or at the end as many again.',
		}),
		seed: t.field({ type: 'UInt64' }),
		learningRate: t.float(),
		idempotencyKey: t.string({
			description: "Any text of the caller's; the same key of the same person gives the same render, not a second one.",
		}),
	}),
});

builder.mutationField('forkRender', (t) =>
	t.field({
		type: CreateRenderResultType,
		description:
			'Goes on from a step of a render, with the true state of its optimiser: to continue it, or to fork it with another ' +
			'prompt, seed or rate. A published picture is credited. A state that is not among `keptSteps` is computed again.',
		extensions: { cost: 5_000 },
		args: { input: t.arg({ type: ForkRenderInput, required: true }) },
		resolve: (_root, { input }, context) => fork(input, context),
	}),
);

async function fork(input: typeof ForkRenderInput.$inferInput, context: RequestContext): Promise<CreateRenderResult> {
	const { renderId } = input;
	const render = isIdentifier('render', renderId) ? await context.loaders.renders.load(renderId) : null;
	if (!render) return notFound('render', renderId);
	const { recipe } = render;
	if (recipe === null) return remixRefused(renderId, 'RECIPE_HIDDEN');
	const pack = findPack(context.shelf, recipe.pack.id);
	if (!('tokenizers' in pack)) return pack;
	const step = input.step ?? (await shownStep(render, context));
	const composed = composeFork({ ...input, step }, recipe, pack);
	const issues = [...(composed.recipe ? [] : composed.issues), ...keyIssues(input.idempotencyKey ?? '')];
	const { unknownWords } = composed;
	if (composed.recipe && issues.length === 0) {
		const found = await findSources(composed.recipe, { origin: render }, context);
		if ('code' in found) return found;
		return ask(context, composed.recipe, {
			sources: found.sources,
			continuedIds: found.continuedIds,
			idempotencyKey: input.idempotencyKey ?? null,
			unknownWords,
			sourceVisibilities: [render.visibility],
			recipeHidden: render.recipeHidden,
		});
	}
	return { type: 'InvalidRecipe', code: 'INVALID_RECIPE', message: summarise(issues), issues, unknownWords };
}

/** Where a run ended: at the step that hangs, or at the last one, which of a run that goes on is its recipe's. */
async function shownStep({ artworkId, state, step, steps }: Render, { loaders }: RequestContext): Promise<number> {
	const artwork = artworkId === null ? null : await loaders.artworks.load(artworkId);
	return artwork?.step ?? (state === 'CANCELLED' && step > 0 ? step : steps);
}
