/**
 * @file Who may see a collection, and what of it. A collection has the visibility of artworks; its curators see it
 * whatever that is. What is in it is shown as in any other list: nobody sees an artwork in a collection that no list
 * would show them, so an unlisted artwork stands there for its artist alone.
 */
import type { Expression, SqlBool } from 'kysely';
import type { Store } from '../database/store.ts';
import { anyOf, asText, columnsOf, db, eb, rows, sql } from '../database/typed.ts';
import { isVisible, mayBeSeen, type Purpose, type Viewer, viewerId } from './visibility.ts';

/** The condition that the viewer may see a row of "Collection" that a statement calls `collection`. */
export function isCollectionVisible(
	viewer: Viewer,
	purpose: Purpose,
	id: Expression<string> = viewerId(viewer),
): Expression<SqlBool> {
	const of = columnsOf('Collection', 'collection');
	const row = {
		owner: of('ownerId'),
		visibility: of('visibility'),
		hidden: of('hidden'),
		contentLevel: of('contentLevel'),
	};
	const curator = db
		.selectFrom('CollectionCurator as curator')
		.where('curator.collectionId', '=', of('id'))
		.where('curator.userId', '=', id);
	return eb.and([
		eb(of('deletedAt'), 'is', null),
		eb.or([isVisible(viewer, purpose, row, id), eb.and([eb.not(of('hidden')), eb.exists(curator)])]),
	]);
}

/** {@link isCollectionVisible} as text; `viewerParameter` is the placeholder of {@link viewerValue}. */
export function collectionMayBeSeen(viewer: Viewer, purpose: Purpose, viewerParameter: string): string {
	return `(${asText(isCollectionVisible(viewer, purpose, sql.raw(viewerParameter)))})`;
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
	const seen = await rows(
		store,
		db
			.selectFrom('Collection as collection')
			.select('id')
			.where('id', '=', anyOf(ids))
			.where(isCollectionVisible(viewer, 'address')),
	);
	return new Set(seen.map(({ id }) => id));
}
