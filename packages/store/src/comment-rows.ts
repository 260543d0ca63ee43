/** @file Comments as they are read: what of them somebody sees, and how rows become values. */
import { type Viewer, viewerModerates } from './visibility.ts';

/** `DELETED` is a place that is kept for the replies below it. */
export type CommentState = 'SHOWN' | 'DELETED';

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
}

/** The columns of a {@link CommentRow}, of the table under the name `comment`. */
export const commentColumns = `comment.id, comment."subjectId", comment."threadId", comment."authorId", comment.text,
	comment.step, comment.x, comment.y, comment."createdAt", comment."editedAt", comment."deletedAt" IS NOT NULL AS deleted`;

/**
 * The condition that a comment under the name `comment` is there for the viewer, who sees what it is said of: neither
 * of the two has blocked the other. Moderators see all.
 */
export function commentMayBeRead(viewer: Viewer, viewerParameter: string, comment = 'comment'): string {
	const reader = `${viewerParameter}::text`;
	// The parameter is named in either case: the driver refuses one that is not.
	if (viewer.userId === null || viewer.role === 'GUEST' || viewerModerates(viewer)) return `${reader} IS NOT NULL`;
	const author = `${comment}."authorId"`;
	return `NOT EXISTS (SELECT FROM "Block" WHERE "blockerId" = ${reader} AND "blockedId" = ${author}
		OR "blockerId" = ${author} AND "blockedId" = ${reader})`;
}

export function asComment({ x, y, deleted, ...row }: CommentRow): Comment {
	const place = x === null || y === null ? null : { x, y };
	if (deleted) return { ...row, authorId: null, text: '', place: null, step: null, state: 'DELETED' };
	return { ...row, place, state: 'SHOWN' };
}
