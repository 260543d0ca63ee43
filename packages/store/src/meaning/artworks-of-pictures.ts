/** @file From pictures that were found, best first, to the artworks that a viewer may be shown. */

import type { Viewer } from '../access/visibility.ts';
import type { Artwork } from '../artworks/artwork.ts';
import { type ArtworkFilter, conditionsOf, parameters } from '../artworks/artwork-filter.ts';
import { readArtworks } from '../artworks/artworks.ts';
import { query, type Store } from '../database/store.ts';

/** A listed artwork, with the place of its picture in what was asked for. */
export interface ListedPicture {
	readonly id: string;
	readonly imageKey: string;
}

/**
 * Of the artworks with these pictures those that the filter keeps and that are listed for the viewer, in the order of
 * `imageKeys`, newest first.
 */
export async function listedPictures(
	store: Store,
	imageKeys: readonly string[],
	filter: ArtworkFilter,
	viewer: Viewer,
): Promise<readonly ListedPicture[]> {
	const { values, bind } = parameters();
	const wanted = bind(imageKeys);
	return query<ListedPicture & { readonly id: string }>(
		store,
		`SELECT "Artwork".id, "imageKey" FROM unnest(${wanted}::text[]) WITH ORDINALITY AS wanted ("wantedKey", place)
		 JOIN "Artwork" ON "imageKey" = "wantedKey"
		 WHERE ${conditionsOf(filter, viewer, bind).join(' AND ')} ORDER BY place, "Artwork".id DESC`,
		values,
	);
}

/** The artworks themselves, in order; those that have gone meanwhile are left out. For what {@link listedPictures} found. */
export async function readListed(
	store: Store,
	listed: readonly ListedPicture[],
	viewer: Viewer,
): Promise<readonly Artwork[]> {
	const artworks = await readArtworks(
		store,
		listed.map(({ id }) => id),
		viewer,
	);
	return artworks.flatMap((artwork) => artwork ?? []);
}
