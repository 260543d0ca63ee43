/** @file What a recipe is made from, found by what it names, and whether who asks may make something from it. */
import { hashRecipe, isIdentifier, type Recipe } from '@galatea/render';
import {
	type Artwork,
	artworksOfPictures,
	artworksOfRecipes,
	distinctSources,
	licencesOfSources,
	type Render,
	type RenderSource,
	remixPermissionsOf,
} from '@galatea/store';
import type { RequestContext } from '../../context.ts';
import { type NotFound, notFound } from '../errors.ts';
import { type RemixRefused, remixRefused } from './remix-refused.ts';

/** What the caller says of where a recipe comes from; the rest is found in the recipe. */
export interface NamedSources {
	readonly remixOf?: string | null | undefined;
	/** With parts of the recipe that come to 1. */
	readonly mixOf?: readonly { readonly artworkId: string; readonly share: number }[];
	/** The render that it goes on with. */
	readonly origin?: Render | null;
	/** SHA-256 of a recipe that a picture file held. */
	readonly importedRecipe?: string | null | undefined;
}

interface FoundSources {
	readonly sources: readonly RenderSource[];
	readonly artworks: readonly Artwork[];
}

/**
 * All that a recipe is made from, what the caller names first: named artworks, the run that it goes on with, pictures of the
 * gallery that it begins from or comes close to, and what a file was that somebody brought. Or why it may not be.
 */
export async function findSources(
	recipe: Recipe,
	named: NamedSources,
	context: RequestContext,
): Promise<FoundSources | NotFound | RemixRefused> {
	const { store, person, loaders } = context;
	const sources = distinctSources([...claimedSources(recipe, named), ...(await heldSources(recipe, named, context))]);
	const artworks: Artwork[] = [];
	for (const { artworkId: id } of sources) {
		const artwork = isIdentifier('artwork', id) ? await loaders.artworks.load(id) : null;
		if (!artwork) return notFound('artwork', id);
		artworks.push(artwork);
	}
	const ids = sources.map(({ artworkId }) => artworkId);
	if (ids.length === 0) return { sources, artworks };
	const viewer = await person.viewer();
	const permissions = await remixPermissionsOf(store, ids, viewer);
	for (const [index, permission] of permissions.entries())
		if (permission !== 'ALLOWED') return remixRefused(ids[index] ?? '', permission);
	if ((await licencesOfSources(store, ids, viewer.userId)).length === 0)
		return remixRefused(ids.at(-1) ?? '', 'LICENCES_APART');
	return { sources, artworks };
}

/** By what the caller says. */
function claimedSources({ initial }: Recipe, { remixOf, mixOf = [], origin }: NamedSources): readonly RenderSource[] {
	const mixed = mixOf.map(({ artworkId, share }) => ({ artworkId, share, kind: 'MIX' as const }));
	const step = initial.kind === 'fork' ? initial.step : null;
	const forked = origin?.artworkId ? [{ artworkId: origin.artworkId, kind: 'FORK' as const, step }] : [];
	return [...mixed, ...forked, ...(remixOf == null ? [] : [{ artworkId: remixOf, kind: 'REMIX' as const }])];
}

/** By what the recipe holds, and what a file held. */
async function heldSources(
	{ initial, imagePrompts = [] }: Recipe,
	{ origin, importedRecipe }: NamedSources,
	{ store, person }: RequestContext,
): Promise<readonly RenderSource[]> {
	const begun = initial.kind === 'image' ? [{ sha256: initial.sha256, kind: 'INITIAL_IMAGE' as const }] : [];
	const seen = [...begun, ...imagePrompts.map(({ sha256 }) => ({ sha256, kind: 'IMAGE_PROMPT' as const }))];
	const earlier = initial.kind === 'fork' && !origin ? hashRecipe(initial.recipe as Recipe) : null;
	const hashes = [earlier, importedRecipe].filter((hash) => hash != null);
	if (seen.length + hashes.length === 0) return [];
	const viewer = await person.viewer();
	const names = [...new Set(seen.map(({ sha256 }) => sha256))];
	const byPicture = names.length === 0 ? new Map() : await artworksOfPictures(store, names, viewer);
	const byRecipe = hashes.length === 0 ? new Map() : await artworksOfRecipes(store, hashes, viewer);
	const found = (artworkId: string | undefined, source: Omit<RenderSource, 'artworkId'>): readonly RenderSource[] =>
		artworkId === undefined ? [] : [{ artworkId, ...source }];
	return [
		...found(byRecipe.get(earlier ?? ''), { kind: 'FORK', step: initial.kind === 'fork' ? initial.step : null }),
		...seen.flatMap(({ sha256, kind }) => found(byPicture.get(sha256), { kind })),
		...found(byRecipe.get(importedRecipe ?? ''), { kind: 'IMPORT' }),
	];
}
