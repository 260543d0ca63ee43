/** @file Comments as they are read: what of them somebody sees, and how rows become values. */
import { type Viewer, viewerModerates } from './visibility.ts';

/** `DELETED` is a place that is kept for the replies below it; `HIDDEN` by moderators, with words for them and its author. */
export const commentStates = ['SHOWN', 'DELETED', 'HIDDEN'] as const;
type CommentState = (typeof commentStates)[number];

/** A place in a picture, as fractions of its width and height from the top left corner, 0 to 1. */
export interface Place {
	readonly x: number;
	readonly y: number;
}

/** Something said of an artwork. */
export interface Comment {
	readonly id: string;
	/** What it is said of. */
	readonly subjectId: string;
	/** The comment that began the thread; null for that one itself. */
	readonly threadId: string | null;
	/** Null where nobody may read it any more. */
	readonly authorId: string | null;
	/** Plain text; empty where nobody may read it any more. */
	readonly text: string;
	readonly state: CommentState;
	/** The step of the run that it speaks of. */
	readonly step: number | null;
	readonly place: Place | null;
	readonly createdAt: Date;
	/** Null as long as it is as it was written. */
	readonly editedAt: Date | null;
}

export interface CommentRow extends Omit<Comment, 'place' | 'state'> {
	readonly x: number | null;
	readonly y: number | null;
	readonly deleted: boolean;
	readonly hidden: boolean;
}

/** The columns of a {@link CommentRow}, of the table under the name `comment`. */
export const commentColumns = `comment.id, comment."subjectId", comment."threadId", comment."authorId", comment.text,
	comment.step, comment.x, comment.y, comment."createdAt", comment."editedAt", comment."deletedAt" IS NOT NULL AS deleted,
	comment.hidden`;

/**
 * The condition that a comment under the name `comment` can be read by the viewer, who sees what it is said of: neither
 * of the two has blocked the other, and it is not hidden. Moderators read all; a hidden one is read by its author too.
 */
export function commentMayBeRead(viewer: Viewer, viewerParameter: string): string {
	const hidden = viewerModerates(viewer) ? '' : `AND (NOT comment.hidden OR comment."authorId" = ${viewerParameter})`;
	return `(${notBlocked(viewer, viewerParameter)} ${hidden})`;
}

/** The condition that it stands at the beginning of a thread: one that is hidden keeps its place for its replies. */
export function threadMayBeRead(viewer: Viewer, viewerParameter: string): string {
	return `(${notBlocked(viewer, viewerParameter)} AND (${commentMayBeRead(viewer, viewerParameter)} OR EXISTS (
		SELECT FROM "Comment" AS reply WHERE reply."threadId" = comment.id AND NOT reply.hidden)))`;
}

function notBlocked(viewer: Viewer, viewerParameter: string): string {
	const reader = `${viewerParameter}::text`;
	// The parameter is named in either case: the driver refuses one that is not.
	if (viewer.userId === null || viewer.role === 'GUEST' || viewerModerates(viewer)) return `${reader} IS NOT NULL`;
	return `NOT EXISTS (SELECT FROM "Block" WHERE "blockerId" = ${reader} AND "blockedId" = comment."authorId"
		OR "blockerId" = comment."authorId" AND "blockedId" = ${reader})`;
}

/** As the viewer sees it. */
export function asComment({ x, y, deleted, hidden, ...row }: CommentRow, viewer: Viewer): Comment {
	const withheld = hidden && row.authorId !== viewer.userId && !viewerModerates(viewer);
	const state = deleted ? 'DELETED' : hidden ? 'HIDDEN' : 'SHOWN';
	if (deleted || withheld) return { ...row, authorId: null, text: '', place: null, step: null, editedAt: null, state };
	return { ...row, place: x === null || y === null ? null : { x, y }, state };
}
