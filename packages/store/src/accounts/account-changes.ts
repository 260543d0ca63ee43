/**
 * @file What a member changes of their account: the handle and the address; and leaving, which takes effect after some days, so
 * that who was careless, or whose browser was found open, can come back.
 */
import { randomUUID } from 'node:crypto';
import { leavingGraceDays, RenderError } from '@galatea/render';
import type { Compilable } from 'kysely';
import { refuseIssues } from '../access/refuse-issues.ts';
import { hashToken } from '../access/token-hash.ts';
import { deleteArtworks, deleteRenders } from '../artworks/delete-works.ts';
import { passOnCollections } from '../collections/curators.ts';
import { sqlState } from '../database/database-errors.ts';
import { type Queryable, type Store, transaction } from '../database/store.ts';
import { columnsOf, db, hence, now, rows, run } from '../database/typed.ts';
import { discardFiles } from '../files/discarded-files.ts';
import { requestCancel } from '../renders/renders.ts';
import { emailIssues, handleIssues, normaliseEmail } from './account-input.ts';
import { getUsers, type User } from './users.ts';

/** What becomes of a person's pictures and comments when they leave. */
export const leavings = ['KEEP', 'DELETE'] as const;
export type Leaving = (typeof leavings)[number];

/**
 * Another handle. The old one stays the person's: links with it lead to them, and nobody else can have it. Throws
 * `INVALID_INPUT`, and `HANDLE_TAKEN` also for what somebody else was called before.
 */
export async function changeHandle(store: Store, userId: string, handle: string): Promise<User> {
	refuseIssues(handleIssues(handle));
	await transaction(store, async (connection) => {
		const [taken] = await rows(
			connection,
			db
				.selectFrom('User')
				.select('handle')
				.where('handle', '=', handle)
				.where('id', '<>', userId)
				.unionAll(
					db.selectFrom('FormerHandle').select('handle').where('handle', '=', handle).where('userId', '<>', userId),
				),
		);
		if (taken) throw new RenderError('HANDLE_TAKEN', `The handle @${handle} is taken; choose another`);
		await run(connection, db.deleteFrom('FormerHandle').where('handle', '=', handle));
		await run(
			connection,
			db
				.insertInto('FormerHandle')
				.columns(['handle', 'userId'])
				.expression(
					db.selectFrom('User').select(['handle', 'id']).where('id', '=', userId).where('handle', '<>', handle),
				),
		);
		await run(connection, db.updateTable('User').set({ handle }).where('id', '=', userId).where('role', '<>', 'GUEST'));
	}).catch((error: unknown) => {
		// 23505: between the look and the write somebody else has taken it.
		if (sqlState(error) !== '23505') throw error;
		throw new RenderError('HANDLE_TAKEN', `The handle @${handle} is taken; choose another`, { cause: error });
	});
	return mustGet(store, userId);
}

/** Another address to sign in with; the caller has made sure of the password. Throws `INVALID_INPUT` and `EMAIL_TAKEN`. */
export async function changeEmail(store: Store, userId: string, written: string): Promise<User> {
	const email = normaliseEmail(written);
	refuseIssues(emailIssues(email));
	await run(
		store,
		db.updateTable('User').set({ email, emailVerified: false }).where('id', '=', userId).where('role', '<>', 'GUEST'),
	).catch((error: unknown) => {
		if (sqlState(error) !== '23505') throw error;
		throw new RenderError('EMAIL_TAKEN', 'There is another account with this e-mail address', { cause: error });
	});
	return mustGet(store, userId);
}

/**
 * Says that a member leaves after {@link leavingGraceDays}; saying it again changes what becomes of their works, and not the day. The
 * caller has made sure of the password. Throws `NOT_ALLOWED` for the only admin: a gallery without one cannot be looked after.
 */
export async function leave(store: Store, userId: string, leaving: Leaving): Promise<User> {
	const otherAdmin = db.selectFrom('User as other').where('other.role', '=', 'ADMIN').where('other.id', '<>', userId);
	const changed = await rows(
		store,
		db
			.updateTable('User')
			.set(({ fn }) => ({ leaving, leavesAt: fn.coalesce('leavesAt', hence(leavingGraceDays, 'days')) }))
			.where('id', '=', userId)
			.where('role', '<>', 'GUEST')
			.where(({ eb, exists, or }) => or([eb('role', '<>', 'ADMIN'), exists(otherAdmin)]))
			.returning('id'),
	);
	if (changed.length === 0) throw new RenderError('NOT_ALLOWED', 'The only admin makes somebody else one first');
	return mustGet(store, userId);
}

/** Takes {@link leave} back. */
export async function stay(store: Store, userId: string): Promise<User> {
	await run(store, db.updateTable('User').set({ leaving: null, leavesAt: null }).where('id', '=', userId));
	return mustGet(store, userId);
}

/**
 * Ends the accounts of those whose day has come. Their renders are stopped first; one that a worker still has waits for the
 * next call. Files go with {@link removeDiscardedFiles}. Returns how many have ended.
 */
export async function endAccounts(store: Store): Promise<number> {
	const due = await rows(
		store,
		db.selectFrom('User').select(['id', 'leaving']).where('leavesAt', '<=', now).orderBy('leavesAt'),
	);
	let ended = 0;
	for (const { id, leaving } of due) {
		await stopRenders(store, id);
		if (await transaction(store, (connection) => endAccount(connection, id, leaving ?? 'KEEP'))) ended++;
	}
	return ended;
}

