/** @file Submitting artworks to a collection, and deciding on them. Nothing of it shows before it is accepted. */
import { newIdentifier, RenderError } from '@galatea/render';
import type { Role } from '../access/role.ts';
import type { Viewer } from '../access/visibility.ts';
import { type Queryable, type Store, transaction } from '../database/store.ts';
import { notify, notifyCollectionFollowers } from '../notifications/notify.ts';
import { type Collection, maximumWaitingSubmissions } from './collection.ts';
import { lockForAct } from './collection-permission.ts';
import { checkedNote, insertAtEnd, refuseUnlessCollectable, tellArtist } from './items.ts';
import { writeRevision } from './revisions.ts';
import { type Submission, submissionColumns } from './submission-lists.ts';

/**
 * Asks for an artwork to be put in, and tells owner and editors. What waits already stays as it is. Throws `INVALID_INPUT`,
 * `NOT_SIGNED_IN`, `NOT_FOUND`, `NOT_ALLOWED` where the collection takes no submissions, `COLLECTING_REFUSED` where the
 * artist does not want it, `ALREADY_COLLECTED`, `SUBMISSION_DECIDED` for what was declined, and `TOO_MANY_SUBMISSIONS`.
 */
export async function submitArtwork(
	store: Store,
	input: { readonly collectionId: string; readonly artworkId: string; readonly words?: string | null },
	viewer: Viewer,
): Promise<Submission> {
	const { collectionId, artworkId } = input;
	const words = checkedNote(input.words ?? '', 'words');
	return transaction(store, async (sql) => {
		const collection = await lockForAct(sql, collectionId, viewer, 'SUBMIT');
		await refuseUnlessCollectable(sql, input, viewer);
		const [earlier] = await sql.query<Submission & { collected: boolean }>(
			`SELECT ${submissionColumns}, item.id IS NOT NULL AS collected
			 FROM (SELECT) AS nothing
			 LEFT JOIN "CollectionItem" AS item ON item."collectionId" = $1 AND item."artworkId" = $2
			 LEFT JOIN "CollectionSubmission" AS submission ON submission."collectionId" = $1 AND submission."artworkId" = $2`,
			[collectionId, artworkId],
		);
		if (earlier?.collected) throw new RenderError('ALREADY_COLLECTED', 'The artwork stands in this collection already');
		if (earlier?.state === 'WAITING') return earlier;
		if (earlier?.state === 'DECLINED')
			throw new RenderError('SUBMISSION_DECIDED', 'The curators of this collection have declined the artwork');
		const submittedById = viewer.userId ?? '';
		await refuseTooMany(sql, collectionId, submittedById);
		const [submission] = await sql.query<Submission>(
			`INSERT INTO "CollectionSubmission" AS submission (id, "collectionId", "artworkId", "submittedById", words, "createdAt")
			 VALUES ($1, $2, $3, $4, $5, clock_timestamp())
			 ON CONFLICT ("collectionId", "artworkId") DO UPDATE SET id = excluded.id, "submittedById" = excluded."submittedById",
				words = excluded.words, "createdAt" = excluded."createdAt", state = 'WAITING', "decidedById" = NULL,
				"decidedAt" = NULL, reason = ''
			 RETURNING ${submissionColumns}`,
			[newIdentifier('submission'), collectionId, artworkId, submittedById, words],
		);
		if (!submission) throw new Error('The new submission did not come back');
		await tellDeciders(sql, collection, submission);
		return submission;
	});
}

async function refuseTooMany(sql: Queryable, collectionId: string, submittedById: string): Promise<void> {
	const [waiting] = await sql.query<{ count: number }>(
		`SELECT count(*)::int AS count FROM "CollectionSubmission"
		 WHERE "collectionId" = $1 AND "submittedById" = $2 AND state = 'WAITING'`,
		[collectionId, submittedById],
	);
	if (waiting && waiting.count >= maximumWaitingSubmissions)
		throw new RenderError(
			'TOO_MANY_SUBMISSIONS',
			`At most ${maximumWaitingSubmissions} submissions of one person wait in a collection`,
		);
}

async function tellDeciders(
	sql: Queryable,
	{ id, ownerId }: Collection,
	{ artworkId, submittedById }: Submission,
): Promise<void> {
	const editors = await sql.query<{ userId: string }>(
		`SELECT "userId" FROM "CollectionCurator" WHERE "collectionId" = $1 AND role = 'EDITOR'`,
		[id],
	);
	for (const recipientId of [ownerId, ...editors.map(({ userId }) => userId)])
		await notify(sql, { recipientId, kind: 'SUBMISSION', subjectId: id, aboutId: artworkId, actorId: submittedById });
}

/**
 * Accepts a submission, which puts the artwork at the end of the collection, or declines it, with a reason; the submitter is
 * told. For owner and editors. Throws `INVALID_INPUT`, `NOT_SIGNED_IN`, `NOT_FOUND`, `NOT_ALLOWED`, `COLLECTION_FULL`,
 * `COLLECTING_REFUSED`, and `SUBMISSION_DECIDED` for what has been decided already. Returns the number of the change; null
 * for what was declined or stood in the collection already.
 */
