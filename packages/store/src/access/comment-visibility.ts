/** @file Which comments a viewer can read, as conditions of SQL over a table under the name `comment`. */
import { type Viewer, viewerModerates } from './visibility.ts';

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
