/**
 * @file The history of a collection. Every change holds the row of the collection, so that changes come one after the
 * other, and is written down with what it was before: whoever made it can take it back.
 */
import { RenderError } from '@galatea/render';
import { collectionChannel } from '../database/channels.ts';
import type { Queryable } from '../database/store.ts';
import type { CollectionItem, CollectionSection } from './collection.ts';

/** A removed item, as it has to be put back. */
export type RemovedItem = Omit<CollectionItem, 'addedAt' | 'collectionId' | 'sectionId'> & {
	readonly addedAt: string;
	/** Left out of what was removed before there were sections. */
	readonly sectionId?: string | null;
	/** Whether it stood for the collection. */
	readonly cover?: boolean;
};

/** What was done to one item; `artworkId` is what the item holds, null once that is deleted. */
export type ItemChange =
	| {
			readonly type: 'itemAdded';
			readonly itemId: string;
			readonly artworkId: string | null;
			/** Left out for none. */
			readonly sectionId?: string | null;
	  }
	| { readonly type: 'itemRemoved'; readonly item: RemovedItem }
	/** From one key to another, and from one section (null: none) to another where both are given. */
	| {
			readonly type: 'itemMoved';
			readonly itemId: string;
			readonly artworkId?: string | null;
			readonly before: string;
			readonly after: string;
			readonly sections?: { readonly before: string | null; readonly after: string | null };
	  }
	| {
			readonly type: 'noteChanged';
			readonly itemId: string;
			readonly artworkId?: string | null;
			readonly before: string;
			readonly after: string;
	  };

/** What is remembered of a section. */
export type KeptSection = Omit<CollectionSection, 'collectionId'>;

/** What was done to one section. */
export type SectionChange =
	/** With the items that came to stand in it from none, and went back into none: where it was put back or removed. */
	| {
			readonly type: 'sectionAdded' | 'sectionRemoved';
			readonly section: KeptSection;
			readonly itemIds: readonly string[];
	  }
	/** From one title or key to another; `title` is what it was called then. */
	| {
			readonly type: 'sectionMoved' | 'sectionRenamed';
			readonly sectionId: string;
			readonly title: string;
			readonly before: string;
			readonly after: string;
	  };

/** `before` has the old values of what was changed. */
export interface DetailsChange {
	readonly type: 'details';
	readonly before: Readonly<Record<string, unknown>>;
	readonly after: Readonly<Record<string, unknown>>;
}

/** What can be taken back by itself. */
export type SimpleChange = DetailsChange | ItemChange | SectionChange;

/** What was done. */
export type CollectionChange =
	| { readonly type: 'created' }
	| SimpleChange
	/** It was made as it had been after the revision `toSeq`: by these changes, one after the other. */
	| { readonly type: 'stateRestored'; readonly toSeq: number; readonly changes: readonly SimpleChange[] }
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
	/** The revision that takes this one back and has not been taken back itself. */
	readonly undoneBySeq: number | null;
	readonly at: Date;
}

/** Writes a change down, and rings for who follows the collection. The caller holds its row. Returns the number of the change. */
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
		), written AS (
			INSERT INTO "CollectionRevision" ("collectionId", seq, "actorId", body, "undoesSeq", at)
			SELECT $1, seq, $2, $3::jsonb, $4, clock_timestamp() FROM moved RETURNING seq
		)
		SELECT seq, pg_notify('${collectionChannel}', $1) FROM written`,
		[
			revision.collectionId,
			revision.actorId,
			JSON.stringify(revision.change),
			revision.undoesSeq ?? null,
			revision.change.type.startsWith('item') || revision.change.type === 'stateRestored',
		],
	);
	if (!row) throw new RenderError('NOT_FOUND', `There is no collection ${revision.collectionId}`);
	return row.seq;
}

/**
 * Marks the revision `undoneSeq` as taken back by `bySeq`. What that itself had taken back holds again, what that had taken
 * back does not, and so on.
 */
export async function markUndone(
	sql: Queryable,
	{ collectionId, undoneSeq, bySeq }: Readonly<Record<'collectionId', string> & Record<'bySeq' | 'undoneSeq', number>>,
): Promise<void> {
	await sql.query(
		`WITH RECURSIVE chain AS (
			SELECT seq, "undoesSeq", $3::int AS "bySeq", true AS undone FROM "CollectionRevision"
			WHERE "collectionId" = $1 AND seq = $2
			UNION ALL
			SELECT revision.seq, revision."undoesSeq", chain.seq, NOT chain.undone
			FROM chain JOIN "CollectionRevision" AS revision
				ON revision."collectionId" = $1 AND revision.seq = chain."undoesSeq"
		)
		UPDATE "CollectionRevision" AS revision SET "undoneBySeq" = CASE WHEN chain.undone THEN chain."bySeq" END
		FROM chain WHERE revision."collectionId" = $1 AND revision.seq = chain.seq`,
		[collectionId, undoneSeq, bySeq],
	);
}
