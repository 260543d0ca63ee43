'use client';
/** @file Asking for the recipe of a render once more with another seed, and going to the new page. */
import { quietRequest } from '../../graphql/browser-request.ts';
import { CreateRenderDocument, PacksDocument, type RenderViewFragment } from '../../graphql/generated/graphql.ts';
import { ApiError } from '../../graphql/request.ts';
import { type Submit, useAsk } from '../compose/use-submit.ts';

/** What of a render decides about the next one. */
export type SeedSource = Pick<
	RenderViewFragment,
	'artwork' | 'remixOf' | 'recipe' | 'visibility' | 'recipeHidden' | 'viewerCanCancel' | 'viewerCanDelete'
>;

/**
 * A published render is credited like any remix; an unpublished one passes on whom it credits. One's own unpublished
 * render also passes on who may see it, so that nothing private becomes public by one click.
 */
export function useAnotherSeed(): Submit<SeedSource> {
	return useAsk(async ({ artwork, remixOf, recipe, ...render }, idempotencyKey) => {
		const [{ packs }, { inputOfAnotherSeed }] = await Promise.all([
			quietRequest(PacksDocument, {}),
			import('../compose/input-of-recipe.ts'),
		]);
		const input = inputOfAnotherSeed(recipe?.json, packs);
		if (typeof input === 'string') throw new ApiError(input, 'This recipe cannot be asked for once more');
		const isOwn = render.viewerCanCancel || render.viewerCanDelete;
		const { createRender } = await quietRequest(CreateRenderDocument, {
			input: {
				...input,
				remixOf: artwork?.id ?? remixOf?.id ?? null,
				...(isOwn && { visibility: render.visibility, recipeHidden: render.recipeHidden }),
				idempotencyKey,
			},
		});
		return createRender;
	});
}
