/** @file From a recipe to the request that asks for it once more with another seed: the form's own way, without a form. */
import { parseRecipe } from '@galatea/render';
import type { CreateRenderInput, PackChoiceFragment } from '../../graphql/generated/graphql.ts';
import { draftOfRecipe } from './draft-of-recipe.ts';
import { readDraft } from './read-draft.ts';

/**
 * The input that asks for the recipe `json` with a seed that the server draws. A code of the API where it cannot be
 * asked for: its pack is not among `packs`, or the form has no words for what it says.
 */
export function inputOfAnotherSeed(
	json: unknown,
	packs: readonly PackChoiceFragment[],
): CreateRenderInput | 'PACK_UNAVAILABLE' | 'INVALID_RECIPE' {
	const recipe = parseRecipe(json);
	const pack = packs.find(({ id }) => id === recipe.pack.id);
	if (!pack) return 'PACK_UNAVAILABLE';
	const reading = readDraft(draftOfRecipe(recipe, [pack], 'newSeed'), pack);
	return reading.kind === 'ready' ? reading.input : 'INVALID_RECIPE';
}