async function stopRenders(store: Store, userId: string): Promise<void> {
	const running = await rows(store, unfinishedRenders(userId));
	for (const { id } of running)
		await requestCancel(store, id).catch((error: unknown) => {
			// It may have come to its end by itself.
			if (!(error instanceof RenderError)) throw error;
		});
}

function unfinishedRenders(userId: string) {
	return db
		.selectFrom('Render')
		.select('id')
		.where('requestedById', '=', userId)
		.where('state', 'in', ['QUEUED', 'WARMING', 'RUNNING']);
}

/** Ends what belongs to nobody but the person, and goes in any case. */
function deletePersonal(userId: string): readonly Compilable[] {
	const ownArtworks = db.selectFrom('Artwork').select('id').where('publishedById', '=', userId);
	return [
		db.deleteFrom('Session').where('userId', '=', userId),
		db.deleteFrom('Credential').where('userId', '=', userId),
		db.deleteFrom('Passkey').where('userId', '=', userId),
		db.deleteFrom('AccessToken').where('userId', '=', userId),
		db.deleteFrom('Follow').where(({ eb, or }) => or([eb('followerId', '=', userId), eb('followedId', '=', userId)])),
		db.deleteFrom('Block').where(({ eb, or }) => or([eb('blockerId', '=', userId), eb('blockedId', '=', userId)])),
		db.deleteFrom('Mute').where(({ eb, or }) => or([eb('muterId', '=', userId), eb('mutedId', '=', userId)])),
		db
			.deleteFrom('Notification')
			.where(({ eb, or }) => or([eb('recipientId', '=', userId), eb('actorId', '=', userId)])),
		db.deleteFrom('Reaction').where('userId', '=', userId),
		db.deleteFrom('TagVote').where('userId', '=', userId).where('artworkId', 'not in', ownArtworks),
		db.deleteFrom('Report').where('reporterId', '=', userId).where('actionId', 'is', null),
		db.deleteFrom('FormerHandle').where('userId', '=', userId),
		db.deleteFrom('Upload').where('userId', '=', userId),
	];
}

/** Whether it has ended; false when a render is still under way. */
async function endAccount(connection: Queryable, userId: string, leaving: Leaving): Promise<boolean> {
	// From here on nothing can be added in the person's name.
	await run(connection, db.selectFrom('User').where('id', '=', userId).forUpdate());
	const running = await rows(connection, unfinishedRenders(userId).limit(1));
	if (running.length > 0) return false;
	for (const statement of deletePersonal(userId)) await run(connection, statement);
	if (leaving === 'DELETE') await deleteWorks(connection, userId);
	await deleteUnpublished(connection, userId);
	await passOnCollections(connection, userId, leaving);
	const [person] = await rows(
		connection,
		db.selectFrom('User').select(['avatarKey', 'avatarSmallKey']).where('id', '=', userId),
	);
	await discardFiles(
		connection,
		[person?.avatarKey, person?.avatarSmallKey].filter((key) => key != null),
	);
	// The row stays, for what points at it, as that of somebody who cannot come in: of this token nobody knows the text.
	await run(
		connection,
		db
			.updateTable('User')
			.set({
				role: 'GUEST',
				tokenHash: hashToken(randomUUID()),
				handle: null,
				email: null,
				displayName: null,
				bio: '',
				links: [],
				avatarKey: null,
				avatarSmallKey: null,
				emailVerified: false,
				leaving: null,
				leavesAt: null,
				leftAt: now,
			})
			.where('id', '=', userId),
	);
	return true;
}

async function deleteWorks(connection: Queryable, userId: string): Promise<void> {
	const artworks = await rows(connection, db.selectFrom('Artwork').select('id').where('publishedById', '=', userId));
	await deleteArtworks(
		connection,
		artworks.map(({ id }) => id),
	);
	const reply = db
		.selectFrom('Comment as reply')
		.where('reply.threadId', '=', columnsOf('Comment', 'Comment')('id'))
		.where('reply.authorId', '<>', userId);
	// As deleting each by hand: with replies its place stays until the last of them is gone.
	await run(
		connection,
		db
			.updateTable('Comment')
			.set(({ fn }) => ({ text: '', deletedAt: fn.coalesce('deletedAt', now) }))
			.where('authorId', '=', userId)
			.where(({ exists }) => exists(reply)),
	);
	await run(
		connection,
		db
			.deleteFrom('Comment')
			.where('authorId', '=', userId)
			.where(({ exists, not }) => not(exists(reply))),
	);
}

async function deleteUnpublished(connection: Queryable, userId: string): Promise<void> {
	const gone = await rows(
		connection,
		db
			.selectFrom('Render')
			.select('id')
			.where('requestedById', '=', userId)
			.where(({ exists, not, selectFrom }) =>
				not(exists(selectFrom('Artwork').whereRef('Artwork.renderId', '=', 'Render.id'))),
			),
	);
	await deleteRenders(
		connection,
		gone.map(({ id }) => id),
	);
}

async function mustGet(store: Store, userId: string): Promise<User> {
	const [user] = await getUsers(store, [userId]);
	if (!user) throw new RenderError('NOT_FOUND', `There is no user ${userId}`);
	return user;
}
