/**
 * @file The history of a collection. Every change holds the row of the collection, so that changes come one after the
 * other, and is written down with what it was before: whoever made it can take it back.
 */
import { RenderError } from '@galatea/render';
import { type Queryable, query, type Store } from '../database/store.ts';
import type { CollectionItem } from './collection.ts';

/** A removed item, as it has to be put back. */
export type RemovedItem = Omit<CollectionItem, 'addedAt' | 'collectionId'> & { readonly addedAt: string };

/** What was done. */
export type CollectionChange =
	| { readonly type: 'created' }
	/** `before` has the old values of what was changed. */
	| {
			readonly type: 'details';
			readonly before: Readonly<Record<string, unknown>>;
			readonly after: Readonly<Record<string, unknown>>;
	  }
	| { readonly type: 'itemAdded'; readonly itemId: string; readonly artworkId: string }
	| { readonly type: 'itemRemoved'; readonly item: RemovedItem }
	| { readonly type: 'itemMoved'; readonly itemId: string; readonly before: string; readonly after: string }
	| { readonly type: 'noteChanged'; readonly itemId: string; readonly before: string; readonly after: string }
	| {
			readonly type: 'curatorChanged';
			readonly userId: string;
			readonly before: string | null;
			readonly after: string | null;
	  }
	| { readonly type: 'ownerChanged'; readonly before: string; readonly after: string }
	| { readonly type: 'deleted' }
	| { readonly type: 'restored' };

/** One change: by whom, and when. */
export interface CollectionRevision {
	readonly collectionId: string;
	/** From 1, without gaps. */
	readonly seq: number;
	readonly actorId: string;
	readonly change: CollectionChange;
	/** The revision that this one takes back. */
	readonly undoesSeq: number | null;
	readonly at: Date;
}

/** Writes a change down. The caller holds the row of the collection. Returns its number. */
export async function writeRevision(
	sql: Queryable,
	revision: {
		readonly collectionId: string;
		readonly actorId: string;
		readonly change: CollectionChange;
		readonly undoesSeq?: number;
	},
): Promise<number> {
	const [row] = await sql.query<{ seq: number }>(
		`WITH moved AS (
			UPDATE "Collection" SET seq = seq + 1,
				"tendedAt" = CASE WHEN $5 THEN clock_timestamp() ELSE "tendedAt" END
			WHERE id = $1 RETURNING seq
		)
		INSERT INTO "CollectionRevision" ("collectionId", seq, "actorId", body, "undoesSeq", at)
		SELECT $1, seq, $2, $3::jsonb, $4, clock_timestamp() FROM moved RETURNING seq`,
		[
			revision.collectionId,
			revision.actorId,
			JSON.stringify(revision.change),
			revision.undoesSeq ?? null,
			revision.change.type.startsWith('item'),
		],
	);
	if (!row) throw new RenderError('NOT_FOUND', `There is no collection ${revision.collectionId}`);
	return row.seq;
}

/** A page of the history, the newest first, before `beforeSeq` where given. At most 100. */
export async function listRevisions(
	store: Store,
	collectionId: string,
	{ first, beforeSeq }: { readonly first: number; readonly beforeSeq: number | null },
): Promise<readonly CollectionRevision[]> {
	return query<CollectionRevision>(
		store,
		`SELECT "collectionId", seq, "actorId", body AS change, "undoesSeq", at FROM "CollectionRevision"
		 WHERE "collectionId" = $1 AND seq < coalesce($2, 2147483647) ORDER BY seq DESC LIMIT $3`,
		[collectionId, beforeSeq, Math.min(first, 100)],
	);
}
