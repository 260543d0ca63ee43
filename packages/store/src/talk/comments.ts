/** @file Writing comments: said, changed and taken back by their author. */
import { createHash } from 'node:crypto';
import { type InputIssue, isIdentifier, maximumCommentLength, newIdentifier, RenderError } from '@galatea/render';
import { isCollectionVisible } from '../access/collection-visibility.ts';
import { readCommentPermissions } from '../access/comment-permission.ts';
import { countTry, type Limit } from '../access/rate-limits.ts';
import { refuseIssues } from '../access/refuse-issues.ts';
import { isVisible, seenArtwork, type Viewer } from '../access/visibility.ts';
import { cleanText, textIssues } from '../access/written-text.ts';
import { type Queryable, type Store, transaction } from '../database/store.ts';
import { db, now, rows, run } from '../database/typed.ts';
import { notify } from '../notifications/notify.ts';
import { asComment, type Comment, commentColumns, type Place } from './comment-rows.ts';
import { personOfSubject } from './subjects.ts';

/** Replies in one thread: all of them are shown with it. A longer talk begins another. */
export const maximumReplies = 50;
/** A lively talk of one person; a flood is more. */
const commentsOfOne: Limit = { maximum: 30, windowSeconds: 5 * 60 };

export interface NewComment {
	/** The artwork or the collection of which it is said. */
	readonly subjectId: string;
	readonly text: string;
	/** Any comment of the thread that it replies in; null begins a thread. */
	readonly replyToId?: string | null;
	/** The step of the run that it speaks of; null of a collection. */
	readonly step?: number | null;
	/** The place in the picture that it speaks of; null of a collection. */
	readonly place?: Place | null;
	/** The same text of the same person is the same comment, however often it is sent. */
	readonly idempotencyKey?: string | null;
}

/**
 * Says something of an artwork or a collection. Throws `INVALID_INPUT` with everything that is wrong, `NOT_SIGNED_IN` for guests,
 * `NOT_FOUND` for what the viewer may not see, `NOT_ALLOWED` where its person wants no comment of theirs, and
 * `TOO_MANY_TRIES`.
 */
export async function createComment(store: Store, input: NewComment, viewer: Viewer): Promise<Comment> {
	const authorId = viewer.userId;
	if (authorId === null || viewer.role === 'GUEST')
		throw new RenderError('NOT_SIGNED_IN', 'Sign up or in to comment: guests may read');
	const text = cleanText(input.text);
	refuseIssues([...textIssues(text, 'text', maximumCommentLength), ...placeIssues(input.place ?? null)]);
	const key = input.idempotencyKey == null ? null : createHash('sha256').update(input.idempotencyKey).digest('hex');
	await countTry(store, `comment of:${authorId}`, commentsOfOne);
	return transaction(store, async (connection) => {
		await refuseUnlessAllowed(connection, input, viewer);
		const threadId =
			input.replyToId == null ? null : await lockThread(connection, input.replyToId, input.subjectId, authorId);
		const id = newIdentifier('comment');
		const made = await rows(
			connection,
			db
				.insertInto('Comment')
				.values({
					id,
					subjectId: input.subjectId,
					threadId,
					authorId,
					text,
					step: input.step ?? null,
					x: input.place?.x ?? null,
					y: input.place?.y ?? null,
					idempotencyKey: key,
				})
				.onConflict((conflict) => conflict.columns(['authorId', 'idempotencyKey']).doNothing())
				.returning(commentColumns),
		);
		if (made.length > 0)
			await tell(connection, { id, subjectId: input.subjectId, replyToId: input.replyToId ?? null, authorId });
		const [row] = made.length > 0 ? made : await earlierComment(connection, authorId, key);
		if (!row) throw new RenderError('NOT_FOUND', 'This comment was taken back as soon as it was written');
		return asComment(row, viewer);
	});
}

function placeIssues(place: Place | null): readonly InputIssue[] {
	const within = (fraction: number) => fraction >= 0 && fraction <= 1;
	return place === null || (within(place.x) && within(place.y))
		? []
		: [{ path: 'place', message: 'must be fractions from 0 to 1' }];
}

