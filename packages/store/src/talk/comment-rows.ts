/** @file Comments as they are read, and how rows become values. */
import { type Viewer, viewerModerates } from '../access/visibility.ts';

/** `DELETED` is a place that is kept for the replies below it; `HIDDEN` by moderators, with words for them and its author. */
export const commentStates = ['SHOWN', 'DELETED', 'HIDDEN'] as const;
type CommentState = (typeof commentStates)[number];

/** A place in a picture, as fractions of its width and height from the top left corner, 0 to 1. */
export interface Place {
	readonly x: number;
	readonly y: number;
}

/** Something said of an artwork or a collection. */
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

/** As the viewer sees it. */
export function asComment({ x, y, deleted, hidden, ...row }: CommentRow, viewer: Viewer): Comment {
	const withheld = hidden && row.authorId !== viewer.userId && !viewerModerates(viewer);
	const state = deleted ? 'DELETED' : hidden ? 'HIDDEN' : 'SHOWN';
	if (deleted || withheld) return { ...row, authorId: null, text: '', place: null, step: null, editedAt: null, state };
	return { ...row, place: x === null || y === null ? null : { x, y }, state };
}
