/** @file What becomes of the threads on a page when something is said, changed or taken back. */
import type { ReplyPartsFragment, ThreadPartsFragment } from '../../graphql/generated/graphql.ts';

type Threads = readonly ThreadPartsFragment[];

/** A new thread at the top, or a reply at the end of its thread; what is there already is there once. */
export function withComment(threads: Threads, comment: ThreadPartsFragment): Threads {
	if (comment.threadId === null) return [comment, ...threads.filter(({ id }) => id !== comment.id)];
	return threads.map((thread) =>
		thread.id === comment.threadId
			? { ...thread, replies: [...thread.replies.filter(({ id }) => id !== comment.id), comment] }
			: thread,
	);
}

/** More threads, without those that are there already; the newest stay first. */
export function withOlder(threads: Threads, older: Threads): Threads {
	const known = new Set(threads.map(({ id }) => id));
	const all = [...threads, ...older.filter(({ id }) => !known.has(id))];
	return all.toSorted((one, other) => (one.createdAt < other.createdAt ? 1 : one.createdAt > other.createdAt ? -1 : 0));
}

export function withChanges(threads: Threads, id: string, changes: Partial<ReplyPartsFragment>): Threads {
	const change = <Each extends ReplyPartsFragment>(each: Each): Each =>
		each.id === id ? { ...each, ...changes } : each;
	return threads.map((thread) => ({ ...change(thread), replies: thread.replies.map(change) }));
}

/** As the server does: a place is kept as long as there are replies below it. */
export function withoutComment(threads: Threads, id: string): Threads {
	return threads.flatMap((thread) => {
		const replies = thread.replies.filter((reply) => reply.id !== id);
		if (thread.id !== id && (thread.state !== 'DELETED' || replies.length > 0)) return { ...thread, replies };
		if (replies.length === 0) return [];
		return { ...thread, replies, state: 'DELETED', text: '', author: null, step: null, place: null };
	});
}

/**
 * What is on the page with the newest page of the server's laid over it: what is new stands first, what was changed is
 * changed, and what that page would have and does not have is gone. `isWhole`: there is nothing older than that page.
 */
export function withNews(threads: Threads, newest: Threads, isWhole: boolean): Threads {
	const last = newest.at(-1);
	const fresh = new Set(newest.map(({ id }) => id));
	const older = threads.filter(({ id, createdAt }) => {
		if (fresh.has(id)) return false;
		return !isWhole && last !== undefined && createdAt <= last.createdAt;
	});
	return [...newest, ...older];
}

/** How many comments and replies are in `after` that are not in `before`. */
export function countNew(before: Threads, after: Threads): number {
	const idsOf = (threads: Threads) => threads.flatMap(({ id, replies }) => [id, ...replies.map((reply) => reply.id)]);
	const known = new Set(idsOf(before));
	return idsOf(after).filter((id) => !known.has(id)).length;
}