async function refuseUnlessAllowed(connection: Queryable, input: NewComment, viewer: Viewer): Promise<void> {
	if (isIdentifier('collection', input.subjectId)) await holdCollection(connection, input, viewer);
	else await holdArtwork(connection, input, viewer);
	const [permission] = await readCommentPermissions(connection, [input.subjectId], viewer);
	if (permission !== 'ALLOWED') throw new RenderError('NOT_ALLOWED', 'Its person wants no comment of yours on it');
}

/** The row is held, so that a comment does not slip in after its person has closed them. */
async function holdArtwork(connection: Queryable, { subjectId, step }: NewComment, viewer: Viewer): Promise<void> {
	const [artwork] = await rows(
		connection,
		db
			.selectFrom('Artwork as artwork')
			.innerJoin('Recipe', 'hash', 'recipeHash')
			.select('steps')
			.where('artwork.id', '=', subjectId)
			.where(isVisible(viewer, 'address', seenArtwork()))
			.forShare('artwork'),
	);
	if (!artwork) throw new RenderError('NOT_FOUND', `There is no artwork ${subjectId}`);
	if (step != null && !(Number.isInteger(step) && step >= 0 && step <= artwork.steps))
		refuseIssues([{ path: 'step', message: `must be a step of the run, 0 to ${artwork.steps}` }]);
}

/** As {@link holdArtwork}; a collection is no picture, so there is nothing in it to point at. */
async function holdCollection(connection: Queryable, input: NewComment, viewer: Viewer): Promise<void> {
	const { subjectId } = input;
	const [collection] = await rows(
		connection,
		db
			.selectFrom('Collection as collection')
			.select('id')
			.where('id', '=', subjectId)
			.where(isCollectionVisible(viewer, 'address'))
			.forShare('collection'),
	);
	if (!collection) throw new RenderError('NOT_FOUND', `There is no collection ${subjectId}`);
	const pointers = (['step', 'place'] as const).filter((name) => input[name] != null);
	refuseIssues(pointers.map((path) => ({ path, message: 'is of pictures alone: a collection has none of its own' })));
}

/**
 * The comment that began the thread of `replyToId`, locked: it can neither be deleted nor overfilled meanwhile. Nobody
 * replies where a block stands between them and who is answered or who began the thread, whoever of the two has blocked.
 */
async function lockThread(
	connection: Queryable,
	replyToId: string,
	subjectId: string,
	authorId: string,
): Promise<string> {
	const [thread] = await rows(
		connection,
		db
			.selectFrom('Comment as answered')
			.innerJoin('Comment as thread', (join) =>
				join.on(({ eb, fn, ref }) => eb('thread.id', '=', fn.coalesce('answered.threadId', ref('answered.id')))),
			)
			.select(({ eb, exists, fn, ref, selectFrom }) => {
				const others = [ref('answered.authorId'), ref('thread.authorId')];
				const blocks = selectFrom('Block');
				const replies = selectFrom('Comment')
					.select(eb.cast<number>(fn.countAll(), 'integer').as('count'))
					.whereRef('threadId', '=', 'thread.id');
				return [
					'thread.id',
					exists(blocks.where('blockedId', '=', authorId).where('blockerId', 'in', others)).as('barred'),
					exists(blocks.where('blockerId', '=', authorId).where('blockedId', 'in', others)).as('barring'),
					replies.$asScalar().$notNull().as('replies'),
				];
			})
			.where('answered.id', '=', replyToId)
			.where('answered.subjectId', '=', subjectId)
			.where('answered.deletedAt', 'is', null)
			.where(({ eb, not }) => eb.and([not('answered.hidden'), not('thread.hidden')]))
			.forUpdate('thread'),
	);
	if (!thread) throw new RenderError('NOT_FOUND', `There is no comment ${replyToId} here`);
	if (thread.barred) throw new RenderError('NOT_ALLOWED', 'Who wrote this comment or began its thread has blocked you');
	if (thread.barring)
		throw new RenderError('NOT_ALLOWED', 'You have blocked who wrote this comment or began its thread');
	if (thread.replies >= maximumReplies)
		throw new RenderError('NOT_ALLOWED', `A thread has at most ${maximumReplies} replies: begin another`);
	return thread.id;
}