export async function decideSubmission(
	store: Store,
	input: { readonly id: string; readonly accepts: boolean; readonly reason?: string | null },
	viewer: Viewer,
): Promise<{ readonly submission: Submission; readonly seq: number | null }> {
	const reason = checkedNote(input.reason ?? '', 'reason');
	return transaction(store, async (sql) => {
		const { submission, collection } = await lockSubmission(sql, input.id, viewer);
		const seq = input.accepts ? await accept(sql, collection, submission, viewer) : null;
		const [decided] = await sql.query<Submission>(
			`UPDATE "CollectionSubmission" AS submission SET state = $2::"SubmissionState", reason = $3, "decidedById" = $4,
				"decidedAt" = clock_timestamp() WHERE id = $1 RETURNING ${submissionColumns}`,
			[submission.id, input.accepts ? 'ACCEPTED' : 'DECLINED', reason, viewer.userId],
		);
		if (!decided) throw new Error('The decided submission did not come back');
		await notify(sql, {
			recipientId: submission.submittedById,
			kind: input.accepts ? 'SUBMISSION_ACCEPTED' : 'SUBMISSION_DECLINED',
			subjectId: collection.id,
			aboutId: submission.artworkId,
			actorId: viewer.userId,
		});
		return { submission: decided, seq };
	});
}

/** A submission that waits, of a collection in which the viewer decides; the collection is held. */
async function lockSubmission(
	sql: Queryable,
	id: string,
	viewer: Viewer,
): Promise<{ readonly submission: Submission; readonly collection: Collection }> {
	const [found] = await sql.query<{ collectionId: string }>(
		'SELECT "collectionId" FROM "CollectionSubmission" WHERE id = $1',
		[id],
	);
	const missing = new RenderError('NOT_FOUND', `There is no submission ${id}`);
	if (!found) throw missing;
	const collection = await lockForAct(sql, found.collectionId, viewer, 'ARRANGE');
	const [submission] = await sql.query<Submission>(
		`SELECT ${submissionColumns} FROM "CollectionSubmission" AS submission WHERE id = $1 FOR UPDATE`,
		[id],
	);
	if (!submission) throw missing;
	if (submission.state !== 'WAITING')
		throw new RenderError('SUBMISSION_DECIDED', 'This submission has been decided already');
	return { submission, collection };
}

/** Puts it in as the submitter's addition: the artist's word on who may collect it is about them. */
async function accept(
	sql: Queryable,
	collection: Collection,
	{ artworkId, submittedById }: Submission,
	viewer: Viewer,
): Promise<number | null> {
	const collectionId = collection.id;
	const [submitter] = await sql.query<{ role: Role }>('SELECT role FROM "User" WHERE id = $1', [submittedById]);
	const by = { userId: submittedById, role: submitter?.role ?? 'GUEST' } as const;
	const artistId = await refuseUnlessCollectable(sql, { collectionId, artworkId }, by);
	const collected = await sql.query('SELECT FROM "CollectionItem" WHERE "collectionId" = $1 AND "artworkId" = $2', [
		collectionId,
		artworkId,
	]);
	if (collected.length > 0) return null;
	const item = await insertAtEnd(sql, { collectionId, artworkId, note: '', addedById: submittedById });
	const actorId = viewer.userId ?? '';
	const change = { type: 'itemAdded', itemId: item.id, artworkId } as const;
	const seq = await writeRevision(sql, { collectionId, actorId, change });
	if (artistId !== submittedById) await tellArtist(sql, collection, { artworkId, artistId, actorId });
	await notifyCollectionFollowers(sql, { collectionId, artworkId, artistId, actorId });
	return seq;
}

/** The viewer takes back a submission of theirs that waits. Throws `NOT_SIGNED_IN`, `NOT_FOUND` and `SUBMISSION_DECIDED`. */
export async function withdrawSubmission(store: Store, id: string, viewer: Viewer): Promise<Submission> {
	if (viewer.userId === null) throw new RenderError('NOT_SIGNED_IN', 'Sign in to take back what you have submitted');
	return transaction(store, async (sql) => {
		const [submission] = await sql.query<Submission>(
			`SELECT ${submissionColumns} FROM "CollectionSubmission" AS submission
			 WHERE id = $1 AND "submittedById" = $2 FOR UPDATE OF submission`,
			[id, viewer.userId],
		);
		if (!submission) throw new RenderError('NOT_FOUND', `There is no submission ${id} of yours`);
		if (submission.state !== 'WAITING')
			throw new RenderError('SUBMISSION_DECIDED', 'This submission has been decided already');
		await sql.query('DELETE FROM "CollectionSubmission" WHERE id = $1', [id]);
		return submission;
	});
}
