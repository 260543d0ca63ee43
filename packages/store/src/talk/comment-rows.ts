/** @file Comments as they are read, and how rows become values. */
import type { Selectable } from 'kysely';
import { type Viewer, viewerModerates } from '../access/visibility.ts';
import type { Tables } from '../database/tables.ts';

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

/** What is read of a row of "Comment". */
export const commentColumns = [
	'id',
	'subjectId',
	'threadId',
	'authorId',
	'text',
	'step',
	'x',
	'y',
	'createdAt',
	'editedAt',
	'deletedAt',
	'hidden',
] as const satisfies readonly (keyof Tables['Comment'])[];

export type CommentRow = Pick<Selectable<Tables['Comment']>, (typeof commentColumns)[number]>;

/** As the viewer sees it. */
export function asComment({ x, y, deletedAt, hidden, ...row }: CommentRow, viewer: Viewer): Comment {
	const withheld = hidden && row.authorId !== viewer.userId && !viewerModerates(viewer);
	const deleted = deletedAt !== null;
	const state = deleted ? 'DELETED' : hidden ? 'HIDDEN' : 'SHOWN';
	if (deleted || withheld) return { ...row, authorId: null, text: '', place: null, step: null, editedAt: null, state };
	return { ...row, place: x === null || y === null ? null : { x, y }, state };
}