/** Who is answered hears of a reply, whose the subject is of everything else. */
async function tell(
	connection: Queryable,
	said: {
		readonly id: string;
		readonly subjectId: string;
		readonly replyToId: string | null;
		readonly authorId: string;
	},
): Promise<void> {
	const owner = await personOfSubject(connection, said.subjectId);
	if (!owner) return;
	const [answered] =
		said.replyToId === null
			? []
			: await rows(connection, db.selectFrom('Comment').select('authorId').where('id', '=', said.replyToId));
	const answeredId = answered?.authorId ?? null;
	const about = { aboutId: said.id, actorId: said.authorId };
	if (answeredId !== null && said.replyToId !== null)
		await notify(connection, { recipientId: answeredId, kind: 'REPLY', subjectId: said.replyToId, ...about });
	if (owner.personId !== answeredId)
		await notify(connection, { recipientId: owner.personId, kind: 'COMMENT', subjectId: said.subjectId, ...about });
}

async function earlierComment(connection: Queryable, authorId: string, key: string | null) {
	return rows(
		connection,
		db.selectFrom('Comment').select(commentColumns).where('authorId', '=', authorId).where('idempotencyKey', '=', key),
	);
}

/** Changes the words. Throws `INVALID_INPUT`, and `NOT_ALLOWED` unless it is `userId`'s and still there. */
export async function editComment(
	store: Store,
	input: { readonly id: string; readonly userId: string; readonly text: string },
): Promise<Comment> {
	const text = cleanText(input.text);
	refuseIssues(textIssues(text, 'text', maximumCommentLength));
	const [row] = await rows(
		store,
		db
			.updateTable('Comment')
			.set(({ eb, ref }) => ({
				text,
				editedAt: eb.case().when('text', '=', text).then(ref('editedAt')).else(now).end(),
			}))
			.where('id', '=', input.id)
			.where('authorId', '=', input.userId)
			.where('deletedAt', 'is', null)
			.where(({ not }) => not('hidden'))
			.returning(commentColumns),
	);
	if (!row) throw new RenderError('NOT_ALLOWED', 'Only who wrote a comment can change it');
	return asComment(row, { userId: input.userId, role: 'MEMBER' });
}

/**
 * Takes a comment back. Where it has replies its place stays, without words and name, until the last of them is gone.
 * Throws `NOT_ALLOWED` unless it is `userId`'s; a second time changes nothing.
 */
export async function deleteComment(store: Store, id: string, userId: string): Promise<void> {
	await transaction(store, async (connection) => {
		const [comment] = await rows(
			connection,
			db.selectFrom('Comment').select('threadId').where('id', '=', id).where('authorId', '=', userId),
		);
		if (!comment) throw new RenderError('NOT_ALLOWED', 'Only who wrote a comment can take it back');
		// Whoever replies holds the beginning of the thread as well: a reply comes before this, or finds nothing.
		await run(
			connection,
			db
				.selectFrom('Comment')
				.where('id', '=', comment.threadId ?? id)
				.forUpdate(),
		);
		await run(
			connection,
			db
				.updateTable('Comment')
				.set(({ fn }) => ({ text: '', deletedAt: fn.coalesce('deletedAt', now), step: null, x: null, y: null }))
				.where('id', '=', id),
		);
		await run(connection, deleteUnanswered(id));
		if (comment.threadId !== null)
			await run(connection, deleteUnanswered(comment.threadId).where('gone.deletedAt', 'is not', null));
	});
}

function deleteUnanswered(id: string) {
	return db
		.deleteFrom('Comment as gone')
		.where('gone.id', '=', id)
		.where(({ exists, not, selectFrom }) =>
			not(exists(selectFrom('Comment as reply').whereRef('reply.threadId', '=', 'gone.id'))),
		);
}
