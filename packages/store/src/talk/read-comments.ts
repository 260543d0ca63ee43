/** @file Comments as people read them: threads of an artwork or a collection, the newest first, each with its replies in order. */

import { isIdentifier } from '@galatea/render';
import { visibleCollectionIds } from '../access/collection-visibility.ts';
import { isReadable, isReadableThread } from '../access/comment-visibility.ts';
import { type Viewer, visibleIds } from '../access/visibility.ts';
import { maximumPageSize } from '../database/cursor.ts';
import { inOrder } from '../database/in-order.ts';
import type { Store } from '../database/store.ts';
import { isOlder, printTimeCursor, readTimeCursor } from '../database/time-cursor.ts';
import { anyOf, db, rows, sql } from '../database/typed.ts';
import { asComment, type Comment, commentColumns } from './comment-rows.ts';

/** A page of comments. A cursor is opaque and stays good whatever is written meanwhile. */
export interface CommentPage {
	readonly edges: readonly { readonly cursor: string; readonly comment: Comment }[];
	readonly hasNextPage: boolean;
}

function selectComments() {
	return db.selectFrom('Comment as comment').select(commentColumns);
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
	const found = await rows(
		store,
		selectComments()
			.where('subjectId', '=', page.subjectId)
			.where('threadId', 'is', null)
			.where(isReadableThread(viewer))
			.where(({ ref }) => isOlder({ createdAt: ref('createdAt'), id: ref('id') }, after))
			.orderBy('createdAt', 'desc')
			.orderBy('id', 'desc')
			.limit(page.first + 1),
	);
	const edges = found
		.slice(0, page.first)
		.map((row) => ({ cursor: printTimeCursor(row), comment: asComment(row, viewer) }));
	return { edges, hasNextPage: found.length > page.first };
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
	const beginning = db
		.selectFrom('Comment as comment')
		.select(({ fn }) => fn.coalesce('threadId', 'id').as('id'))
		.where('id', '=', commentId)
		.where('subjectId', '=', subjectId)
		.where(isReadable(viewer));
	const [row] = await rows(store, selectComments().where('id', '=', beginning).where(isReadableThread(viewer)));
	return row ? asComment(row, viewer) : null;
}

/** The replies in each thread, the oldest first, in the order of `threadIds`. */
export async function repliesIn(
	store: Store,
	threadIds: readonly string[],
	viewer: Viewer,
): Promise<readonly (readonly Comment[])[]> {
	const found = await rows(
		store,
		selectComments()
			.where('threadId', '=', anyOf(threadIds))
			.where(isReadable(viewer))
			.orderBy('createdAt')
			.orderBy('id'),
	);
	const replies = found.map((row) => asComment(row, viewer));
	return threadIds.map((id) => replies.filter((reply) => reply.threadId === id));
}

/** In the order of `ids`, null where there is none that the viewer may read. */
export async function getComments(
	store: Store,
	ids: readonly string[],
	viewer: Viewer,
): Promise<readonly (Comment | null)[]> {
	const found = await rows(store, selectComments().where('id', '=', anyOf(ids)).where(isReadable(viewer)));
	const subjectIds = [...new Set(found.map((row) => row.subjectId))];
	const of = (kind: 'artwork' | 'collection') => subjectIds.filter((id) => isIdentifier(kind, id));
	const [artworks, collections] = await Promise.all([
		of('artwork').length > 0 ? visibleIds(store, 'Artwork', of('artwork'), viewer) : null,
		visibleCollectionIds(store, of('collection'), viewer),
	]);
	const seen = found.filter(({ subjectId }) => artworks?.has(subjectId) || collections.has(subjectId));
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
	const found = await rows(
		store,
		db
			.selectFrom('Comment as comment')
			.select(({ eb, fn, ref }) => {
				const pointedAt = eb.and([eb('step', 'is not', null), eb.not(ref('hidden'))]);
				const steps = fn.agg('array_agg', ['step']).distinct().orderBy('step').filterWhere(pointedAt);
				return [
					'subjectId',
					eb.cast<number>(fn.countAll(), 'integer').as('count'),
					sql<readonly number[]>`coalesce((${steps})[1:${eb.lit(maximumCommentedSteps)}], '{}')`.as('steps'),
				];
			})
			.where('subjectId', '=', anyOf(subjectIds))
			.where('deletedAt', 'is', null)
			.where(isReadable(viewer))
			.groupBy('subjectId'),
	);
	const summaries = new Map(found.map(({ subjectId, count, steps }) => [subjectId, { count, steps }]));
	return subjectIds.map((id) => summaries.get(id) ?? { count: 0, steps: [] });
}
