/** @file Comments as people read them: threads of an artwork or a collection, the newest first, each with its replies in order. */

import { isIdentifier } from '@galatea/render';
import { visibleCollectionIds } from '../access/collection-visibility.ts';
import { commentMayBeRead, threadMayBeRead } from '../access/comment-visibility.ts';
import { type Viewer, viewerValue, visibleIds } from '../access/visibility.ts';
import { maximumPageSize } from '../database/cursor.ts';
import { inOrder } from '../database/in-order.ts';
import { query, type Store } from '../database/store.ts';
import { printTimeCursor, readTimeCursor } from '../database/time-cursor.ts';
import { asComment, type Comment, type CommentRow, commentColumns } from './comment-rows.ts';

/** A page of comments. A cursor is opaque and stays good whatever is written meanwhile. */
export interface CommentPage {
	readonly edges: readonly { readonly cursor: string; readonly comment: Comment }[];
	readonly hasNextPage: boolean;
}

/**
 * The comments that begin threads on a subject which the viewer may see (that is for the caller to have asked), the
 * newest first: `first` of them (1 to 100) after the cursor `after`. Throws a RangeError on `first`, `CursorError` on
 * `after`.
 */
export async function listThreads(
	store: Store,
	page: { readonly subjectId: string; readonly first: number; readonly after: string | null },
	viewer: Viewer,
): Promise<CommentPage> {
	if (!Number.isInteger(page.first) || page.first < 1 || page.first > maximumPageSize)
		throw new RangeError(`A page has 1 to ${maximumPageSize} comments, not ${page.first}`);
	const after = readTimeCursor(page.after, 'comment');
	const rows = await query<CommentRow>(
		store,
		`SELECT ${commentColumns} FROM "Comment" AS comment
		 WHERE "subjectId" = $1 AND "threadId" IS NULL AND ${threadMayBeRead(viewer, '$3')}
		 ${after ? 'AND ("createdAt", id) < ($4::timestamptz, $5)' : ''}
		 ORDER BY "createdAt" DESC, id DESC LIMIT $2`,
		[page.subjectId, page.first + 1, viewerValue(viewer), ...(after ? [after.createdAt, after.id] : [])],
	);
	const edges = rows
		.slice(0, page.first)
		.map((row) => ({ cursor: printTimeCursor(row), comment: asComment(row, viewer) }));
	return { edges, hasNextPage: rows.length > page.first };
}

/**
 * The comment that began the thread in which `commentId` is said of `subjectId`, which the viewer may see (that is for the
 * caller to have asked); null where there is no such comment, or none that the viewer may read.
 */
export async function threadOf(
	store: Store,
	{ subjectId, commentId }: { readonly subjectId: string; readonly commentId: string },
	viewer: Viewer,
): Promise<Comment | null> {
	const [row] = await query<CommentRow>(
		store,
		`SELECT ${commentColumns} FROM "Comment" AS comment
		 WHERE id = (SELECT coalesce("threadId", id) FROM "Comment" AS comment
			WHERE id = $2 AND "subjectId" = $1 AND ${commentMayBeRead(viewer, '$3')})
			AND ${threadMayBeRead(viewer, '$3')}`,
		[subjectId, commentId, viewerValue(viewer)],
	);
	return row ? asComment(row, viewer) : null;
}

/** The replies in each thread, the oldest first, in the order of `threadIds`. */
export async function repliesIn(
	store: Store,
	threadIds: readonly string[],
	viewer: Viewer,
): Promise<readonly (readonly Comment[])[]> {
	const rows = await query<CommentRow>(
		store,
		`SELECT ${commentColumns} FROM "Comment" AS comment WHERE "threadId" = ANY($1) AND ${commentMayBeRead(viewer, '$2')}
		 ORDER BY "createdAt", id`,
		[threadIds, viewerValue(viewer)],
	);
	const replies = rows.map((row) => asComment(row, viewer));
	return threadIds.map((id) => replies.filter((reply) => reply.threadId === id));
}

/** In the order of `ids`, null where there is none that the viewer may read. */
export async function getComments(
	store: Store,
	ids: readonly string[],
	viewer: Viewer,
): Promise<readonly (Comment | null)[]> {
	const rows = await query<CommentRow>(
		store,
		`SELECT ${commentColumns} FROM "Comment" AS comment WHERE id = ANY($1) AND ${commentMayBeRead(viewer, '$2')}`,
		[ids, viewerValue(viewer)],
	);
	const subjectIds = [...new Set(rows.map((row) => row.subjectId))];
	const of = (kind: 'artwork' | 'collection') => subjectIds.filter((id) => isIdentifier(kind, id));
	const [artworks, collections] = await Promise.all([
		of('artwork').length > 0 ? visibleIds(store, 'Artwork', of('artwork'), viewer) : null,
		visibleCollectionIds(store, of('collection'), viewer),
	]);
	const seen = rows.filter(({ subjectId }) => artworks?.has(subjectId) || collections.has(subjectId));
	return inOrder(
		ids,
		seen.map((row) => asComment(row, viewer)),
	);
}

/** Steps at which comments point that are told of one subject. */
export const maximumCommentedSteps = 200;

/** What is said of a subject, as far as the viewer may read it. */
export interface CommentSummary {
	/** Comments and replies. */
	readonly count: number;
	/** The steps of which they speak: rising, each once, the first {@link maximumCommentedSteps}. */
	readonly steps: readonly number[];
}

/** In the order of `subjectIds`. */
export async function summariseComments(
	store: Store,
	subjectIds: readonly string[],
	viewer: Viewer,
): Promise<readonly CommentSummary[]> {
	const rows = await query<CommentSummary & { readonly subjectId: string }>(
		store,
		`SELECT "subjectId", count(*)::int AS count,
			coalesce((array_agg(DISTINCT step ORDER BY step) FILTER (WHERE step IS NOT NULL AND NOT hidden))
				[1:${maximumCommentedSteps}], '{}') AS steps
		 FROM "Comment" AS comment
		 WHERE "subjectId" = ANY($1) AND "deletedAt" IS NULL AND ${commentMayBeRead(viewer, '$2')} GROUP BY "subjectId"`,
		[subjectIds, viewerValue(viewer)],
	);
	const summaries = new Map(rows.map(({ subjectId, count, steps }) => [subjectId, { count, steps }]));
	return subjectIds.map((id) => summaries.get(id) ?? { count: 0, steps: [] });
}
