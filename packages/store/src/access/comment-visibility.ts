/** @file Which comments a viewer can read, as conditions on a row of "Comment" that a statement calls `comment`. */
import type { Expression, SqlBool } from 'kysely';
import { columnsOf, db, eb } from '../database/typed.ts';
import { hasNotBlocked, type Viewer, viewerId, viewerModerates } from './visibility.ts';

const comment = columnsOf('Comment', 'comment');

/**
 * The condition that the viewer, who sees what the comment is said of, can read it: neither of the two has blocked the
 * other, and it is not hidden. Moderators read all; a hidden one is read by its author too.
 */
export function isReadable(viewer: Viewer): Expression<SqlBool> {
	if (viewerModerates(viewer)) return eb.lit(true);
	return eb.and([
		areNotApart(viewer),
		eb.or([eb.not(comment('hidden')), eb(comment('authorId'), '=', viewerId(viewer))]),
	]);
}

/** The condition that it stands at the beginning of a thread: one that is hidden keeps its place for its replies. */
export function isReadableThread(viewer: Viewer): Expression<SqlBool> {
	const shownReply = db
		.selectFrom('Comment as reply')
		.where('reply.threadId', '=', comment('id'))
		.where((reply) => reply.not('reply.hidden'));
	return eb.and([areNotApart(viewer), eb.or([isReadable(viewer), eb.exists(shownReply)])]);
}

function areNotApart(viewer: Viewer): Expression<SqlBool> {
	if (viewer.userId === null || viewer.role === 'GUEST' || viewerModerates(viewer)) return eb.lit(true);
	const [reader, author] = [viewerId(viewer), comment('authorId')];
	return eb.and([hasNotBlocked(reader, author), hasNotBlocked(author, reader)]);
}
