/**
 * @file Who may see a collection, and what of it. A collection has the visibility of artworks; its curators see it
 * whatever that is. What is in it is shown as in any other list: nobody sees an artwork in a collection that no list
 * would show them, so an unlisted artwork stands there for its artist alone.
 */
import { query, type Store } from '../database/store.ts';
import { mayBeSeen, type Purpose, type Viewer, viewerValue } from './visibility.ts';

/**
 * The condition that the viewer may see a row of "Collection" under the name `collection`. `viewerParameter` is the
 * placeholder of {@link viewerValue}.
 */
export function collectionMayBeSeen(viewer: Viewer, purpose: Purpose, viewerParameter: string): string {
	const columns = { owner: 'collection."ownerId"', visibility: 'collection.visibility' };
	const curates = `NOT collection.hidden AND EXISTS (SELECT FROM "CollectionCurator" AS curator
		WHERE curator."collectionId" = collection.id AND curator."userId" = ${viewerParameter})`;
	return `(collection."deletedAt" IS NULL AND (${mayBeSeen(viewer, purpose, columns, viewerParameter)} OR ${curates}))`;
}

/**
 * The condition that the viewer sees an item, of which `artwork` is the row of its artwork, all null once that is
 * deleted: such a place stays.
 */
export function itemMayBeSeen(viewer: Viewer, viewerParameter: string): string {
	const columns = { owner: 'artwork."publishedById"', visibility: 'artwork.visibility' };
	return `(item."artworkId" IS NULL OR ${mayBeSeen(viewer, 'list', columns, viewerParameter)})`;
}

/** Those of `ids` that are collections which the viewer may see at their address. */
export async function visibleCollectionIds(
	store: Store,
	ids: readonly string[],
	viewer: Viewer,
): Promise<ReadonlySet<string>> {
	if (ids.length === 0) return new Set();
	const rows = await query<{ id: string }>(
		store,
		`SELECT id FROM "Collection" AS collection WHERE id = ANY($1) AND ${collectionMayBeSeen(viewer, 'address', '$2')}`,
		[ids, viewerValue(viewer)],
	);
	return new Set(rows.map((row) => row.id));
}
