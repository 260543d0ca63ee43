/** @file From options of the command line to a recipe. */
import type { UnknownWord } from '@galatea/networks';
import {
	composeRecipe,
	type OfferedPack,
	type PackShelf,
	type RecipeRequest,
	readPrompt,
	summarise,
} from '@galatea/optimiser';
import type { Recipe } from '@galatea/render';
import { modelsDir } from './environment.ts';
import type { RenderPictures } from './picture-files.ts';
import type { RenderOptions } from './render-options.ts';
import { UsageError } from './usage-error.ts';

/** The pack that is asked for, or the usual one. Throws {@link UsageError} where it is not there. */
export function choosePack({ packs, defaultPackId }: PackShelf, wanted: string | null): OfferedPack {
	const id = wanted ?? defaultPackId;
	const pack = packs.find((each) => each.id === id);
	if (pack) return pack;
	const there = packs.length === 0 ? 'there is none at all' : `there are: ${packs.map((each) => each.id).join(', ')}`;
	throw new UsageError(`There is no pack "${id ?? ''}" in ${modelsDir()}; ${there}.`);
}

/** The recipe that options ask for. Throws {@link UsageError} with all that is wrong; unknown words are told on standard error. */
export function makeRecipe(
	options: RenderOptions,
	pack: OfferedPack,
	{ initial, prompts, masks }: RenderPictures,
): Recipe {
	const composed = composeRecipe(
		{
			...options,
			initial: initialOf(options, initial),
			imagePrompts: prompts,
			masks,
		},
		pack,
	);
	for (const word of composed.unknownWords) console.error(describeUnknown(word, pack.id));
	if (composed.recipe === null) throw new UsageError(summarise(composed.issues));
	const { readAs } = readPrompt(pack, composed.recipe.prompts);
	if (readAs.some((text) => text !== null))
		console.error(`Read as: ${readAs.map((text, at) => text ?? composed.recipe.prompts[at]?.text).join(' | ')}`);
	return composed.recipe;
}

function initialOf({ initFit, initNoise }: RenderOptions, sha256: string | null): RecipeRequest['initial'] {
	if (sha256 !== null) return { kind: 'image', sha256, fit: initFit };
	return initNoise === null ? null : { kind: 'noise', noise: initNoise };
}

function describeUnknown({ word, near }: UnknownWord, packId: string): string {
	const instead = near.length > 0 ? ` It knows: ${near.join(', ')}.` : '';
	return `"${word}" is not in the vocabulary of the pack "${packId}".${instead}`;
}
