/** @file Submissions to a collection, as its editors and the submitter read them: nobody else learns of them. */
import { mayBeSeen, type Viewer, viewerValue } from '../access/visibility.ts';
import { maximumPageSize } from '../database/cursor.ts';
import { query, type Store } from '../database/store.ts';
import { printTimeCursor, readTimeCursor } from '../database/time-cursor.ts';

/** What has become of a submission. */
export const submissionStates = ['WAITING', 'ACCEPTED', 'DECLINED'] as const;

/** An artwork that a member would like to see in a collection. */
export interface Submission {
	readonly id: string;
	readonly collectionId: string;
	readonly artworkId: string;
	readonly submittedById: string;
	/** What the submitter says of it: plain text, empty for nothing. */
	readonly words: string;
	readonly state: (typeof submissionStates)[number];
	readonly createdAt: Date;
	/** Null while it waits. */
	readonly decidedById: string | null;
	readonly decidedAt: Date | null;
	/** What the editor says of the decision: plain text, empty for nothing. */
	readonly reason: string;
}

/** A page of submissions. A cursor is opaque. */
export interface SubmissionPage {
	readonly edges: readonly { readonly cursor: string; readonly submission: Submission }[];
	readonly hasNextPage: boolean;
}

/** The columns of a {@link Submission}, of the table under the name `submission`. */
export const submissionColumns = `submission.id, submission."collectionId", submission."artworkId", submission."submittedById",
	submission.words, submission.state, submission."createdAt", submission."decidedById", submission."decidedAt",
	submission.reason`;

/** The submissions to a collection ($1) whose artworks a list would show the viewer ($2). */
function seen(viewer: Viewer): string {
	const columns = { owner: 'artwork."publishedById"', visibility: 'artwork.visibility' };
	return `"CollectionSubmission" AS submission JOIN "Artwork" AS artwork ON artwork.id = submission."artworkId"
		WHERE submission."collectionId" = $1 AND ${mayBeSeen(viewer, 'list', columns, '$2')}`;
}

/**
 * A page of what waits in a collection, the oldest first, or with `own` of what the viewer has submitted to it, the newest
 * first. The caller has asked whether the viewer may decide. Throws a RangeError on `first`, and CursorError on `after`.
 */
export async function listSubmissions(
	store: Store,
	collectionId: string,
	request: { readonly first: number; readonly after?: string | null; readonly own?: boolean },
	viewer: Viewer,
): Promise<SubmissionPage> {
	const { first, own = false } = request;
	if (!Number.isInteger(first) || first < 1 || first > maximumPageSize)
		throw new RangeError(`A page has 1 to ${maximumPageSize} submissions, not ${first}`);
	const after = readTimeCursor(request.after ?? null, 'submission');
	const place = '(submission."createdAt", submission.id)';
	const rows = await query<Submission>(
		store,
		`SELECT ${submissionColumns} FROM ${seen(viewer)}
		 AND ${own ? 'submission."submittedById" = $2' : `submission.state = 'WAITING'`}
		 ${after ? `AND ${place} ${own ? '<' : '>'} ($4::timestamptz, $5)` : ''}
		 ORDER BY submission."createdAt" ${own ? 'DESC' : 'ASC'}, submission.id ${own ? 'DESC' : 'ASC'} LIMIT $3`,
		[collectionId, viewerValue(viewer), first + 1, ...(after ? [after.createdAt, after.id] : [])],
	);
	const edges = rows.slice(0, first).map((submission) => ({ cursor: printTimeCursor(submission), submission }));
	return { edges, hasNextPage: rows.length > first };
}

/** How many wait in a collection, of those that {@link listSubmissions} gives the viewer. */
export async function countWaitingSubmissions(store: Store, collectionId: string, viewer: Viewer): Promise<number> {
	const [row] = await query<{ count: number }>(
		store,
		`SELECT count(*)::int AS count FROM ${seen(viewer)} AND submission.state = 'WAITING'`,
		[collectionId, viewerValue(viewer)],
	);
	return row?.count ?? 0;
}
