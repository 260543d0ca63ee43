/** @file Where a wall's pages come from, as a value that the server can hand to the browser. */
import { browserRequest } from '../../graphql/browser-request.ts';
import { type ArtworkPagePartsFragment, FeedDocument } from '../../graphql/generated/graphql.ts';
import type { ExploreVariables } from './explore-address.ts';

/** A list. */
export interface WallSource {
	readonly kind: 'list';
	readonly variables: ExploreVariables;
}

/** The page after a cursor, or with null the first. Throws what `browserRequest` throws. */
export async function readPage(
	{ variables }: WallSource,
	first: number,
	after: string | null,
): Promise<ArtworkPagePartsFragment> {
	return (await browserRequest(FeedDocument, { ...variables, first, after })).artworks;
}
