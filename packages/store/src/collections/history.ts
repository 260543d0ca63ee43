/** @file Reading the history of a collection, page by page, and what of it the viewer may be shown. */
import { mayBeSeen, type Viewer, viewerValue } from '../access/visibility.ts';
import { type Queryable, query, type Store } from '../database/store.ts';
import type { CollectionRevision } from './revisions.ts';

/** The columns of a {@link CollectionRevision}, of the table under the name `revision`. */
const revisionColumns = `revision."collectionId", revision.seq, revision."actorId", revision.body AS change,
	revision."undoesSeq", revision."undoneBySeq", revision.at`;

/** A change as a list shows it. */
export interface ListedRevision extends CollectionRevision {
	/** The artwork that was added, removed, moved or annotated; null where there is none that a list would show the viewer. */
	readonly artworkId: string | null;
	/** How many changes were made to restore an earlier state; they are left out of `change`. */
	readonly restoredChanges: number | null;
}

/** Changes that one page has at most. */
export const maximumRevisionPage = 100;

/** A page of the history, the newest first, before `beforeSeq` where given. */
export async function listRevisions(
	store: Store,
	collectionId: string,
	{ first, beforeSeq }: { readonly first: number; readonly beforeSeq: number | null },
	viewer: Viewer,
): Promise<readonly ListedRevision[]> {
	return readListed(
		store,
		collectionId,
		{ from: 1, before: beforeSeq, first: Math.min(first, maximumRevisionPage) },
		viewer,
	);
}

/** The change with the number `seq`, as the history shows it; undefined for what the collection does not have. */
export async function findListedRevision(
	store: Store,
	collectionId: string,
	seq: number,
	viewer: Viewer,
): Promise<ListedRevision | undefined> {
	const [revision] = await readListed(store, collectionId, { from: seq, before: seq + 1, first: 1 }, viewer);
	return revision;
}

async function readListed(
	store: Store,
	collectionId: string,
	{ from, before, first }: { readonly from: number; readonly before: number | null; readonly first: number },
	viewer: Viewer,
): Promise<readonly ListedRevision[]> {
	const columns = { owner: 'artwork."publishedById"', visibility: 'artwork.visibility' };
	return query<ListedRevision>(
		store,
		`SELECT revision."collectionId", revision.seq, revision."actorId", revision.body - 'changes' AS change,
			revision."undoesSeq", revision."undoneBySeq", revision.at,
			jsonb_array_length(revision.body->'changes') AS "restoredChanges", artwork.id AS "artworkId"
		 FROM "CollectionRevision" AS revision
		 LEFT JOIN "CollectionItem" AS item ON item.id = revision.body->>'itemId'
		 LEFT JOIN "Artwork" AS artwork ON ${mayBeSeen(viewer, 'list', columns, '$4')} AND artwork.id =
			coalesce(revision.body->>'artworkId', revision.body->'item'->>'artworkId', item."artworkId")
		 WHERE revision."collectionId" = $1 AND revision.seq < coalesce($2, 2147483647) AND revision.seq >= $5
		 ORDER BY revision.seq DESC LIMIT $3`,
		[collectionId, before, first, viewerValue(viewer), from],
	);
}

/** One change; undefined for what the collection does not have. */
export async function revisionOf(
	sql: Queryable,
	collectionId: string,
	seq: number,
): Promise<CollectionRevision | undefined> {
	const [revision] = await sql.query<CollectionRevision>(
		`SELECT ${revisionColumns} FROM "CollectionRevision" AS revision WHERE "collectionId" = $1 AND seq = $2`,
		[collectionId, seq],
	);
	return revision;
}

/** The changes after `seq`, the newest first, at most `most` of them. */
export async function revisionsAfter(
	sql: Queryable,
	collectionId: string,
	seq: number,
	most: number,
): Promise<readonly CollectionRevision[]> {
	return sql.query<CollectionRevision>(
		`SELECT ${revisionColumns} FROM "CollectionRevision" AS revision
		 WHERE "collectionId" = $1 AND seq > $2 ORDER BY seq DESC LIMIT $3`,
		[collectionId, seq, most],
	);
}
