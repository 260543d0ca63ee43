/** @file Writing comments: said, changed and taken back by their author. */
import { createHash } from 'node:crypto';
import { type InputIssue, isIdentifier, maximumCommentLength, newIdentifier, RenderError } from '@galatea/render';
import { collectionMayBeSeen } from '../access/collection-visibility.ts';
import { readCommentPermissions } from '../access/comment-permission.ts';
import { countTry, type Limit } from '../access/rate-limits.ts';
import { refuseIssues } from '../access/refuse-issues.ts';
import { mayBeSeen, type Viewer, viewerValue } from '../access/visibility.ts';
import { cleanText, textIssues } from '../access/written-text.ts';
import { type Queryable, query, type Store, transaction } from '../database/store.ts';
import { notify } from '../notifications/notify.ts';
import { asComment, type Comment, type CommentRow, commentColumns, type Place } from './comment-rows.ts';
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
	return transaction(store, async (sql) => {
		await refuseUnlessAllowed(sql, input, viewer);
		const threadId = input.replyToId == null ? null : await lockThread(sql, input.replyToId, input.subjectId, authorId);
		const id = newIdentifier('comment');
		const made = await sql.query<CommentRow>(
			`INSERT INTO "Comment" AS comment (id, "subjectId", "threadId", "authorId", text, step, x, y, "idempotencyKey")
			 VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9) ON CONFLICT ("authorId", "idempotencyKey") DO NOTHING
			 RETURNING ${commentColumns}`,
			[
				id,
				input.subjectId,
				threadId,
				authorId,
				text,
				input.step ?? null,
				input.place?.x ?? null,
				input.place?.y ?? null,
				key,
			],
		);
		if (made.length > 0)
			await tell(sql, { id, subjectId: input.subjectId, replyToId: input.replyToId ?? null, authorId });
		const [row] = made.length > 0 ? made : await earlierComment(sql, authorId, key);
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

async function refuseUnlessAllowed(sql: Queryable, input: NewComment, viewer: Viewer): Promise<void> {
	if (isIdentifier('collection', input.subjectId)) await holdCollection(sql, input, viewer);
	else await holdArtwork(sql, input, viewer);
	const [permission] = await readCommentPermissions(sql, [input.subjectId], viewer);
	if (permission !== 'ALLOWED') throw new RenderError('NOT_ALLOWED', 'Its person wants no comment of yours on it');
}

/** The row is held, so that a comment does not slip in after its person has closed them. */
async function holdArtwork(sql: Queryable, { subjectId, step }: NewComment, viewer: Viewer): Promise<void> {
	const columns = { owner: 'artwork."publishedById"', visibility: 'artwork.visibility' };
	const [artwork] = await sql.query<{ steps: number }>(
		`SELECT steps FROM "Artwork" AS artwork JOIN "Recipe" ON hash = "recipeHash"
		 WHERE artwork.id = $1 AND ${mayBeSeen(viewer, 'address', columns, '$2')} FOR SHARE OF artwork`,
		[subjectId, viewerValue(viewer)],
	);
	if (!artwork) throw new RenderError('NOT_FOUND', `There is no artwork ${subjectId}`);
	if (step != null && !(Number.isInteger(step) && step >= 0 && step <= artwork.steps))
		refuseIssues([{ path: 'step', message: `must be a step of the run, 0 to ${artwork.steps}` }]);
}

/** As {@link holdArtwork}; a collection is no picture, so there is nothing in it to point at. */
async function holdCollection(sql: Queryable, input: NewComment, viewer: Viewer): Promise<void> {
	const { subjectId } = input;
	const [collection] = await sql.query(
		`SELECT FROM "Collection" AS collection
		 WHERE id = $1 AND ${collectionMayBeSeen(viewer, 'address', '$2')} FOR SHARE OF collection`,
		[subjectId, viewerValue(viewer)],
	);
	if (!collection) throw new RenderError('NOT_FOUND', `There is no collection ${subjectId}`);
	const pointers = (['step', 'place'] as const).filter((name) => input[name] != null);
	refuseIssues(pointers.map((path) => ({ path, message: 'is of pictures alone: a collection has none of its own' })));
}

/**
 * The comment that began the thread of `replyToId`, locked: it can neither be deleted nor overfilled meanwhile. Nobody
 * replies where a block stands between them and who is answered or who began the thread, whoever of the two has blocked.
 */
async function lockThread(sql: Queryable, replyToId: string, subjectId: string, authorId: string): Promise<string> {
	const [thread] = await sql.query<{ id: string; replies: number; barred: boolean; barring: boolean }>(
		`SELECT thread.id,
			EXISTS (SELECT FROM "Block" WHERE "blockedId" = $3
				AND "blockerId" IN (answered."authorId", thread."authorId")) AS barred,
			EXISTS (SELECT FROM "Block" WHERE "blockerId" = $3
				AND "blockedId" IN (answered."authorId", thread."authorId")) AS barring,
			(SELECT count(*)::int FROM "Comment" WHERE "threadId" = thread.id) AS replies
		 FROM "Comment" AS answered JOIN "Comment" AS thread ON thread.id = coalesce(answered."threadId", answered.id)
		 WHERE answered.id = $1 AND answered."subjectId" = $2 AND answered."deletedAt" IS NULL
			AND NOT answered.hidden AND NOT thread.hidden FOR UPDATE OF thread`,
		[replyToId, subjectId, authorId],
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
	sql: Queryable,
	said: {
		readonly id: string;
		readonly subjectId: string;
		readonly replyToId: string | null;
		readonly authorId: string;
	},
): Promise<void> {
	const owner = await personOfSubject(sql, said.subjectId);
	if (!owner) return;
	const [answered] = await sql.query<{ authorId: string }>('SELECT "authorId" FROM "Comment" WHERE id = $1', [
		said.replyToId,
	]);
	const answeredId = answered?.authorId ?? null;
	const about = { aboutId: said.id, actorId: said.authorId };
	if (answeredId !== null && said.replyToId !== null)
		await notify(sql, { recipientId: answeredId, kind: 'REPLY', subjectId: said.replyToId, ...about });
	if (owner.personId !== answeredId)
		await notify(sql, { recipientId: owner.personId, kind: 'COMMENT', subjectId: said.subjectId, ...about });
}

async function earlierComment(sql: Queryable, authorId: string, key: string | null): Promise<readonly CommentRow[]> {
	return sql.query<CommentRow>(
		`SELECT ${commentColumns} FROM "Comment" AS comment WHERE "authorId" = $1 AND "idempotencyKey" = $2`,
		[authorId, key],
	);
}

/** Changes the words. Throws `INVALID_INPUT`, and `NOT_ALLOWED` unless it is `userId`'s and still there. */
export async function editComment(
	store: Store,
	input: { readonly id: string; readonly userId: string; readonly text: string },
): Promise<Comment> {
	const text = cleanText(input.text);
	refuseIssues(textIssues(text, 'text', maximumCommentLength));
	const [row] = await query<CommentRow>(
		store,
		`UPDATE "Comment" AS comment SET text = $3, "editedAt" = CASE WHEN text = $3 THEN "editedAt" ELSE now() END
		 WHERE id = $1 AND "authorId" = $2 AND "deletedAt" IS NULL AND NOT hidden RETURNING ${commentColumns}`,
		[input.id, input.userId, text],
	);
	if (!row) throw new RenderError('NOT_ALLOWED', 'Only who wrote a comment can change it');
	return asComment(row, { userId: input.userId, role: 'MEMBER' });
}

/**
 * Takes a comment back. Where it has replies its place stays, without words and name, until the last of them is gone.
 * Throws `NOT_ALLOWED` unless it is `userId`'s; a second time changes nothing.
 */
export async function deleteComment(store: Store, id: string, userId: string): Promise<void> {
	await transaction(store, async (sql) => {
		const [comment] = await sql.query<{ threadId: string | null }>(
			'SELECT "threadId" FROM "Comment" WHERE id = $1 AND "authorId" = $2',
			[id, userId],
		);
		if (!comment) throw new RenderError('NOT_ALLOWED', 'Only who wrote a comment can take it back');
		// Whoever replies holds the beginning of the thread as well: a reply comes before this, or finds nothing.
		await sql.query('SELECT FROM "Comment" WHERE id = $1 FOR UPDATE', [comment.threadId ?? id]);
		await sql.query(
			`UPDATE "Comment" SET text = '', "deletedAt" = coalesce("deletedAt", now()), step = NULL, x = NULL, y = NULL WHERE id = $1`,
			[id],
		);
		await sql.query(
			`DELETE FROM "Comment" AS gone WHERE gone.id = $1 AND NOT EXISTS (SELECT FROM "Comment" WHERE "threadId" = gone.id)`,
			[id],
		);
		if (comment.threadId !== null)
			await sql.query(
				`DELETE FROM "Comment" AS gone WHERE gone.id = $1 AND gone."deletedAt" IS NOT NULL
				 AND NOT EXISTS (SELECT FROM "Comment" WHERE "threadId" = gone.id)`,
				[comment.threadId],
			);
	});
}
