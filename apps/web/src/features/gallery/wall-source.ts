/** @file Where a wall's pages come from, as a value that the server can hand to the browser. */
import { browserRequest } from '../../graphql/browser-request.ts';
import {
	type ArtworkFilter,
	type ArtworkPagePartsFragment,
	ArtworksLikeDocument,
	type ArtworksLikeInput,
	FeedDocument,
} from '../../graphql/generated/graphql.ts';
import type { ExploreVariables } from './explore-address.ts';

/** A list, or what is like something. */
export type WallSource =
	| { readonly kind: 'list'; readonly variables: ExploreVariables }
	| { readonly kind: 'like'; readonly like: ArtworksLikeInput; readonly filter: ArtworkFilter };

/** The page after a cursor, or with null the first. Throws what `browserRequest` throws, and when nothing was found out. */
export async function readPage(
	source: WallSource,
	first: number,
	after: string | null,
): Promise<ArtworkPagePartsFragment> {
	if (source.kind === 'list')
		return (await browserRequest(FeedDocument, { ...source.variables, first, after })).artworks;
	const { like, filter } = source;
	const { artworksLike } = await browserRequest(ArtworksLikeDocument, { like, filter, first, after });
	if (artworksLike.__typename === 'ArtworksLikeSuccess') return artworksLike.artworks;
	throw new Error(artworksLike.code);
}
