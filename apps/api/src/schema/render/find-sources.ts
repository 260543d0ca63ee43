/** @file What a recipe is made from, found by what it names, and whether who asks may make something from it. */
import { hashRecipe, isIdentifier, type Recipe, recipeMasks, recipePictures } from '@galatea/render';
import { remixPermissionsOf } from '@galatea/store/access';
import type { Artwork } from '@galatea/store/artworks';
import {
	artworksOfPictures,
	artworksOfRecipes,
	distinctSources,
	licencesOfSources,
	ownRendersOfPictures,
	type Render,
	type RenderSource,
} from '@galatea/store/renders';
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
	/** The caller's own renders that it goes on with and that nobody has published. */
	readonly continuedIds: readonly string[];
}

/**
 * All that a recipe is made from, what the caller names first: named artworks, the run that it goes on with, pictures of the
 * gallery that it begins from or comes close to, and what a file was that somebody uploaded. Or why it may not be.
 */
export async function findSources(
	recipe: Recipe,
	named: NamedSources,
	context: RequestContext,
): Promise<FoundSources | NotFound | RemixRefused> {
	const { store, person, loaders } = context;
	const viewer = await person.viewer();
	const { origin } = named;
	// Nobody has said yet who may make something from it, and there is no artwork that could be credited.
	if (origin && !origin.artworkId && origin.requestedById !== viewer.userId)
		return remixRefused(origin.id, 'NOT_PUBLISHED');
	const continuedIds = await findContinued(recipe, origin ?? null, context);
	const sources = distinctSources([...claimedSources(recipe, named), ...(await heldSources(recipe, named, context))]);
	const artworks: Artwork[] = [];
	for (const { artworkId: id } of sources) {
		const artwork = isIdentifier('artwork', id) ? await loaders.artworks.load(id) : null;
		if (!artwork) return notFound('artwork', id);
		artworks.push(artwork);
	}
	const ids = sources.map(({ artworkId }) => artworkId);
	if (ids.length === 0) return { sources, artworks, continuedIds };
	const permissions = await remixPermissionsOf(store, ids, viewer);
	for (const [index, permission] of permissions.entries())
		if (permission !== 'ALLOWED') return remixRefused(ids[index] ?? '', permission);
	if ((await licencesOfSources(store, ids, viewer.userId, continuedIds)).length === 0)
		return remixRefused(ids.at(-1) ?? '', 'LICENCES_APART');
	return { sources, artworks, continuedIds };
}

/** The run that a recipe goes on with, and those of its pictures: the caller's own, as long as they are not published. */
async function findContinued(
	recipe: Recipe,
	origin: Render | null,
	{ store, person }: RequestContext,
): Promise<readonly string[]> {
	const { userId } = await person.viewer();
	if (userId === null) return [];
	const names = [...new Set(recipePictures(recipe).map(({ sha256 }) => sha256))];
	const ofPictures = names.length === 0 ? [] : await ownRendersOfPictures(store, names, userId);
	return [...new Set([...(origin && !origin.artworkId ? [origin.id] : []), ...ofPictures])];
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
	recipe: Recipe,
	{ origin, importedRecipe }: NamedSources,
	{ store, person }: RequestContext,
): Promise<readonly RenderSource[]> {
	const { initial, imagePrompts = [] } = recipe;
	const begun = initial.kind === 'image' ? [{ sha256: initial.sha256, kind: 'INITIAL_IMAGE' as const }] : [];
	const seen = [
		...begun,
		...imagePrompts.map(({ sha256 }) => ({ sha256, kind: 'IMAGE_PROMPT' as const })),
		...recipeMasks(recipe).map(({ sha256 }) => ({ sha256, kind: 'MASK' as const })),
	];
	const earlier = origin ? [] : earlierRuns(recipe);
	const hashes = [...earlier.map(({ hash }) => hash), importedRecipe].filter((hash) => hash != null);
	if (seen.length + hashes.length === 0) return [];
	const viewer = await person.viewer();
	const names = [...new Set(seen.map(({ sha256 }) => sha256))];
	const byPicture = names.length === 0 ? new Map() : await artworksOfPictures(store, names, viewer);
	const byRecipe = hashes.length === 0 ? new Map() : await artworksOfRecipes(store, hashes, viewer);
	const found = (artworkId: string | undefined, source: Omit<RenderSource, 'artworkId'>): readonly RenderSource[] =>
		artworkId === undefined ? [] : [{ artworkId, ...source }];
	return [
		...earlier.flatMap(({ hash, step }) => found(byRecipe.get(hash), { kind: 'FORK', step })),
		...seen.flatMap(({ sha256, kind }) => found(byPicture.get(sha256), { kind })),
		...found(byRecipe.get(importedRecipe ?? ''), { kind: 'IMPORT' }),
	];
}

/** The runs that a recipe goes on with, one within the other, the last first, each with the step after which it was left. */
function earlierRuns({ initial }: Recipe): readonly { readonly hash: string; readonly step: number }[] {
	if (initial.kind !== 'fork') return [];
	const earlier = initial.recipe as Recipe;
	return [{ hash: hashRecipe(earlier), step: initial.step }, ...earlierRuns(earlier)];
}
