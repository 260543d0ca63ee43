/** @file From pictures that were found, best first, to the artworks that a viewer may be shown. */
import { readArtworks } from './artworks.ts';
import { query, type Store } from './store.ts';
import type { Artwork } from './types.ts';
import { mayBeSeen, type Viewer, viewerValue } from './visibility.ts';

/** A listed artwork, with the place of its picture in what was asked for. */
export interface ListedPicture {
	readonly id: string;
	readonly imageKey: string;
}

/** Of the artworks with these pictures those that are listed for the viewer, in the order of `imageKeys`, newest first. */
export async function listedPictures(
	store: Store,
	imageKeys: readonly string[],
	viewer: Viewer,
): Promise<readonly ListedPicture[]> {
	const columns = { owner: '"publishedById"', visibility: 'visibility' };
	return query<ListedPicture & { readonly id: string }>(
		store,
		`SELECT "Artwork".id, "imageKey" FROM unnest($1::text[]) WITH ORDINALITY AS wanted (key, place)
		 JOIN "Artwork" ON "imageKey" = wanted.key
		 WHERE ${mayBeSeen(viewer, 'list', columns, '$2')} ORDER BY place, "Artwork".id DESC`,
		[imageKeys, viewerValue(viewer)],
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
